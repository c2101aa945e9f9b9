// What one slice of one job works with: its records, its provider, its budget. Loaded once, saved as it goes.
import type { Index } from '../archive/archive-index';
import type { Stored } from '../archive/archive-row';
import { readIndex } from '../archive/archive-tab';
import { SEAL } from '../archive/seal';
import { loadMeter, METER, type Meter } from '../engine/day-meter';
import type { Fence } from '../engine/fence';
import { slotsFor } from '../engine/state-budget';
import type { TimeBudget } from '../engine/time-budget';
import type { Platform } from '../platform/ports';
import type { AnyOperation } from '../providers/all';
import type { Brought, Json, Learnt, RunFacts, Verdict } from '../providers/operation';
import { asciiJson } from '../text/ascii-json';
import { type Connection, connect, keyName } from './connection';
import { type Batch, isUnwritten, type Job, type Reason } from './job';
import { batchEntries, jobEntries, loadBatches, loadLearnt, loadList, type Records } from './job-records';
import { operationOf } from './operation-of';
import { type Lost, type Pass, type PassOptions, readTab } from './pass';
import type { Request } from './table';

/** Sentences that a run's record has room for. */
const NOTES = 6;
const REASON_CHARACTERS = 400;

/**
 * What was heard of a batch. `closed`: it has left the air; requests without a verdict then end in `check`.
 * `failed`: how many the provider counts as failed, where it says so.
 */
export type HeardBatch = {
  batch: Batch;
  verdicts: Verdict[];
  closed: boolean;
  /** Its ticket in memory has moved past what was heard. */
  moved?: boolean;
  spent?: number;
  failed?: number;
  rows?: Brought[];
  missing?: string;
  raw?: string;
};

/** A request that has its stub: what was written down there is what goes out. */
export type Stubbed = { request: Request; sent: { [parameter: string]: Json } };

export type Slice = {
  platform: Platform;
  budget: TimeBudget;
  fence: Fence;
  job: Job;
  batches: Batch[];
  operation: AnyOperation;
  settings: unknown;
  learnt: Learnt;
  list: Set<number>;
  connection: Connection | null;
  meter: Meter;
  /** Kept up to date by whoever writes the archive in this slice. */
  index: Index;
  /** Answers that this slice put into the archive, by fingerprint; they need not be read again. */
  fresh: Map<string, Stored>;
  /** What is sent for a request, as its stub says. */
  sent: Map<string, { [parameter: string]: Json }>;
  /** Batches that were answered in full, to be kept together; reading them again is free until then. */
  heard: HeardBatch[];
  /** The tab as it was last read in this slice, and what is still to be sent by that: first those that have their stubs. */
  pass: Pass | null;
  ready: Stubbed[];
  waiting: Request[];
  /** Answers in the archive that the cells may not show yet; when the newest of all was kept, as it says itself. */
  unwritten: number;
  keptMs: number;
  /** How long the last wave took; 0 where there was none. */
  waveMs: number;
  /** Batches that may have a record at once. */
  slots: number;
  /** Requests that were refused in this slice, with the reason. */
  failedNow: Map<string, string>;
  /** Accepted, and its ticket not saved yet: saved with the next batch's `sent`, or before anything else takes time. */
  unsaved: Batch | null;
  /** Another execution of the same person has taken over. */
  overtaken: boolean;
  /** Nothing more fits under the cap until something in the air has turned out cheaper. */
  blocked: boolean;
  /** Rows kept moving, or somebody else held the document: the writing waits for a later slice. */
  held: boolean;
  /** When its next turn is; 0 before the first. */
  dueMs: number;
  ended: boolean;
};

/** What a start has read of its run's tab and of the archive, under the document lock. */
export type Seen = { jobId: string; pass: Pass | null; index: Index };

/**
 * Null where the recipe's operation is not in this version of the add-on.
 * @param own the person's own properties
 */
export function openSlice(
  platform: Platform,
  all: Records,
  own: Records,
  job: Job,
  budget: TimeBudget,
  fence: Fence,
  seen?: Seen,
): Slice | null {
  const operated = operationOf(job.recipe);
  if (!operated) return null;
  const { operation, settings } = operated;
  const known = seen?.jobId === job.id ? seen : null;
  const seal = all[SEAL] ?? '';
  const index = known?.index.sealed === seal ? known.index : readIndex(platform, seal);
  const learnt = loadLearnt(all, job);
  return {
    platform,
    budget,
    fence,
    job,
    batches: loadBatches(all, job),
    ...operated,
    learnt,
    list: loadList(all, job),
    connection: connect(platform, operation.provider, own[keyName(operation.provider)] ?? null, all),
    meter: loadMeter(own[METER]),
    index,
    fresh: new Map(),
    sent: new Map(),
    heard: [],
    pass: known?.pass ?? null,
    ready: [],
    waiting: [],
    unwritten: index.entries.filter((entry) => isUnwritten(job, entry)).length,
    keptMs: index.entries.reduce(
      (ms, entry) => (entry.job === job.id ? Math.max(ms, entry.whenMs) : ms),
      job.unwrittenSinceMs ?? 0,
    ),
    waveMs: 0,
    slots: slotsFor(asciiJson(learnt).length, operation.limits(settings).requestsPerBatch),
    failedNow: new Map(),
    unsaved: null,
    overtaken: false,
    blocked: false,
    held: false,
    dueMs: 0,
    ended: false,
  };
}

/** What the operation is told of its run. */
export function runFacts({ job, learnt, platform }: Slice): RunFacts {
  const { rows } = job.recipe;
  return {
    learnt,
    rows: rows === 'errors' || rows === 'check' || rows === 'all' ? rows : 'empty',
    outputs: Object.keys(job.recipe.outputs),
    oneByOne: job.oneByOne === true,
    first: job.nextBatch === 1,
    nowMs: platform.nowMs(),
  };
}

/** One call: the job's header, the given batches, and a ticket that is still to be saved. */
export function save(slice: Slice, batch?: Batch): void {
  const { first, marker } = batch ? entriesOf(slice, batch) : NOTHING;
  // The rest of a large batch's fingerprints must stand before its marker does.
  if (Object.keys(first).length > 0) {
    saveTicket(slice);
    slice.platform.documentStore.set(first);
  }
  const ticket = slice.unsaved ? entriesOf(slice, slice.unsaved).marker : {};
  slice.platform.documentStore.set({ ...ticket, ...jobEntries(slice.job), ...marker });
  slice.unsaved = null;
}

const NOTHING = { first: {}, marker: {} };

function entriesOf({ job, operation, settings }: Slice, batch: Batch): { first: Records; marker: Records } {
  return batchEntries(job, batch, operation.limits(settings).ticketBytes);
}

export function saveBatch(slice: Slice, batch: Batch): void {
  slice.platform.documentStore.set(entriesOf(slice, batch).marker);
}

/** A ticket that waits to be saved with something else is saved now: what comes next takes time, or may end the execution. */
export function saveTicket(slice: Slice): void {
  if (slice.unsaved) saveBatch(slice, slice.unsaved);
  slice.unsaved = null;
}

/** The end of a slice: header and all batches in the air, in one call. */
export function allEntries(slice: Slice): Records {
  return Object.assign(jobEntries(slice.job), ...slice.batches.map((batch) => entriesOf(slice, batch).marker));
}

export function saveAll(slice: Slice): void {
  slice.platform.documentStore.set(allEntries(slice));
  slice.unsaved = null;
}

/** Charges stop until Resume; the rows must say so. */
export function pause(job: Job, kind: Reason['kind'], text: string): void {
  if (job.state !== 'running') return;
  job.state = 'paused';
  job.reason = { kind, text: `${shortText(text)} Then press Resume, or Stop to end the run.` };
  job.unwritten = true;
}

/** Providers' words may be pages long; the record that holds them is one property. */
function shortText(text: string): string {
  return text.length > REASON_CHARACTERS ? `${text.slice(0, REASON_CHARACTERS)}….` : text;
}

/** Never charges again; unsent requests are released. */
export function stopJob(job: Job, kind: Reason['kind'], text: string): void {
  if (job.state !== 'running' && job.state !== 'paused') return;
  job.state = 'stopped';
  job.reason = { kind, text: shortText(text) };
  job.unwritten = true;
}

/** The run's summary tells a few things; the same thing once. */
export function note(job: Job, notes: readonly string[] | undefined): void {
  for (const text of notes ?? [])
    if (!job.notes.includes(text) && job.notes.length < NOTES) job.notes.push(text.slice(0, 200));
}

/** One read pass; lost where the tab or a column is gone. */
export function readPass(slice: Slice, options: PassOptions): Pass | Lost {
  const { platform, job, operation, settings, learnt } = slice;
  return readTab(platform, job, operation, settings, learnt, options);
}
