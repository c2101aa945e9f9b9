// Every screen of the panel and how a person gets there: one list for the pictures and for the accessibility checks. Asserts nothing.
import type { Page } from 'playwright-core';
import type { SavedRecipe } from '../../src/sidebar-calls';
import { ended, leadsScript, NOW_MS, opened, PLAN, run } from './fake-leads';
import { fails, googleSays, type Script } from './fake-server';

export type Scene = { name: string; script(): Script; go(page: Page): Promise<void>; inDocs?: true };

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();

async function toColumns(page: Page): Promise<void> {
  await press(page, /Find work email/);
  await page.getByText('What would be sent').waitFor();
  await page.clock.runFor(1_000);
  await page.getByText('Row 2').waitFor();
}

async function toRows(page: Page): Promise<void> {
  await toColumns(page);
  await press(page, 'Next');
  await page.getByText('287').first().waitFor();
}

async function toCheck(page: Page): Promise<void> {
  await toRows(page);
  await press(page, 'Next');
  await page.clock.runFor(1_000);
  await page.getByRole('button', { name: /^Fill 287/ }).waitFor();
}

const place = (name: string) => async (page: Page) => {
  await press(page, name);
  await heading(page, name);
};

const RECIPES: SavedRecipe[] = [
  {
    name: 'Work emails',
    recipe: {
      version: 1,
      name: 'Work emails',
      operation: 'databar.enrichment',
      settings: { enrichment: 833 },
      inputs: { first_name: 'First name' },
      outputs: { email: 'Work email' },
    },
    savedBy: 'ann@example.com',
    savedMs: NOW_MS - 86_400_000,
  },
  {
    name: 'Check addresses',
    recipe: {
      version: 1,
      name: 'Check addresses',
      operation: 'enrichabl.validation',
      settings: { pipeline: 'p1', service: 'HYBRID' },
      inputs: { email: 'Work email' },
      outputs: { status: 'E-mail verdict' },
    },
    savedBy: 'bob@example.com',
    savedMs: NOW_MS - 186_400_000,
  },
];

const PLAYBOOK: SavedRecipe = {
  name: 'Emails, then checked',
  recipe: { version: 1, name: 'Emails, then checked', recipes: ['Work emails', 'Check addresses'] },
  savedBy: 'ann@example.com',
  savedMs: NOW_MS - 86_400_000,
};

const withRuns = (
  script: Script,
  jobs: { open?: ReturnType<typeof run>[]; ended?: ReturnType<typeof run>[] },
): Script => {
  const now = { open: jobs.open ?? [], ended: jobs.ended ?? [] };
  return {
    ...script,
    open: () => opened({ jobs: now }),
    jobs: () => now,
    advance: () => ({ jobs: now.open, nextDueMs: null }),
  };
};

const DOUBTS = [
  { id: 'a', input: 'Amara Okonkwo, bluebird.example', known: 'sent at 14:05, the connection was lost', rows: [2, 41] },
  { id: 'b', input: 'Søren Kjær, fjord.example', known: 'sent at 14:05, the connection was lost', rows: [3] },
];

export const SCENES: readonly Scene[] = [
  {
    name: 'connections',
    inDocs: true,
    script: leadsScript,
    go: async (page) => {
      await press(page, /open connections/);
      await heading(page, 'Connections');
    },
  },
  {
    name: 'what',
    inDocs: true,
    script: () => leadsScript({ recipes: RECIPES }),
    go: async (page) => void (await page.getByText('Find work email').waitFor()),
  },
  { name: 'columns', inDocs: true, script: leadsScript, go: toColumns },
  {
    name: 'set-up',
    script: () => ({
      ...leadsScript(),
      list: ({ of }) => ({
        items:
          of === 'enrichabl.pipelines'
            ? [
                {
                  id: 'p1',
                  name: 'Q3 outbound',
                  detail: '87 leads',
                  source: null,
                  price: null,
                  settings: { pipeline: 'p1' },
                },
              ]
            : [],
        nextPage: null,
      }),
    }),
    go: async (page) => {
      await press(page, /^AI column/);
      await press(page, /Q3 outbound/);
      await press(page, 'New prompt template');
      await page.getByLabel('Name of the new template').fill('Company profile');
      await press(page, 'Next');
    },
  },
  { name: 'rows', inDocs: true, script: leadsScript, go: toRows },
  { name: 'check', inDocs: true, script: leadsScript, go: toCheck },
  {
    name: 'running',
    inDocs: true,
    script: () => withRuns(leadsScript(), { open: [run()] }),
    go: async (page) => {
      await place('Runs')(page);
      await press(page, /^Stop/);
    },
  },
  {
    name: 'strip',
    script: () => withRuns(leadsScript(), { open: [run()] }),
    go: async (page) => void (await page.getByText('Find work email').waitFor()),
  },
  {
    name: 'paused',
    inDocs: true,
    script: () =>
      withRuns(leadsScript(), {
        open: [
          run({
            state: 'paused',
            collecting: false,
            reasonKind: 'out of credits',
            reason:
              'Databar says: Check the number of remaining credits or the tariff plan. Then press Resume, or Stop to end the run.',
          }),
        ],
      }),
    go: place('Runs'),
  },
  {
    name: 'after',
    inDocs: true,
    script: () => ({ ...withRuns(leadsScript(), { ended: [ended()] }), doubts: () => DOUBTS }),
    go: async (page) => {
      await place('Runs')(page);
      await press(page, /^Work emails/);
      await press(page, /^2 requests to check/);
      await page.getByText('Amara Okonkwo').first().waitFor();
    },
  },
  {
    name: 'recipes',
    inDocs: true,
    script: () =>
      leadsScript({
        recipes: RECIPES,
        schedules: [
          {
            name: 'Work emails',
            every: 'day',
            at: '09:00',
            user: 'ann@example.com',
            own: true,
            nextMs: NOW_MS + 40_000_000,
            last: { atMs: NOW_MS - 40_000_000, text: '12 found, 0.6 credits', failed: false },
            paused: null,
          },
        ],
      }),
    go: async (page) => {
      await place('Recipes')(page);
      await press(page, 'Schedule Work emails');
    },
  },
  {
    name: 'playbook',
    script: () => leadsScript({ recipes: [PLAYBOOK, ...RECIPES] }),
    go: async (page) => {
      await place('Recipes')(page);
      await press(page, 'Change Emails, then checked');
      await page.getByRole('button', { name: 'Earlier' }).waitFor();
    },
  },
  {
    name: 'playbook-running',
    script: () => leadsScript({ recipes: [PLAYBOOK, ...RECIPES] }),
    go: async (page) => {
      await place('Recipes')(page);
      await press(page, 'Run Emails, then checked');
      await page.clock.runFor(1_000);
      await page.getByRole('button', { name: /^Fill 287/ }).waitFor();
      await press(page, 'Runs');
    },
  },
  {
    name: 'more',
    script: () => ({
      ...leadsScript(),
      provenance: () => ({
        cell: 'F14',
        bought: {
          run: 'Work emails',
          operation: 'databar.enrichment',
          provider: 'Databar',
          whenMs: NOW_MS - 40_000_000,
          by: 'ann@example.com',
          outcome: 'found',
          credits: 0.05,
        },
      }),
      formulaPlan: () => ({
        plans: [
          {
            recipe: { name: 'Work emails' },
            plan: { ...PLAN, name: 'Work emails', toBuy: 12, requests: 12 },
            cells: 20,
          },
        ],
        problems: [{ cell: 'Leads!H9', message: 'There is no recipe "Work mails". Save one of this name.' }],
      }),
    }),
    go: async (page) => {
      await place('More')(page);
      await press(page, 'Where is it from?');
      await page.getByText('F14').waitFor();
      await press(page, 'Look in this sheet');
      await page.getByText('20 formula cells').waitFor();
    },
  },
  {
    name: 'columns-missing',
    script: leadsScript,
    go: async (page) => {
      await toColumns(page);
      await page.getByLabel('Company domain').selectOption('Not used');
      await page.getByLabel('Column for Phone').fill('');
      await press(page, 'Next');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'planning',
    script: () => ({
      ...leadsScript(),
      plan: ({ recipe }) => ('first' in Object(recipe.rows) ? PLAN : new Promise(() => {})),
    }),
    go: async (page) => {
      await toRows(page);
      await press(page, 'Next');
      await page.clock.runFor(1_000);
      await page.getByText('Working out the costs').waitFor();
    },
  },
  {
    name: 'asked',
    script: () => withRuns(leadsScript(), { ended: [ended()] }),
    go: async (page) => {
      await place('Runs')(page);
      await press(page, /^Work emails/);
      await press(page, /^Undo this run/);
      await page.getByText('Empties every cell').waitFor();
    },
  },
  {
    name: 'several-accounts',
    script: () => ({ open: () => googleSays('We’re sorry, a server error occurred. PERMISSION_DENIED') }),
    go: async (page) => void (await page.getByRole('alert').waitFor()),
  },
  {
    name: 'problem',
    script: () => ({
      ...leadsScript(),
      plan: () => fails('key', 'There is no key for Databar yet. Enter yours under Connections.'),
    }),
    go: async (page) => {
      await press(page, /Find work email/);
      await page.clock.runFor(1_500);
      await page.getByRole('alert').waitFor();
    },
  },
];
