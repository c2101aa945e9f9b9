// One slice: what one execution gets done for one person's runs. Bounded in time, resumable, safe to kill anywhere.
// Its three callers are the start of a run, the open sidebar's heartbeat, and the alarm; nothing else moves a job.
import { saveMeter } from '../engine/day-meter';
import { type Fence, fenceEntries, raiseFence } from '../engine/fence';
import { gatheredLookMs } from '../engine/pace';
import { NEVER } from '../engine/schedule-record';
import { type TimeBudget, timeBudget } from '../engine/time-budget';
import type { Platform } from '../platform/ports';
import { PROVIDERS } from '../providers/all';
import { roomMs } from './air';
import { openReading } from './charge';
import { collect, inFlight, isAsked, takeUp } from './collect';
import { isResting, restsForDay } from './day-limit';
import { finish, hasUnplaced } from './finish';
import { isOpen } from './job';
import { loadHead, loadJobs, type Records } from './job-records';
import { keepHeard, tally } from './keep';
import { allEntries, openSlice, pause, readPass, type Seen, type Slice } from './slice';
import { isAllSent, lookOver, mayStubAhead, stubAhead, submit } from './submit';
import { userTag } from './user-tag';
import { BUSY_MS, sayWhenDue } from './when-due';
import { giveUp, writeBack } from './write-back';

const LOCK_WAIT_MS = 100;
/** Shorter waits are sat out, under the person's lock: to come back costs as much as a nap of seconds. */
const NAP_MS = 6_000;
/** So often a nap looks whether somebody has taken over meanwhile: a person who pressed Stop is waiting. */
const NAP_LOOK_MS = 3_000;
/** Batches that are kept in a short wait. */
const WORTH_KEEPING = 8;
const NO_KEY_MS = 60_000;
/** Answered requests that a wave is made for, also as a part of the run: so a run of any size makes a handful of waves. */
const WAVE_REQUESTS = 2_000;
const WAVE_PART = 1 / 3;
/** Where so little of the run is left to send, the wait for the last answers is near, in which a wave costs nothing. */
const LAST_PART = 1 / 5;

/**
 * `nextDueMs`: when the next slice has something to do; null when time alone moves nothing. `moved`: this one had something to do.
 * `rests`: a run waits for a day's quota, which no sleep brings back.
 */
export type Advanced = { nextDueMs: number | null; moved: boolean; rests?: boolean };

/**
 * @param napMs how long it may wait at a time for what is due soon
 * @param comesBack whether the caller sits out a longer wait, with no lock held, and calls again
 * @param seen what this execution has read already of the run that it has just started
 */
export function advance(
  platform: Platform,
  sliceMs: number,
  napMs = NAP_MS,
  comesBack = (waitMs: number): boolean => waitMs <= NAP_MS,
  seen?: Seen,
): Advanced {
  const user = platform.user();
  const tag = userTag(user);
  const spreadsheet = platform.spreadsheet.id();
  const head = loadHead(platform.documentStore, tag);
  if (!head || head.spreadsheet !== spreadsheet || head.nextDueMs === null) return { nextDueMs: null, moved: false };
  if (head.nextDueMs > platform.nowMs()) return { nextDueMs: head.nextDueMs, moved: false };
  // The platform frees the lock when an execution dies, so no clock is needed to break it.
  if (!platform.userLock.take(LOCK_WAIT_MS)) {
    // Who has started a run is not kept waiting for the slice of another: it ends, and the next one takes up both.
    if (seen) platform.documentStore.set(fenceEntries(platform.documentStore.all(), tag));
    return { nextDueMs: platform.nowMs() + BUSY_MS, moved: false };
  }
  try {
    const all = platform.documentStore.all();
    const person = platform.userStore.all();
    const fence = raiseFence(platform.documentStore, tag, all);
    const budget = timeBudget(() => platform.nowMs(), sliceMs, comesBack);
    const own = loadJobs(all, spreadsheet).filter((job) => job.user === user && isOpen(job));
    const due = own.filter((job) => job.nextDueMs <= platform.nowMs()).sort((a, b) => a.nextDueMs - b.nextDueMs);
    const slices = due.flatMap((job) => openSlice(platform, all, person, job, budget, fence, seen) ?? []);
    work(platform, budget, fence, slices, napMs);
    const entries = Object.assign({}, ...slices.map((slice) => (slice.ended ? {} : leave(slice, napMs))));
    const nextDueMs = sayWhenDue(platform, user, head, all, own, slices, entries);
    saveMeter(platform);
    return { nextDueMs, moved: true, rests: own.some(isResting) };
  } finally {
    platform.userLock.release();
  }
}

/** Turn by turn, so that no run starves: each charges until the air is full, then hears. What is due soon is waited for. */
function work(platform: Platform, budget: TimeBudget, fence: Fence, slices: Slice[], napMs: number): void {
  for (;;) {
    const startedMs = platform.nowMs();
    for (const slice of slices) if (!slice.ended && slice.dueMs <= platform.nowMs()) step(slice);
    const open = slices.filter((slice) => !slice.ended);
    const waitMs = Math.min(...open.map((slice) => slice.dueMs)) - platform.nowMs();
    // A time that a tampered record no longer has is no number, and no wait would ever end.
    if (!budget.hasTime() || !(waitMs <= napMs) || open.some((slice) => slice.overtaken)) return;
    if (waitMs <= 0 && platform.nowMs() === startedMs) return;
    if (waitMs > 0 && open.some(stubAhead)) continue;
    for (let leftMs = waitMs; leftMs > 0; leftMs -= NAP_LOOK_MS) {
      platform.sleep(Math.min(leftMs, NAP_LOOK_MS));
      if (fence.holds()) continue;
      for (const slice of slices) slice.overtaken = true;
      return;
    }
  }
}

/** One turn of a run. Leaves in `dueMs` when its next one has something to do. */
function step(slice: Slice): void {
  const { job, platform } = slice;
  if (slice.dueMs === 0) {
    takeUp(slice);
    if (slice.pass) lookOver(slice, slice.pass);
  }
  restsForDay(slice);
  writeIfDue(slice);
  if (job.state === 'running') runOn(slice);
  if (lookMs(slice) <= platform.nowMs()) collect(slice);
  // What waits to be kept takes room: among the records, and under the cap.
  if (slice.blocked || slice.batches.length >= slice.slots || job.state !== 'running') keepHeard(slice);
  slice.dueMs = nextDue(slice);
  const waitMs = slice.dueMs - platform.nowMs();
  const isLast = inFlight(slice).length === 0;
  if (waitMs > 0 && (isLast || waitMs > NAP_MS || slice.heard.length >= WORTH_KEEPING)) keepHeard(slice);
  if (waitMs > 0 && (isLast || !slice.budget.comesBack(waitMs)) && job.unwritten && !slice.held) writeBack(slice);
  else writeIfDue(slice);
  slice.dueMs = nextDue(slice);
  endIfDone(slice);
}

/** A wave reads the whole tab twice: it is made when it is worth that, and where rows are to say that the run's state changed. */
function writeIfDue(slice: Slice): void {
  const { job } = slice;
  if (!job.unwritten || slice.held) return;
  const left = slice.ready.length + slice.waiting.length;
  const isNearlySent = left > 0 && left < job.requests * LAST_PART && job.requests > WAVE_REQUESTS;
  const isLarge =
    !isNearlySent && !isEndNear(slice) && slice.unwritten >= Math.max(WAVE_REQUESTS, job.requests * WAVE_PART);
  if (isLarge || job.unwrittenSinceMs === undefined || job.intent !== null || job.state !== 'running') writeBack(slice);
}

/** The last answers are expected before a wave would be over: they go into the same one. */
function isEndNear(slice: Slice): boolean {
  const { job, platform, waveMs } = slice;
  const ripeMs = job.ripeness?.ripeMs ?? null;
  if (!job.allSent || ripeMs === null) return false;
  const lastMs = Math.max(...inFlight(slice).map((batch) => batch.sentMs)) + ripeMs;
  return Math.abs(lastMs - platform.nowMs()) < waveMs;
}

/** Sends what may be sent. */
function runOn(slice: Slice): void {
  const { job, operation } = slice;
  if (job.allSent && slice.batches.length > 0) return;
  if (!slice.connection) {
    const { name } = PROVIDERS[operation.provider];
    pause(job, 'key rejected', `There is no key for ${name} any more. Enter yours under Connections.`);
    return;
  }
  if (operation.brings && job.nextBatch === 1) {
    openReading(slice);
    job.allSent = true;
    return;
  }
  if (!slice.pass) {
    const pass = readPass(slice, { onlyValues: true });
    if ('problem' in pass) {
      giveUp(slice, pass);
      return;
    }
    lookOver(slice, pass);
  }
  submit(slice);
  job.allSent = isAllSent(slice);
}

/** Where nothing is left anywhere, the run is over; but for rows that were away, cut and not yet pasted, when theirs was written. */
function endIfDone(slice: Slice): void {
  const { job, pass } = slice;
  if (!isDone(slice)) return;
  if (job.state === 'running' && pass && hasUnplaced(slice, pass)) {
    job.unwritten = true;
    writeBack(slice);
    job.allSent = isAllSent(slice);
  }
  if (isDone(slice)) slice.ended = finish(slice);
}

function isDone({ job, batches }: Slice): boolean {
  if (batches.length > 0 || job.unwritten || job.intent !== null) return false;
  return job.state === 'stopped' || (job.state === 'running' && job.allSent);
}

/** The end of a slice whose run goes on. Where somebody waits for it, at once: what was heard and not kept is read again, free. */
function leave(slice: Slice, napMs: number): Records {
  const { job, platform, budget } = slice;
  if (!slice.overtaken) {
    keepHeard(slice);
    if (job.unwritten && !slice.held && !budget.comesBack(Math.max(0, nextDue(slice) - platform.nowMs())))
      writeBack(slice);
  }
  tally(slice);
  // Who may not wait leaves the use of the wait to the next slice.
  job.nextDueMs = napMs === 0 && mayStubAhead(slice) ? platform.nowMs() : nextDue(slice);
  return allEntries(slice);
}

/** When to ask for results; NEVER where none are to come. */
function lookMs(slice: Slice): number {
  const { job, connection, platform } = slice;
  const looks = inFlight(slice).filter((batch) => batch.state === 'sent' || isAsked(job, batch));
  const nowMs = platform.nowMs();
  const isCharging = chargeMs(slice) < NEVER && job.chargeAfterMs <= nowMs;
  const dues = looks.map((batch) => batch.nextMs);
  const ms = gatheredLookMs(dues, isCharging, job.allSent ? nowMs : 0) ?? NEVER;
  return connection ? ms : Math.max(ms, nowMs + NO_KEY_MS);
}

/** When the next charge may go out; NEVER where a look must come first. */
function chargeMs(slice: Slice): number {
  const { job, blocked } = slice;
  return job.state !== 'running' || job.allSent || blocked ? NEVER : Math.max(job.chargeAfterMs, roomMs(slice));
}

function nextDue(slice: Slice): number {
  const { job, platform } = slice;
  const nowMs = platform.nowMs();
  // Without a valid key nothing can be read either.
  if (job.state === 'paused' && (job.reason?.kind === 'key rejected' || job.reason?.kind === 'plan')) return NEVER;
  const looksMs = lookMs(slice);
  if (slice.held) return Math.min(looksMs, nowMs + BUSY_MS);
  if (isResting(job)) return Math.min(looksMs, job.chargeAfterMs);
  if (job.state !== 'running') return job.state === 'stopped' && looksMs === NEVER ? nowMs + BUSY_MS : looksMs;
  const dueMs = Math.min(looksMs, Math.max(nowMs, chargeMs(slice)));
  return dueMs === NEVER ? nowMs + BUSY_MS : dueMs;
}
