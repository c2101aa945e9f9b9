// docs/security.md against the tests that it names: each line has one, and each is there under its title.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync('docs/security.md', 'utf8');

/** A title may be quoted alone where the line has named its file before. */
function namedIn(line: string): { file: string; title: string }[] {
  let file = '';
  return [...line.matchAll(/`(test\/[^`]+\.ts)`|“([^”]+)”/g)].flatMap(([, path, title]) => {
    file = path ?? file;
    return title ? [{ file, title }] : [];
  });
}

/** Titles as they stand in the source: quotes are escaped there. */
function hasTest(file: string, title: string): boolean {
  const source = existsSync(file) ? readFileSync(file, 'utf8').replaceAll("\\'", "'") : '';
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
}

test('every test that the threat model names is there', () => {
  const named = text.split('\n').flatMap(namedIn);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ file, title }) => !hasTest(file, title))).toEqual([]);
});

test('every line of the threat model names a test', () => {
  const rows = text.split('\n').filter((line) => /^\| (?!-)/.test(line) && !/\| held by +\|$/.test(line));
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter((line) => namedIn(line).length === 0)).toEqual([]);
});

test('the tests above can fail', () => {
  expect(hasTest('test/docs/security.test.ts', 'a title that no test has'.toUpperCase())).toBe(false);
  expect(hasTest('test/docs/none.test.ts', 'every line of the threat model names a test')).toBe(false);
});
