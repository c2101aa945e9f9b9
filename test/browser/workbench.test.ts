// The workbench in a real browser: what it loads and never does, its menu by mouse and by keyboard, google.script.run, boxes that scripts open, the
// drawer. Not the sidebar's own screens, and not the sheet (workbench-sheet.test.ts).
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ROOT, readBuiltAddOn } from '../../workbench/runner/built-add-on';
import { USER } from '../../workbench/runner/sidebar-calls';
import {
  closeBrowser,
  type OpenPage,
  openSidebar,
  openWorkbench,
  PATIENCE_MS,
  sheetDrawn,
  sidebarFrame,
} from './browser';

vi.setConfig({ testTimeout: 5 * PATIENCE_MS, hookTimeout: 5 * PATIENCE_MS });

/** Beside the add-on's own functions, so that its page may call them too. */
const BOXES = `
function askPerson() {
  const ui = SpreadsheetApp.getUi();
  return String(ui.alert('Backfill', 'Go on?', ui.ButtonSet.YES_NO));
}
function fetchNow() { return UrlFetchApp.fetch('https://api.databar.ai/').getContentText(); }
function showBox() {
  const page = '<title>Box</title><p>In the box</p><button onclick="google.script.run.withSuccessHandler((text) => { document.body.append(text); google.script.host.setHeight(150); }).askPerson()">Ask</button>'
    + '<button onclick="google.script.host.close()">Leave</button>';
  SpreadsheetApp.getUi().showModalDialog(HtmlService.createHtmlOutput(page).setWidth(320).setHeight(200), 'A box');
}`;

/** A page that does not paint and has no time, until `release()`: what it is told meanwhile must not be lost. */
const BUSY = `{
  const { requestAnimationFrame: paint, setTimeout: later } = window;
  const held = [];
  window.requestAnimationFrame = (act) => { held.push(() => paint(act)); return 0; };
  window.setTimeout = (act, ...rest) => { held.push(() => later(act, ...rest)); return 0; };
  window.release = () => {
    Object.assign(window, { requestAnimationFrame: paint, setTimeout: later });
    for (const act of held) act();
  };
}`;

/** `isTold` is true on the page as soon as the workbench has told it this. */
const listenFor = (page: Page, words: string) =>
  page.evaluate(`{
    const { parse } = JSON;
    window.isTold = false;
    JSON.parse = (text, ...rest) => {
      window.isTold ||= text.includes(${JSON.stringify(words)});
      return parse(text, ...rest);
    };
  }`);

let open: OpenPage;
beforeAll(async () => {
  const addOn = await readBuiltAddOn();
  open = await openWorkbench({
    addOn: { ...addOn, code: addOn.code + BOXES },
    path: join(ROOT, 'workbench', 'samples', 'leads.csv'),
    opensSidebar: true,
  });
});
afterEach(() => expect([open.errors, open.offLoopback]).toEqual([[], []]));
afterAll(async () => {
  await open?.close();
  await closeBrowser();
});

it('shows a newcomer the panel, in an origin of its own and 300 px wide, and says where it is found again', async () => {
  const frame = await sidebarFrame(open.page);
  await frame.getByRole('heading', { name: 'Connections' }).waitFor();
  await open.page.getByText('Extensions › Backfill › Open sidebar').waitFor();
  expect(new URL(frame.url()).origin).not.toBe(new URL(open.page.url()).origin);
  expect(await frame.evaluate('innerWidth')).toBe(300);
  expect(await open.page.title()).toContain('Backfill');
});

it('hears the first call of a panel that is loaded before the page that frames it has painted', async () => {
  const { page, workbench } = open;
  await page.getByRole('button', { name: 'Close the sidebar' }).click();
  await page.locator('aside.sidebar').waitFor({ state: 'detached' });
  await page.evaluate(`{
    ${BUSY}
    window.calls = 0;
    addEventListener('message', ({ data }) => {
      if (data.backfill?.kind === 'call' && ++window.calls === 1) release();
    });
  }`);
  await workbench.bench.runs.run({ user: USER, fn: 'openSidebar', as: 'menu' });
  await expect.poll(() => page.evaluate('calls')).toBeGreaterThan(0);
  const frame = await sidebarFrame(page);
  await frame.getByRole('heading', { name: 'Connections' }).waitFor();
});

it('lets the keyboard alone open the sidebar: Alt+N as in Google Sheets, then Enter and arrows', async () => {
  const { page } = open;
  await sheetDrawn(page);
  await page.getByRole('button', { name: 'Close the sidebar' }).click();
  await page.locator('aside.sidebar').waitFor({ state: 'detached' });
  const focused = () => page.evaluate('document.activeElement.textContent.trim()');
  await expect.poll(() => page.getByRole('button', { name: 'Extensions' }).isEnabled()).toBe(true);
  await page.keyboard.press('Alt+n');
  await expect.poll(focused).toBe('Extensions');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatch(/^Backfill/);
  await page.keyboard.press('ArrowRight');
  await expect.poll(focused).toMatch(/^Open sidebar/);
  await page.keyboard.press('Enter');
  await sidebarFrame(page);
});

it('carries google.script.run to an execution of the built add-on and back, with success handler and user object', async () => {
  const frame = await openSidebar(open.page);
  const answer = await frame.evaluate(`new Promise((resolve) => {
    google.script.run
      .withSuccessHandler((text, user) => resolve([JSON.parse(text).ok, user]))
      .withFailureHandler((error) => resolve(error.message))
      .withUserObject({ from: 'test' })
      .rpc('keys', '{}');
  })`);
  expect(answer).toEqual([true, { from: 'test' }]);
});

it('keeps a panel in time that was still on its way when the clock was made faster', async () => {
  const { page, workbench } = open;
  const { bench } = workbench;
  const pages = `${bench.sidebars.origin}/page/*`;
  await page.getByRole('button', { name: 'Under the hood' }).click();
  await page.route(pages, async (route) => {
    const response = await route.fetch();
    await listenFor(page, '"speed":60');
    await page.getByLabel('Time').selectOption('60');
    await expect.poll(() => page.evaluate('isTold')).toBe(true);
    await route.fulfill({ response });
  });
  const frame = await openSidebar(page);
  await frame.getByRole('heading', { name: 'Connections' }).waitFor();
  await page.unroute(pages);
  const tookMs = await frame.evaluate(
    'new Promise((done) => { const from = performance.now(); setTimeout(() => done(performance.now() - from), 30_000); })',
  );
  expect(tookMs).toBeLessThan(20_000);
  await page.getByLabel('Time').selectOption('1');
  await expect.poll(() => bench.clock.speed).toBe(1);
  await page.getByRole('button', { name: 'Under the hood' }).click();
});

it('keeps a panel in time while the workbench computes, which goes no faster than real time', async () => {
  const { page, workbench } = open;
  const { clock } = workbench.bench;
  await page.getByRole('button', { name: 'Under the hood' }).click();
  await page.getByLabel('Time').selectOption('60');
  await expect.poll(() => clock.speed).toBe(60);
  const frame = await openSidebar(page);
  clock.work();
  const startedMs = clock.now();
  const fired = frame.evaluate('new Promise((done) => setTimeout(done, 60_000))').then(() => clock.now() - startedMs);
  const call = 'new Promise((done) => google.script.run.withSuccessHandler(done).withFailureHandler(done).fetchNow())';
  for (const untilMs = Date.now() + 1_200; Date.now() < untilMs; ) await frame.evaluate(call);
  clock.rest();
  expect(await fired).toBeGreaterThan(57_000);
  await page.getByLabel('Time').selectOption('1');
  await expect.poll(() => clock.speed).toBe(1);
  await page.getByRole('button', { name: 'Under the hood' }).click();
});

it('tells a page of the add-on that its call has failed where the workbench itself did', async () => {
  const frame = await openSidebar(open.page);
  const { host } = open.workbench.bench;
  const { fetch } = host.world.options;
  host.world.options.fetch = () => {
    throw new Error('the network of the workbench is broken');
  };
  const answer = await frame.evaluate(`new Promise((resolve) => {
    google.script.run.withSuccessHandler(resolve).withFailureHandler((error) => resolve(error.message)).fetchNow();
  })`);
  host.world.options.fetch = fetch!;
  expect(answer).toContain('the network of the workbench is broken');
});

it('shows a dialog of a script, whose page calls on, and an alert whose button is the answer', async () => {
  const { page } = open;
  const frame = await openSidebar(page);
  await frame.evaluate('google.script.run.showBox()');
  const box = page.getByRole('dialog', { name: 'A box' });
  const inside = (await (await box.locator('iframe').elementHandle())!.contentFrame())!;
  await inside.getByText('In the box').waitFor();
  await expect.poll(() => inside.evaluate('innerWidth')).toBe(320);
  await inside.getByRole('button', { name: 'Ask' }).click();
  const alert = page.getByRole('dialog', { name: 'Backfill' });
  await alert.getByText('Backfill: Go on?').waitFor();
  await alert.getByRole('button', { name: 'No', exact: true }).click();
  await inside.getByText('NO').waitFor();
  await expect.poll(() => inside.evaluate('innerHeight')).toBe(150);
  await inside.getByRole('button', { name: 'Leave' }).click();
  await box.waitFor({ state: 'detached' });
});

it('shows executions, requests and switches in the drawer, also where nothing happens any more, and turns them', async () => {
  const { page, workbench } = open;
  await page.getByRole('button', { name: 'Close the sidebar' }).click();
  await expect.poll(() => workbench.bench.host.world.running.size).toBe(0);
  await page.getByRole('button', { name: 'Under the hood' }).click();
  const drawer = page.getByRole('region', { name: 'Under the hood' });
  await drawer
    .getByText(/openSidebar/)
    .first()
    .waitFor();
  await drawer.getByLabel('Time').selectOption('10');
  await expect.poll(() => workbench.bench.clock.speed).toBe(10);
  await drawer.getByText(/^databar:/).click();
  await drawer.getByLabel('planForbidsRuns').check();
  const databar = workbench.bench.simulators.find((one) => one.name === 'databar')!;
  await expect.poll(() => (databar.switches as { planForbidsRuns: boolean }).planForbidsRuns).toBe(true);
  // One around a paid call: nothing here makes one, so that it stays set.
  await drawer.getByLabel('Kill the next execution').selectOption('before a paid call');
  await expect.poll(() => workbench.bench.killAt).toBe('before a paid call');
});

it('shows in the drawer what is told before the page has painted it', async () => {
  const { page, workbench } = open;
  const button = page.getByRole('button', { name: 'Under the hood' });
  const drawer = page.getByRole('region', { name: 'Under the hood' });
  if (await drawer.count()) await button.click();
  await drawer.waitFor({ state: 'detached' });
  await page.evaluate(BUSY);
  await button.click();
  await drawer.waitFor();
  await listenFor(page, 'provenance');
  await workbench.bench.runs.run({ user: USER, fn: 'rpc', args: ['provenance', '{}'], as: 'sidebar' });
  await expect.poll(() => page.evaluate('isTold')).toBe(true);
  await page.evaluate('release()');
  await drawer
    .getByText(/rpc\(provenance\)/)
    .first()
    .waitFor();
});
