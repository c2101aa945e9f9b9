// Each custom function typed into a cell of the sheet in the browser: "not bought yet" at first, filled once it was bought and refreshed. How
// formulas are planned and answered in every case is test/story/formulas.test.ts.
import { expect, it } from 'vitest';
import { expectedResult } from '../../workbench/providers/databar/result';
import { sheetBox } from './browser';
import { panelScene } from './panel-on-workbench';

const NOT_BOUGHT = 'not bought yet';
const SMALL = { width: 900, height: 420 };
const HEADERS = ['first_name', 'company', 'last_name', 'domain', 'email', 'handle'];
const PEOPLE = [
  ['Amara', 'Bluebird Bakery', 'Okonkwo', 'bluebird.example', 'amara@bluebird.example', 'ada.cooks'],
  ['Priya', 'Lotus Analytics', 'Raman', 'lotus.example', 'priya@lotus.example', 'bo_travels'],
];
const RECIPE = {
  version: 1,
  name: 'Work emails',
  operation: 'databar.enrichment',
  settings: { enrichment: 833 },
  inputs: { first_name: 'first_name', company: 'company' },
  outputs: { email: 'Work email' },
};
const EMAIL = /^[^@\s]+@[^@\s]+\.[a-z]+$/;

/** Side by side under the list, one formula a column; `header`: its first line names the field. */
const TYPED: { formula: string; filled: RegExp; header?: string }[] = [
  { formula: '=BACKFILL("Work emails", A2:B3, "email")', filled: EMAIL },
  { formula: '=BACKFILL_STATUS("Work emails", A2:B3)', filled: /^found$/ },
  { formula: '=ENRICH(833, A1:B3, "email")', filled: EMAIL, header: 'email' },
  { formula: '=WATERFALL("email_getter", A1:D3, "email")', filled: EMAIL, header: 'email' },
  { formula: '=CREATOR(F2:F3, "full", "instagram", "first_name")', filled: /^\p{L}+$/u },
  { formula: '=VALIDATE_EMAIL(E2:E3)', filled: /^(VALID|INVALID|RISKY|UNKNOWN)$/ },
  { formula: '=LEAD(E2:E3, "stage")', filled: /^\p{L}+$/u },
];
/** The row of the formulas, from 1, and the rows that the longest of them fills. */
const AT = 6;
const LINES = PEOPLE.length + 1;

const scene = panelScene();
const { rpc, tab } = scene;

type Block = unknown[][];
/** Formula by formula, what its cells hold in the workbench. */
const held = (): Block => {
  const lines = tab().range(`A${AT}:G${AT + LINES - 1}`);
  return TYPED.map((_, column) => lines.map((line) => line[column] ?? ''));
};
/** The same as the browser draws it. */
const drawn = (): Promise<Block> =>
  scene
    .open()
    .page.evaluate(
      `Array.from({ length: ${TYPED.length} }, (_, c) => Array.from({ length: ${LINES} }, (_, r) => sheet.drawn(${JSON.stringify(tab().name)}, ${AT} + r, c + 1)))`,
    ) as Promise<Block>;
const linesOf = (header: string | undefined, values: unknown[]) => (header ? [header, ...values] : [...values, '']);

type Priced = {
  recipe: object;
  plan: { name: string; planId: string; toBuy: number; price: { max: number } | null };
  cells: number;
};

/** To the end of the run that this plan is, as the sidebar's heartbeats do. */
async function buy({ recipe, plan }: Priced): Promise<void> {
  const { clock } = scene.bench();
  await rpc('start', {
    recipe,
    planId: plan.planId,
    shown: { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null },
  });
  for (let beats = 0; beats < 100; beats++) {
    const { jobs, nextDueMs } = await rpc('advance');
    if (jobs.length === 0) return;
    if (nextDueMs > clock.now()) clock.moveTo(nextDueMs);
  }
  throw new Error(`the run of ${JSON.stringify(recipe)} does not end`);
}

it('each function typed into a cell shows "not bought yet", and its values once they are bought and refreshed', async () => {
  const bench = scene.bench();
  const { page } = scene.open();
  await scene.giveKeys(true);
  await scene.showList(`${[HEADERS, ...PEOPLE].map((row) => row.join(',')).join('\n')}\n`);
  // A key takes as long as the sheet takes to draw.
  await page.setViewportSize(SMALL);
  await expect.poll(async () => (await sheetBox(page)).width).toBeLessThanOrEqual(SMALL.width);
  await rpc('saveRecipe', { recipe: RECIPE });
  const requestsBefore = bench.http.length;
  const typed = () => tab().formulas()[AT - 1]?.slice(0, TYPED.length) ?? [];
  for (const [at, { formula }] of TYPED.entries())
    await scene.typeInto(AT, at + 1, formula, () => typed()[at] === formula);
  await expect.poll(typed).toEqual(TYPED.map(({ formula }) => formula));

  const unbought = TYPED.map(({ header }) => linesOf(header, Array(PEOPLE.length).fill(NOT_BOUGHT)));
  await expect.poll(held).toEqual(unbought);
  await expect.poll(drawn).toEqual(unbought);
  expect(bench.http.length).toBe(requestsBefore);

  const { plans, problems } = await rpc('formulaPlan', { where: 'document' });
  expect(problems).toEqual([]);
  // What three formulas ask alike is in one plan, once.
  expect(plans.map(({ plan, cells }: Priced) => [plan.name, cells, plan.toBuy])).toEqual([
    ['Work emails', 3, 2],
    ['WATERFALL', 1, 2],
    ['CREATOR', 1, 2],
    ['VALIDATE_EMAIL', 1, 2],
    ['LEAD', 1, 2],
  ]);
  for (const one of plans) await buy(one);
  expect(await rpc('refreshFormulas', { where: 'document' })).toEqual({ cells: TYPED.length });
  await expect.poll(() => held().flat().includes(NOT_BOUGHT)).toBe(false);
  await bench.grid.calculated();

  const filled = held();
  console.log(TYPED.map(({ formula }, at) => `${formula}: ${filled[at]!.join(' | ')}`).join('\n'));
  for (const [at, { formula, filled: wanted, header }] of TYPED.entries()) {
    const values = filled[at]!.slice(header ? 1 : 0, (header ? 1 : 0) + PEOPLE.length);
    expect(filled[at], formula).toEqual(linesOf(header, values));
    for (const value of values) expect(value, formula).toMatch(wanted);
  }
  const right = PEOPLE.map(([first_name, company]) =>
    expectedResult(833, { first_name: first_name!, company: company! }),
  );
  expect(filled[0]!.slice(0, PEOPLE.length)).toEqual(right.map((one) => (one as { email: string }).email));
  expect(filled[2]!.slice(1)).toEqual(filled[0]!.slice(0, PEOPLE.length));
  await expect.poll(drawn).toEqual(filled);
  expect(typed()).toEqual(TYPED.map(({ formula }) => formula));
  // The list above, which no formula may touch.
  expect(tab().range(`A1:F${PEOPLE.length + 1}`)).toEqual([HEADERS, ...PEOPLE]);
  const asked = (await rpc('formulaPlan', { where: 'document' })) as { plans: unknown[] };
  expect(asked.plans).toEqual([]);
});
