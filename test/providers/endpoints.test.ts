// Whether everything that the providers' own pages name has a test: the tables test/providers/*/endpoints.ts, held against the tests.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EndpointRow } from './endpoint-row';

const HERE = import.meta.dirname;
const TESTS = join(HERE, '..');

const tables = readdirSync(HERE).filter((name) => existsSync(join(HERE, name, 'endpoints.ts')));

test('the providers have their tables', () => {
  expect(tables).toEqual(expect.arrayContaining(['databar', 'influencers', 'enrichabl']));
});

describe.each(tables)('%s', (provider) => {
  test('every row names a test that there is', async () => {
    const { ENDPOINTS } = (await import(`./${provider}/endpoints.ts`)) as { ENDPOINTS: EndpointRow[] };
    expect(ENDPOINTS.length).toBeGreaterThan(20);
    const missing = ENDPOINTS.filter((row) => !titlesIn(row.file).has(row.title));
    expect(missing.map((row) => `${row.at} · ${row.what}: ${row.file} has no "${row.title}"`)).toEqual([]);
  });

  test('no row stands twice, and each says something', async () => {
    const { ENDPOINTS } = (await import(`./${provider}/endpoints.ts`)) as { ENDPOINTS: EndpointRow[] };
    const names = ENDPOINTS.map((row) => `${row.at} · ${row.what}`);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
    for (const { at, what, title } of ENDPOINTS) {
      expect([at, what]).not.toContain('');
      // A title of placeholders alone names no rule.
      expect(title.replace(/%.|\$\{.*?\}/g, '')).toMatch(/[a-z]{4}/i);
    }
  });
});

const known = new Map<string, Set<string>>();

/** The first argument of each `test`, `describe` and of what their `each` gives, as it is written between its quotes. */
function titlesIn(file: string): Set<string> {
  const titles = known.get(file) ?? readTitles(file);
  known.set(file, titles);
  return titles;
}

function readTitles(file: string): Set<string> {
  const path = join(TESTS, file);
  if (!file.endsWith('.test.ts') || !existsSync(path)) return new Set();
  const source = readFileSync(path, 'utf8');
  const opening = /(?:\b(?:test|it|describe)(?:\.\w+)*|\))\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1,/g;
  return new Set([...source.matchAll(opening)].map((match) => match[2]!.replace(/\\(['"`])/g, '$1')));
}
