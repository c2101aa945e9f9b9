// A run of several small batches for each operation, to be killed at any point. Asserts nothing itself.
import type { Swept } from './crash-sweep';
import { billedRows, openTable, recipeFor, type TableScene } from './databar-table';
import { people as customers, paid, set, waterfallScene } from './databar-waterfall';
import {
  done,
  type LeadScene,
  leadScene,
  PROFILE,
  people,
  SUMMARY,
  TAGLINE,
  UPLOAD,
  VALIDATE,
} from './enrichabl-scene';
import { type ExportScene, exportScene, lead, leads as pipelineLeads } from './export-scene';
import { pausedBatch, twoPlatforms } from './influencers-swept';
import { billed, leads, type Recipe, type Scene, scene, WORK_EMAILS } from './scene';

/** SMALL_BATCHES makes them: three requests, two in a first batch. */
const BATCH = { batchRequests: 3 };

const enrichment = (rows: number): Swept => ({
  recipe: WORK_EMAILS,
  billed,
  open: () => {
    const s = scene({ rows: leads(rows) });
    s.giveKey();
    return s;
  },
});

/** A run whose records take the places of those of one that ended long ago. */
function secondRun(): Swept {
  const { open, ...rest } = enrichment(11);
  return {
    ...rest,
    open: () => {
      const s = open();
      s.run({ ...WORK_EMAILS, rows: { first: 4 } });
      s.host.clock.advance(11 * 60_000);
      return s;
    },
  };
}

const waterfall = (count: number, call: string, switches: object = {}): Swept => ({
  open: () => waterfallScene(switches, customers(count)),
  recipe: set({ call }),
  billed: paid,
});

function table(): Swept {
  const open = (): TableScene => openTable({ rows: leads(7) });
  return { open, recipe: recipeFor(open()), billed: (s) => billedRows(s as TableScene) };
}

const atEnrichabl = (recipe: Recipe, rows = 8): Swept => ({
  open: () => leadScene({ rows: people(rows) }) as unknown as Scene,
  recipe,
  billed: (s) => done(s as unknown as LeadScene),
});

const LIST = [
  ['Email', 'Company', 'Notes'],
  [lead(2).email.toUpperCase(), '', 'note of two'],
  ['else@example.com', 'Elsewhere', 'note of else'],
  [lead(0).email, 'Mine & Co', 'note of nought'],
];

/** Three pages of leads, some of them in the list before. */
const exported = (open: () => ExportScene): Swept => ({
  open: () => open() as unknown as Scene,
  recipe: open().recipe,
  billed: () => [],
});
const firstExport = (): ExportScene => exportScene({ leads: pipelineLeads(14), sheet: LIST });
function laterExport(): ExportScene {
  const s = firstExport();
  s.run();
  s.upload([lead(1, { company: 'Renamed', first_name: '' }), lead(20)]);
  return s;
}

/** One of each operation, which are killed in pairs too. */
export const OPERATIONS: [operation: string, make: () => Swept][] = [
  ['databar.enrichment', () => ({ ...enrichment(8), ...BATCH })],
  ['databar.waterfall', () => ({ ...waterfall(8, 'bulk-run'), ...BATCH })],
  ['databar.table', () => ({ ...table(), ...BATCH })],
  ['influencers.batch', () => ({ ...twoPlatforms(), ...BATCH })],
  ['enrichabl.leads', () => ({ ...atEnrichabl(UPLOAD), ...BATCH })],
  ['enrichabl.enrichment', () => ({ ...atEnrichabl(SUMMARY), ...BATCH })],
  ['enrichabl.validation', () => ({ ...atEnrichabl(VALIDATE), ...BATCH })],
  ['enrichabl.export', () => ({ ...exported(firstExport), batchRequests: 0 })],
];

export const VARIANTS: [what: string, make: () => Swept][] = [
  ['waterfalls one by one', () => ({ ...waterfall(4, 'run'), batchRequests: 1 })],
  [
    'waterfalls where bulk-run is missing',
    () => ({ ...waterfall(4, 'auto', { waterfallBulkRun: '404' }), batchRequests: 2 }),
  ],
  ['a batch of creators that pauses', pausedBatch],
  ['multi-AI at Enrichabl', () => ({ ...atEnrichabl(PROFILE, 4), ...BATCH })],
  ['Firecrawl at Enrichabl', () => ({ ...atEnrichabl(TAGLINE, 4), ...BATCH })],
  ['a later export', () => exported(laterExport)],
  ['a run where another one was', () => ({ ...secondRun(), ...BATCH })],
];

/** As small as a run can be: every pair of its crash points is tried. */
export const SMALLEST = (): Swept => ({ ...enrichment(1), ...BATCH });
