// Runs that have ended, as records in the archive: what they did, and all that undo and settle need of them.
import { appendRecord, readAnswers, readIndex } from '../archive/archive-tab';
import type { Platform } from '../platform/ports';
import type { Learnt } from '../providers/operation';
import { type Job, NO_COUNTS } from './job';

export type EndedRun = { job: Job; learnt: Learnt };

const CELL_CHARACTERS = 45_000;

/** What every version has written into a record. Whoever may edit cells may edit it: one that has other types is no run. */
const NAMES = { v: 1, id: '', spreadsheet: '', user: '', state: '' };
const FIGURES = {
  createdMs: 0,
  requests: 0,
  rows: 0,
  incompleteRows: 0,
  reused: 0,
  spent: 0,
  nextWave: 0,
  nextBatch: 0,
};
const RECIPE = { name: '', operation: '', settings: {}, headerRow: 0, inputs: {}, outputs: {}, cap: {} };
const RUN = {
  job: {
    ...NAMES,
    ...FIGURES,
    recipe: RECIPE,
    tab: { id: 0, name: '' },
    marks: {},
    cap: {},
    counts: NO_COUNTS,
    reusedCounts: { found: 0, 'no match': 0 },
    open: [],
    notes: [],
  },
  learnt: {},
};

/** Whether a value has all that the model has, each of the same type; numbers small enough to be a time. */
function fits(value: unknown, model: unknown): boolean {
  if (typeof model !== 'object' || model === null)
    return typeof value === typeof model && !(Math.abs(value as number) > 8e15);
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(model)) return false;
  return Object.entries(model).every(([name, inner]) => fits((value as Record<string, unknown>)[name], inner));
}

/** Under the document lock. A run that is recorded again (after settle or undo) counts by its newest record. */
export function recordRun(platform: Platform, { job, learnt }: EndedRun, index = readIndex(platform)): void {
  const text = JSON.stringify({ job, learnt });
  const cells: string[] = [];
  for (let at = 0; at < text.length; at += CELL_CHARACTERS) cells.push(text.slice(at, at + CELL_CHARACTERS));
  appendRecord(platform, index, {
    kind: 'run',
    key: `run ${job.id}`,
    job: job.id,
    by: job.user,
    whenMs: platform.nowMs(),
    detail: job.recipe.name,
    cells,
  });
}

/** Ended runs, newest first. */
export function endedRuns(platform: Platform): EndedRun[] {
  const index = readIndex(platform);
  const newest = new Map<string, (typeof index.entries)[number]>();
  for (const entry of index.entries) if (entry.kind === 'run') newest.set(entry.job, entry);
  const stored = readAnswers(platform, index, [...newest.values()]);
  const runs: EndedRun[] = [];
  for (const entry of newest.values()) {
    const run = parseRun(stored.get(entry.row)?.reduced.cells.join('') ?? '');
    if (run && run.job.id === entry.job) runs.push(run);
  }
  return runs.sort((a, b) => b.job.createdMs - a.job.createdMs);
}

export function endedRun(platform: Platform, jobId: string): EndedRun | null {
  return endedRuns(platform).find((run) => run.job.id === jobId) ?? null;
}

function parseRun(text: string): EndedRun | null {
  try {
    const run = JSON.parse(text) as EndedRun;
    if (!fits(run, RUN)) return null;
    const { inputs, outputs } = run.job.recipe;
    return Object.values({ ...inputs, ...outputs }).every((one) => one !== null && typeof one !== 'number')
      ? run
      : null;
  } catch {
    return null;
  }
}
