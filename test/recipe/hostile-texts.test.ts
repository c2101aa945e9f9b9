// Every reader of texts that people and documents give, before texts that nobody should give: each ends in a value or in words, never in an exception.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadSchedules } from '../../src/engine/schedule-record';
import { loadBatches, loadJobs, loadLearnt, loadList } from '../../src/job/job-records';
import { askOf, FUNCTIONS } from '../../src/recipe/formula-ask';
import { callsIn } from '../../src/recipe/formula-text';
import { readPlaybook } from '../../src/recipe/playbook';
import { readRecipe } from '../../src/recipe/recipe';
import { recipesIn } from '../../src/recipe/saved-recipes';
import { rowsOfRange } from '../../src/sheet/a1';
import { outcomeOfStatus } from '../../src/sheet/status-word';
import { valueAt } from '../../src/text/result-path';
import { readCsv } from '../../workbench/runner/csv-file';
import { anyChange, changed } from '../story/spoilt-answers';
import { SEEDED } from '../text/seed';
import { GOOD } from './a-recipe';

const RUNS = { ...SEEDED, numRuns: 300 };
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '\ud800',
    '\u0000',
    '9'.repeat(400),
    '1e999',
    '['.repeat(5000),
    '"'.repeat(99),
  ),
);
const anyJson = fc.oneof(fc.jsonValue({ maxDepth: 4 }), nasty);

function inWords(said: object): void {
  if ('problem' in said) expect(String(said.problem)).toMatch(/\S \S/);
}

test('a recipe or a playbook that is changed anywhere is read, or refused in a sentence', () => {
  const good = JSON.stringify(GOOD);
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 3 }), (changes) => {
      let text = good;
      for (const one of changes) text = changed(text, one);
      let raw: unknown = text;
      try {
        raw = JSON.parse(text);
      } catch {
        // Cut off: given as the text that it is.
      }
      inWords(readRecipe(raw));
      inWords(readPlaybook(raw));
    }),
    RUNS,
  );
});

test('any JSON is a recipe or a playbook, or refused in a sentence', () => {
  fc.assert(
    fc.property(anyJson, (raw) => {
      inWords(readRecipe(raw));
      inWords(readPlaybook(raw));
      inWords(readRecipe({ ...GOOD, settings: raw, rows: raw }));
    }),
    RUNS,
  );
});

test('any text is a range, a formula, a status, a path or a CSV file, or none', () => {
  fc.assert(
    fc.property(nasty, nasty, (a, b) => {
      rowsOfRange(a);
      rowsOfRange(`A${a}:B${b}`);
      callsIn(a, FUNCTIONS);
      callsIn(`=BACKFILL("${a}", ${b}!A1:B2)`, FUNCTIONS);
      outcomeOfStatus(a);
      valueAt({ [a]: { [b]: 1 } }, `${a}.${b}[0]`);
      try {
        readCsv(new TextEncoder().encode(`${a},${b}\n${b}`));
      } catch (error) {
        expect((error as Error).message).toMatch(/\S \S/);
      }
    }),
    RUNS,
  );
});

test('what a custom function is given is understood, or refused in a sentence', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FUNCTIONS),
      fc.array(
        fc.oneof(
          nasty,
          fc.integer(),
          fc.boolean(),
          fc.array(fc.array(anyJson, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        ),
        { maxLength: 5 },
      ),
      (name, args) => {
        inWords(askOf(name, args, (wanted) => ({ problem: `There is no recipe ${wanted}.` }) as never));
      },
    ),
    RUNS,
  );
});

test('records that hold any text or JSON load as something or as nothing', () => {
  const keys = ['bf.job.a', 'bf.job.a.list', 'bf.job.a.learnt', 'bf.job.a.batch.0', 'bf.recipe.a', 'bf.schedule.a'];
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          nasty,
          anyJson.map((one) => JSON.stringify(one)),
        ),
        { minLength: 6, maxLength: 6 },
      ),
      (values) => {
        const all = Object.fromEntries(keys.map((key, i) => [key, values[i]!]));
        for (const job of loadJobs(all, 'x')) if (Array.isArray(job.open)) loadBatches(all, job);
        loadList(all, { place: 'a' });
        loadLearnt(all, { place: 'a' });
        recipesIn(all);
        loadSchedules(all, 'x');
      },
    ),
    RUNS,
  );
});
