// A run after the fact, open or ended, as undo and settle work on it: its job, what was learnt, how to read its tab.
import type { Platform } from '../platform/ports';
import type { Learnt } from '../providers/operation';
import { endedRun, recordRun } from './history';
import type { Job } from './job';
import { jobEntries, loadJob, loadLearnt } from './job-records';
import { operationOf } from './operation-of';
import type { Pass } from './pass';
import { type Lost, readTab } from './pass';

export type PastRun = { job: Job; learnt: Learnt; open: boolean };

export function pastRun(platform: Platform, jobId: string): PastRun | null {
  const all = platform.documentStore.all();
  const job = loadJob(all, jobId);
  if (job && job.spreadsheet === platform.spreadsheet.id()) return { job, learnt: loadLearnt(all, job), open: true };
  const ended = endedRun(platform, jobId);
  return ended ? { ...ended, open: false } : null;
}

/**
 * Saves it where it stands: among the open runs, or in the archive. Under the document lock.
 * @param isOwn nobody else moves the run: an open one's record is written by its slices, and must name what they have in the air
 */
export function savePastRun(platform: Platform, { job, learnt, open }: PastRun, isOwn: boolean): void {
  if (!open) recordRun(platform, { job, learnt });
  else if (isOwn) platform.documentStore.set(jobEntries(job));
}

export function readPastPass(platform: Platform, { job, learnt }: PastRun): Pass | Lost {
  const operated = operationOf(job.recipe);
  if (!operated)
    return { problem: `This version of the add-on does not know ${job.recipe.operation}.`, sheetGone: false };
  return readTab(platform, job, operated.operation, operated.settings, learnt);
}
