// UTF-8 and base64 against the platform's own, which Apps Script does not have. Not what is stored with them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64, utf8, utf8Length } from '../../src/text/bytes';
import { SEEDED } from './seed';

/** Code units in any order, so that lone surrogates appear often. */
const codeUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd7ff, max: 0xe000 })), { maxLength: 30 })
  .map((units) => String.fromCharCode(...units));

describe('UTF-8', () => {
  test('every text becomes the bytes that TextEncoder makes of it', () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        expect([...utf8(text)]).toEqual([...new TextEncoder().encode(text)]);
      }),
      SEEDED,
    );
  });

  test.each([
    ['', []],
    ['A', [0x41]],
    ['é', [0xc3, 0xa9]],
    ['€', [0xe2, 0x82, 0xac]],
    ['😀', [0xf0, 0x9f, 0x98, 0x80]],
    ['\ud800', [0xef, 0xbf, 0xbd]],
  ])('%j is %j', (text, bytes) => {
    expect([...utf8(text)]).toEqual(bytes);
  });

  test('the length is that of the bytes, for well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8Length(text)).toBe(utf8(text).length);
      }),
      SEEDED,
    );
  });

  test('the length is never less than the bytes, whatever the text: a property that is too small would be refused', () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        expect(utf8Length(text)).toBeGreaterThanOrEqual(utf8(text).length);
      }),
      SEEDED,
    );
  });
});

describe('base64', () => {
  test('bytes come back as they went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes]);
      }),
      SEEDED,
    );
  });

  test('it is the URL alphabet without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      }),
      SEEDED,
    );
  });
});
