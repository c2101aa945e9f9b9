// What is planned where the operation brings its rows: which columns an export fills, and how many rows it counts.
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/archive/archive-row';
import { exportRecipe } from '../../src/job/export-plan';
import { operationOf } from '../../src/job/operation-of';
import { makePlan, type Plan, type PlanFrom } from '../../src/job/plan';
import { readTable } from '../../src/job/table';
import type { CellValue } from '../../src/platform/ports';
import type { Learnt, Wanted } from '../../src/providers/operation';
import { isExport, type Recipe, readRecipe } from '../../src/recipe/recipe';
import { fail, ok, type Result } from '../../src/text/problem';

const RAW = {
  version: 1,
  name: 'Q4 leads',
  operation: 'enrichabl.export',
  settings: { pipeline: '5a3b1e00-0000-4000-8000-000000000002' },
  sheet: 'Leads',
  rows: 'all',
};
const LEARNT: Learnt = { fields: ['tier'], leads: 3, pages: null };

let wanted: Wanted[];

function asRun(change: object = {}, learning: Result<Learnt> = ok(LEARNT)): ReturnType<typeof exportRecipe> {
  const raw = { ...RAW, ...change };
  const read = readRecipe(raw);
  if ('problem' in read) throw new Error(read.problem);
  wanted = [];
  return exportRecipe(raw, read.recipe, read.operation, read.settings, (asked) => {
    wanted.push(asked);
    return learning;
  });
}

function recipeOf(change: object = {}): Recipe {
  const run = asRun(change);
  if (!run.ok) throw new Error(run.problem.message);
  return run.value.recipe;
}

describe('the recipe of an export', () => {
  test('fills the columns that it names, in its order, and reads the key from that of the key', () => {
    const recipe = recipeOf({ outputs: { stage: 'Stage', email: 'Work email', first_name: 'First' } });
    expect(Object.entries(recipe.outputs)).toEqual([
      ['stage', 'Stage'],
      ['email', 'Work email'],
      ['first_name', 'First'],
    ]);
    expect(recipe.inputs).toEqual({ email: 'Work email' });
    expect(isExport(recipe)).toBe(true);
  });

  test('gets a column for the key before all others where it names none: rows could not be found again without', () => {
    const recipe = recipeOf({ outputs: { stage: 'Stage', first_name: 'First' } });
    expect(Object.entries(recipe.outputs)).toEqual([
      ['email', 'email'],
      ['stage', 'Stage'],
      ['first_name', 'First'],
    ]);
    expect(recipe.inputs).toEqual({ email: 'email' });
  });

  test('has a column for each path that is known, custom fields too, where it names no output', () => {
    for (const change of [{}, { outputs: {} }]) {
      const recipe = recipeOf(change);
      const paths = Object.keys(recipe.outputs);
      expect(paths[0]).toBe('email');
      expect(paths).toEqual(expect.arrayContaining(['first_name', 'custom_fields.tier', 'validation_status']));
      expect(Object.values(recipe.outputs)).toEqual(paths);
      expect(recipe.inputs).toEqual({ email: 'email' });
    }
  });

  test('is else as the person wrote it, with the defaults filled in', () => {
    const { outputs: _outputs, inputs: _inputs, ...recipe } = recipeOf({ reuse: 'never', status: ' State ' });
    expect(recipe).toEqual({ ...RAW, headerRow: 1, status: 'State', cap: {}, reuse: 'never' });
  });

  test('asks the provider once, for the paths that it names and for no text', () => {
    asRun({ outputs: { stage: 'Stage', email: 'Mail' } });
    expect(wanted).toEqual([{ stage: [], email: [] }]);
    asRun();
    expect(wanted).toEqual([{}]);
  });

  test('comes with what was learnt', () => {
    const run = asRun();
    expect(run.ok && run.value.learnt).toBe(LEARNT);
  });
});

describe('there is no recipe of an export', () => {
  test('where the provider gives no answer: its problem is told as it is', () => {
    const problem = fail('unreachable', 'Enrichabl does not answer. Try again later.');
    expect(asRun({ outputs: { email: 'Mail' } }, problem)).toBe(problem);
    expect(asRun({}, problem)).toBe(problem);
  });

  const clashes: [string, object, string][] = [
    [
      'another output has the column that the key gets',
      { outputs: { first_name: 'email' } },
      'Outputs "email" and "first_name" both write to column "email". Give each its own.',
    ],
    [
      'the status has the column that the key gets',
      { outputs: { stage: 'Stage' }, status: 'email' },
      'Column "email" is both an output and the status column.',
    ],
    [
      'the status has a column of its paths',
      { status: 'stage' },
      'Column "stage" is both an output and the status column.',
    ],
  ];
  test.each(clashes)('where %s', (_where, change, message) => {
    expect(asRun(change)).toEqual(fail('recipe', message));
  });

  test('where the list has more fields than one run can fill', () => {
    const fields = Array.from({ length: 60 }, (_, n) => `field ${n}`);
    const run = asRun({}, ok({ ...LEARNT, fields }));
    expect(run).toMatchObject({ ok: false, problem: { kind: 'recipe' } });
    expect(!run.ok && run.problem.message).toMatch(/^The recipe has \d+ outputs; at most 50 fit one run\./);
    expect(asRun({ outputs: { 'custom_fields.field 59': 'Last' } }, ok({ ...LEARNT, fields })).ok).toBe(true);
  });
});

describe('the plan of an export', () => {
  const HEADERS = ['email', 'Stage', 'Notes', 'Q4 leads status'];
  const ROWS: CellValue[][] = [
    ['ada@example.com', 'new', 'mine', ''],
    ['bob@example.com', '', 'mine', ''],
    ['cy@example.com', 'won', '', ''],
    ['ada@example.com', 'old', '', ''],
  ];

  function planOf(change: Partial<PlanFrom> = {}, knownRows: number[] = []): Plan {
    const recipe = recipeOf({ outputs: { stage: 'Stage' } });
    const { operation, settings } = operationOf(recipe)!;
    const columns = { headerRow: 1, byHeader: { email: 1, Stage: 2, 'Q4 leads status': 4 }, missing: [] };
    const values = [HEADERS, ...ROWS];
    const cells = { values, formulas: values.map((row) => row.map(() => '')) };
    const reader = { recipe, operation, settings, required: null, isoDate: String };
    const table = readTable(reader, columns, cells);
    const known: PlanFrom['known'] = new Map(
      knownRows.map((row) => {
        const key = table.byRow[row]!.fingerprint;
        return [key, { entry: { key } as Entry, outcome: 'found' }];
      }),
    );
    const about = { recipe, operation, settings, learnt: LEARNT, columns, cells, table, known };
    const plan = makePlan({ ...about, busy: new Set(), hidden: null, nowMs: 0, ...change });
    if ('problem' in plan) throw new Error(plan.problem);
    return plan;
  }

  test('counts the rows that the provider has now, whatever the sheet holds, and costs nothing', () => {
    expect(planOf()).toMatchObject({ requests: 3, rows: 3, busyRows: 0, batches: 0, price: { min: 0, max: 0 } });
    expect(planOf({ learnt: { leads: 41_000 } })).toMatchObject({ requests: 41_000, rows: 41_000 });
    expect(planOf({ learnt: { leads: 0 } })).toMatchObject({ requests: 0, rows: 0 });
    const { buy, reused, refused } = planOf({}, [2]);
    expect([buy, reused, refused]).toEqual([[], [], []]);
  });

  test('tells of cells that a person filled before the first export: those of rows that no export has brought', () => {
    expect(planOf().keptCells).toBe(3);
    expect(planOf({}, [4]).keptCells).toBe(2);
    expect(planOf({}, [2]).keptCells).toBe(1);
    expect(planOf({}, [2, 3, 4]).keptCells).toBe(0);
  });

  test('takes no row while another export of the list is open, and says how many that one has', () => {
    const plan = planOf({ busy: new Set(['another run']) });
    expect(plan).toMatchObject({ requests: 0, rows: 0, busyRows: 3, keptCells: 0 });
  });
});
