// Recipes, playbooks and schedules in the panel, against a scripted add-on: made, changed, taken out and in, run in order.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ended, leadsScript, NOW_MS, PLAN, run } from './fake-leads';
import { fakePanel, press } from './fake-panel';
import { fails, type Script } from './fake-server';

const { open, script, argsOf } = fakePanel();

const recipe = (name: string) => ({
  version: 1,
  name,
  operation: 'databar.enrichment',
  settings: { enrichment: 833 },
  inputs: { domain: 'Website' },
  outputs: { email: 'Work email' },
});
const saved = (raw: { name: string }) => ({ name: raw.name, recipe: raw, savedBy: 'ann@example.com', savedMs: NOW_MS });
const PLAYBOOK = { version: 1, name: 'Both', recipes: ['A', 'B'] };
const withRecipes = (...names: string[]) => leadsScript({ recipes: names.map((name) => saved(recipe(name))) });

it('a recipe is saved, duplicated, scheduled with what it may spend, exported', async () => {
  const script = leadsScript({
    recipes: [
      {
        name: 'Mine',
        recipe: { version: 1, name: 'Mine', operation: 'databar.enrichment' },
        savedBy: 'ann@example.com',
        savedMs: NOW_MS,
      },
    ],
  });
  script.arm = ({ name }) => ({
    schedules: [
      { name, every: 'day', at: '09:00', user: 'ann@example.com', own: true, nextMs: null, last: null, paused: null },
    ],
    alarm: 'minutes',
  });
  const page = await open(script);
  await press(page, 'Recipes');
  await press(page, /^Duplicate/);
  await page.getByRole('heading', { name: 'Mine (copy)' }).waitFor();
  await press(page, /^Schedule Mine$/);
  await page.getByLabel(/Spend at most in each run/).fill('5');
  await page.getByLabel(/Buy at most in each run/).fill('30');
  await press(page, 'Turn it on');
  await page.getByText('paid by you').waitFor();
  expect(argsOf('saveRecipe').at(-1)).toMatchObject({
    recipe: { schedule: { every: 'day', at: '09:00', cap: { credits: 5, requests: 30 } } },
  });
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, /^Export Mine$/)]);
  expect(download.suggestedFilename()).toBe('Mine.json');
});

it('a playbook is made of recipes in the order of ticking, and its order is changed', async () => {
  const page = await open(withRecipes('A', 'B', 'C'));
  await press(page, 'Recipes');
  await press(page, 'New playbook');
  await page.getByLabel('Name of the playbook').fill('A');
  await page.getByText('This name is taken. Choose another.').waitFor();
  await page.getByLabel('Name of the playbook').fill('Both');
  for (const name of ['C', 'A']) await page.getByRole('checkbox', { name }).check();
  await press(page, 'Save the playbook');
  await page.getByRole('heading', { name: 'Both' }).waitFor();
  expect(argsOf('saveRecipe')).toEqual([{ recipe: { version: 1, name: 'Both', recipes: ['C', 'A'] } }]);
  await page.getByText('C, then A').waitFor();

  await press(page, 'Change Both');
  await press(page, 'Earlier A');
  await page.getByRole('checkbox', { name: '1. A' }).waitFor();
  await page.getByRole('checkbox', { name: 'B' }).check();
  await press(page, 'Save the playbook');
  await page.getByText('A, then C, then B').waitFor();
  expect(argsOf('saveRecipe').at(-1)).toEqual({ recipe: { version: 1, name: 'Both', recipes: ['A', 'C', 'B'] } });
});

it('a playbook is run step by step: each is planned and confirmed by itself, and not before the one before has ended', async () => {
  const answers: Script = leadsScript({ recipes: [saved(recipe('A')), saved(recipe('B')), saved(PLAYBOOK)] });
  answers.plan = ({ recipe: asked }) => ({ ...PLAN, planId: `plan-${asked.name}`, name: String(asked.name) });
  const page = await open(answers);
  await press(page, 'Recipes');
  await press(page, 'Run Both');
  await page.getByText('Step 1 of 2: A').waitFor();
  await page.clock.runFor(1_000);
  await press(page, /^Fill 287/);
  await page.getByText('Step 2 of 2: B').waitFor();
  await page.getByText('It can be planned when the run before has ended.').waitFor();
  expect(await page.getByRole('button', { name: 'Plan this step' }).isDisabled()).toBe(true);

  answers.advance = () => ({ jobs: [], nextDueMs: null });
  answers.jobs = () => ({ open: [], ended: [ended({ name: 'A' })] });
  await page.clock.runFor(31_000);
  await expect.poll(() => page.getByRole('button', { name: 'Plan this step' }).isEnabled()).toBe(true);
  expect(argsOf('start')).toHaveLength(1);
  answers.open = () =>
    ({ ...withRecipes('A', 'B').open!({}), jobs: { open: [run({ name: 'B' })], ended: [] } }) as never;
  await press(page, 'Plan this step');
  await page.clock.runFor(1_000);
  await press(page, /^Fill 287/);
  await expect.poll(() => argsOf('start')).toMatchObject([{ planId: 'plan-A' }, { planId: 'plan-B' }]);
  await page.getByText('Step 2 of 2').waitFor({ state: 'detached' });
});

it('a step of a playbook is skipped, its recipe may be gone, and a playbook can be left', async () => {
  const page = await open(leadsScript({ recipes: [saved(recipe('A')), saved(PLAYBOOK)] }));
  await press(page, 'Recipes');
  await press(page, 'Run Both');
  await page.getByText('Step 1 of 2: A').waitFor();
  await press(page, 'Skip it');
  await page.getByText('Step 2 of 2: B, which is not saved any more.').waitFor();
  expect(await page.getByRole('button', { name: 'Plan this step' }).isDisabled()).toBe(true);
  await press(page, 'Leave the playbook');
  await page.getByText('Step 2 of 2').waitFor({ state: 'detached' });
  expect(argsOf('start')).toEqual([]);
});

it('a recipe comes in from a file; one that is none, and one that the add-on refuses, say so', async () => {
  const page = await open(leadsScript());
  await press(page, 'Recipes');
  const file = async (text: string) => {
    const path = join(tmpdir(), `backfill-recipe-${process.pid}.json`);
    writeFileSync(path, text);
    await page.getByLabel('Import a recipe (JSON file)').setInputFiles(path);
  };
  await file('no JSON');
  await page.getByText('holds no recipe').waitFor();
  await file(JSON.stringify(recipe('Imported')));
  await page.getByRole('heading', { name: 'Imported' }).waitFor();
  script().saveRecipe = () => fails('recipe', 'There is no operation "x". The nearest is "y".');
  await file(JSON.stringify({ ...recipe('Other'), operation: 'x' }));
  await page.getByText('There is no operation "x".').waitFor();
  expect(await page.getByRole('heading', { name: 'Other' }).count()).toBe(0);
});

it('labels of a creator batch are written as pairs, and go into the recipe as they were meant', async () => {
  const answers = leadsScript();
  const before = answers.open!({}) as ReturnType<NonNullable<Script['open']>> & { connections: object[] };
  answers.open = () =>
    ({ ...before, connections: before.connections.map((one) => ({ ...one, masked: '…1234' })) }) as never;
  answers.describe = () => ({
    parameters: [{ name: 'email', label: 'E-mail', required: true, type: 'text', choices: null }],
    results: [{ path: 'username', label: 'User name' }],
    price: null,
    balance: null,
    notes: [],
  });
  const page = await open(answers);
  await press(page, /^Creator profile from an e-mail /);
  await page.getByText('More settings').click();
  await page.getByLabel('Labels of the batch').fill('campaign: spring: 2026\nhalf typed\nowner:ann');
  await press(page, 'Next');
  await page.getByLabel('E-mail *').selectOption('Website');
  await press(page, 'Next');
  await press(page, 'Next');
  await expect
    .poll(() => argsOf('counts').at(-1))
    .toMatchObject({
      recipe: { settings: { mode: 'basic', metadata: { campaign: 'spring: 2026', owner: 'ann' } } },
    });
});
