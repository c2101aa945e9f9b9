// The document's runs as the sidebar lists them: open ones from properties, ended ones from the archive or, at once, from the cache.
import { endedRuns } from '../job/history';
import { allJobs, loadJobs, type Records } from '../job/job-records';
import { type JobView, viewOf } from '../job/job-view';
import { pastRun } from '../job/past-run';
import { usedPlans } from '../job/start';
import type { Platform } from '../platform/ports';
import type { RunView } from '../sidebar-calls';
import { fail, ok, type Result } from '../text/problem';
import { forgetRemembered, recall, remember } from './remembered';
import { lostRows } from './run-requests';

const ENDED_SHOWN = 20;
const ENDED_MINUTES = 60;

/** `started`: the newest runs that had ended then; where others have ended since, the list is old. */
type Listed = { started: string; ended: JobView[] };

export function openRuns(platform: Platform, all: Records = platform.documentStore.all()): JobView[] {
  return loadJobs(all, platform.spreadsheet.id()).map((job) => viewOf(job, all));
}

export function listRuns(platform: Platform): { open: JobView[]; ended: JobView[] } {
  const all = platform.documentStore.all();
  const open = openRuns(platform, all);
  const ended = endedRuns(platform)
    .slice(0, ENDED_SHOWN)
    .map((run) => viewOf(run.job));
  remember(platform, listName(platform), { started: endedIds(all), ended } satisfies Listed, ENDED_MINUTES);
  return { open, ended };
}

/** Without a read of the archive; null where the cache does not know. */
export function endedAtOnce(platform: Platform, all: Records): JobView[] | null {
  const ids = endedIds(all);
  if (ids === '') return [];
  const [known] = recall<Listed>(platform, [listName(platform)]);
  return known?.started === ids ? known.ended : null;
}

/** After a run's record was changed. */
export function forgetList(platform: Platform): void {
  forgetRemembered(platform, listName(platform));
}

export function oneRun(
  platform: Platform,
  { jobId, lost }: { jobId: string; lost?: boolean | undefined },
): Result<RunView> {
  const run = pastRun(platform, jobId);
  if (!run) return fail('gone', 'There is no such run in this document.');
  const { job, open } = run;
  return ok({
    ...viewOf(job, open ? platform.documentStore.all() : {}),
    recipe: job.recipe,
    ...(lost ? { lostRows: lostRows(platform, run) } : {}),
  });
}

function listName(platform: Platform): string {
  return `runs ${platform.spreadsheet.id()}`;
}

/** A run has its plan's id: plans that were started and are no open runs. */
function endedIds(all: Records): string {
  const open = new Set(allJobs(all).map((job) => job.id));
  return usedPlans(all)
    .filter((id) => !open.has(id))
    .join(' ');
}
