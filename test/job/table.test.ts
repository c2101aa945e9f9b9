// What a tab amounts to for a recipe, read again and again in one execution.
import { beforeEach, expect, test, vi } from 'vitest';
import { operationOf } from '../../src/job/operation-of';
import type { Reader, Table } from '../../src/job/table';
import type { CellValue } from '../../src/platform/ports';
import type { Recipe } from '../../src/recipe/recipe';
import { seededRandom } from '../../workbench/host/seeded-random';

const RECIPE = {
  version: 1,
  name: 'Upload',
  operation: 'enrichabl.leads',
  settings: { pipeline: { create: { name: 'Q4' } } },
  sheet: 'Leads',
  inputs: { email: 'Email', company: 'Company', 'custom_fields.tier': { value: 'A' } },
  outputs: { stage: 'Stage' },
} as unknown as Recipe;
const { operation, settings } = operationOf(RECIPE)!;
const reader: Reader = {
  recipe: RECIPE,
  operation,
  settings,
  required: ['email'],
  isoDate: (date) => date.toISOString(),
};
const columns = { headerRow: 1, byHeader: { Email: 1, Company: 2 }, missing: [] };
const HEADERS = ['Email', 'Company', 'Notes'];

let table: typeof import('../../src/job/table');
/** Modules are loaded once an execution: so each test begins as one. */
const freshly = async () => {
  vi.resetModules();
  return import('../../src/job/table');
};
beforeEach(async () => {
  table = await freshly();
});

const plain = ({ requests, byRow, incompleteRows, lastRow }: Table) => ({
  requests: [...requests],
  rows: byRow.flatMap((request, row) => (request ? [[row, request.fingerprint]] : [])),
  incompleteRows,
  lastRow,
});

test('all mapped parameters can be listed, constants and custom fields too, and their texts looked up', () => {
  const values = [HEADERS, ['b@example.com', ' Blue ', ''], ['', 'Green', ''], ['b@example.com', '', '']];
  const wanted = table.wantedTexts(RECIPE, columns, { values, formulas: [] }, String);
  expect(Object.keys(wanted)).toEqual(['email', 'company', 'custom_fields.tier']);
  expect({ ...wanted }).toEqual({
    email: ['b@example.com'],
    company: ['Blue', 'Green'],
    'custom_fields.tier': ['A'],
  });
});

test('a tab that was sorted, edited, cut or made longer since it was read before is read as if for the first time', async () => {
  const seed = Number(process.env.SEED ?? 20_261_122);
  console.log(`seed ${seed}`);
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const some: CellValue[] = [
    '',
    'a@example.com',
    'A@Example.com ',
    'b@example.com',
    7,
    true,
    new Date(0),
    new Date(86_400_000),
  ];
  const row = (): CellValue[] => [some[below(some.length)]!, some[below(some.length)]!, below(3)];
  let rows = Array.from({ length: 30 }, row);
  for (let reading = 0; reading < 60; reading++) {
    const values = [HEADERS, ...rows.map((cells) => [...cells])];
    const again = table.readTable(reader, columns, { values, formulas: [] });
    const first = (await freshly()).readTable(reader, columns, { values, formulas: [] });
    expect(plain(again)).toEqual(plain(first));
    const doings = [
      () => rows.reverse(),
      () => rows.splice(below(rows.length), below(3), row()),
      () => rows.push(row()),
      () => rows[below(rows.length)]!.splice(below(2), 1, some[below(some.length)]!),
      () => rows.map((cells) => cells.reverse()),
    ];
    doings[below(doings.length)]!();
    if (rows.length < 6) rows = Array.from({ length: 30 }, row);
  }
});

test('other columns, constants, settings or required parameters are another reading', () => {
  const values = [HEADERS, ['b@example.com', 'Blue', 'c@example.com']];
  const keysBy = (other: Partial<Reader>, otherColumns = columns): string[] => [
    ...table.readTable({ ...reader, ...other }, otherColumns, { values, formulas: [] }).requests.keys(),
  ];
  const others = [
    keysBy({}),
    keysBy({ recipe: { ...RECIPE, inputs: { ...RECIPE.inputs, 'custom_fields.tier': { value: 'B' } } } as Recipe }),
    keysBy({ settings: { ...(settings as object), pipeline: '5a3b1e00-0000-4000-8000-000000000002' } }),
    keysBy({}, { ...columns, byHeader: { Email: 3, Company: 2 } }),
  ];
  expect(new Set(others.flat()).size).toBe(4);
  expect(keysBy({})).toEqual(others[0]);
  const blank = [HEADERS, ['b@example.com', '', '']];
  const requests = (required: string[]): number =>
    table.readTable({ ...reader, required }, columns, { values: blank, formulas: [] }).requests.size;
  expect([requests(['email']), requests(['email', 'company']), requests(['email'])]).toEqual([1, 0, 1]);
});
