// What the build takes out of zod: what remains answers as the whole of it, and nothing of what went can be asked for.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '../../src/providers/all';
import { scheduleSetting } from '../../src/recipe/recipe';
import { makeCode } from '../../workbench/build/code';
import { checkNoPromises, withoutUnusedOfZod } from '../../workbench/build/unused-of-zod';
import { answers } from './zod-answers';

const folder = mkdtempSync(join(tmpdir(), 'backfill-zod-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundled = (entryPath: string): string =>
  makeCode({ entryPath, tsconfigPath: 'tsconfig.json', bundleName: 'app_', define: {} }).text;

function codeOf(text: string): string {
  const entryPath = join(folder, 'entry.ts');
  writeFileSync(entryPath, `import * as z from ${JSON.stringify(resolve('node_modules/zod/mini/index.js'))}; ${text}`);
  return bundled(entryPath);
}

const inBundle = new Function(`${bundled(resolve('test/bundle/zod-answers.ts'))}; return answers;`)() as typeof answers;

const NAMES = [...OPERATIONS.map(({ settings }) => settings), scheduleSetting].flatMap((schema) =>
  Object.keys((schema as unknown as { shape: object }).shape),
);
const WORDS = [
  'raw',
  'full',
  'auto',
  'run',
  'day',
  '09:00',
  'rows',
  'AI_COLUMN',
  'BOUNCEBAN',
  'instagram',
  '',
  'x'.repeat(600),
];
const PLAIN = fc.oneof(fc.constantFrom<unknown>(...WORDS, null, undefined, -1, 0.5, 1e20), fc.nat(200), fc.boolean());
const NAMED = (inner: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom(...NAMES, 'create', 'name', 'days', 'newest', 'first', 'credits', '__proto__'), inner, {
    maxKeys: 6,
  });
const VALUE = fc.oneof(NAMED(fc.oneof(PLAIN, fc.array(PLAIN, { maxLength: 3 }), NAMED(PLAIN))), PLAIN, fc.jsonValue());

const RECIPE = { version: 1, name: 'Emails', operation: 'databar.enrichment', settings: { enrichment: 1 } };
const COLUMNS = { inputs: { email: 'Email' }, outputs: { phone: 'Phone' } };

describe('zod without what is not used', () => {
  test('says of any value what the whole of it says, with the same issues', () => {
    fc.assert(
      fc.property(VALUE, (value) => {
        expect(inBundle(value)).toBe(answers(value));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a good recipe', { ...RECIPE, ...COLUMNS }],
    ['one with a property too many', { ...RECIPE, ...COLUMNS, rowz: 'all' }],
    ['one with no settings', { ...RECIPE, ...COLUMNS, settings: {} }],
    ['rows of another form', { ...RECIPE, ...COLUMNS, rows: { first: 0 } }],
    ['a long list', { waterfall: 'w', enrichments: Array(200).fill(1) }],
    ['an empty list', { waterfall: 'w', enrichments: [] }],
  ])('and of %s', (_, value) => {
    expect(inBundle(value)).toBe(answers(value));
  });

  test('a way to ask that went cannot be asked: the build stops', () => {
    const parse = 'export function a(b: unknown) { return z.string().parse(b); }';
    expect(() => codeOf(parse)).toThrow(/says "\.parse\("/);
    const coerce = `export const a = (b: unknown) => z.string({ coerce: true } as never).safeParse(b);`;
    expect(() => codeOf(coerce)).toThrow(/says "coerce"/);
  });

  test('another zod is not cut by guess: the build stops; a script without zod stays', () => {
    const zod = '// node_modules/zod/v4/core/util.js\nvar a = 1;\n';
    expect(() => withoutUnusedOfZod(zod)).toThrow(/zod has no/);
    const other = '// src/a.ts\nvar a = b instanceof Promise;\n';
    expect(withoutUnusedOfZod(other)).toBe(other);
  });

  test.each(['async () => 1', 'Promise.resolve(1)', '(async function () {})()', 'class { async a() {} }'])(
    '%s is refused: then there could be a promise',
    (code) => {
      expect(() => checkNoPromises(`var a = ${code};`)).toThrow(/promise/);
      expect(() => checkNoPromises('var a = () => 1;')).not.toThrow();
    },
  );
});
