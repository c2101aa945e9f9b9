// JSON in which characters are bytes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiJson } from '../../src/text/ascii-json';
import { utf8 } from '../../src/text/bytes';
import { SEEDED } from './seed';

describe('asciiJson', () => {
  test('says what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(asciiJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      SEEDED,
    );
  });

  test('has as many bytes as characters', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = asciiJson(value);
        expect(utf8(json).length).toBe(json.length);
      }),
      SEEDED,
    );
  });

  test('writes other characters as \\uXXXX, pairs as two', () => {
    expect(asciiJson({ é: '😀' })).toBe('{"\\u00e9":"\\ud83d\\ude00"}');
  });
});
