// A whole run in the browser while a person works in the sheet, the keyboard's way to the menu, and the drawer. Not the sidebar's own screens.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { type Matrix, matrixOf } from '../../workbench/page/matrix';
import { ROOT } from '../../workbench/runner/built-add-on';
import { closeBrowser, type OpenPage, openSidebar, openWorkbench, sheetDrawn } from './browser';

const SAMPLES = join(ROOT, 'workbench', 'samples');
const SOON = { timeout: 15_000 };

let open: OpenPage;
beforeEach(async () => {
  open = await openWorkbench({ path: join(SAMPLES, 'leads.csv'), sampleKeys: true });
  await sheetDrawn(open.page);
}, 60_000);
afterEach(() => open.close());
afterAll(closeBrowser);

type Reply<T> = { ok: true; value: T } | { ok: false; error: { message: string } };

/** As a sidebar calls: through google.script.run of its own frame. */
async function rpc<T>(frame: Frame, name: string, args: object): Promise<T> {
  const text = (await frame.evaluate(`new Promise((resolve, reject) => {
    google.script.run.withSuccessHandler(resolve).withFailureHandler(reject).rpc(${JSON.stringify(name)}, ${JSON.stringify(JSON.stringify(args))});
  })`)) as string;
  const reply = JSON.parse(text) as Reply<T>;
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
  return reply.value;
}

it('fills the right rows while a person inserts, sorts and edits, and the browser shows what the workbench holds', async () => {
  const { grid, clock, host } = open.workbench.bench;
  const frame = await openSidebar(open.page);
  const recipe = { ...JSON.parse(readFileSync(join(SAMPLES, 'work-emails.json'), 'utf8')), sheet: 'leads' };
  const plan = await rpc<{ planId: string; toBuy: number; price: { max: number } | null }>(frame, 'plan', { recipe });
  const shown = { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null };
  clock.setSpeed(60);
  await rpc(frame, 'start', { recipe, planId: plan.planId, shown });
  // While it runs: a row comes in above, two rows change places, a foreign cell is typed over.
  const sheet = { unitId: grid.unit, subUnitId: grid.sheetIds.get(host.person().tab('leads').id)! };
  const range = { startRow: 1, endRow: 1, startColumn: 0, endColumn: 25 };
  const moved = { startRow: 4, endRow: 5, startColumn: 0, endColumn: 25, rangeType: 1 };
  const command = (id: string, params: object) =>
    open.page.evaluate(`sheet.command(${JSON.stringify(id)}, ${JSON.stringify({ ...sheet, ...params })})`);
  await command('sheet.command.insert-row-by-range', { direction: 0, range });
  const toRange = { startRow: 9, endRow: 9, startColumn: 0, endColumn: 25 };
  await command('sheet.command.move-rows', { range: moved, fromRange: moved, toRange });
  await command('sheet.command.set-range-values', { range: { ...range, endColumn: 0 }, value: { v: 'mine', t: 1 } });
  const isOver = async () => {
    try {
      return (await rpc<{ jobs: { state: string }[] }>(frame, 'advance', {})).jobs.length === 0;
    } catch (error) {
      if (!/moving|busy|another|running/i.test((error as Error).message)) throw error;
      return false;
    }
  };
  await expect.poll(isOver, { timeout: 90_000, interval: 500 }).toBe(true);

  await grid.calculated();
  const rows = host.person().tab('leads').values();
  const column = (name: string) => rows[0]!.indexOf(name);
  expect(rows[1]![0]).toBe('mine');
  let filled = 0;
  for (const row of rows.slice(1)) {
    const email = String(row[column('Work email')] ?? '');
    if (!String(row[column('Work emails status')] ?? '').match(/^found$/) || email === '') continue;
    filled++;
    // Every simulated address begins with the first letter of the first name, where that is one of ASCII.
    const first = String(row[column('First name')]).trim()[0]?.toLowerCase() ?? '';
    if (/[a-z]/.test(first) && /^[a-z]/.test(email)) expect(email[0]).toBe(first);
  }
  expect(filled).toBeGreaterThan(10);
  const held = () => matrixOf(grid.engine.workbook);
  await expect.poll(() => open.page.evaluate('sheet.matrix()') as Promise<Matrix>, SOON).toEqual(held());
  expect([open.errors, open.offLoopback]).toEqual([[], []]);
}, 180_000);

it('lets the keyboard alone open the sidebar: Alt+N as in Google Sheets, then Enter and arrows', async () => {
  const { keyboard } = open.page;
  const focused = () => open.page.evaluate('document.activeElement.textContent.trim()');
  await open.page.getByRole('button', { name: 'Extensions' }).isEnabled();
  await keyboard.press('Alt+n');
  await expect.poll(focused, SOON).toBe('Extensions');
  await keyboard.press('Enter');
  await expect.poll(focused, SOON).toMatch(/^Backfill/);
  await keyboard.press('ArrowRight');
  await expect.poll(focused, SOON).toMatch(/^Open sidebar \(\d/);
  await keyboard.press('Enter');
  await open.page.waitForSelector('aside.sidebar iframe');
  expect(open.errors).toEqual([]);
});

it('shows executions, requests and switches in the drawer, and turns them', async () => {
  await openSidebar(open.page);
  await open.page.getByRole('button', { name: 'Under the hood' }).click();
  const drawer = open.page.getByRole('region', { name: 'Under the hood' });
  await drawer.getByText(/openSidebar/).waitFor();
  await drawer.getByLabel('Kill the next execution').selectOption('next call');
  await expect.poll(() => open.workbench.bench.killAt, SOON).toBe('next call');
  await drawer.getByLabel('Time').selectOption('10');
  await expect.poll(() => open.workbench.bench.clock.speed, SOON).toBe(10);
  await drawer.getByText(/^databar:/).click();
  await drawer.getByLabel('planForbidsRuns').check();
  const databar = open.workbench.bench.simulators.find((one) => one.name === 'databar')!;
  await expect.poll(() => (databar.switches as { planForbidsRuns: boolean }).planForbidsRuns, SOON).toBe(true);
  expect(open.errors).toEqual([]);
});
