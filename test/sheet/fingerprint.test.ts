// Fingerprints, pinned: a change here is a change of what counts as the same purchase, and needs a new version. Not who stores them.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CanonicalInput,
  canonicalText,
  FINGERPRINT_VERSION,
  fingerprinter,
  fingerprintPrefix,
} from '../../src/sheet/fingerprint';
import { SEEDED } from '../text/seed';

const ADA = { first_name: 'Ada', company: 'Sample Works' };

/** Operation, identity settings, canonical input → fingerprint. */
const PINNED: [string, string, CanonicalInput, string][] = [
  ['databar.enrichment', '[833,1]', ADA, 'IEPumPdOy5WgoAJx'],
  ['databar.enrichment', '[833,2]', ADA, '-B94YkfBM6ac-y3X'],
  ['databar.enrichment', '[834,1]', ADA, '4F6GVruoKqN1P9Y7'],
  ['databar.enrichment', '[833,1]', { email: 'ada@example.com' }, '1C4Lw_KdptjEY-Wl'],
  ['databar.enrichment', '[833,1]', { name: 'Zoë' }, 'RqJ4dbLtQjwNafsj'],
  ['databar.enrichment', '[833,1]', { name: '😀' }, 'dCF2bglW5_QG-hWh'],
  ['databar.enrichment', '[833,1]', { name: 'line\nbreak "quoted"' }, '5TGWdDEsck7sxYoy'],
  ['databar.enrichment', '[833,1]', { limit: '42' }, 'RZjUyOGndfFVFQnl'],
  ['databar.enrichment', '[833,1]', { since: '2026-01-31' }, 'oFsGqe62kP8hQtEC'],
  ['databar.enrichment', '[833,1]', {}, 'S7ibQdrBlDcTGmmO'],
  ['made.up', '{}', { a: 'b' }, 'auqD1W6LeG3xs4ls'],
];

const inputs = fc.dictionary(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);

describe('fingerprints', () => {
  test('these are version 1', () => {
    expect(FINGERPRINT_VERSION).toBe(1);
  });

  test.each(PINNED)('%s with %s and %j is pinned', (operation, identity, input, fingerprint) => {
    expect(fingerprinter(operation, identity)(canonicalText(input))).toBe(fingerprint);
  });

  test('one is the first 12 bytes of the SHA-256 of version, operation, identity and canonical input, a line each', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), inputs, (operation, identity, input) => {
        const text = canonicalText(input);
        const hash = createHash('sha256').update(`1\n${operation}\n${identity}\n${text}`, 'utf8').digest();
        expect(fingerprinter(operation, identity)(text)).toBe(hash.subarray(0, 12).toString('base64url'));
      }),
      SEEDED,
    );
  });

  test('one has 16 characters, none of which means anything to a cell or to JSON', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const fingerprint = fingerprinter('databar.enrichment', '[1,1]')(canonicalText(input));
        expect(fingerprint).toHaveLength(16);
        expect(fingerprint).toMatch(/^[\w-]{16}$/);
      }),
      SEEDED,
    );
  });

  test('its prefix is its first four bytes, unsigned', () => {
    expect(fingerprintPrefix('AQIDBAUGBwgJCgsM')).toBe(0x01020304);
    expect(fingerprintPrefix('________________')).toBe(0xffffffff);
    expect(fingerprintPrefix('gAAAAAAAAAAAAAAA')).toBe(0x80000000);
  });
});

describe('canonical text', () => {
  test('parameters stand in code-unit order, whatever order the recipe has them in', () => {
    expect(canonicalText({ b: '1', a: '2', B: '3' })).toBe('[["B","3"],["a","2"],["b","1"]]');
    expect(canonicalText({ company: 'x', first_name: 'y' })).toBe(canonicalText({ first_name: 'y', company: 'x' }));
  });

  test('different inputs have different texts, however their names and values run into each other', () => {
    fc.assert(
      fc.property(inputs, inputs, (one, two) => {
        const same =
          Object.keys(one).length === Object.keys(two).length &&
          Object.keys(one).every((name) => Object.hasOwn(two, name) && two[name] === one[name]);
        expect(canonicalText(one) === canonicalText(two)).toBe(same);
      }),
      SEEDED,
    );
  });
});
