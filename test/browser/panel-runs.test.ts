// The panel on the real workbench: the built add-on in the local host, the sheet beside it, simulated providers. From the first key to filled
// cells, and what people do meanwhile: in the panel, in the grid of the browser, at the provider. What else the panel does: panel-more.deep.test.ts.
import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { turn } from '../../workbench/providers/simulator';
import { cellAt, openSidebar, sheetDrawn } from './browser';
import { finished, panelScene, press, start } from './panel-on-workbench';

const LEADS = 12;
const FILL = 'Fill 12 rows · up to 0.6 credits';

const scene = panelScene();
const { hold, release, billed, databar, rows, tab, columnOf } = scene;

async function giveKey(frame: Frame, key: string): Promise<void> {
  await frame.getByLabel('Databar API key').fill(key);
  await press(frame, 'Test and save');
  await frame.getByText(/Key …/).waitFor();
  await press(frame, 'Choose what to fill');
}

it('from no key to filled cells by mouse', async () => {
  const frame = await scene.openPanel({ leads: LEADS, keys: false });
  await frame.getByRole('heading', { name: 'Connections' }).waitFor();
  await giveKey(frame, 'sample-key');
  await start(frame, FILL);
  await finished(frame);
  scene.expectFilled(LEADS);
  expect(billed()).toBe(LEADS);
});

it('the same by keyboard alone', async () => {
  const frame = await scene.openPanel({ leads: LEADS, keys: false });
  const { keyboard } = scene.open().page;
  const focused = () => frame.evaluate('document.activeElement.textContent') as Promise<string>;
  const tabTo = async (isIt: (text: string) => boolean, name: string) => {
    for (let steps = 0; steps < 80; steps++) {
      await keyboard.press('Tab');
      if (isIt(await focused())) return;
    }
    throw new Error(`Tab never reaches ${name}`);
  };
  /** `text`: what stands on it, where that is not how it is called. */
  const go = async (name: string, text = name) => {
    const button = frame.getByRole('button', { name: new RegExp(`^${name}`) }).first();
    await expect.poll(() => button.isEnabled()).toBe(true);
    await tabTo((one) => one.startsWith(text), name);
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
  await frame.getByText('Find work email', { exact: true }).first().waitFor();
  await go('Find work email Finds', 'Find work emailFinds');
  await frame.getByText('What would be sent').waitFor();
  await go('Next');
  await frame.getByRole('radio', { name: /Still empty/ }).waitFor();
  await go('Next');
  await go('Fill 12 rows');
  await finished(frame);
  scene.expectFilled(LEADS);
});

it('closed and opened again in the middle it shows the same run, and a row inserted and a sort done meanwhile move no result', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  const { page } = scene.open();
  hold();
  await start(frame, FILL);
  await frame
    .getByText(/Running/)
    .first()
    .waitFor();
  tab().insertRows(3);
  tab().sort(4, false);
  await page.getByRole('button', { name: 'Close the sidebar' }).click();
  await page.locator('aside.sidebar').waitFor({ state: 'detached' });
  const again = await openSidebar(page);
  await again.getByRole('region', { name: 'Runs' }).waitFor();
  await release();
  await press(again, 'Runs');
  await finished(again);
  scene.expectFilled(LEADS);
  expect(billed()).toBe(LEADS);
});

it('a row inserted by the menu of the grid, and a sort by it, while a run is under way: every result in the row of its lead', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  const { page } = scene.open();
  hold();
  await start(frame, FILL);
  await expect.poll(billed).toBeGreaterThan(0);
  const before = rows().map((row) => row[0]!);

  await page.mouse.click(...(await cellAt(page, 2, 0)), { button: 'right' });
  // In the middle of the words there is a box for how many.
  await page.getByText('rows above').click({ position: { x: 5, y: 8 } });
  await expect.poll(() => rows()[0]![0]).toBe('');

  await scene.clickCell(2, 1);
  await page.keyboard.down('Shift');
  await page.mouse.click(...(await cellAt(page, LEADS + 2, columnOf('Work email') + 2)));
  await page.keyboard.up('Shift');
  await page.mouse.click(...(await cellAt(page, 4, 1)), { button: 'right' });
  await page.getByText('Sort', { exact: true }).hover();
  await page.getByText('Descending', { exact: true }).click();
  const names = () =>
    rows()
      .map((row) => row[0]!)
      .filter(Boolean);
  const sorted = [...before].sort().reverse();
  expect(sorted).not.toEqual(before);
  await expect.poll(() => names()[0]).toBe(sorted[0]);

  await scene.typeInto(3, 9, 'mine', () => tab().cell('I3').value === 'mine');

  await release();
  await finished(frame);
  scene.expectFilled(LEADS);
  expect(names()).toEqual(sorted);
  expect(tab().cell('I3').value).toBe('mine');
  expect(billed()).toBe(LEADS);
  await scene.agree();
});

it('stopped it collects what was sent, undone it empties just those cells', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  hold();
  tab().type('E2', 'typed@by.hand');
  await start(frame, 'Fill 1');
  await expect.poll(billed).toBeGreaterThan(0);
  await press(frame, /^Stop/);
  await frame.getByText(/sent already: at most/).waitFor();
  await press(frame, /^Stop/);
  await frame.getByText('Stopped by you.').waitFor();
  await release();
  const email = columnOf('Work email');
  const bought = () => rows().filter((row) => row[email]!.includes('@company')).length;
  await expect.poll(bought).toBeGreaterThan(0);
  await frame.getByRole('button', { name: /^Undo this run/ }).waitFor();
  await press(frame, /^Undo this run/);
  await press(frame, /^Undo this run/);
  await frame.getByText(/cells? emptied/).waitFor();
  expect(
    rows()
      .map((row) => row[email])
      .filter(Boolean),
  ).toEqual(['typed@by.hand']);
});

it('out of credits it pauses with a real balance and says what to do; topped up and resumed it finishes, and nothing is bought twice', async () => {
  const frame = await scene.openPanel({ leads: LEADS, keys: false });
  turn(databar(), { startCredits: 0.3 });
  await giveKey(frame, 'key-of-a-poor-account');
  await start(frame, 'Fill 12 rows');
  await frame.getByText('Paused: out of credits').waitFor();
  await frame.getByText('Top up your account at the provider.').waitFor();
  expect(billed()).toBeLessThan(LEADS);
  turn(databar(), { toppedUp: 10 });
  await press(frame, /^Resume/);
  await finished(frame);
  scene.expectFilled(LEADS);
  expect(billed()).toBe(LEADS);
});

it('a key that is rejected in the middle pauses it; replaced in the panel and resumed it finishes', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  hold();
  turn(databar(), { accounts: 'one-for-all' });
  await start(frame, FILL);
  await expect.poll(billed).toBeGreaterThan(0);
  turn(databar(), { keys: ['the-new-key'] });
  await release();
  await frame.getByText('Paused: key rejected').waitFor();
  await press(frame, 'Replace the key');
  await press(frame, 'Replace Databar');
  await frame.getByLabel('Databar API key').fill('the-new-key');
  await press(frame, 'Test and save');
  await frame.getByText('Key …').first().waitFor();
  await press(frame, 'Runs');
  await press(frame, /^Resume/);
  await finished(frame);
  scene.expectFilled(LEADS);
  expect(billed()).toBe(LEADS);
});

it('a colleague sees the run and who pays, and neither the key nor a button to stop it', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  hold();
  await start(frame, FILL);
  const page = await scene.open().openAnother('?user=colleague@example.com');
  await sheetDrawn(page);
  const theirs = await openSidebar(page);
  await theirs.getByRole('heading', { name: 'Connections' }).waitFor();
  await press(theirs, 'Runs');
  await theirs.getByText('Started by you@example.com').first().waitFor();
  expect(await theirs.getByRole('button', { name: /^Stop/ }).count()).toBe(0);
  expect(await theirs.locator('body').textContent()).not.toContain('…');
  await release();
  await finished(frame);
});

it('a row that failed is retried through the panel once its cause is mended: it alone is sent again', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  const name = rows()[1]![0]!;
  tab().type('A3', 'Invalid');
  await start(frame, FILL);
  await finished(frame);
  expect(billed()).toBe(LEADS - 1);
  tab().type('A3', name);
  await press(frame, 'Retry 1 failed');
  await press(frame, /^Fill 1 row /);
  await expect.poll(() => rows()[1]!.join()).toContain('found');
  scene.expectFilled(LEADS);
  expect(billed()).toBe(LEADS);
});

it('requests in doubt are settled one by one, and then all the others at once', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  turn(databar(), { faults: [{ match: 'submit', nth: 1, fault: 'gateway-not-done' }] });
  await start(frame, FILL);
  await finished(frame);
  await press(frame, /^\d requests to check/);
  await frame.getByText('Perhaps paid, but no usable answer came').waitFor();
  const inDoubt = rows().filter((row) => row.join().includes('check:')).length;
  expect(inDoubt).toBeGreaterThan(2);
  await press(frame, /^Was sent/);
  const settledAs = (what: string) => rows().filter((row) => row.join().includes(what)).length;
  await expect.poll(() => settledAs('check: settled as sent')).toBe(1);
  await expect.poll(() => frame.getByRole('button', { name: /^Was sent/ }).count()).toBe(inDoubt - 1);
  await press(frame, 'None was sent');
  await expect
    .poll(() => rows().filter((row) => row.join().includes('not run: settled as not sent')).length)
    .toBe(inDoubt - 1);
  expect(rows().filter((row) => row.join().includes('check: settled as sent'))).toHaveLength(1);
});
