// What a person does to a run: stop it, or let it go on. The next slice carries it out.
import { fenceEntries } from '../engine/fence';
import type { Platform } from '../platform/ports';
import { fail, ok, type Result } from '../text/problem';
import type { Job } from './job';
import { headEntries, jobEntries, loadJob, type Records, stopByPerson, stopEntries } from './job-records';
import { userTag } from './user-tag';

const SHORT_WAIT_MS = 100;
const LOCK_WAIT_MS = 60_000;
/** A person who presses Stop is not kept waiting for a slice that reads or writes a long list. */
const WISH_WAIT_MS = 4_000;

/**
 * Unsent requests are released; what is in the air is still collected. Where a slice is under way and does not end at once, what is left is
 * a wish in the records, under which every later slice finds the run stopped.
 */
export function stop(platform: Platform, jobId: string): Result<Job> {
  const act = (job: Job): null => {
    stopByPerson(job);
    return null;
  };
  return change(platform, jobId, act, stopEntries);
}

/** Goes on with what is left. The reason for the pause must be gone, or the run will pause again. */
export function resume(platform: Platform, jobId: string): Result<Job> {
  return change(platform, jobId, (job) => {
    if (job.state === 'stopped')
      return job.open.length > 0 ? null : 'This run was stopped. Run the recipe again to go on.';
    job.state = 'running';
    job.reason = null;
    job.refusals = 0;
    job.refusedSinceMs = null;
    job.chargeAfterMs = 0;
    job.doubts = 0;
    job.allSent = false;
    job.resumed = true;
    job.unwritten = true;
    return null;
  });
}

/** Under the person's lock, so that no slice is under way. `act` says why not, or null. */
export function change(
  platform: Platform,
  jobId: string,
  act: (job: Job) => string | null,
  wish?: (job: Job) => Records,
): Result<Job> {
  const { documentStore, userLock } = platform;
  const tag = userTag(platform.user());
  const nextDueMs = platform.nowMs();
  const due = headEntries(tag, { v: 1, spreadsheet: platform.spreadsheet.id(), nextDueMs });
  if (!userLock.take(SHORT_WAIT_MS)) {
    const all = documentStore.all();
    const own = ownJob(platform, all, jobId);
    if (!own.ok) return own;
    // The slice that is under way makes no more charges once the fence is raised, and ends soon after.
    documentStore.set({ ...fenceEntries(all, tag), ...(wish && { ...wish(own.value), ...due }) });
    if (!userLock.take(wish ? WISH_WAIT_MS : LOCK_WAIT_MS))
      return wish
        ? ownJob(platform, documentStore.all(), jobId)
        : fail('busy', 'The run is being worked on just now. Try again in a minute.');
  }
  try {
    const all = documentStore.all();
    const own = ownJob(platform, all, jobId);
    if (!own.ok) return own;
    const job = own.value;
    const refusal = act(job);
    if (refusal) return fail('gone', refusal);
    job.nextDueMs = nextDueMs;
    documentStore.set({ ...fenceEntries(all, tag), ...jobEntries(job), ...due });
    platform.alarm.arm();
    return ok(job);
  } finally {
    userLock.release();
  }
}

/** A run uses its owner's key and money; only the owner steers it. */
function ownJob(platform: Platform, all: Records, jobId: string): Result<Job> {
  const job = loadJob(all, jobId);
  if (!job || job.spreadsheet !== platform.spreadsheet.id())
    return fail('gone', 'This run has ended, or is not in this document.');
  return job.user === platform.user()
    ? ok(job)
    : fail('gone', `This run belongs to ${job.user}, who alone can stop or resume it.`);
}
