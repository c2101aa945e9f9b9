// Several people, and several panels of one, on the real workbench: a run each side by side, the same run in two panels, a playbook that the clock
// starts. What a colleague may see of another's run is in panel-runs.test.ts.
import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { USER } from '../../workbench/runner/sidebar-calls';
import { COLLEAGUE } from '../../workbench/serve/workbench';
import { sidebarFrame } from './browser';
import { panelScene, press, start } from './panel-on-workbench';

const LEADS = 12;
const FILL = 'Fill 12 rows · up to 0.6 credits';
const DAY_MS = 86_400_000;

const scene = panelScene();
const { hold, release, billed, databar, rows, columnOf, rpc } = scene;

const cards = (frame: Frame, user: string) =>
  frame.getByRole('article').filter({ hasText: `Started by ${user}, who pays for it` });

/** An enrichment of the catalogue, from the list to a run. */
async function startOther(frame: Frame, card: RegExp, fill: RegExp): Promise<void> {
  await press(frame, card);
  await frame.getByText('What would be sent').waitFor();
  await press(frame, 'Next');
  await frame.getByText('Count again').waitFor();
  await press(frame, 'Next');
  await press(frame, fill);
  await frame.getByRole('heading', { name: 'Runs' }).waitFor();
}

it('two people fill one list at once, each with a run and a key of their own, and each steers only their own', async () => {
  const mine = await scene.openPanel({ leads: LEADS });
  hold();
  await start(mine, FILL);
  const { frame: theirs } = await scene.openPanelOf(COLLEAGUE);
  await theirs.getByLabel('Databar API key').fill('key-of-the-colleague');
  await press(theirs, 'Test and save');
  await theirs.getByText('Key …ague').waitFor();
  await press(theirs, 'Choose what to fill');
  await startOther(theirs, /^Company profile by website /, /^Fill 12 rows/);

  // Each sees both runs, whose each is, and a button to stop their own alone.
  await cards(theirs, USER).waitFor();
  expect(await theirs.getByRole('article').count()).toBe(2);
  expect(await theirs.getByRole('button', { name: /^Stop/ }).count()).toBe(1);
  await theirs.getByRole('button', { name: /^Stop .*Company profile/ }).waitFor();
  await cards(mine, COLLEAGUE).waitFor();
  expect(await mine.getByRole('button', { name: /^Stop/ }).count()).toBe(1);
  await mine.getByRole('button', { name: /^Stop .*Find work email/ }).waitFor();

  await release();
  for (const frame of [mine, theirs])
    for (const name of ['Find work email', 'Company profile by website'])
      await frame.getByRole('article', { name }).getByText('100% · Finished').waitFor();
  scene.expectFilled(LEADS);
  const company = columnOf('Company name');
  const answers = new Set(rows().map((row) => row[company]));
  expect(answers.has('')).toBe(false);
  const { open: runs, ended } = await rpc('jobs');
  expect(runs).toEqual([]);
  const users = ended.slice(0, 2).map((run: { name: string; user: string }) => `${run.name}: ${run.user}`);
  expect(users.sort()).toEqual([`Company profile by website: ${COLLEAGUE}`, `Find work email: ${USER}`]);
  // What each was charged for is their own operation, each lead once.
  const lines = databar().ledger.billed.slice(-2 * LEADS) as { enrichment?: number }[];
  expect(billed()).toBe(2 * LEADS);
  for (const enrichment of [833, 1011])
    expect(lines.filter((line) => line.enrichment === enrichment)).toHaveLength(LEADS);
  await scene.agree();
});

it('two panels of one person show one run, move it on both without paying twice, and either may stop it', async () => {
  const opened = await scene.openPanel({ leads: LEADS });
  hold();
  await start(opened, FILL);
  const { frame: second } = await scene.openPanelOf(USER);
  // The workbench shows a person's panel on every page of theirs, and so anew on the first one.
  const first = await sidebarFrame(scene.open().page);
  await press(first, 'Runs');
  await press(second, 'Runs');
  const running = second.getByRole('article', { name: 'Find work email' });
  await running.getByText(/Running/).waitFor();
  await expect.poll(billed).toBeGreaterThan(0);
  const before = billed();
  await press(second, /^Stop/);
  await press(second, /^Stop/);
  await second.getByText('Stopped by you.').waitFor();
  await first.getByText('Stopped by you.').waitFor();
  await release();
  for (const frame of [first, second]) await frame.getByText('Undo this run').first().waitFor();
  expect(billed()).toBe(before);
  expect(rows().filter((row) => row[columnOf('Work email')] !== '')).toHaveLength(before);
});

it('a playbook that was armed in the panel is run by the clock, step after step, and stands in the history of a panel opened later', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  const { page, workbench } = scene.open();
  const { clock } = workbench.bench;
  const step = (name: string, outputs: object, settings: object, inputs: object) =>
    rpc('saveRecipe', {
      recipe: { version: 1, name, operation: 'databar.enrichment', settings, sheet: scene.tab().name, inputs, outputs },
    });
  await step('Mails', { email: 'Work email' }, { enrichment: 833 }, { first_name: 'First name', company: 'Company' });
  await step('Firms', { name: 'Firm' }, { enrichment: 1011 }, { domain: 'Website' });
  await rpc('saveRecipe', { recipe: { version: 1, name: 'Both', recipes: ['Mails', 'Firms'] } });
  await frame.getByRole('heading').first().waitFor();
  await page.getByRole('button', { name: 'Close the sidebar' }).click();
  const { frame: panel } = await scene.openPanelOf(USER);
  await press(panel, 'Recipes');
  await press(panel, 'Schedule Both');
  await panel.getByLabel(/Spend at most in each run/).fill('5');
  await press(panel, 'Turn it on');
  await panel.getByText('paid by you').waitFor();
  expect(billed()).toBe(0);
  // Nobody has a panel open when it is due.
  for (const one of page.context().pages()) if (one !== page) await one.close();
  clock.moveTo(clock.now() + DAY_MS);
  await expect.poll(billed).toBe(LEADS);
  const firm = () => rows().filter((row) => (row[columnOf('Firm')] ?? '') !== '').length;
  const alarms = async () => {
    clock.moveTo(clock.now() + 5 * 60_000);
    return firm();
  };
  await expect.poll(alarms, { interval: 500 }).toBe(LEADS);
  scene.expectFilled(LEADS);
  expect(billed()).toBe(2 * LEADS);
  const { frame: later } = await scene.openPanelOf(USER);
  await press(later, 'Runs');
  for (const name of ['Mails', 'Firms'])
    await later
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .waitFor();
  await press(later, 'Recipes');
  await later
    .getByText(/last .*found/)
    .first()
    .waitFor();
  await rpc('disarm', { name: 'Both' });
});
