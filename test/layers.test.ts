// The arrows of the design, held against every file of src/: entry → addon → job → {engine, recipe, providers, sheet, archive} → ports.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaches, circles } from './import-rule';

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => name.split(sep).join('/'))
    .sort();
}

describe('the import rule', () => {
  const files = sourcesBelow('src');

  test('no file of src breaks it', () => {
    expect(files.length).toBeGreaterThan(5);
    expect(files.flatMap((file) => breaches(file, readFileSync(join('src', file), 'utf8')))).toEqual([]);
  });

  test.each([
    [
      'the engine imports a sheet',
      'engine/a.ts',
      "import { x } from '../sheet/a1';",
      /engine may not import sheet\/a1/,
    ],
    [
      'the engine imports a provider',
      'engine/a.ts',
      "import { x } from '../providers/all';",
      /engine may not import providers\/all/,
    ],
    [
      'a provider reaches a port',
      'providers/a.ts',
      "import { x } from '../platform/ports';",
      /providers may not import platform\/ports/,
    ],
    ['something points back', 'sheet/a1.ts', "import { x } from '../job/plan';", /sheet may not import job\/plan/],
    [
      'the entry reaches into a provider',
      'entry.ts',
      "import { x } from './providers/all';",
      /entry may not import providers\/all/,
    ],
    ['src imports the workbench', 'addon.ts', "import { x } from '../workbench/host/host';", /outside src/],
    [
      'a Google global is named elsewhere',
      'job/a.ts',
      'export const f = () => SpreadsheetApp.flush();',
      /names SpreadsheetApp/,
    ],
    [
      'a Google type is named elsewhere',
      'job/a.ts',
      'export type R = GoogleAppsScript.Spreadsheet.Range;',
      /names GoogleAppsScript/,
    ],
    [
      'the add-on reaches into the self-check',
      'job/a.ts',
      "import { x } from '../self-check/probe';",
      /job may not import self-check\/probe/,
    ],
    [
      'the self-check shares code with the add-on',
      'self-check/a.ts',
      "import { x } from '../sheet/a1';",
      /self-check may not import sheet\/a1/,
    ],
    ['a pure file asks for the time', 'sheet/a.ts', 'export const f = () => Date.now();', /pure/],
    ['a folder is not in the layout', 'utils/a.ts', '', /layout/],
  ])('is broken where %s', (_, path, text, complaint) => {
    expect(breaches(path, text).join('\n')).toMatch(complaint);
  });

  test('lets a pure file name the shapes of a port', () => {
    expect(breaches('sheet/a.ts', "import type { Cell } from '../platform/ports';")).toEqual([]);
  });

  test('lets the engine know the providers’ port', () => {
    expect(breaches('engine/a.ts', "import type { Call } from '../providers/operation';")).toEqual([]);
  });
});

test.each(['src', 'sidebar', 'workbench', 'bench'])('no files of %s import each other in a circle', (folder) => {
  // Google's own objects know each other: a sheet its spreadsheet, a spreadsheet its sheets.
  const files = sourcesBelow(folder).filter((file) => !file.startsWith('host/realm/'));
  const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  expect(texts.size).toBeGreaterThan(5);
  expect(circles(texts)).toEqual([]);
});

test('a circle is told as the way round, and one of shapes is none', () => {
  const texts = (way: string): Map<string, string> =>
    new Map([
      ['a.ts', "import { b } from './b';"],
      ['b.ts', "export { c } from './in/c';"],
      ['in/c.ts', `import ${way} from '../a';`],
    ]);
  expect(circles(texts('{ a }'))).toEqual(['a.ts → b.ts → in/c.ts → a.ts']);
  expect(circles(texts('type { a }'))).toEqual([]);
});

test('the workbench loads the built add-on and imports no file of it, but the types of its calls and of the self-check’s report', () => {
  const importing = sourcesBelow('workbench').filter((file) =>
    /^(?!import type .*\/src\/(sidebar-calls|self-check\/report-form)').* from '(\.\.\/)+src\//m.test(
      readFileSync(join('workbench', file), 'utf8'),
    ),
  );
  expect(importing).toEqual([]);
});

/** What a folder of the workbench may take more than shapes from. Its own files and those beside the folders are open to it. */
const WORKBENCH_MAY_IMPORT: Record<string, string[]> = {
  host: [],
  route: [],
  build: [],
  'self-check': ['host'],
  providers: ['route'],
  runner: ['build', 'host', 'providers', 'route'],
  page: ['host'],
  serve: ['host', 'providers', 'runner'],
  calibrate: ['build', 'host', 'runner', 'self-check'],
  deploy: ['build', 'runner'],
  publish: ['build', 'runner', 'serve'],
  release: ['build', 'runner'],
};

test('the workbench’s folders import downwards too: the host knows nobody, and nobody knows what people run', () => {
  const found = sourcesBelow('workbench').flatMap((file) => {
    const [folder = '', ...rest] = file.split('/');
    if (rest.length === 0) return [];
    const text = readFileSync(join('workbench', file), 'utf8');
    const taken = text.matchAll(/^(?:import|export)(?! type) [^;]*? from '([^']+)'|\bawait import\('([^']+)'\)/gm);
    return [...taken].flatMap(([, direct, late]) => {
      const path = direct ?? late!;
      const [, first, second] = posix.normalize(posix.join('workbench', posix.dirname(file), path)).split('/');
      const isOwn = !path.startsWith('.') || second === undefined || first === folder;
      return isOwn || WORKBENCH_MAY_IMPORT[folder]?.includes(first!) ? [] : [`${file} imports ${path}`];
    });
  });
  expect(found).toEqual([]);
});
