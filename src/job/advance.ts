// One slice: what one execution gets done for one person's runs. Bounded in time, resumable, safe to kill anywhere.
// Its three callers are the start of a run, the open sidebar's heartbeat, and the alarm; nothing else moves a job.
import { raiseFence } from '../engine/fence';
import { timeBudget } from '../engine/time-budget';
import type { Platform } from '../platform/ports';
import { PROVIDERS } from '../providers/all';
import { collect, isAsked } from './collect';
import { finish, hasUnplaced } from './finish';
import { isOpen, type Job } from './job';
import { headEntries, loadHead, loadJobs } from './job-records';
import { tally } from './keep';
import type { Pass } from './pass';
import { openSlice, pause, readPass, type Slice, saveAll } from './slice';
import { submit } from './submit';
import { userTag } from './user-tag';
import { giveUp, writeBack } from './write-back';

/** When two executions of one person meet, the later one comes back after this. */
const BUSY_MS = 5_000;
const LOCK_WAIT_MS = 100;
const HEAD_LOCK_WAIT_MS = 5_000;

/** `nextDueMs`: when the next slice has something to do; null when time alone moves nothing. */
export type Advanced = { nextDueMs: number | null; busy: boolean };

export function advance(platform: Platform, sliceMs: number): Advanced {
  const user = platform.user();
  const tag = userTag(user);
  const spreadsheet = platform.spreadsheet.id();
  const head = loadHead(platform.documentStore, tag);
  if (!head || head.spreadsheet !== spreadsheet || head.nextDueMs === null) return { nextDueMs: null, busy: false };
  if (head.nextDueMs > platform.nowMs()) return { nextDueMs: head.nextDueMs, busy: false };
  // The platform frees the lock when an execution dies, so no clock is needed to break it.
  if (!platform.userLock.take(LOCK_WAIT_MS)) return { nextDueMs: platform.nowMs() + BUSY_MS, busy: true };
  try {
    const fence = raiseFence(platform.documentStore);
    const budget = timeBudget(() => platform.nowMs(), sliceMs);
    const all = platform.documentStore.all();
    const own = loadJobs(all, spreadsheet).filter((job) => job.user === user && isOpen(job));
    // The run that has waited longest goes first, so that none starves.
    own.sort((a, b) => a.nextDueMs - b.nextDueMs);
    for (const job of own) {
      const due = budget.hasTime() && job.nextDueMs <= platform.nowMs();
      const slice = due ? openSlice(platform, all, job, budget, fence) : null;
      if (slice) advanceJob(slice);
    }
    return { nextDueMs: sayWhenDue(platform, user), busy: false };
  } finally {
    platform.userLock.release();
  }
}

/**
 * Writes down when the next slice is due, and removes the alarm of a person without open runs. Under the document lock, so that a run
 * that was started meanwhile is not forgotten; without it the head stays as it is, which is due.
 */
function sayWhenDue(platform: Platform, user: string): number | null {
  if (!platform.documentLock.take(HEAD_LOCK_WAIT_MS)) return platform.nowMs() + BUSY_MS;
  try {
    const spreadsheet = platform.spreadsheet.id();
    const open = loadJobs(platform.documentStore.all(), spreadsheet).filter((job) => job.user === user && isOpen(job));
    const nextDueMs = soonest(open);
    platform.documentStore.set(headEntries(userTag(user), { v: 1, spreadsheet, nextDueMs }));
    if (open.length === 0) platform.alarm.disarm();
    return nextDueMs;
  } finally {
    platform.documentLock.release();
  }
}

function soonest(jobs: Job[]): number | null {
  const due = jobs.map((job) => job.nextDueMs).filter((ms) => ms !== NEVER);
  return due.length > 0 ? Math.min(...due) : null;
}

/** A run that waits for a person. */
const NEVER = Number.MAX_SAFE_INTEGER;

function advanceJob(slice: Slice): void {
  const { job } = slice;
  collect(slice);
  let pass: Pass | null = null;
  if (job.unwritten || job.intent !== null) pass = writeBack(slice);
  if (job.state === 'running') runOn(slice, pass);
  else if (job.unwritten) writeBack(slice);
  if (isEnded(slice) && finish(slice)) return;
  tally(slice);
  job.nextDueMs = nextDue(slice);
  saveAll(slice);
}

/** Sends what may be sent; where nothing is left anywhere, the run is over. */
function runOn(slice: Slice, seen: Pass | null): void {
  const { job, operation } = slice;
  if (job.allSent && slice.batches.length > 0) return;
  if (!slice.connection) {
    pause(
      job,
      'key rejected',
      `There is no key for ${PROVIDERS[operation.provider].name} any more. Enter yours under Connections.`,
    );
    writeBack(slice);
    return;
  }
  const pass = seen ?? readPass(slice);
  if ('problem' in pass) {
    giveUp(slice, pass);
    return;
  }
  const { unsent } = submit(slice, pass);
  job.allSent = unsent === 0;
  if (unsent === 0 && slice.batches.length === 0 && !job.unwritten && hasUnplaced(slice, pass)) {
    slice.writeAll = true;
    job.unwritten = true;
  }
  if (job.unwritten) writeBack(slice);
}

function isEnded({ job, batches }: Slice): boolean {
  if (batches.length > 0 || job.unwritten || job.intent !== null) return false;
  return job.state === 'stopped' || (job.state === 'running' && job.allSent);
}

function nextDue({ job, batches, platform, operation, settings, blocked }: Slice): number {
  const nowMs = platform.nowMs();
  if (job.unwritten || job.intent !== null) return nowMs + BUSY_MS;
  const looks = batches.filter((batch) => batch.state === 'sent' || isAsked(job, batch)).map((batch) => batch.nextMs);
  // Without a valid key nothing can be read either.
  if (job.state === 'paused' && (job.reason?.kind === 'key rejected' || job.reason?.kind === 'plan')) return NEVER;
  if (job.state !== 'running') return looks.length > 0 ? Math.min(...looks) : NEVER;
  const limits = operation.limits(settings);
  const room = batches.length < limits.batchesInAir && !(job.trial === 'due' && batches.length > 0);
  if (!job.allSent && room && !blocked) looks.push(Math.max(nowMs, job.chargeAfterMs));
  return looks.length > 0 ? Math.min(...looks) : nowMs + BUSY_MS;
}
