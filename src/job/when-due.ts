// When a person's next slice is due, over their runs and schedules: worked out, and written down for the heartbeat and the alarm.
import { loadSchedules, NEVER, type Schedule, scheduleDueMs } from '../engine/schedule-record';
import type { Platform } from '../platform/ports';
import { isOpen, type Job } from './job';
import { type Head, headEntries, loadHead, loadJob, loadJobs, type Records } from './job-records';
import type { Slice } from './slice';
import { userTag } from './user-tag';

/** When two executions of one person meet, the later one comes back after this. */
export const BUSY_MS = 5_000;
const HEAD_LOCK_WAIT_MS = 5_000;

/**
 * Writes down when the next slice is due. Where a run has ended: under the document lock, since a run that was started meanwhile must not
 * be forgotten, nor the alarm removed that it needs. Else with the slices' own records, unless somebody has said meanwhile that
 * something is due.
 */
export function sayWhenDue(
  platform: Platform,
  user: string,
  head: Head,
  all: Records,
  own: Job[],
  slices: Slice[],
  entries: Records,
): number | null {
  const { documentStore, documentLock } = platform;
  const { spreadsheet } = head;
  const open = own.filter((job) => !slices.some((slice) => slice.ended && slice.job === job));
  if (open.length === own.length && open.length > 0) {
    const nextDueMs = soonest(open, schedulesOf(all, head, user), all);
    const same = JSON.stringify(loadHead(documentStore, userTag(user))) === JSON.stringify(head);
    documentStore.set({ ...entries, ...(same ? headEntries(userTag(user), { v: 1, spreadsheet, nextDueMs }) : {}) });
    return same ? nextDueMs : platform.nowMs();
  }
  if (Object.keys(entries).length > 0) documentStore.set(entries);
  if (!documentLock.take(HEAD_LOCK_WAIT_MS)) return platform.nowMs() + BUSY_MS;
  try {
    const now = documentStore.all();
    const left = loadJobs(now, spreadsheet).filter((job) => job.user === user && isOpen(job));
    const schedules = schedulesOf(now, head, user);
    const nextDueMs = soonest(left, schedules, now);
    documentStore.set(headEntries(userTag(user), { v: 1, spreadsheet, nextDueMs }));
    if (left.length + schedules.length === 0) platform.alarm.disarm();
    return nextDueMs;
  } finally {
    documentLock.release();
  }
}

function schedulesOf(all: Records, { spreadsheet }: Head, user: string): Schedule[] {
  return loadSchedules(all, spreadsheet).filter((one) => one.user === user);
}

function soonest(jobs: Job[], schedules: Schedule[], all: Records): number | null {
  const due = [
    ...jobs.map((job) => job.nextDueMs),
    ...schedules.map((one) => scheduleDueMs(one, (id) => loadJob(all, id) === null)),
  ].filter((ms) => ms !== NEVER);
  return due.length > 0 ? Math.min(...due) : null;
}
