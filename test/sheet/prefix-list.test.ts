// Membership lists: what goes in comes out, and 40,000 fit their budget.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listBytes } from '../../src/engine/state-budget';
import { fingerprinter, fingerprintPrefix } from '../../src/sheet/fingerprint';
import { packPrefixes, unpackPrefixes } from '../../src/sheet/prefix-list';
import { SEEDED } from '../text/seed';

const prefix = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.integer({ min: 0, max: 300 }),
  fc.constantFrom(0, 127, 128, 2 ** 31, 2 ** 32 - 1),
);

function prefixesOf(requests: number): number[] {
  const fingerprintOf = fingerprinter('databar.enrichment', '[833,1]');
  return Array.from({ length: requests }, (_, i) => fingerprintPrefix(fingerprintOf(`[["name","Person ${i}"]]`)));
}

describe('membership lists', () => {
  test('the same set comes out that went in, whatever its order and repeats', () => {
    fc.assert(
      fc.property(fc.array(prefix), (prefixes) => {
        const unpacked = unpackPrefixes(packPrefixes(prefixes));
        expect([...unpacked].sort()).toEqual([...new Set(prefixes)].sort());
      }),
      SEEDED,
    );
  });

  test('the text does not depend on the order that the requests came in', () => {
    fc.assert(
      fc.property(fc.array(prefix), (prefixes) => {
        expect(packPrefixes([...prefixes].reverse())).toBe(packPrefixes(prefixes));
      }),
      SEEDED,
    );
  });

  test('an empty set is an empty text', () => {
    expect(packPrefixes([])).toBe('');
    expect(unpackPrefixes('').size).toBe(0);
  });

  test('40,000 requests take about 152 KB', () => {
    const characters = packPrefixes(prefixesOf(40_000)).length;
    expect(characters).toBeGreaterThan(150_000);
    expect(characters).toBeLessThan(153_000);
  });

  test.each([1, 5, 100, 1000, 10_000, 40_000])(
    '%i requests take no more than the budget allows for them',
    (requests) => {
      expect(packPrefixes(prefixesOf(requests)).length).toBeLessThanOrEqual(Math.max(8, listBytes(requests)));
    },
  );
});
