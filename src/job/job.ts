// A run and its batches as they stand in document properties: the records, and what each state means. Not how they change.
import type { Entry } from '../archive/archive-row';
import type { Ripeness } from '../engine/pace';
import type { Tab } from '../platform/ports';
import type { PauseKind, Ticket } from '../providers/operation';
import type { Recipe } from '../recipe/recipe';

/**
 * running: charges go on. paused: no charge until Resume; answers are still collected. stopped: never charges again; answers are
 * still collected. finished: every request has an outcome (then the record moves to the archive).
 */
export type JobState = 'running' | 'paused' | 'stopped' | 'finished';

export type Reason = { kind: PauseKind | 'cap reached' | 'stopped' | 'sheet deleted'; text: string };

/** Counts of requests that were bought or refused by this run, by what the provider said about the recipe's own outputs. */
export type Counts = { found: number; 'no match': number; failed: number; check: number; 'not run': number };

export type Job = {
  v: 1;
  id: string;
  /** Where its records are (job-records.ts). */
  place: string;
  /** The spreadsheet's id: in a copy of the document the job is inert. */
  spreadsheet: string;
  user: string;
  createdMs: number;
  recipe: Recipe;
  tab: Tab;
  /** Header → the mark (developer metadata) of its column. */
  marks: Record<string, string>;
  state: JobState;
  reason: Reason | null;
  /** As confirmed: unique requests, complete rows taken, rows left out as incomplete, requests filled from the archive. */
  requests: number;
  rows: number;
  incompleteRows: number;
  reused: number;
  /** Credits at confirmation; null where the price is unknown. */
  estimatedMax: number | null;
  cap: { credits: number | null; requests: number };
  counts: Counts;
  reusedCounts: { found: number; 'no match': number };
  /** Credits known to be spent; `spentUnknown` where the provider did not say for some batch. */
  spent: number;
  spentUnknown: boolean;
  /** How much dearer than its highest price a batch has turned out; 1 where none has. The cap counts with it. */
  dearer: number;
  /** The most that requests in `check`, and batches that the provider gave no figure for, can have cost beyond `spent`. */
  doubtCredits: number;
  sentRequests: number;
  /** The batches in the air: number, and the slot whose record is theirs. A record with another number in it is no batch. */
  open: { n: number; slot: number }[];
  nextBatch: number;
  /** Requests of the batches in the air that have no result yet. */
  inAirRequests: number;
  /** Results that came before the rest of their batch, which is still in the air. */
  earlyFound: number;
  /** The last look found nothing left to send. */
  allSent: boolean;
  /** due: the first small batch has not been heard; passed: full batches may go. */
  trial: 'due' | 'passed';
  /** The provider takes only one request in a call. */
  oneByOne?: boolean;
  /** Batches that the provider is given at once: more as it answers, half after "too many requests"; absent: as the operation says. */
  pace?: number;
  /** What looks at earlier batches have taught about when to look first. */
  ripeness?: Ripeness;
  /** No charge before this time; how often and since when charges were refused with "later". */
  chargeAfterMs: number;
  refusals: number;
  refusedSinceMs: number | null;
  /** Charges in a row whose answer could not be read. */
  doubts: number;
  /** The archive holds results, or the run's state changed, and the cells may not say so yet. */
  unwritten: boolean;
  /** Only answers that say they were kept then or later are to be written; absent: all of the run's. */
  unwrittenSinceMs?: number;
  /** Number of the next write wave; `intent` names the one that was begun and not ended. */
  nextWave: number;
  intent: number | null;
  /** What the summary tells besides counts. */
  notes: string[];
  /** A person pressed Resume: batches that the provider has paused may go on. */
  resumed: boolean;
  /** Cells that Sheets refused (protected, validated): how many, and the first few. */
  refusedCells: { count: number; examples: string[] } | null;
  nextDueMs: number;
  /** When the run ended; absent while it is open. */
  endedMs?: number;
};

export type Batch = {
  v: 1;
  n: number;
  slot: number;
  /** open: being prepared, nothing charged. sent: written down before the charge. ticket: accepted. */
  state: 'open' | 'sent' | 'ticket';
  fingerprints: string[];
  /** The most it can cost; null where unknown. */
  maxCredits: number | null;
  ticket: Ticket;
  sentMs: number;
  /** Which key paid: a salted hash. A 404 under another key means a replaced key, not lost results. */
  keyTag: string;
  nextMs: number;
  /** Reads that failed in a row. */
  failures: number;
  /** Reads past the provider's keeping time. */
  lateLooks?: number;
};

export const NO_COUNTS: Counts = { found: 0, 'no match': 0, failed: 0, check: 0, 'not run': 0 };

/** A run that still has something to do, or would after Resume. */
export function isOpen(job: Job): boolean {
  return (
    job.state === 'running' || job.state === 'paused' || job.open.length > 0 || job.unwritten || job.intent !== null
  );
}

/** Whether an answer of the run may not be in the cells yet. */
export function isUnwritten(job: Job, entry: Entry): boolean {
  if (!job.unwritten || entry.job !== job.id || entry.kind === 'stub') return false;
  return entry.whenMs >= (job.unwrittenSinceMs ?? 0);
}

/** Whether the next wave is about all of the run's rows: its state has changed. */
export function writesAll({ unwrittenSinceMs, state }: Job): boolean {
  return unwrittenSinceMs === undefined || state !== 'running';
}
