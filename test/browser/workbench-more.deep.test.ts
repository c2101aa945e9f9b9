// What else the workbench does in a real browser: files in and out, the limits of google.script.run, toasts, a second user, and a run that is
// pushed about from the drawer. The rest of its page is in workbench.test.ts.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { COLLEAGUE } from '../../workbench/serve/workbench';
import { openSidebar, sheetDrawn } from './browser';
import { finished, panelScene, press, start } from './panel-on-workbench';

const LEADS = 6;
const FILL = 'Fill 6 rows · up to 0.3 credits';
const CSV = 'Name,City\r\n"Ada, the first",Rome\r\n007,=1+1\r\n';

const scene = panelScene();
const { hold, release, billed, databar } = scene;

/** Functions beside the add-on's own, for as long as the test goes on. */
async function withScript(code: string, act: () => Promise<void>): Promise<void> {
  const { options } = scene.bench().host.world;
  const before = options.code;
  options.code = `${before}\n${code}`;
  try {
    await act();
  } finally {
    options.code = before;
  }
}

it('a CSV file is opened as a tab, cell for cell the text that it is, and comes back the same', async () => {
  const { page } = scene.open();
  await page
    .getByLabel('CSV file to open')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  const tabs = () =>
    scene
      .bench()
      .grid.tabs()
      .map((tab) => tab.name);
  await expect.poll(tabs).toContain('people');
  const { id } = scene
    .bench()
    .grid.tabs()
    .find((tab) => tab.name === 'people')!;
  expect(scene.bench().grid.values({ tab: id, row: 3, column: 1, rows: 1, columns: 2 })).toEqual([['007', '=1+1']]);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download CSV')]);
  expect(readFileSync((await download.path())!, 'utf8').replace(/\r\n/g, '\n')).toBe(CSV.replace(/\r\n/g, '\n'));
});

it('google.script.run takes legal values only, knows no private function, and lets the eleventh call wait', async () => {
  await withScript(
    'function nap() { Utilities.sleep(60000); return 1; }\nfunction secret_() { return "secret"; }',
    async () => {
      await scene.openPanel({ leads: 1 });
      const { page, workbench } = scene.open();
      const frame = await openSidebar(page);
      const refused = (value: string) =>
        frame.evaluate(
          `(() => { try { google.script.run.nap(${value}); return 'taken'; } catch (error) { return String(error); } })()`,
        );
      for (const value of ['new Date()', '() => 1', '{ a: [new Map()] }', '1n'])
        expect(await refused(value), value).toBe('TypeError: Failed due to illegal value in property: 0');
      expect(await frame.evaluate('typeof google.script.run.secret_')).toBe('undefined');
      await page.evaluate(`{
      window.callsHeard = 0;
      addEventListener('message', (event) => { if (event.data?.backfill?.fn === 'nap') window.callsHeard++; });
    }`);
      await frame.evaluate(`{
      window.back = 0;
      for (let n = 0; n < 12; n++) google.script.run.withSuccessHandler(() => window.back++).nap();
    }`);
      await expect.poll(() => page.evaluate('callsHeard')).toBeGreaterThan(0);
      const most = async () => {
        const [heard, back] = [await page.evaluate('callsHeard'), await frame.evaluate('back')] as [number, number];
        expect(heard - back).toBeLessThanOrEqual(10);
        return back;
      };
      await expect.poll(most).toBe(12);
      expect(workbench.bench.host.world.running.size).toBe(0);
    },
  );
});

it('what a script toasts is shown to the person who ran it', async () => {
  await withScript(
    'function sayIt() { SpreadsheetApp.getActive().toast("All rows are there", "Backfill"); }',
    async () => {
      await scene.openPanel({ leads: 1 });
      const { page } = scene.open();
      const frame = await openSidebar(page);
      await frame.evaluate('google.script.run.sayIt()');
      await page.locator('#toasts').getByText('Backfill: All rows are there').waitFor();
    },
  );
});

it('a person becomes another one in the bar, whose panel has neither the key nor the place of the first', async () => {
  await scene.openPanel({ leads: 1 });
  const page = await scene.open().openAnother();
  await sheetDrawn(page);
  await Promise.all([page.waitForURL(/user=colleague/), page.getByLabel('You are').selectOption(COLLEAGUE)]);
  const frame = await openSidebar(page);
  await frame.getByText('No provider is connected').waitFor();
  await frame.getByText(COLLEAGUE).waitFor();
});

it('pushed about from the drawer, a run still ends right: killed, woken by the alarm, time skipped, every request and credit in sight', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  const { page, workbench } = scene.open();
  hold();
  await start(frame, FILL);
  await expect.poll(billed).toBeGreaterThan(0);
  await press(page as Page, 'Under the hood');
  const drawer = page.getByRole('region', { name: 'Under the hood' });
  await drawer
    .getByText(/POST https:\/\/.*databar/)
    .first()
    .waitFor();
  await drawer.getByText(/^databar: 0\.\d+ credits · \d+ paid calls/).waitFor();

  await drawer.getByLabel('Kill the next execution').selectOption('next call');
  await press(page as Page, 'Run the alarm now');
  await expect.poll(() => workbench.bench.killAt).toBeNull();
  await expect.poll(() => workbench.bench.runs.runs.some((one) => one.error?.includes('killed'))).toBe(true);
  const before = workbench.bench.clock.now();
  await press(page as Page, 'Skip 5 minutes');
  await expect.poll(() => workbench.bench.clock.now() - before).toBeGreaterThanOrEqual(5 * 60_000);
  await release();
  await finished(frame);
  scene.expectFilled(LEADS);
  expect(billed()).toBe(LEADS);
  expect(databar().ledger.acceptedPosts).toBeGreaterThan(0);
  await press(page as Page, 'Under the hood');
});
