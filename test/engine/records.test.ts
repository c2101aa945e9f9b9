// Text split over properties and joined again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinText, readRecord, splitText, storeBytes, VALUE_BYTES } from '../../src/engine/records';
import { SEEDED } from '../text/seed';

const lengths = fc.oneof(
  fc.nat(40_000),
  fc.constantFrom(0, 1, VALUE_BYTES - 1, VALUE_BYTES, VALUE_BYTES + 1, 2 * VALUE_BYTES, 2 * VALUE_BYTES + 1),
);

describe('a text in properties', () => {
  test('comes back as it went in, also beside others', () => {
    fc.assert(
      fc.property(lengths, lengths, (one, two) => {
        const all = { ...splitText('a', 'x'.repeat(one)), ...splitText('a~', 'y'.repeat(two)), b: 'z' };
        expect(joinText(all, 'a')).toBe('x'.repeat(one));
        expect(joinText(all, 'a~')).toBe('y'.repeat(two));
      }),
      SEEDED,
    );
  });

  test('takes as few values as it can, none longer than Google allows', () => {
    fc.assert(
      fc.property(lengths, (length) => {
        const values = Object.values(splitText('key', 'x'.repeat(length)));
        expect(values).toHaveLength(Math.max(1, Math.ceil(length / VALUE_BYTES)));
        expect(Math.max(...values.map((value) => value.length))).toBeLessThanOrEqual(VALUE_BYTES);
      }),
      SEEDED,
    );
  });

  test('a value and its key stay below the 9 KB that Google allows for a property', () => {
    expect(VALUE_BYTES + 'bf.job.00000000-0000-0000-0000-000000000000.learnt~99'.length).toBeLessThan(9 * 1024);
  });

  test('nothing under the key is null, which an empty text is not', () => {
    expect(joinText({}, 'key')).toBeNull();
    expect(joinText({ 'key~1': 'tail' }, 'key')).toBeNull();
    expect(joinText(splitText('key', ''), 'key')).toBe('');
  });
});

describe('a record', () => {
  test('that is absent or cannot be read is null', () => {
    for (const text of [null, undefined, '', '{', 'not json']) expect(readRecord(text)).toBeNull();
    expect(readRecord('{"v":1}')).toEqual({ v: 1 });
  });

  test('bytes of a store count keys and values', () => {
    expect(storeBytes({ ab: 'cde', f: '' })).toBe(6);
    expect(storeBytes({})).toBe(0);
  });
});
