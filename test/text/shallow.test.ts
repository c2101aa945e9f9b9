// Depth of JSON: what providers send stays, what would overflow the stack becomes a note.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shallow } from '../../src/text/shallow';
import { SEEDED } from './seed';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('nested JSON', () => {
  test('of 100 levels and fewer is the same value, not a copy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(shallow(value)).toBe(value);
      }),
      SEEDED,
    );
    expect(JSON.stringify(shallow(nested(100)))).toBe(JSON.stringify(nested(100)));
  });

  test('of more levels can be written, and says where it was cut', () => {
    for (const levels of [101, 10_000]) {
      const json = JSON.stringify(shallow({ a: 1, deep: nested(levels) }));
      expect(json).toContain('"a":1');
      expect(json).toContain('(nested too deep)');
    }
  });

  test('keeps hostile names as names', () => {
    const value = JSON.parse(`{"__proto__":{"x":1},"deep":${'['.repeat(200)}${']'.repeat(200)}}`) as object;
    expect(Object.keys(shallow(value))).toEqual(['__proto__', 'deep']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
