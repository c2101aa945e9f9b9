// The panel on the real workbench: the built add-on in the local host, the sheet beside it, simulated providers. From the first key to filled
// cells, and what people do meanwhile. The workbench's clock is fast, so that nothing is waited for.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, expect, it } from 'vitest';
import { turn } from '../../workbench/providers/simulator';
import { closeBrowser, type OpenPage, openSidebar, openWorkbench, sheetDrawn } from './browser';

const FAST = 20;
const LEADS = 12;
/** What a slow machine may take for one step; nothing here takes long by itself. */
const PATIENCE_MS = 60_000;
const TAB = 'leads';

const folder = mkdtempSync(join(tmpdir(), 'backfill-panel-'));
let open: OpenPage | null = null;
afterEach(async () => {
  const seen = open ? [open.errors, open.offLoopback] : [[], []];
  await open?.close();
  open = null;
  expect(seen).toEqual([[], []]);
});
afterAll(async () => {
  await closeBrowser();
  rmSync(folder, { recursive: true, force: true });
});

async function openPanel(sampleKeys = true): Promise<Frame> {
  const path = join(folder, `${TAB}.csv`);
  const rows = Array.from({ length: LEADS }, (_, n) => `First${n},Last${n},Company ${n},company${n}.example,`);
  writeFileSync(path, `First name,Last name,Company,Website,Work email\n${rows.join('\n')}\n`);
  open = await openWorkbench({ path, sampleKeys });
  open.workbench.bench.clock.setSpeed(FAST);
  open.page.context().setDefaultTimeout(PATIENCE_MS);
  await sheetDrawn(open.page);
  expect(basename(path, '.csv')).toBe(TAB);
  return openSidebar(open.page);
}

/** Half of the shortest time that results are kept. */
const HOLD_MS = 30 * 60_000;
/** The provider is done with nothing before `release`, however slow the machine is. */
const hold = () => turn(databar(), { taskMs: HOLD_MS });
function release(): void {
  const { clock } = open!.workbench.bench;
  turn(databar(), { taskMs: 0 });
  clock.moveTo(clock.now() + HOLD_MS);
}

const press = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name }).first().click();
const tab = () => open!.workbench.bench.host.person().tab(TAB);
const databar = () => open!.workbench.bench.simulators.find((one) => one.name === 'databar')!;
const rowsOf = () =>
  tab()
    .values()
    .slice(1)
    .map((row) => row.map(String));
const columnOf = (header: string) => tab().values()[0]!.indexOf(header);

async function toCheck(frame: Frame): Promise<void> {
  await press(frame, /^Find work email Finds/);
  await frame.getByText('What would be sent').waitFor();
  await press(frame, 'Next');
  await frame.getByRole('radio', { name: /Still empty/ }).waitFor();
  await frame.getByText('Count again').waitFor();
  await press(frame, 'Next');
  await frame.getByRole('button', { name: /^Fill 12 rows · up to 0.6 credits/ }).waitFor();
}

async function start(frame: Frame): Promise<void> {
  await toCheck(frame);
  await press(frame, /^Fill 12 rows/);
  await frame.getByRole('heading', { name: 'Runs' }).waitFor();
}

const finished = (frame: Frame) => frame.getByText(/100% · Finished/).waitFor();

/** Every row has its own lead's address, and none is missing. */
function expectFilled(): void {
  const [website, email] = [columnOf('Website'), columnOf('Work email')];
  const filled = rowsOf().filter((row) => row[website] !== '');
  expect(filled).toHaveLength(LEADS);
  for (const row of filled) expect(row[email], row.join(',')).toContain(row[website]);
}

it('from no key to filled cells by mouse', async () => {
  const frame = await openPanel(false);
  await frame.getByRole('heading', { name: 'Connections' }).waitFor();
  await frame.getByLabel('Databar API key').fill('sample-key');
  await press(frame, 'Test and save');
  await frame.getByText(/Key …/).waitFor();
  await press(frame, 'Choose what to fill');
  await start(frame);
  await finished(frame);
  expectFilled();
  expect(databar().ledger.billed).toHaveLength(LEADS);
}, 240_000);

it('the same by keyboard alone', async () => {
  const frame = await openPanel(false);
  const { keyboard } = open!.page;
  const focused = () => frame.evaluate('document.activeElement.textContent') as Promise<string>;
  const tabTo = async (isIt: (text: string) => boolean, name: string) => {
    for (let steps = 0; steps < 80; steps++) {
      await keyboard.press('Tab');
      if (isIt(await focused())) return;
    }
    throw new Error(`Tab never reaches ${name}`);
  };
  const go = async (name: string) => {
    const button = frame.getByRole('button', { name: new RegExp(`^${name}`) }).first();
    await expect.poll(() => button.isEnabled(), { timeout: PATIENCE_MS }).toBe(true);
    await tabTo((text) => text.startsWith(name), name);
    await keyboard.press('Enter');
  };
  await frame.getByRole('heading', { name: 'Connections' }).waitFor();
  // Into the panel: how that is done belongs to the spreadsheet. From here on there is no mouse.
  await frame.getByRole('button', { name: /open connections/ }).focus();
  for (let steps = 0; (await frame.evaluate('document.activeElement.type')) !== 'password'; steps++) {
    expect(steps).toBeLessThan(40);
    await keyboard.press('Tab');
  }
  await keyboard.type('sample-key');
  await keyboard.press('Enter');
  await frame.getByText(/Key …/).waitFor();
  await go('Choose what to fill');
  await frame.getByText('Find work email', { exact: true }).waitFor();
  await go('Find work email');
  await frame.getByText('What would be sent').waitFor();
  await go('Next');
  await frame.getByRole('radio', { name: /Still empty/ }).waitFor();
  await go('Next');
  await go('Fill 12 rows');
  await finished(frame);
  expectFilled();
}, 240_000);

it('closed and opened again in the middle it shows the same run, and a row inserted and a sort done meanwhile move no result', async () => {
  const frame = await openPanel();
  hold();
  await start(frame);
  await frame
    .getByText(/Running/)
    .first()
    .waitFor();
  tab().insertRows(3);
  tab().sort(4, false);
  await open!.page.getByRole('button', { name: 'Close the sidebar' }).click();
  await open!.page.locator('aside.sidebar').waitFor({ state: 'detached' });
  const again = await openSidebar(open!.page);
  await again.getByRole('region', { name: 'Runs' }).waitFor();
  release();
  await press(again, 'Runs');
  await finished(again);
  expectFilled();
  expect(databar().ledger.billed).toHaveLength(LEADS);
}, 240_000);

it('stopped it collects what was sent, undone it empties just those cells', async () => {
  const frame = await openPanel();
  hold();
  tab().type('E2', 'typed@by.hand');
  await press(frame, /^Find work email Finds/);
  await frame.getByText('What would be sent').waitFor();
  await press(frame, 'Next');
  await frame.getByRole('radio', { name: /Still empty/ }).waitFor();
  await press(frame, 'Next');
  await press(frame, /^Fill 12 rows|^Fill 11 rows/);
  await frame.getByRole('heading', { name: 'Runs' }).waitFor();
  await press(frame, /^Stop/);
  await frame.getByText(/sent already: at most/).waitFor();
  await press(frame, /^Stop/);
  await frame.getByText('Stopped by you.').waitFor();
  release();
  await expect.poll(() => frame.getByRole('button', { name: /^Undo/ }).count(), { timeout: PATIENCE_MS }).toBe(1);
  const email = columnOf('Work email');
  const bought = () => rowsOf().filter((row) => row[email]!.includes('@company')).length;
  await expect.poll(bought, { timeout: PATIENCE_MS }).toBeGreaterThan(0);
  await press(frame, /^Undo/);
  await press(frame, /^Undo/);
  await frame.getByText(/cells? emptied/).waitFor();
  expect(
    rowsOf()
      .map((row) => row[email])
      .filter(Boolean),
  ).toEqual(['typed@by.hand']);
}, 240_000);

it('out of credits it pauses and says what to do; topped up it goes on where it stood', async () => {
  const frame = await openPanel();
  turn(databar(), { planForbidsRuns: true });
  await start(frame);
  await frame.getByText('Paused: out of credits').waitFor();
  await frame.getByText('Top up your account at the provider.').waitFor();
  turn(databar(), { planForbidsRuns: false });
  await press(frame, /^Resume/);
  await finished(frame);
  expectFilled();
  expect(databar().ledger.billed).toHaveLength(LEADS);
}, 240_000);

it('a colleague sees the run and who pays, and neither the key nor a button to stop it', async () => {
  const frame = await openPanel();
  hold();
  await start(frame);
  const page: Page = await open!.openAnother('?user=colleague@example.com');
  await sheetDrawn(page);
  const theirs = await openSidebar(page);
  await theirs.getByRole('heading', { name: 'Connections' }).waitFor();
  await press(theirs, 'Runs');
  await theirs.getByText('Started by you@example.com').waitFor();
  expect(await theirs.getByRole('button', { name: /^Stop/ }).count()).toBe(0);
  expect(await theirs.locator('body').textContent()).not.toContain('…');
  release();
  await finished(frame);
}, 240_000);
