// Executions beside a page: they interleave, wait for locks and for calculation, and can be killed. No browser; the page's side is in test/browser.
import { afterEach, expect, it } from 'vitest';
import { openThread } from '../../../workbench/host/execution-thread';
import type { Execution, RunAs } from '../../../workbench/host/host';
import { USER } from '../../../workbench/runner/sidebar-calls';
import { COLLEAGUE, startWorkbench, type Workbench } from '../../../workbench/serve/workbench';

const CODE = `
function locked(ms) {
  const lock = LockService.getDocumentLock();
  if (!lock.tryLock(10000)) return 'gave up';
  const p = PropertiesService.getDocumentProperties();
  const n = Number(p.getProperty('n') || 0);
  Utilities.sleep(ms);
  p.setProperty('n', String(n + 1));
  lock.releaseLock();
  return n;
}
function sleeps(ms) { Utilities.sleep(ms); return 'awake'; }
function sums() {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheets()[0];
  sheet.getRange('A1:A3').setValues([[1], [2], ['=SUM(A1:A2)*10']]);
  return sheet.getRange('A3').getValue();
}
function alarm() { PropertiesService.getDocumentProperties().setProperty('fired', 'yes'); }
function arm() { ScriptApp.newTrigger('alarm').timeBased().everyMinutes(5).create(); }
/**
 * Doubles.
 * @customfunction
 */
function TWICE(values) { return Array.isArray(values) ? values.map((row) => row.map((v) => v === '' ? 'blank' : v * 2)) : values * 2; }
/**
 * May not.
 * @customfunction
 */
function WHO() { return Session.getEffectiveUser().getEmail(); }
`;

let workbench: Workbench;
const start = async () => {
  workbench = await startWorkbench({ addOn: { code: CODE, html: {}, manifest: {} } });
  return workbench.bench;
};
afterEach(() => workbench.close());

const run = (fn: string, args: unknown[] = [], user = USER, as: RunAs = 'sidebar'): Promise<Execution> =>
  workbench.bench.runs.run({ user, fn, args, as });

it('lets a lock keep two executions apart, and both end', async () => {
  const { host } = await start();
  const ended = await Promise.all([run('locked', [50]), run('locked', [50], COLLEAGUE)]);
  expect(ended.map((one) => one.value).sort()).toEqual([0, 1]);
  expect(host.properties.document.get('n')).toBe('2');
});

it('does not hold this process up while an execution sleeps', async () => {
  await start();
  let ticks = 0;
  const timer = setInterval(() => ticks++, 10);
  const execution = await run('sleeps', [300]);
  clearInterval(timer);
  expect(execution.value).toBe('awake');
  expect(ticks).toBeGreaterThan(3);
});

it('goes as fast as the clock is set', async () => {
  const { clock } = await start();
  clock.setSpeed(600);
  const startedMs = Date.now();
  const execution = await run('sleeps', [60_000]);
  expect(execution.endedMs - execution.startedMs).toBeGreaterThanOrEqual(59_000);
  expect(Date.now() - startedMs).toBeLessThan(15_000);
});

it('gives a script the value of a formula that it has just written', async () => {
  await start();
  expect((await run('sums')).value).toBe(30);
});

it('refuses private and unknown functions', async () => {
  await start();
  expect((await run('hidden_')).error).toBe('Script function not found: hidden_');
  expect((await run('unknown')).error).toBe('Script function not found: unknown');
});

it('kills the next execution once, at its next service call, and frees its lock', async () => {
  const { host } = await start();
  workbench.bench.killAt = 'next call';
  expect((await run('locked', [10])).killed).toBe(true);
  expect(workbench.bench.killAt).toBeNull();
  expect((await run('locked', [10])).value).toBe(0);
  expect(host.properties.document.get('n')).toBe('1');
});

it('fires a time trigger when the clock gets there', async () => {
  const { host, clock } = await start();
  expect((await run('arm')).ok).toBe(true);
  clock.moveTo(clock.now() + 10 * 60_000);
  await expect.poll(() => host.properties.document.get('fired'), { timeout: 10_000 }).toBe('yes');
});

it('runs a custom function of the add-on for a formula, spills its table, and hands blanks over as blanks', async () => {
  const { host, grid } = await start();
  const tab = host.person().tab('Sheet1');
  tab.type('A1', 3);
  tab.type('A3', 0);
  tab.type('B1', '=TWICE(A1:A3)');
  tab.type('C1', '=TWICE(A1)+1');
  await grid.calculated();
  expect(tab.range('B1:B3').flat()).toEqual([6, 'blank', 0]);
  expect(tab.range('C1')).toEqual([[7]]);
});

it("holds a custom function to a formula's rights", async () => {
  const { host, grid } = await start();
  host.person().tab('Sheet1').type('A1', '=WHO()');
  await grid.calculated();
  expect(host.person().tab('Sheet1').range('A1')).toEqual([['#ERROR!']]);
});

it('answers for a thread that died of what it ran, and gives it no other execution', async () => {
  const thread = openThread();
  const invocation = {} as Parameters<typeof thread.start>[0]['invocation'];
  await thread.start({ realm: 'no script (', bundle: '', invocation });
  expect(thread.isGone()).toBe(false);
  expect(await thread.reply('U')).toMatchObject({ error: expect.stringContaining('Unexpected identifier') });
  expect(thread.isGone()).toBe(true);
});
