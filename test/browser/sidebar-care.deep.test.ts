// What people would hate, in the panel against a scripted add-on: lost focus, a click that hits something else, columns of yesterday, names that
// break the look. What each step asks and shows is in sidebar.test.ts.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ended, leadsScript, NOW_MS, opened, PLAN, run } from './fake-leads';
import { fakePanel, press } from './fake-panel';
import { fails, type Script, WIDTH_PX } from './fake-server';

const { open, script, namesOf, argsOf } = fakePanel();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();
const focused = (page: Page) => page.evaluate('document.activeElement.textContent.slice(0, 80)') as Promise<string>;
const focusedTag = (page: Page) => page.evaluate('document.activeElement.tagName') as Promise<string>;

async function toColumns(page: Page): Promise<void> {
  await press(page, /^Find work email/);
  await page.getByLabel('Company domain').waitFor();
}

async function toRows(page: Page): Promise<void> {
  await toColumns(page);
  await press(page, 'Next');
  await page.getByText('287', { exact: true }).first().waitFor();
}

/** An answer that is held back, and what lets it go. */
function held<T>(answer: T): { answer: Promise<T>; letGo(): void } {
  let letGo = () => {};
  const wait = new Promise<T>((resolve) => {
    letGo = () => resolve(answer);
  });
  return { answer: wait, letGo };
}

describe('clicks', () => {
  it('the second click of a double click does not press what the first has put there, a single one does', async () => {
    const page = await open(leadsScript());
    await toRows(page);
    await press(page, 'Next');
    await page.clock.runFor(1_000);
    const spend = button(page, /^Fill 287/);
    const { x, y, width, height } = (await spend.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    // As the browser counts it when the first click was on the step before, at this place.
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await page.clock.runFor(1_000);
    expect(namesOf()).not.toContain('start');
    await heading(page, 'Check and run');
    await spend.click();
    await expect.poll(() => argsOf('start').length).toBe(1);
  });

  it('the button that spends never comes to stand where another one was', async () => {
    const answers = leadsScript();
    const page = await open(answers);
    await toRows(page);
    const plan = held(PLAN);
    answers.plan = () => plan.answer;
    await press(page, 'Next');
    await page.clock.runFor(1_000);
    const back = (await button(page, 'Back').boundingBox())!;
    const spend = page.getByRole('main').getByRole('button', { name: /^Fill/ });
    expect(await spend.isDisabled()).toBe(true);
    plan.letGo();
    await button(page, /^Fill 287/).waitFor();
    await page.mouse.click(back.x + back.width / 2, back.y + back.height / 2);
    await page.clock.runFor(1_000);
    expect(namesOf()).not.toContain('start');
  });

  it('what went wrong is brought into sight, however far above the button it stands', async () => {
    const answers = leadsScript();
    answers.start = () => fails('changed', 'It would now cost up to 20 credits. Look at the plan again.');
    const page = await open(answers);
    await page.setViewportSize({ width: WIDTH_PX, height: 360 });
    await toRows(page);
    await press(page, 'Next');
    await page.clock.runFor(1_000);
    await button(page, /^Fill 287/).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 2_000);
    await press(page, /^Fill 287/);
    const alert = page.getByRole('alert');
    await alert.getByText('The plan has changed').waitFor();
    const inSight = async () => {
      const { y, height } = (await alert.boundingBox())!;
      return y > 0 && y + height < 360;
    };
    await expect.poll(inSight).toBe(true);
  });
});

describe('focus', () => {
  it('stays on a button while its call is out and after it, and no second call goes out', async () => {
    const answers = leadsScript();
    const page = await open(answers);
    await press(page, /open connections/);
    const tested = held(opened().connections[0]!);
    answers.testKey = () => tested.answer;
    await button(page, 'Test Databar').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => button(page, 'Test Databar').isDisabled()).toBe(true);
    expect(await focused(page)).toContain('Test');
    await page.keyboard.press('Enter');
    tested.letGo();
    await page.getByText('The key works.', { exact: true }).waitFor();
    expect(await focused(page)).toContain('Test');
    expect(argsOf('testKey')).toHaveLength(1);
  });

  it('goes to the question, and back to the button that asked it', async () => {
    const page = await open({ ...leadsScript(), open: () => opened({ jobs: { open: [], ended: [ended()] } }) });
    await press(page, 'Runs');
    await press(page, /^Work emails/);
    await button(page, /^Undo this run/).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(/^Empties every cell/);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Undo this run');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Leave it');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Undo this run …');
    expect(namesOf()).not.toContain('undo');
  });

  it('goes to the heading of the part where the button that had it is gone', async () => {
    const answers = leadsScript();
    answers.removeKey = () => ({ ...opened().connections[0]!, masked: null, account: null });
    const page = await open(answers);
    await press(page, /open connections/);
    await button(page, 'Remove Databar').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Databar API key').waitFor();
    await expect.poll(() => focused(page)).toBe('Databar');
    expect(await focusedTag(page)).toBe('H3');
  });

  it('goes to the first field that is wrong when Next finds one', async () => {
    const page = await open(leadsScript());
    await toColumns(page);
    await page.getByLabel('Company domain').selectOption('Not used');
    await button(page, 'Next').focus();
    await page.keyboard.press('Enter');
    await page.clock.runFor(100);
    await expect.poll(() => page.evaluate('document.activeElement.labels?.[0]?.textContent')).toBe('Company domain *');
  });
});

describe('the sheet beside the panel', () => {
  it('is read anew when an operation is chosen: the tab in front by then, with the headers that it has by then', async () => {
    const page = await open(leadsScript());
    await page.getByText('Find work email').waitFor();
    const { tab } = opened();
    script().tab = () => ({
      ...tab,
      tab: { id: 9, name: 'Made since' },
      columns: ['Given name', 'Surname', 'Domain'].map((header) => ({ header, samples: [], gaps: true })),
    });
    await toColumns(page);
    await page.getByText('Made since · 312 rows').waitFor();
    await expect.poll(() => page.getByLabel('Company domain').inputValue()).toBe('column Domain');
    await press(page, 'Next');
    await expect.poll(() => argsOf('counts')).toMatchObject([{ recipe: { sheet: 'Made since' } }]);
  });

  it('a recipe whose column was renamed says so at once, where it is, and goes on when another one is chosen', async () => {
    const recipe = {
      version: 1,
      name: 'Old',
      operation: 'databar.enrichment',
      settings: { enrichment: 833 },
      sheet: 'Leads',
      inputs: { first_name: 'First name', last_name: 'Last name', domain: 'Homepage' },
      outputs: { email: 'Work email' },
    };
    const page = await open(
      leadsScript({ recipes: [{ name: 'Old', recipe, savedBy: 'ann@example.com', savedMs: NOW_MS }] }),
    );
    await press(page, /^Old/);
    await page.getByText('There is no column "Homepage" in Leads.').waitFor();
    await press(page, 'Next');
    expect(namesOf()).not.toContain('counts');
    await page.getByLabel('Company domain').selectOption('Website');
    await press(page, 'Next');
    await expect.poll(() => argsOf('counts')).toMatchObject([{ recipe: { inputs: { domain: 'Website' } } }]);
  });

  it('without a row to fill, Rows says so where it is, and does not go on', async () => {
    const answers = leadsScript();
    const none = { rows: 0, requests: 0 };
    answers.counts = () => ({ empty: none, errors: none, check: none, all: none, selected: null, visible: null });
    const page = await open(answers);
    await toColumns(page);
    await press(page, 'Next');
    await page.getByText('No row is left to fill by this choice.').waitFor();
    await press(page, 'Next');
    await page.getByRole('alert').waitFor();
    expect(argsOf('plan').every((one) => one.recipe)).toBe(true);
    await heading(page, 'Rows');
  });

  it('with 60 columns, headers of HTML and of 200 characters nothing is wider than the panel, and all of it is text', async () => {
    const hostile = '<img src=x onerror="window.hit=1">';
    const long = 'W'.repeat(200);
    const columns = [hostile, long, ...Array.from({ length: 58 }, (_, n) => `Column ${n}`)].map((header) => ({
      header,
      samples: [hostile, long],
      gaps: true,
    }));
    const wide = opened();
    wide.tab = { ...wide.tab, tab: { id: 1, name: long.slice(0, 100) }, columns };
    wide.tabs = [wide.tab.tab];
    const answers = leadsScript(wide);
    answers.plan = () => ({ ...PLAN, columnsToAdd: [long, hostile], samples: [{ row: 2, sent: { [long]: hostile } }] });
    const page = await open(answers);
    const fits = async () => expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(WIDTH_PX);
    await toColumns(page);
    for (const [label, header] of [
      ['First name', hostile],
      ['Last name', long],
      ['Company domain', 'Column 57'],
    ] as const)
      await page.getByLabel(label).selectOption(header);
    await page.clock.runFor(1_000);
    await page.getByText('Row 2').waitFor();
    await fits();
    await press(page, 'Next');
    await heading(page, 'Rows');
    await page.getByText('287', { exact: true }).first().waitFor();
    await fits();
    await press(page, 'Next');
    await page.clock.runFor(1_000);
    await button(page, /^Fill 287/).waitFor();
    await fits();
    expect(await page.evaluate('window.hit')).toBeUndefined();
  });
});

describe('reloaded in any state the panel shows the run as it is', () => {
  const STATES: [string, Parameters<typeof run>[0], string][] = [
    ['running', {}, '41% · Running'],
    [
      'paused',
      { state: 'paused', reasonKind: 'out of credits', reason: 'Databar is out of credits.' },
      'Paused: out of',
    ],
    ['stopped, collecting', { state: 'stopped', reason: 'Stopped by you.' }, '41% · Stopped, still collecting'],
  ];
  it.each(STATES)('%s', async (_, state, words) => {
    const now = { open: [run(state)], ended: [] };
    const answers: Script = { ...leadsScript(), open: () => opened({ jobs: now }), jobs: () => now };
    answers.advance = () => ({ jobs: now.open, nextDueMs: null });
    const page = await open(answers);
    for (let times = 0; times < 2; times++) {
      await press(page, 'Runs');
      await page.getByText(words).first().waitFor();
      await page.reload();
    }
    await expect.poll(() => namesOf().filter((name) => name === 'open').length).toBe(3);
  });

  it('while it is being started: it is there afterwards, started once', async () => {
    const answers = leadsScript();
    const start = answers.start!;
    const began = held(null);
    answers.start = async (args) => {
      await began.answer;
      return start(args);
    };
    const page = await open(answers);
    await toRows(page);
    await press(page, 'Next');
    await page.clock.runFor(1_000);
    await press(page, /^Fill 287/);
    await expect.poll(() => argsOf('start').length).toBe(1);
    await page.reload();
    began.letGo();
    await page.reload();
    await page.getByRole('region', { name: 'Runs' }).waitFor();
    expect(argsOf('start')).toHaveLength(1);
  });

  it('ended: it stands in the history', async () => {
    const answers: Script = { ...leadsScript(), open: () => opened({ jobs: { open: [], ended: [ended()] } }) };
    const page = await open(answers);
    await page.reload();
    await press(page, 'Runs');
    await button(page, /^Work emails/).waitFor();
  });
});

it('a log in several pages shows its wait until the last one is there', async () => {
  const answers: Script = { ...leadsScript(), open: () => opened({ jobs: { open: [], ended: [ended()] } }) };
  const last = held({ name: 'Work emails.csv', csv: '3,found\r\n', nextPage: null });
  answers.log = ({ page }) => (page ? last.answer : { name: 'Work emails.csv', csv: '2,found\r\n', nextPage: 2 });
  const page = await open(answers);
  await press(page, 'Runs');
  await press(page, /^Work emails/);
  const saved = page.waitForEvent('download');
  await press(page, /^Download log/);
  await expect.poll(() => argsOf('log').length).toBe(2);
  expect(await button(page, /^Download log/).getAttribute('aria-busy')).toBe('true');
  last.letGo();
  await saved;
  await expect.poll(() => button(page, /^Download log/).getAttribute('aria-busy')).toBeNull();
});
