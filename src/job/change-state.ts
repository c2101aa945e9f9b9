// What a person does to a run: stop it, or let it go on. The next slice carries it out.
import { raiseFence } from '../engine/fence';
import type { Platform } from '../platform/ports';
import type { Job } from './job';
import { headEntries, jobEntries, loadJob } from './job-records';
import { fail, ok, type Result } from './problem';
import { stopJob } from './slice';
import { userTag } from './user-tag';

const SHORT_WAIT_MS = 100;
const LOCK_WAIT_MS = 60_000;

/** Unsent requests are released; what is in the air is still collected. */
export function stop(platform: Platform, jobId: string): Result<Job> {
  return change(platform, jobId, (job) => {
    stopJob(job, 'stopped', 'Stopped by you.');
    return null;
  });
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

/** A slice that is under way makes no more charges once the fence is raised; its lock is free soon after. */
function takeOver(platform: Platform): boolean {
  if (platform.userLock.take(SHORT_WAIT_MS)) return true;
  raiseFence(platform.documentStore);
  return platform.userLock.take(LOCK_WAIT_MS);
}

/** Under the person's lock, so that no slice is under way. `act` says why not, or null. */
export function change(platform: Platform, jobId: string, act: (job: Job) => string | null): Result<Job> {
  const user = platform.user();
  if (!takeOver(platform)) return fail('busy', 'The run is being worked on just now. Try again in a minute.');
  try {
    const job = loadJob(platform.documentStore.all(), jobId);
    if (!job || job.spreadsheet !== platform.spreadsheet.id())
      return fail('gone', 'This run has ended, or is not in this document.');
    // A run uses its owner's key and money; only the owner steers it.
    if (job.user !== user) return fail('gone', `This run belongs to ${job.user}, who alone can stop or resume it.`);
    const refusal = act(job);
    if (refusal) return fail('gone', refusal);
    job.nextDueMs = platform.nowMs();
    const spreadsheet = platform.spreadsheet.id();
    platform.documentStore.set({
      ...jobEntries(job),
      ...headEntries(userTag(user), { v: 1, spreadsheet, nextDueMs: job.nextDueMs }),
    });
    platform.alarm.arm();
    return ok(job);
  } finally {
    platform.userLock.release();
  }
}
