// "Add an operation in six steps" of CONTRIBUTING.md, done: the made-up operation is put into a copy of src/ by those steps, and a run of it fills
// a list in the local host. The contract suite has it too (step 4). Only what a contributor would touch is touched.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stubOf } from '../../workbench/build/code';
import { readEntryFunctions } from '../../workbench/build/entry-functions';
import { type Fetch, jsonReply } from '../../workbench/providers/http';
import { pretend } from '../contract/operations/made-up-subject';
import { SUBJECTS } from '../contract/operations/subjects';
import { ANN, leads, letters, scene } from './scene';

const folder = mkdtempSync(join(tmpdir(), 'backfill-added-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let code = '';

/** Steps 2 and 3: a file of its own, and one line in the table. */
function addTo(src: string): void {
  const written = readFileSync('test/contract/operations/made-up-operation.ts', 'utf8');
  writeFileSync(join(src, 'providers/made-up.ts'), written.replaceAll('../../../src/providers/', './'));
  const table = join(src, 'providers/all.ts');
  const before = readFileSync(table, 'utf8');
  const after = `import { madeUpOperation } from './made-up';\n${before}`.replace(
    '  enrichablExport,\n];',
    '  enrichablExport,\n  madeUpOperation,\n];',
  );
  expect(after).toContain('madeUpOperation,\n];');
  writeFileSync(table, after);
}

beforeAll(() => {
  cpSync('src', join(folder, 'src'), { recursive: true });
  cpSync('tsconfig.json', join(folder, 'tsconfig.json'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  addTo(join(folder, 'src'));
  const [entry, tsconfig] = [join(folder, 'src/entry.ts'), join(folder, 'tsconfig.json')];
  // As the build bundles it, but for its two minifiers: they take ten times as long as everything else here.
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    tsconfig,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'app_',
    target: 'es2020',
    define: { BACKFILL_VERSION: '"added"' },
  });
  code = [outputFiles[0]!.text, ...readEntryFunctions(entry, tsconfig).map((one) => stubOf(one, 'app_'))].join('\n');
}, 120_000);

/** Step 5: a provider that behaves, at the origin of the provider it belongs to. */
function simulated(): { fetch: Fetch; charges(): number } {
  const provider = pretend();
  const fetch: Fetch = (requests) =>
    requests.map(({ method, url, body }) => {
      const { origin, pathname, search } = new URL(url);
      expect(origin).toBe('https://api-dashboard.influencers.club');
      const effect = 'read';
      const path = pathname + search;
      const answer = provider.answer({
        effect,
        method: method.toUpperCase() as 'GET',
        path,
        ...(body ? { body: JSON.parse(body) } : {}),
      });
      return 'status' in answer ? jsonReply(answer.status, JSON.parse(answer.text || '{}')) : { ...answer, tookMs: 5 };
    });
  return { fetch, charges: provider.charges };
}

test('it is in the contract suite', () => {
  expect(SUBJECTS.map(([id]) => id)).toContain('made.up');
});

test('a recipe that names it is planned, bought once and filled; given again it buys nothing', () => {
  const { fetch, charges } = simulated();
  const at = scene({ rows: leads(6, true), host: { code, fetch } });
  at.call('saveKey', { provider: 'influencers', key: 'any-key', test: false }, ANN);
  const recipe = {
    version: 1,
    name: 'Made up',
    operation: 'made.up',
    settings: { list: 'Spring' },
    sheet: 'Leads',
    inputs: { handle: 'First name' },
    outputs: { name: 'Work email', followers: 'Confidence' },
    status: 'Work emails status',
  };
  const job = at.run(recipe);
  expect(job).toMatchObject({ state: 'finished', requests: 4, rows: 6 });
  expect(job.credits.estimatedMax).toBe(2);
  expect(charges()).toBe(1);
  const handles = [0, 1, 0, 3, 4, 3].map((n) => `person${letters(n)}`);
  expect(at.column('Work email')).toEqual(handles.map((handle) => `The ${handle}`));
  expect(at.column('Confidence')).toEqual(handles.map((handle) => handle.length));
  expect(at.column('Work emails status')).toEqual(handles.map(() => 'found'));
  expect(at.column('Notes')).toEqual([0, 1, 2, 3, 4, 5].map((n) => `note ${n}`));
  expect(at.call('plan', { recipe: { ...recipe, rows: 'all' } }).value.toBuy).toBe(0);
});

test('a setting that it does not know is refused in words, as for every operation', () => {
  const at = scene({ rows: leads(2), host: { code, fetch: simulated().fetch } });
  const bad = { version: 1, name: 'X', operation: 'made.up', settings: { list: 'Spring', lst: 1 }, sheet: 'Leads' };
  const reply = at.call('plan', {
    recipe: { ...bad, inputs: { handle: 'First name' }, outputs: { name: 'Work email' } },
  });
  expect(reply).toMatchObject({ ok: false, error: { kind: 'recipe' } });
  expect(reply.error!.message).toContain('lst');
});
