// Cutting text: never inside a surrogate pair, never longer than asked.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstCharacters, hasLoneSurrogate } from '../../src/text/cut';
import { SEEDED } from './seed';

describe('the first characters of a text', () => {
  test('are at most as many as asked, at most one fewer, and whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(12), (text, most) => {
        const first = firstCharacters(text, most);
        expect(text.startsWith(first)).toBe(true);
        expect(first.length).toBeLessThanOrEqual(most);
        expect(first.length).toBeGreaterThanOrEqual(Math.min(text.length, most - 1));
        expect(hasLoneSurrogate(first)).toBe(false);
      }),
      SEEDED,
    );
  });

  test.each([
    ['😀', false],
    ['\ud83d', true],
    ['a\ude00', true],
    ['', false],
  ])('%j: half a pair alone is seen: %s', (text, lone) => {
    expect(hasLoneSurrogate(text)).toBe(lone);
  });
});
