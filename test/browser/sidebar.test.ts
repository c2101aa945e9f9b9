// The panel in a real browser against a scripted add-on, from the list to a started run: what it asks, what it shows, what it never does.
// Runs are in sidebar-runs.test.ts, recipes in sidebar-recipes.test.ts; the whole way down to filled cells is in panel-runs.test.ts.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { leadsScript, opened, PLAN } from './fake-leads';
import { fakePanel, press } from './fake-panel';
import { fails, googleSays } from './fake-server';

const { open, script, namesOf, argsOf } = fakePanel();

async function fillByMouse(page: Page): Promise<void> {
  await press(page, /^Find work email/);
  await page.getByLabel('Company domain').waitFor();
  await press(page, 'Next');
  await page.getByText('287', { exact: true }).first().waitFor();
  await press(page, 'Next');
  await page.clock.runFor(1_000);
  await press(page, 'Fill 287 rows · up to 14.35 credits');
  await page.getByRole('heading', { name: 'Runs' }).waitFor();
}

it('opens in one round trip', async () => {
  const page = await open(leadsScript());
  await page.getByText('Databar 412.5 credits').waitFor();
  expect(namesOf().slice(0, 1)).toEqual(['open']);
  expect(namesOf().filter((name) => name === 'open')).toHaveLength(1);
  expect(namesOf().every((name) => ['open', 'list'].includes(name))).toBe(true);
});

it('asks again where no answer came on opening; the answer that came late after all changes nothing', async () => {
  let answerLate = (_: ReturnType<typeof opened>) => {};
  const late = new Promise<ReturnType<typeof opened>>((resolve) => {
    answerLate = resolve;
  });
  const page = await open({ ...leadsScript(), open: () => late });
  await page.getByText('Opening …').waitFor();
  await page.clock.runFor(15_000);
  expect(await page.getByRole('button').count()).toBe(0);
  await page.clock.runFor(5_000);
  script().open = () => opened();
  await press(page, 'Try again');
  await press(page, /^Find work email/);
  await page.getByLabel('Company domain').waitFor();
  answerLate({ ...opened(), endedKnown: false });
  await page.clock.runFor(1_000);
  expect(await page.getByLabel('Company domain').isVisible()).toBe(true);
  expect(namesOf().filter((name) => name === 'open')).toHaveLength(2);
  // Whose history is not known is asked for it, where that answer counts.
  expect(namesOf()).not.toContain('jobs');
});

describe('from the list to a running job', () => {
  it('by mouse: the columns are guessed, the button carries the number, what was shown is what is started', async () => {
    const page = await open(leadsScript());
    await fillByMouse(page);
    expect(argsOf('start')).toEqual([
      {
        planId: 'plan-1',
        shown: { toBuy: 287, maxCredits: 14.35 },
        recipe: {
          version: 1,
          name: 'Find work email',
          operation: 'databar.enrichment',
          settings: { enrichment: 833 },
          sheet: 'Leads',
          headerRow: 1,
          inputs: { first_name: 'First name', last_name: 'Last name', domain: 'Website' },
          outputs: { email: 'Work email', confidence: 'Confidence', phone: 'Phone' },
          rows: 'empty',
          status: 'Find work email status',
          reuse: 'always',
        },
      },
    ]);
    expect(argsOf('counts')).toHaveLength(1);
  });

  it('by keyboard alone, the focus going to the heading of each step', async () => {
    const page = await open(leadsScript());
    await page.getByText('Find work email').waitFor();
    const focused = () => page.evaluate('document.activeElement.textContent') as Promise<string>;
    const tabTo = async (text: string) => {
      for (let steps = 0; steps < 60; steps++) {
        await page.keyboard.press('Tab');
        if ((await focused()).startsWith(text)) return;
      }
      throw new Error(`Tab never reaches "${text}"`);
    };
    await tabTo('Find work email');
    await page.keyboard.press('Enter');
    await page.getByLabel('Company domain').waitFor();
    expect(await focused()).toBe('Find work email');
    await tabTo('Next');
    await page.keyboard.press('Enter');
    await page.getByText('287', { exact: true }).first().waitFor();
    expect(await focused()).toBe('Rows');
    await tabTo('Next');
    await page.keyboard.press('Enter');
    await page.clock.runFor(1_000);
    await page.getByRole('button', { name: /^Fill 287/ }).waitFor();
    expect(await focused()).toBe('Check and run');
    await tabTo('Fill 287');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    expect(argsOf('start')).toHaveLength(1);
  });

  it('tries five rows first, and says what just they cost', async () => {
    const page = await open(leadsScript());
    await press(page, /^Find work email/);
    await page.getByLabel('Company domain').waitFor();
    await press(page, 'Next');
    await page.getByText('287', { exact: true }).first().waitFor();
    await press(page, 'Next');
    await page.clock.runFor(1_000);
    await press(page, 'Try 5 rows first');
    await page.clock.runFor(1_000);
    await press(page, 'Fill 5 rows · up to 0.25 credits');
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    expect(argsOf('start')).toMatchObject([{ planId: 'plan-5', recipe: { rows: { first: 5 } } }]);
  });

  it('shows three rows exactly as they would be sent', async () => {
    const page = await open(leadsScript());
    await press(page, /^Find work email/);
    await page.getByText('What would be sent').waitFor();
    await page.clock.runFor(1_000);
    await page.getByText('bluebird.example', { exact: true }).waitFor();
    expect(argsOf('plan')).toMatchObject([{ recipe: { rows: { first: 3 } } }]);
  });

  it('does not go on while something is missing, and says where', async () => {
    const page = await open(leadsScript());
    await press(page, /^Find work email/);
    await page.getByLabel('Company domain').selectOption('Not used');
    await press(page, 'Next');
    await page.getByText('Needed. Choose a column or a fixed value.').waitFor();
    expect(await page.getByLabel('Company domain').getAttribute('aria-invalid')).toBe('true');
    expect(namesOf()).not.toContain('counts');
  });

  it('starts nothing twice, however often the button is pressed', async () => {
    const script = leadsScript();
    const start = script.start!;
    let let_go = () => {};
    script.start = (args) => new Promise((resolve) => (let_go = () => resolve(start(args))));
    const page = await open(script);
    await press(page, /^Find work email/);
    await page.getByLabel('Company domain').waitFor();
    await press(page, 'Next');
    await page.getByText('287', { exact: true }).first().waitFor();
    await press(page, 'Next');
    await page.clock.runFor(1_000);
    const button = page.getByRole('button', { name: /^Fill 287/ });
    await button.dblclick();
    expect(await button.isDisabled()).toBe(true);
    let_go();
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    expect(argsOf('start')).toHaveLength(1);
  });

  it('asks for a new plan where the price rose meanwhile', async () => {
    const script = leadsScript();
    script.start = () => fails('changed', 'It would now cost up to 20 credits. Look at the plan again.');
    const page = await open(script);
    await press(page, /^Find work email/);
    await page.getByLabel('Company domain').waitFor();
    await press(page, 'Next');
    await page.getByText('287', { exact: true }).first().waitFor();
    await press(page, 'Next');
    await page.clock.runFor(1_000);
    await press(page, /^Fill 287/);
    await page.getByText('The plan has changed').waitFor();
    const before = argsOf('plan').length;
    await press(page, 'Plan again');
    await page.getByRole('button', { name: /^Fill 287/ }).waitFor();
    expect(argsOf('plan')).toHaveLength(before + 1);
  });
});

describe('each problem has its own words', () => {
  it.each([
    [googleSays('PERMISSION_DENIED'), 'Google refused this panel'],
    [googleSays('You do not have permission to call SpreadsheetApp.getActive.'), 'A permission is missing'],
    [googleSays('Script function not found: rpc'), 'This panel is out of date'],
    [googleSays('NetworkError: Connection failure due to HTTP 0'), 'You are offline'],
    [googleSays('Exceeded maximum execution time'), 'Google took too long'],
    [fails('busy', 'Another run is starting. Try again in a minute.'), 'Somebody else is at it just now'],
    [fails('internal', 'Google Sheets did not answer as expected.'), 'Something went wrong'],
  ])('%j on opening: %s', async (answer, title) => {
    const page = await open({ open: () => answer });
    await page.getByRole('alert').getByText(title).waitFor();
    script().open = () => opened();
    await press(page, 'Try again');
    await page.getByRole('heading', { name: 'What to fill' }).waitFor();
  });

  it('a deleted sheet sends back to the columns', async () => {
    const script = leadsScript();
    script.counts = () => fails('recipe', 'There is no sheet "Leads" in this document.');
    const page = await open(script);
    await press(page, /^Find work email/);
    await page.getByLabel('Company domain').waitFor();
    await press(page, 'Next');
    await page.getByText('The sheet is gone').waitFor();
    await press(page, 'Go to columns');
    await page.getByLabel('Company domain').waitFor();
  });

  it('without a network it is said at once, and trying again works when it is back', async () => {
    const page = await open(leadsScript());
    await page.getByText('Find work email').waitFor();
    await page.context().setOffline(true);
    await press(page, /^Find work email/);
    await page.getByText('You are offline').waitFor();
    await page.context().setOffline(false);
    await press(page, 'Try again');
    await page.getByLabel('Company domain').waitFor();
  });
});

describe('keys', () => {
  it('go to the add-on once, stand in no other call and in no text', async () => {
    const script = leadsScript();
    script.saveKey = ({ provider }) => ({
      provider,
      name: 'Influencers.club',
      masked: '…cret',
      account: null,
      problem: null,
    });
    const page = await open(script);
    await press(page, /open connections/);
    await page.getByLabel('Influencers.club API key').fill('the-secret');
    await page.keyboard.press('Enter');
    await page.getByText('Key …cret').waitFor();
    expect(argsOf('saveKey')).toEqual([{ provider: 'influencers', key: 'the-secret' }]);
    expect(await page.content()).not.toContain('the-secret');
  });
});

it('text from a provider is text', async () => {
  const script = leadsScript();
  const hostile = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
  script.plan = () => ({ ...PLAN, notes: [hostile], columnsToAdd: [hostile] });
  script.list = () => ({
    items: [{ id: '1', name: hostile, detail: hostile, source: hostile, price: null, settings: { enrichment: 1 } }],
    nextPage: null,
  });
  const page = await open(script);
  await page.getByText(hostile).first().waitFor();
  expect(await page.evaluate('window.hit')).toBeUndefined();
});
