// What each place of the panel says and offers, point by point, against a scripted add-on: so that none of it goes missing unnoticed. How one gets
// from step to step is in sidebar.test.ts.
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ended, leadsScript, NOW_MS, opened, run } from './fake-leads';
import { fakePanel, press } from './fake-panel';

const { open, argsOf } = fakePanel();

/** As it is seen: with the breaks between what stands below each other. */
const shown = async (one: Locator) => (await one.allInnerTexts()).join(' ');
const text = (page: Page) => shown(page.getByRole('main'));
const withEnded = (...runs: ReturnType<typeof run>[]) => ({
  ...leadsScript(),
  open: () => opened({ jobs: { open: [], ended: runs } }),
});

it('connections: whose key pays, what a shared script means for keys, where the key is found, and its account', async () => {
  const page = await open(leadsScript());
  await press(page, /open connections/);
  const said = await text(page);
  for (const words of [
    'Keys are kept for you alone (ann@example.com) and pay for the runs that you start.',
    'everyone who may edit the script could misuse them: share it with people you trust.',
    'Key …9f3c · Ann · 412.5 credits',
    'leads 87 of 100',
    'In the Influencers.club dashboard, open the API page.',
  ])
    expect(said).toContain(words);
});

it('what to fill: saved recipes and recent runs come first, every card says what it gives, its price and who charges; a search narrows all', async () => {
  const recipe = { version: 1, name: 'Kept', operation: 'enrichabl.validation', settings: { pipeline: 'p1' } };
  const page = await open({
    ...leadsScript({
      recipes: [{ name: 'Kept', recipe, savedBy: 'ann@example.com', savedMs: NOW_MS }],
      jobs: { open: [], ended: [ended({ name: 'Ran once' })] },
    }),
  });
  await page.getByText('Find work email').waitFor();
  const titles = await page.getByRole('main').getByRole('listitem').locator('.title').allInnerTexts();
  expect(titles.slice(0, 3)).toEqual(['Kept', 'Ran once', 'Find work email']);
  const card = await shown(page.getByRole('button', { name: /^Find work email/ }));
  for (const words of [
    'Finds the work e-mail',
    '0–0.05 credits a row',
    'whether a miss is charged',
    'Databar · Prospeo',
  ])
    expect(card).toContain(words);
  await page.getByLabel('Search').fill('lead quota pipeline');
  await page.clock.runFor(1_000);
  await expect.poll(() => page.getByRole('button', { name: /^Find work email/ }).count()).toBe(0);
  await page.getByLabel('Search').fill('upload');
  await page.clock.runFor(1_000);
  await page.getByRole('button', { name: /^Upload leads/ }).waitFor();
  expect(await page.getByRole('button', { name: /^Kept/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /^AI column/ }).count()).toBe(0);
});

it('columns: an input may be a fixed value, one of a list where the provider has one, and it is sent as that', async () => {
  const page = await open(leadsScript());
  await press(page, /^Find work email/);
  await page.getByLabel('Country').selectOption('A fixed value …');
  const fixed = page.getByLabel('Fixed value for Country');
  expect(await fixed.locator('option').allInnerTexts()).toEqual(['Choose …', 'Germany', 'United States']);
  await fixed.selectOption('Germany');
  await press(page, 'Next');
  await expect.poll(() => argsOf('counts')).toMatchObject([{ recipe: { inputs: { country: { value: 'Germany' } } } }]);
});

it('check: rows, requests, bought already, to buy, price, balance after, cap, time, kept cells; nothing that is not known', async () => {
  const page = await open(leadsScript());
  await press(page, /^Find work email/);
  await page.getByLabel('Company domain').waitFor();
  await press(page, 'Next');
  await page.getByText('287', { exact: true }).first().waitFor();
  await press(page, 'Next');
  await page.clock.runFor(1_000);
  await page.getByRole('button', { name: /^Fill 287/ }).waitFor();
  const said = (await text(page)).replace(/\n+/g, ' ');
  for (const words of [
    'Rows 287',
    'Different requests 287',
    'To buy 287',
    'Price 0–14.35 credits',
    'Balance after 398.15 credits or more',
    'Never more than 14.35 credits, 287 requests',
    'Expected time less than a minute',
    'Incomplete, left alone 9',
    'Cells that hold a value already stay as they are: 3.',
    'Paid with your own Databar key …9f3c.',
  ])
    expect(said).toContain(words);
  expect(said).not.toContain('Bought already');
});

it.each([
  ['out of credits', 'Top up your account at the provider.', 'Resume'],
  ['lead quota', 'Make room in your lead quota.', 'Resume'],
  ['day quota', 'Nothing to do: it goes on by itself.', 'Resume'],
  ['key rejected', 'Why, in words of its own.', 'Replace the key'],
  ['column problem', 'Why, in words of its own.', 'Resume'],
  ['too many requests', 'Why, in words of its own.', 'Resume'],
])('a pause for %s says so, what to do, and has the button that does it', async (reasonKind, words, label) => {
  const paused = run({ state: 'paused', reasonKind, reason: 'Why, in words of its own.' });
  const page = await open({
    ...leadsScript(),
    open: () => opened({ jobs: { open: [paused], ended: [] } }),
    advance: () => ({ jobs: [paused], nextDueMs: null }),
  });
  await press(page, 'Runs');
  const notice = page.locator('.notice').filter({ hasText: `Paused: ${reasonKind}` });
  await notice.getByText(words, { exact: true }).waitFor();
  await notice.getByRole('button', { name: label }).waitFor();
  await page.getByText(/Results wait at the provider until/).waitFor();
});

it('history: who, when, what, and what each provider has cost, never added up over all; rows not found again are told on asking', async () => {
  const other = ended({ jobId: 'run-2', name: 'Creators', operation: 'influencers.batch' });
  const page = await open({
    ...withEnded(ended(), other),
    job: () => ({ ...ended(), lostRows: [{ input: 'Amara Okonkwo', why: 'No row has this input now' }] }),
  });
  await press(page, 'Runs');
  await page.getByText('Spent in these runs: Databar: 12 credits, Influencers.club: 12 credits.').waitFor();
  const card = await shown(page.getByRole('button', { name: /^Work emails/ }));
  for (const words of ['Enrichment', 'ann@example.com', 'Finished', '240 found', '12 failed', '12 credits spent'])
    expect(card).toContain(words);
  await press(page, /^Work emails/);
  await press(page, /^Rows not found again/);
  await page.getByText('Amara Okonkwo · No row has this input now').waitFor();
  expect(argsOf('job')).toEqual([{ jobId: 'run-1', lost: true }]);
});

it('what the add-on says on opening, as in a copy of a document, stays until it is understood', async () => {
  const page = await open(leadsScript({ notice: 'Runs of the original stay there.' }));
  await page.getByText('Runs of the original stay there.').waitFor();
  await press(page, 'Understood');
  await page.getByText('Runs of the original stay there.').waitFor({ state: 'detached' });
});
