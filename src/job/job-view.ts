// A run as people and programs outside see it. Counts are of unique requests, reused ones included.
import type { Tab } from '../platform/ports';
import type { Outcome } from '../sheet/status-word';
import { isOpen, type Job, type JobState } from './job';
import { loadBatches, type Records } from './job-records';
import { operationOf } from './operation-of';
import { roundCredits } from './plan';

export type JobView = {
  jobId: string;
  name: string;
  operation: string;
  tab: Tab;
  user: string;
  state: JobState;
  /** Answers are still to come, although nothing more is sent. */
  collecting: boolean;
  reason: string | null;
  reasonKind: string | null;
  requests: number;
  rows: number;
  incompleteRows: number;
  reused: number;
  done: number;
  /** Sent and not answered yet: how many, and the most that they can still cost; null where unknown. */
  inAir: { requests: number; maxCredits: number | null };
  /** The first of what is in the air expires then at the provider; null where nothing is in the air. */
  collectByMs: number | null;
  outcomes: Record<Outcome, number>;
  credits: { estimatedMin: number | null; estimatedMax: number | null; spent: number | null };
  /** What a person should know besides the counts. */
  notes: string[];
  /** Cells that Sheets refused, e.g. because they are protected. */
  refusedCells: { count: number; examples: string[] } | null;
  nextDueMs: number | null;
  startedMs: number;
  /** Null while it is open. */
  endedMs: number | null;
};

/** @param all the document's properties, where the batches of an open run stand */
export function viewOf(job: Job, all: Records = {}): JobView {
  const outcomes: Record<Outcome, number> = {
    found: job.counts.found + job.earlyFound + job.reusedCounts.found,
    'no match': job.counts['no match'] + job.reusedCounts['no match'],
    failed: job.counts.failed,
    'not run': 0,
    check: job.counts.check,
  };
  const done = outcomes.found + outcomes['no match'] + outcomes.failed + outcomes.check + job.counts['not run'];
  // What ended without an answer was never sent: stopped, capped, or its input changed before it was its turn.
  const ended = job.state === 'finished' || job.state === 'stopped' || job.state === 'paused';
  outcomes['not run'] = ended
    ? Math.max(0, job.requests - (done - job.counts['not run']) - inTheAir(job))
    : job.counts['not run'];
  const unknown = job.estimatedMax === null;
  return {
    jobId: job.id,
    name: job.recipe.name,
    operation: job.recipe.operation,
    tab: job.tab,
    user: job.user,
    state: job.state,
    collecting: job.open.length > 0,
    reason: job.reason?.text ?? null,
    reasonKind: job.reason?.kind ?? null,
    requests: job.requests,
    rows: job.rows,
    incompleteRows: job.incompleteRows,
    reused: job.reused,
    done,
    ...airOf(job, all, job.requests - done),
    outcomes,
    credits: {
      estimatedMin: unknown ? null : 0,
      estimatedMax: job.estimatedMax,
      spent: job.spentUnknown ? null : roundCredits(job.spent),
    },
    notes: job.notes,
    refusedCells: job.refusedCells,
    nextDueMs: !isOpen(job) || job.nextDueMs === Number.MAX_SAFE_INTEGER ? null : job.nextDueMs,
    startedMs: job.createdMs,
    endedMs: job.endedMs ?? null,
  };
}

const HOUR_MS = 3_600_000;

/** Some results come before the rest of their batch, so what is left is the most that can still be in the air. */
function airOf(job: Job, all: Records, left: number): Pick<JobView, 'inAir' | 'collectByMs'> {
  const operated = operationOf(job.recipe);
  let maxCredits: number | null = 0;
  let collectByMs: number | null = null;
  let requests = 0;
  for (const batch of loadBatches(all, job)) {
    maxCredits = maxCredits === null || batch.maxCredits === null ? null : maxCredits + batch.maxCredits * job.dearer;
    requests += batch.fingerprints.length;
    if (!operated) continue;
    const byMs = batch.sentMs + operated.operation.limits(operated.settings).resultHours * HOUR_MS;
    collectByMs = Math.min(collectByMs ?? byMs, byMs);
  }
  return {
    inAir: {
      requests: Math.max(0, Math.min(requests, left)),
      maxCredits: maxCredits === null ? null : roundCredits(maxCredits),
    },
    collectByMs,
  };
}

/** Sent and not answered yet. */
function inTheAir(job: Job): number {
  return job.open.length > 0 ? Math.max(0, job.inAirRequests) : 0;
}
