// What the panel does besides running an enrichment, on the real workbench: where a cell's value is from, logs, forgetting, formulas bought and
// frozen, recipes and playbooks as files, schedules, Databar tables, an export. Runs are in panel-runs.test.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { SAMPLE_PIPELINE } from '../../workbench/providers/enrichabl/sample-pipeline';
import { chooseMenuItem } from './browser';
import { finished, panelScene, press, start, toRows } from './panel-on-workbench';

const LEADS = 6;
const FILL = 'Fill 6 rows · up to 0.3 credits';
const DAY_MS = 86_400_000;

const scene = panelScene();
const { billed, rows, tab, columnOf } = scene;

const recipe = (name: string, outputs: object) => ({
  version: 1,
  name,
  operation: 'databar.enrichment',
  settings: { enrichment: 833 },
  sheet: tab().name,
  inputs: { first_name: 'First name', company: 'Company' },
  outputs,
});

/** The file that a press of this button gives. */
async function downloaded(frame: Frame, button: string | RegExp): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([scene.open().page.waitForEvent('download'), press(frame, button)]);
  return { name: download.suggestedFilename(), text: readFileSync((await download.path())!, 'utf8') };
}

async function importFile(frame: Frame, value: object): Promise<void> {
  const path = join(tmpdir(), `backfill-import-${process.pid}.json`);
  writeFileSync(path, JSON.stringify(value));
  await frame.getByLabel('Import a recipe (JSON file)').setInputFiles(path);
}

it('after a run: its log as a file, the story of a cell, its results forgotten so that they would be bought again', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  await start(frame, FILL);
  await finished(frame);
  scene.expectFilled(LEADS);

  const log = await downloaded(frame, /^Download log/);
  expect(log.name).toMatch(/^Find work email.*\.csv$/);
  const lines = parse(log.text, { columns: true, bom: true }) as Record<string, string>[];
  expect(lines).toHaveLength(LEADS);
  expect(lines.every((line) => Object.values(line).includes('found'))).toBe(true);

  await press(frame, 'More');
  await scene.clickCell(3, columnOf('Work email') + 1);
  await press(frame, 'Where is it from?');
  const story = frame.getByLabel('Cell E3');
  await story.waitFor();
  for (const text of ['Databar', 'Find work email', 'you@example.com', 'found'])
    await story.getByText(text, { exact: true }).first().waitFor();
  await scene.clickCell(3, 1);
  await press(frame, 'Where is it from?');
  await frame.getByText('A3 was not filled by Backfill.').waitFor();

  const before = rows();
  await press(frame, 'Runs');
  await press(frame, 'Forget results');
  await frame.getByText('this run could not be undone any more').waitFor();
  await press(frame, 'Forget results');
  await frame.getByText(`${LEADS} results forgotten.`).waitFor();
  expect(rows()).toEqual(before);
  tab().clear(`E2:E${LEADS + 1}`);
  await press(frame, 'Fill');
  await toRows(frame);
  await press(frame, 'Next');
  await frame.getByRole('button', { name: new RegExp(`^${FILL}`) }).waitFor();
  expect(billed()).toBe(LEADS);
});

it('a formula is bought through the panel after its price was shown, refreshed, and frozen by the menu', async () => {
  const frame = await scene.openPanel({ leads: 2 });
  const { page, workbench } = scene.open();
  await scene.rpc('saveRecipe', { recipe: recipe('For formulas', { email: 'Work email' }) });
  const [first, , company] = rows()[0]!;
  tab().type('H2', `=BACKFILL("For formulas", {"${first}","${company}"}, "email")`);
  await expect.poll(() => tab().cell('H2').value).toBe('not bought yet');
  await press(frame, 'More');
  await press(frame, 'Look in this sheet');
  await frame.getByText('1 formula cell').waitFor();
  expect(billed()).toBe(0);
  await press(frame, 'Buy 1 result · up to 0.05 credits');
  await frame.getByText('It is running. Refresh the formulas when it has ended.').waitFor();
  await expect.poll(billed).toBe(1);
  await frame.getByRole('region', { name: 'Runs' }).getByText('Finished').waitFor();
  await press(frame, 'Refresh these formulas');
  await frame.getByText('1 formula calculated again.').waitFor();
  await expect.poll(() => String(tab().cell('H2').value)).toMatch(/@/);
  const { value } = tab().cell('H2');
  expect(tab().cell('H2').formula).toContain('BACKFILL');

  await page.getByRole('button', { name: 'Close the sidebar' }).click();
  await scene.clickCell(2, 8);
  await chooseMenuItem(page, 'Freeze formulas to values');
  await expect.poll(() => tab().cell('H2').formula).toBe('');
  expect(tab().cell('H2').value).toBe(value);
  expect(workbench.bench.host.executions.at(-1)!.ok).toBe(true);
  expect(billed()).toBe(1);
});

it('recipes go in and out as files, are duplicated, make a playbook, and that is run step by step', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  await press(frame, 'Recipes');
  const mine = recipe('Mails in', { email: 'Work email' });
  await importFile(frame, mine);
  await frame.getByRole('heading', { name: 'Mails in' }).waitFor();
  expect(JSON.parse((await downloaded(frame, 'Export Mails in')).text)).toEqual(mine);
  await press(frame, 'Duplicate Mails in');
  await frame.getByRole('heading', { name: 'Mails in (copy)' }).waitFor();
  await importFile(frame, { ...mine, name: 'Wrong', operation: 'databar.nothing' });
  await frame.getByRole('alert').waitFor();
  await importFile(frame, recipe('Phones', { phone: 'Phone' }));
  await frame.getByRole('heading', { name: 'Phones' }).waitFor();

  await press(frame, 'New playbook');
  await frame.getByLabel('Name of the playbook').fill('Both');
  for (const name of ['Mails in', 'Phones']) await frame.getByRole('checkbox', { name, exact: true }).check();
  await press(frame, 'Save the playbook');
  await press(frame, 'Run Both');
  await frame.getByText('Step 1 of 2: Mails in').waitFor();
  await press(frame, new RegExp(`^${FILL}`));
  await frame.getByText('Step 2 of 2: Phones').waitFor();
  await finished(frame);
  await press(frame, 'Plan this step');
  await press(frame, /^Fill \d rows? · free/);
  await expect.poll(() => columnOf('Phone')).toBeGreaterThan(0);
  await expect.poll(() => rows().filter((row) => row[columnOf('Phone')] !== '').length).toBeGreaterThan(0);
  scene.expectFilled(LEADS);
  expect(billed()).toBe(LEADS);
});

it('a schedule is armed in the panel, runs by the clock within its cap, and is turned off', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  const { clock } = scene.bench();
  await scene.rpc('saveRecipe', { recipe: recipe('Nightly', { email: 'Work email' }) });
  await scene.open().page.getByRole('button', { name: 'Close the sidebar' }).click();
  await chooseMenuItem(scene.open().page, 'Open sidebar');
  const panel = (await (await scene.open().page.waitForSelector('aside.sidebar iframe')).contentFrame())!;
  await press(panel, 'Recipes');
  await press(panel, 'Schedule Nightly');
  await press(panel, 'Turn it on');
  await panel.getByText('needs a cap').waitFor();
  await panel.getByLabel(/Spend at most in each run/).fill('0.2');
  await press(panel, 'Turn it on');
  await panel.getByText('paid by you').waitFor();
  expect(billed()).toBe(0);
  clock.moveTo(clock.now() + DAY_MS);
  await expect.poll(billed).toBe(4);
  await expect.poll(() => rows().filter((row) => row[columnOf('Work email')] !== '').length).toBe(4);
  await press(panel, 'Turn it off');
  await panel.getByText('paid by you').waitFor({ state: 'detached' });
  clock.moveTo(clock.now() + 2 * DAY_MS);
  expect((await scene.rpc('open')).schedules).toEqual([]);
  expect(billed()).toBe(4);
  expect(frame).toBeDefined();
});

it('an enrichment of the catalogue is put onto a Databar table, and launches nothing there', async () => {
  const frame = await scene.openPanel({ leads: 1 });
  await press(frame, 'More');
  await frame.getByText('Attach an enrichment to a table').click();
  // Two lists are open, and either may come first: an enrichment's name begins like the table's.
  const list = (name: string) => frame.getByRole('group', { name, exact: true });
  await list('Table')
    .getByRole('button', { name: /^People/ })
    .click();
  await list('Which')
    .getByRole('button', { name: /^Company profile by website/ })
    .click();
  await frame
    .getByLabel(/^Table column for/)
    .first()
    .selectOption('Company');
  await press(frame, /^Attach to/);
  await frame.getByText('It costs nothing until it is run.').waitFor();
  expect(billed()).toBe(0);
});

it('the leads of an Enrichabl pipeline are brought into the sheet, free, each once', async () => {
  const frame = await scene.openPanel({ csv: 'Note,Email\nmine,\n' });
  // The simulator makes its sample pipeline when it is first asked for.
  await scene.rpc('describe', { operation: 'enrichabl.export', settings: { pipeline: SAMPLE_PIPELINE } });
  await press(frame, /^Bring a pipeline into the sheet/);
  await press(frame, /^Sample leads/);
  await press(frame, 'Next');
  await frame
    .getByRole('checkbox', { name: /company/i })
    .first()
    .waitFor();
  await press(frame, 'Next');
  await press(frame, /^Bring in .* · free/);
  await finished(frame);
  const email = rows().map((row) => row.join());
  expect(email.filter((line) => line.includes('@sample')).length).toBe(8);
});
