// The sheet in the browser and the workbook in the workbench: whatever people and scripts do, both hold the same afterwards.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { type Matrix, matrixOf } from '../../workbench/page/matrix';
import { closeBrowser, type OpenPage, openWorkbench, sheetDrawn } from './browser';

const PATH = join(tmpdir(), `backfill-sheet-${process.pid}.csv`);
writeFileSync(PATH, 'Name,City,Age\nAda,Rome,36\nBob,Oslo,41\nCyd,Rome,29\n');

const SOON = { timeout: 10_000 };

let open: OpenPage;
beforeEach(async () => {
  open = await openWorkbench({ path: PATH });
  await sheetDrawn(open.page);
}, 60_000);
afterEach(() => open?.close());
afterAll(closeBrowser);

const shown = (page = open.page) => page.evaluate('sheet.matrix()') as Promise<Matrix>;
const held = () => matrixOf(open.workbench.bench.grid.engine.workbook);
const grid = () => open.workbench.bench.grid;
const person = () => open.workbench.bench.host.person();
const sheetName = `backfill-sheet-${process.pid}`;
const tab = () => person().tab(sheetName);

/** Clicks a cell by its place in the grid, types, and leaves it with Enter. */
async function type(page: Page, row: number, column: number, text: string): Promise<void> {
  // The formula bar is a canvas too; the sheet's is the large one.
  const boxes = await Promise.all((await page.locator('#sheet canvas').all()).map((canvas) => canvas.boundingBox()));
  const sheet = boxes.filter((box) => box !== null).sort((a, b) => b.width * b.height - a.width * a.height)[0]!;
  await page.mouse.click(sheet.x + 46 + 100 * column - 50, sheet.y + 20 + 21 * row - 10);
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

async function agree(page = open.page): Promise<void> {
  await grid().calculated();
  await expect.poll(() => shown(page), SOON).toEqual(held());
}

it('draws what the file holds, each cell the text that it is', async () => {
  expect(await shown()).toEqual(held());
  expect((await shown())[sheetName]!['1,2']).toEqual(['36', null, 1]);
  const drawnMs = Math.round(
    (await open.page.evaluate("performance.getEntriesByName('sheet drawn')[0].startTime")) as number,
  );
  console.log(`time from the request of the page to the sheet drawn: ${drawnMs} ms`);
  expect(drawnMs).toBeLessThan(20_000);
});

it('reads what a person types as setValues reads it', async () => {
  await type(open.page, 6, 1, '007');
  await type(open.page, 7, 1, "'007");
  await type(open.page, 8, 1, '2024-01-02');
  await expect.poll(() => tab().range('A6:A8').flat(), SOON).toEqual([7, '007', { $d: Date.UTC(2024, 0, 2) }]);
  await agree();
  expect(open.errors).toEqual([]);
});

it('calculates in the workbench what a person types as a formula, spills included', async () => {
  await type(open.page, 6, 1, '=LEN(A2)&"!"');
  await type(open.page, 7, 1, '=SEQUENCE(2,2)');
  await expect.poll(async () => (await shown())[sheetName]!['5,0']?.[0], SOON).toBe('3!');
  const spilled = async () => {
    await grid().calculated();
    return tab().range('A7:B8').flat();
  };
  await expect.poll(spilled, SOON).toEqual([1, 2, 3, 4]);
  await agree();
});

it('follows rows that a person inserts, deletes and sorts, with what is anchored to them', async () => {
  const unit = grid().unit;
  const sheet = grid().sheetIds.get(tab().id)!;
  grid().addMetadata({
    key: 'k',
    value: null,
    visibility: 'DOCUMENT',
    place: { type: 'ROW', tab: tab().id, index: 3 },
  });
  const range = { startRow: 1, endRow: 1, startColumn: 0, endColumn: 25 };
  const insert = { unitId: unit, subUnitId: sheet, direction: 0, range };
  await open.page.evaluate(`sheet.command('sheet.command.insert-row-by-range', ${JSON.stringify(insert)})`);
  await expect.poll(() => tab().range('A1:A5').flat(), SOON).toEqual(['Name', '', 'Ada', 'Bob', 'Cyd']);
  expect(grid().metadata()[0]?.place.index).toBe(4);
  expect(tab().maxRows).toBe(1001);
  await agree();
});

it('gives a page that was overtaken by a change of structure the whole sheet anew, and says so', async () => {
  const sheet = grid().sheetIds.get(tab().id)!;
  const write = { unitId: grid().unit, subUnitId: sheet, cellValue: { 3: { 0: { v: 'late', t: 1 } } } };
  // Both at once: the row goes in here before the page can know, and the page writes before it hears.
  await open.page.evaluate(`sheet.command('sheet.mutation.set-range-values', ${JSON.stringify(write)}); 0`);
  tab().insertRows(2);
  await agree();
  const values = tab().range('A1:A6').flat();
  expect([...values].filter((value) => value === 'late').length).toBeLessThanOrEqual(1);
  expect(values.filter((value) => value === 'Bob')).toEqual(['Bob']);
});

it('shows what a script writes on every open page', async () => {
  const other = await open.openAnother('?user=colleague@example.com');
  await sheetDrawn(other);
  tab().type('D1', 'from a script');
  await agree();
  await agree(other);
  expect((await shown(other))[sheetName]!['0,3']).toEqual(['from a script', null, 1]);
});
