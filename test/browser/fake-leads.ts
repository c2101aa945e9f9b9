// A small document for the panel's tests: two hundred and eighty-seven leads, two providers, an enrichment, a run. Invented throughout.
import type { Calls, Described, JobView, ListItem, Opened, PlanView, RunView } from '../../src/sidebar-calls';
import type { Script } from './fake-server';

export const NOW_MS = Date.now();

export function run(change: Partial<RunView> = {}): RunView {
  return {
    jobId: 'run-1',
    name: 'Work emails',
    operation: 'databar.enrichment',
    tab: { id: 1, name: 'Leads' },
    user: 'ann@example.com',
    state: 'running',
    collecting: true,
    reason: null,
    reasonKind: null,
    requests: 287,
    rows: 312,
    incompleteRows: 9,
    reused: 0,
    done: 120,
    inAir: { requests: 37, maxCredits: 4.2 },
    collectByMs: NOW_MS + 86_000_000,
    outcomes: { found: 98, 'no match': 18, failed: 4, 'not run': 0, check: 0 },
    credits: { estimatedMin: 0, estimatedMax: 14.4, spent: 4.9 },
    notes: [],
    refusedCells: null,
    nextDueMs: NOW_MS + 5_000,
    startedMs: NOW_MS - 60_000,
    endedMs: null,
    ...change,
  };
}

export function ended(change: Partial<RunView> = {}): RunView {
  return run({
    state: 'finished',
    collecting: false,
    done: 287,
    inAir: { requests: 0, maxCredits: 0 },
    collectByMs: null,
    outcomes: { found: 240, 'no match': 33, failed: 12, 'not run': 0, check: 2 },
    credits: { estimatedMin: 0, estimatedMax: 14.4, spent: 12 },
    nextDueMs: null,
    endedMs: NOW_MS - 3_600_000,
    ...change,
  } satisfies Partial<JobView> & Partial<RunView>);
}

export const ENRICHMENT: ListItem = {
  id: '833',
  name: 'Find work email',
  detail: 'Finds the work e-mail of a person at a company',
  source: 'Prospeo',
  price: { min: 0, max: 0.05 },
  settings: { enrichment: 833 },
};

export const DESCRIBED: Described = {
  parameters: [
    { name: 'first_name', label: 'First name', required: true, type: 'text', choices: null },
    { name: 'last_name', label: 'Last name', required: true, type: 'text', choices: null },
    { name: 'domain', label: 'Company domain', required: true, type: 'text', choices: null },
    { name: 'country', label: 'Country', required: false, type: 'choice', choices: ['Germany', 'United States'] },
  ],
  results: [
    { path: 'email', label: 'Work email' },
    { path: 'confidence', label: 'Confidence' },
    { path: 'phone', label: 'Phone' },
    { path: 'linkedin_url', label: 'LinkedIn' },
    { path: 'location.city', label: 'City' },
  ],
  price: { min: 0, max: 0.05 },
  balance: 412.5,
  notes: [],
};

export const PLAN: PlanView = {
  planId: 'plan-1',
  name: 'Find work email',
  operation: 'databar.enrichment',
  tab: { id: 1, name: 'Leads' },
  requests: 287,
  rows: 287,
  incompleteRows: 9,
  reused: 0,
  toBuy: 287,
  batches: 4,
  price: { min: 0, max: 14.35 },
  balance: 412.5,
  shared: 0,
  keptCells: 3,
  notes: ['Cells that hold a value already stay as they are: 3.'],
  columnsToAdd: ['Confidence', 'Phone', 'Find work email status'],
  samples: [
    { row: 2, sent: { first_name: 'Amara', last_name: 'Okonkwo', domain: 'bluebird.example' } },
    { row: 3, sent: { first_name: 'Søren', last_name: 'Kjær', domain: 'fjord.example' } },
    { row: 4, sent: { first_name: 'Mei', last_name: 'Tanaka', domain: 'lantern.example' } },
  ],
  expectedSeconds: 45,
  cap: { credits: 14.35, requests: 287 },
};

export function opened(change: Partial<Opened> = {}): Opened {
  return {
    version: '0.1.0',
    user: 'ann@example.com',
    connections: [
      {
        provider: 'databar',
        name: 'Databar',
        masked: '…9f3c',
        account: { name: 'Ann', balance: 412.5, figures: [] },
        problem: null,
      },
      { provider: 'influencers', name: 'Influencers.club', masked: null, account: null, problem: null },
      {
        provider: 'enrichabl',
        name: 'Enrichabl',
        masked: '…77aa',
        account: { name: 'Ann', balance: null, figures: [{ label: 'leads', value: '87 of 100' }] },
        problem: null,
      },
    ],
    tabs: [
      { id: 1, name: 'Leads' },
      { id: 2, name: 'Creators' },
    ],
    tab: {
      tab: { id: 1, name: 'Leads' },
      headerRow: 1,
      rows: 312,
      columns: [
        { header: 'Lead ID', samples: ['0001', '0002', '0003'], gaps: false },
        { header: 'First name', samples: ['Amara', 'Søren', 'Mei'], gaps: false },
        { header: 'Last name', samples: ['Okonkwo', 'Kjær', 'Tanaka'], gaps: false },
        { header: 'Company', samples: ['Bluebird Bakery', 'Fjord & Sons', 'Lantern'], gaps: false },
        { header: 'Website', samples: ['bluebird.example', 'fjord.example', 'lantern.example'], gaps: false },
        { header: 'Work email', samples: [], gaps: true },
      ],
      selection: { range: 'A2:F40', rows: 39 },
      filtered: false,
    },
    jobs: { open: [], ended: [] },
    endedKnown: true,
    recipes: [],
    schedules: [],
    alarm: 'minutes',
    notice: null,
    ...change,
  };
}

const PAGE = { items: [], nextPage: null };

/** Everything that a first run needs. */
export function leadsScript(first: Partial<Opened> = {}): Script {
  const now = opened(first);
  return {
    open: () => now,
    tab: () => now.tab,
    list: ({ of, search }) => {
      const isMatch = ENRICHMENT.name.toLowerCase().includes((search ?? '').toLowerCase());
      return of === 'databar.enrichments' && isMatch ? { items: [ENRICHMENT], nextPage: null } : PAGE;
    },
    describe: () => DESCRIBED,
    counts: () => ({
      empty: { rows: 287, requests: 287 },
      errors: { rows: 0, requests: 0 },
      check: { rows: 0, requests: 0 },
      all: { rows: 303, requests: 300 },
      selected: { rows: 38, requests: 38, range: 'A2:F40' },
      visible: null,
    }),
    plan: ({ recipe }) => {
      const rows = recipe.rows as { first?: number };
      return rows?.first === 5
        ? { ...PLAN, planId: 'plan-5', rows: 5, requests: 5, toBuy: 5, price: { min: 0, max: 0.25 } }
        : PLAN;
    },
    start: () => {
      now.jobs = {
        open: [run({ done: 0, outcomes: { found: 0, 'no match': 0, failed: 0, 'not run': 0, check: 0 } })],
        ended: now.jobs.ended,
      };
      return { jobId: 'run-1' };
    },
    jobs: () => now.jobs,
    advance: () => ({ jobs: now.jobs.open, nextDueMs: now.jobs.open.length > 0 ? NOW_MS + 5_000 : null }),
    saveRecipe: ({ recipe }): Calls['saveRecipe']['value'] => {
      const saved = { name: String(recipe.name), recipe, savedBy: now.user, savedMs: NOW_MS };
      now.recipes = [...now.recipes.filter((one) => one.name !== saved.name), saved];
      return { recipes: now.recipes };
    },
  };
}
