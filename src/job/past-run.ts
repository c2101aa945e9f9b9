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
  if (job && job.spreadsheet === platform.spreadsheet.id()) return { job, learnt: loadLearnt(all, jobId), open: true };
  const ended = endedRun(platform, jobId);
  return ended ? { ...ended, open: false } : null;
}

/** Saves it where it stands: among the open runs, or in the archive. Under the document lock. */
export function savePastRun(platform: Platform, { job, learnt, open }: PastRun): void {
  if (open) platform.documentStore.set(jobEntries(job));
  else recordRun(platform, { job, learnt });
}

export function readPastPass(platform: Platform, { job, learnt }: PastRun): Pass | Lost {
  const operated = operationOf(job.recipe);
  if (!operated)
    return { problem: `This version of the add-on does not know ${job.recipe.operation}.`, sheetGone: false };
  return readTab(platform, job, operated.operation, operated.settings, learnt);
}
