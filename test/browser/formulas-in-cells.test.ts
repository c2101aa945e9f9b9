// Each custom function typed into a cell of the sheet in the browser: "not bought yet" at first, filled once it was bought and refreshed. How
// formulas are planned and answered in every case is test/story/formulas.test.ts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectedResult } from '../../workbench/providers/databar/result';
import { USER } from '../../workbench/runner/sidebar-calls';
import { closeBrowser, type OpenPage, openWorkbench, sheetDrawn } from './browser';

const TAB = 'people';
const NOT_BOUGHT = 'not bought yet';
const FAST = 30;
const SMALL = { width: 900, height: 420 };
const SOON = { timeout: 20_000 };
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
  sheet: TAB,
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

const folder = mkdtempSync(join(tmpdir(), 'backfill-formulas-'));
let open: OpenPage;
beforeAll(async () => {
  const path = join(folder, `${TAB}.csv`);
  writeFileSync(path, `${[HEADERS, ...PEOPLE].map((row) => row.join(',')).join('\n')}\n`);
  open = await openWorkbench({ path, sampleKeys: true });
  open.workbench.bench.clock.setSpeed(FAST);
  await sheetDrawn(open.page);
  // A key takes as long as the sheet takes to draw.
  await open.page.setViewportSize(SMALL);
}, 120_000);
afterAll(async () => {
  await open?.close();
  await closeBrowser();
  rmSync(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: answers of several calls, each read where it was made
async function rpc(name: string, args: object = {}): Promise<any> {
  const run = { user: USER, fn: 'rpc', args: [name, JSON.stringify(args)], as: 'sidebar' as const };
  const execution = await open.workbench.bench.runs.run(run);
  if (!execution.ok) throw new Error(`${name}: ${execution.error}`);
  const reply = JSON.parse(String(execution.value));
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
  return reply.value;
}

type Box = { x: number; y: number; width: number; height: number };

/** The formula bar is a canvas too; the sheet's is the large one. */
async function sheetBox(): Promise<Box> {
  const canvases = await open.page.locator('#sheet canvas').all();
  const boxes = await Promise.all(canvases.map((canvas) => canvas.boundingBox()));
  return boxes.filter((box) => box !== null).sort((a, b) => b.width * b.height - a.width * a.height)[0]!;
}

/** Clicks a cell of the sheet until it is the selected one, types, leaves it with Enter, and waits until the formula is in the workbench. */
async function type(row: number, column: number, text: string): Promise<void> {
  const { page, workbench } = open;
  const { host } = workbench.bench;
  const click = async () => {
    const { x, y } = await sheetBox();
    await page.mouse.click(x + 46 + 100 * column - 50, y + 20 + 21 * row - 10);
    await expect.poll(() => host.world.selections.get(USER), { timeout: 3_000 }).toMatchObject({ row, column });
  };
  await vi.waitFor(click, SOON);
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  const held = () => host.person().tab(TAB).formulas()[row - 1]?.[column - 1];
  await expect.poll(held, { ...SOON, message: `the formula in column ${column}` }).toBe(text);
}

type Block = unknown[][];
/** Formula by formula, what its cells hold in the workbench. */
const held = (): Block => {
  const { host } = open.workbench.bench;
  const lines = host
    .person()
    .tab(TAB)
    .range(`A${AT}:G${AT + LINES - 1}`);
  return TYPED.map((_, column) => lines.map((line) => line[column] ?? ''));
};
/** The same as the browser draws it. */
const drawn = (): Promise<Block> =>
  open.page.evaluate(
    `Array.from({ length: ${TYPED.length} }, (_, c) => Array.from({ length: ${LINES} }, (_, r) => sheet.drawn(${JSON.stringify(TAB)}, ${AT} + r, c + 1)))`,
  ) as Promise<Block>;
const linesOf = (header: string | undefined, values: unknown[]) => (header ? [header, ...values] : [...values, '']);

type Priced = {
  recipe: object;
  plan: { name: string; planId: string; toBuy: number; price: { max: number } | null };
  cells: number;
};

/** To the end of the run that this plan is, as the sidebar's heartbeats do. */
async function buy({ recipe, plan }: Priced): Promise<void> {
  const { clock } = open.workbench.bench;
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
  const { bench } = open.workbench;
  await expect.poll(async () => (await sheetBox()).width, SOON).toBeLessThanOrEqual(SMALL.width);
  await rpc('saveRecipe', { recipe: RECIPE });
  const requestsBefore = bench.http.length;
  for (const [at, { formula }] of TYPED.entries()) await type(AT, at + 1, formula);
  const typed = () => bench.host.person().tab(TAB).formulas()[AT - 1]?.slice(0, TYPED.length);
  await expect.poll(typed, SOON).toEqual(TYPED.map(({ formula }) => formula));

  const unbought = TYPED.map(({ header }) => linesOf(header, Array(PEOPLE.length).fill(NOT_BOUGHT)));
  await expect.poll(held, SOON).toEqual(unbought);
  await expect.poll(drawn, SOON).toEqual(unbought);
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
  await expect.poll(() => held().flat().includes(NOT_BOUGHT), SOON).toBe(false);
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
  await expect.poll(drawn, SOON).toEqual(filled);
  expect(typed()).toEqual(TYPED.map(({ formula }) => formula));
  // The list above, which no formula may touch.
  expect(
    bench.host
      .person()
      .tab(TAB)
      .range(`A1:F${PEOPLE.length + 1}`),
  ).toEqual([HEADERS, ...PEOPLE]);
  const asked = (await rpc('formulaPlan', { where: 'document' })) as { plans: unknown[] };
  expect(asked.plans).toEqual([]);
  expect([open.errors, open.offLoopback]).toEqual([[], []]);
}, 120_000);
