// A person's word on requests in `check`: they were sent (and stay so), or they were not (and may be bought again).
import { ownEntry } from '../archive/archive-index';
import type { Stored } from '../archive/archive-row';
import { readAnswers, readIndex, writeAnswers } from '../archive/archive-tab';
import type { Platform } from '../platform/ports';
import { fail, ok, type Result } from '../text/problem';
import { type JobView, viewOf } from './job-view';
import type { Pass } from './pass';
import { pastRun, readPastPass, savePastRun } from './past-run';
import { makeWave, type Wave } from './wave';
import { writeWave } from './write-wave';

const LOCK_WAIT_MS = 30_000;
const SHORT_WAIT_MS = 100;

export const SETTLED_AS_SENT = 'settled as sent';

export type SettleAs = 'sent' | 'not-sent';

/**
 * Where somebody else moves the run, the archive alone is told: the run's next slice counts by it.
 * @param requests the fingerprints of those that are meant; absent: all of the run that are to check and were not settled before
 */
export function settle(platform: Platform, jobId: string, as: SettleAs, requests?: string[]): Result<JobView> {
  const isAlone = platform.userLock.take(SHORT_WAIT_MS);
  if (!platform.documentLock.take(LOCK_WAIT_MS)) {
    if (isAlone) platform.userLock.release();
    return fail('busy', 'Another run is writing to this document just now. Try again in a minute.');
  }
  try {
    const run = pastRun(platform, jobId);
    if (!run) return fail('gone', 'There is no such run in this document.');
    const { job } = run;
    const index = readIndex(platform);
    const doubtful = index.entries.filter(
      (entry) => entry.job === jobId && entry.kind === 'check' && ownEntry(index, entry.key, jobId) === entry,
    );
    const before = readAnswers(platform, index, doubtful);
    const open = doubtful.filter((entry) =>
      requests ? requests.includes(entry.key) : before.get(entry.row)!.detail !== SETTLED_AS_SENT,
    );
    if (open.length === 0) return fail('nothing', 'No such request of this run is to check.');
    const settled = new Map<string, Stored>();
    for (const entry of open) {
      const detail = as === 'sent' ? SETTLED_AS_SENT : 'settled as not sent';
      settled.set(entry.key, { ...before.get(entry.row)!, outcome: as === 'sent' ? 'check' : 'not run', detail });
    }
    writeAnswers(
      platform,
      index,
      open.map((entry) => ({ entry, stored: settled.get(entry.key)! })),
    );
    if (as === 'not-sent') {
      job.counts['not run'] += open.length;
      job.counts.check -= open.length;
      job.doubtCredits *= 1 - open.length / doubtful.length;
    }
    savePastRun(platform, run, isAlone && job.user === platform.user());
    const make = (pass: Pass): Wave => {
      const answered = [...pass.table.requests.values()].flatMap((request) => {
        const stored = settled.get(request.fingerprint);
        return stored ? [{ request, stored, before: [] }] : [];
      });
      return makeWave(job.recipe, pass, answered, []);
    };
    writeWave(
      platform,
      job.tab.id,
      () => readPastPass(platform, run),
      make,
      () => {},
    );
    return ok(viewOf(job, platform.documentStore.all()));
  } finally {
    platform.spreadsheet.flush();
    platform.documentLock.release();
    if (isAlone) platform.userLock.release();
  }
}
