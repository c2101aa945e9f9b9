// One result over at most three archive cells: what the recipe maps survives, and what was packed can be read again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packResult, unpackResult } from '../../src/archive/reduced-result';
import type { Json } from '../../src/providers/operation';
import { cutText } from '../../src/sheet/cell-value';
import { valueAt } from '../../src/text/result-path';
import { ANY_TEXT, SEEDED } from '../text/seed';

const CELL = 45_000;
const LEFT_OUT = '(left out by Backfill)';

/** The value at a path after the archive had it. */
function kept(result: Json, paths: string[], path = paths[0]!): unknown {
  return valueAt(unpackResult(packResult(result, paths)), path);
}

const sizes = fc.constantFrom(1, 100, 20_000, 44_000, 60_000);
const bigJson = fc.dictionary(
  fc.constantFrom('email', 'a.b', 'bulk', 'raw', '__proto__', 'list', 'x'),
  fc.oneof(
    fc.jsonValue() as fc.Arbitrary<Json>,
    sizes.map((size) => 'é"\n'.repeat(size / 3)),
    sizes.map((size) => Array.from({ length: size / 20 }, (_, i) => ({ n: i, t: 'x'.repeat(9) }))),
  ),
) as fc.Arbitrary<{ [key: string]: Json }>;

describe('a packed result', () => {
  test('that fits is kept as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue() as fc.Arbitrary<Json>, (result) => {
        expect(unpackResult(packResult(result, []))).toEqual(JSON.parse(JSON.stringify(result)));
      }),
      SEEDED,
    );
  });

  test('is never more than three cells of 45,000 characters, and always readable', () => {
    fc.assert(
      fc.property(bigJson, fc.subarray(['email', 'a.b', 'bulk', 'list[3].n', 'raw', 'none']), (result, paths) => {
        const { cells } = packResult(result, paths);
        expect(cells.length).toBeLessThanOrEqual(3);
        for (const cell of cells) expect(cell.length).toBeLessThanOrEqual(CELL);
        expect(unpackResult({ cells })).not.toBeUndefined();
      }),
      SEEDED,
    );
  });

  test('keeps a mapped value whatever bulk stands beside it', () => {
    fc.assert(
      fc.property(bigJson, fc.string({ ...ANY_TEXT, minLength: 1 }), (bulk, email) => {
        const result = {
          ...bulk,
          'a.b': email,
          person: { email },
          filler: 'y'.repeat(140_000),
          more: [bulk, bulk, bulk],
        };
        expect(kept(result, ['person.email', 'a.b'])).toBe(email);
        expect(kept(result, ['a.b'])).toBe(email);
      }),
      { ...SEEDED, numRuns: 40 },
    );
  });

  test('leaves out the largest unmapped properties first, each with a visible flag', () => {
    const result = { email: 'a@b.example', huge: Array(50_000).fill(12), large: Array(20_000).fill(1), small: [1] };
    expect(unpackResult(packResult(result, ['email']))).toEqual({ ...result, huge: LEFT_OUT });
  });

  test('of a list keeps the mapped values under their whole paths', () => {
    const page = Array.from({ length: 30_000 }, (_, i) => ({ email: `${i}@example.com` }));
    expect(kept(page, ['[7].email'])).toBe('7@example.com');
  });

  test('cuts a long text exactly as its cell will be cut', () => {
    const long = 'x'.repeat(80_000);
    expect(kept({ bio: long }, ['bio'])).toBe(cutText(long));
    expect(kept({ bio: long, other: Array(60_000).fill(1) }, ['bio'])).toBe(cutText(long));
  });

  test.each([
    ['quotes', '"'],
    ['line breaks', '\n'],
    ['control characters, six characters each in JSON', '\u0001'],
  ])('keeps at least the beginning of a mapped text as long as a cell, even when it is made of %s', (_what, letter) => {
    const text = letter.repeat(49_000);
    expect(kept({ bio: text, other: 'y'.repeat(140_000) }, ['bio'])).toContain(letter.repeat(20_000));
  });

  test('keeps of a mapped list that is larger than the archive at least what its cell will show', () => {
    const posts = Array.from({ length: 20_000 }, (_, i) => `post ${i}`);
    const shown = kept({ posts }, ['posts']);
    const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
    expect(text.slice(0, 45_000)).toBe(JSON.stringify(posts).slice(0, 45_000));
  });

  test('never grows over three cells by the flags of what was left out', () => {
    const paths = Array.from({ length: 250 }, (_, i) => `p${i}`);
    const result: { [key: string]: Json } = {
      big: 'x'.repeat(49_000),
      big2: 'x'.repeat(49_000),
      big3: 'x'.repeat(34_500),
    };
    for (const path of paths) result[path] = 'y'.repeat(2000);
    const packed = packResult(result, ['big', 'big2', 'big3', ...paths]);
    expect(packed.cells.length).toBeLessThanOrEqual(3);
    expect(unpackResult(packed)).toMatchObject({ big: result.big });
  });

  test('keeps a small mapped value whole, even when three cells are full of larger ones before it', () => {
    const result = { a: 'x'.repeat(49_000), b: 'y'.repeat(49_000), c: Array(60_000).fill(1), email: 'a@b.example' };
    expect(kept(result, ['a', 'b', 'c', 'email'], 'email')).toBe('a@b.example');
  });

  test('keeps a property whose own name holds a dot, where a longer path leads through it', () => {
    const result = { 'person.work': { email: 'a@b.example' }, bulk: Array(70_000).fill(1) };
    expect(unpackResult(packResult(result, ['person.work.email']))).toEqual({ ...result, bulk: LEFT_OUT });
  });

  test('of a text that no path leads into is as much as fits', () => {
    const raw = '\u0001'.repeat(49_000);
    expect(unpackResult(packResult(raw, []))).toContain('\u0001'.repeat(20_000));
  });

  test.each(['x', 'xy'])(
    'no cell ends inside a surrogate pair, which Sheets would not give back (property "%s")',
    (name) => {
      const { cells } = packResult({ [name]: '😀'.repeat(20_000), more: '😀'.repeat(20_000) }, [name]);
      expect(cells.length).toBeGreaterThan(1);
      for (const cell of cells) expect(cell).not.toMatch(/\p{Surrogate}/u);
    },
  );

  test('of a result nested ten thousand times is made without throwing, or the batch could never be closed', () => {
    const deep = JSON.parse(`{"email":"a","deep":${'['.repeat(10_000)}${']'.repeat(10_000)}}`) as Json;
    expect(() => packResult(deep, ['email'])).not.toThrow();
  });

  test('of a result with hostile names is that result', () => {
    const result = JSON.parse('{"__proto__":{"polluted":1},"constructor":"c"}') as Json;
    expect(kept(result, ['__proto__.polluted'])).toBe(1);
    const large = { ...(result as object), bulk: 'x'.repeat(200_000), list: Array(70_000).fill(1) } as unknown as Json;
    expect(kept(large, ['constructor'])).toBe('c');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('cells that a person broke', () => {
  test.each([[[]], [['']], [['{"a":']], [['not json', 'x', 'y']]])('%j hold no result', (cells) => {
    expect(unpackResult({ cells })).toBeUndefined();
  });
});
