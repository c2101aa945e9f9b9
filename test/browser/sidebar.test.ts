// The panel in a real browser against a scripted add-on: what it asks, what it shows, what it never does. The whole way down to filled
// cells is in sidebar-on-workbench.test.ts.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeBrowser } from './browser';
import { ended, leadsScript, NOW_MS, opened, PLAN, run } from './fake-leads';
import { fails, googleSays, openSidebar, type Script, type Sidebar } from './fake-server';

let sidebar: Sidebar | null = null;
afterEach(async () => {
  const { errors, offPage } = sidebar ?? { errors: [], offPage: [] };
  await sidebar?.close();
  sidebar = null;
  expect([errors, offPage]).toEqual([[], []]);
});
afterAll(closeBrowser);

async function open(script: Script): Promise<Page> {
  sidebar = await openSidebar(script);
  return sidebar.page;
}

const namesOf = () => sidebar!.calls.map((call) => call.name);
const argsOf = (name: string) => sidebar!.calls.filter((call) => call.name === name).map((call) => call.args);
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

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

describe('while a run goes on', () => {
  const running = (): Script => {
    const now = { open: [run()], ended: [] as ReturnType<typeof run>[] };
    return {
      ...leadsScript(),
      open: () => opened({ jobs: now }),
      jobs: () => now,
      advance: () => ({ jobs: now.open, nextDueMs: null }),
      stop: () => {
        now.open = [run({ state: 'stopped', reason: 'Stopped by you.', reasonKind: 'stopped' })];
        return now.open[0]!;
      },
      resume: () => {
        now.open = [run()];
        return now.open[0]!;
      },
      cancel: () => now.open[0]!,
    };
  };

  it('closed and opened again it shows the same run, in every place', async () => {
    const page = await open(running());
    for (const place of ['Recipes', 'More', 'Fill']) {
      await press(page, place);
      await page.getByRole('region', { name: 'Runs' }).getByText('41%').first().waitFor();
    }
    await page.reload();
    await page.getByRole('region', { name: 'Runs' }).getByText('41%').first().waitFor();
    expect(namesOf().filter((name) => name === 'open')).toHaveLength(2);
  });

  it('moves it on by a heartbeat, three to thirty seconds apart', async () => {
    const page = await open(running());
    await page.getByRole('region', { name: 'Runs' }).waitFor();
    await page.clock.runFor(1_100);
    await expect.poll(() => argsOf('advance').length).toBe(1);
    await page.clock.runFor(31_000);
    await expect.poll(() => argsOf('advance').length).toBe(2);
  });

  it('stops only after saying what is on its way, and offers to cancel that', async () => {
    const page = await open(running());
    await press(page, 'Runs');
    await press(page, /^Stop/);
    await page.getByText('37 requests were sent already: at most 4.2 credits more.').waitFor();
    expect(namesOf()).not.toContain('stop');
    await press(page, /^Stop Work emails/);
    await page.getByText('Stopped, still collecting').waitFor();
    await press(page, 'Ask it to leave off');
    await expect.poll(() => argsOf('cancel').length).toBe(1);
  });

  it('says why it pauses and what to do, and goes on after that', async () => {
    const script = running();
    script.open = () =>
      opened({
        jobs: {
          open: [run({ state: 'paused', reasonKind: 'out of credits', reason: 'Databar is out of credits.' })],
          ended: [],
        },
      });
    const page = await open(script);
    await press(page, 'Runs');
    await page.getByText('Top up your account at the provider.').waitFor();
    await press(page, /^Resume/);
    await page.getByText(/41% · Running/).waitFor();
    expect(argsOf('resume')).toEqual([{ jobId: 'run-1' }]);
  });

  it('of another person it says who pays, and offers no button', async () => {
    const script = running();
    script.open = () => opened({ jobs: { open: [run({ user: 'bob@example.com' })], ended: [] } });
    const page = await open(script);
    await press(page, 'Runs');
    await page.getByText('Started by bob@example.com').waitFor();
    expect(await page.getByRole('button', { name: /^Stop/ }).count()).toBe(0);
  });

  it('says to keep the panel open where no timer can be made', async () => {
    const script = running();
    script.open = () => opened({ alarm: 'none', jobs: { open: [run()], ended: [] } });
    const page = await open(script);
    await press(page, 'Runs');
    await page.getByText('Keep this panel open').waitFor();
  });

  it('announces that it has ended, and keeps it in sight until it is put away', async () => {
    const script = running();
    const page = await open(script);
    await page.getByRole('region', { name: 'Runs' }).waitFor();
    script.advance = () => ({ jobs: [], nextDueMs: null });
    script.jobs = () => ({ open: [], ended: [ended()] });
    await page.clock.runFor(31_000);
    await page.getByText('Work emails: finished, 100 percent, 240 found.').waitFor({ state: 'attached' });
    await press(page, /^Hide/);
    expect(await page.getByRole('region', { name: 'Runs' }).count()).toBe(0);
  });
});

describe('after a run', () => {
  const over = (): Script => ({
    ...leadsScript(),
    open: () => opened({ jobs: { open: [], ended: [ended()] } }),
    jobs: () => ({ open: [], ended: [ended()] }),
    job: () => ({
      ...ended(),
      recipe: {
        version: 1,
        name: 'Work emails',
        operation: 'databar.enrichment',
        settings: { enrichment: 833 },
        inputs: { domain: 'Website' },
        outputs: { email: 'Work email' },
      },
    }),
    undo: () => ({ ...ended(), blanked: 240, left: 3 }),
    log: () => ({ name: 'Work emails.csv', csv: 'row,outcome\r\n2,found\r\n' }),
    doubts: () => [{ id: 'a', input: 'Amara', known: 'the connection was lost', rows: [2] }],
    settle: () => ({}),
  });

  async function toRun(page: Page): Promise<void> {
    await press(page, 'Runs');
    await press(page, /^Work emails/);
  }

  it('retries what failed by a new plan, and starts nothing by itself', async () => {
    const page = await open(over());
    await toRun(page);
    await press(page, 'Retry 12 failed');
    await page.getByRole('heading', { name: 'Check and run' }).waitFor();
    await page.clock.runFor(1_000);
    await expect.poll(() => argsOf('plan')).toMatchObject([{ recipe: { rows: 'errors', name: 'Work emails' } }]);
    expect(namesOf()).not.toContain('start');
  });

  it('undoes it after saying what that leaves alone', async () => {
    const page = await open(over());
    await toRun(page);
    await press(page, /^Undo this run/);
    expect(namesOf()).not.toContain('undo');
    await press(page, /^Undo this run/);
    await page.getByText('240 cells emptied, 3 changed cells left as they are.').waitFor();
  });

  it('gives the log as a file', async () => {
    const page = await open(over());
    await toRun(page);
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, /^Download log/)]);
    expect(download.suggestedFilename()).toBe('Work emails.csv');
  });

  it('settles one request by its id', async () => {
    const page = await open(over());
    await toRun(page);
    await press(page, /^2 requests to check/);
    await press(page, /^Was not sent/);
    await expect.poll(() => argsOf('settle')).toEqual([{ jobId: 'run-1', as: 'not-sent', requests: ['a'] }]);
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
    sidebar!.script.open = () => opened();
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
  await press(page, 'Turn it on');
  await page.getByText('paid by you').waitFor();
  expect(argsOf('saveRecipe').at(-1)).toMatchObject({
    recipe: { schedule: { every: 'day', at: '09:00', cap: { credits: 5 } } },
  });
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, /^Export Mine$/)]);
  expect(download.suggestedFilename()).toBe('Mine.json');
});
