// Forgets results that were bought, because a person asked: their rows of the archive are blanked, inputs included.
import { clearEntries, readIndex } from '../archive/archive-tab';
import { isOpen } from '../job/job';
import { loadJobs, loadList } from '../job/job-records';
import type { Platform } from '../platform/ports';
import { fingerprintPrefix } from '../sheet/fingerprint';
import { fail, ok, type Result } from '../text/problem';

const LOCK_WAIT_MS = 30_000;

/** What is in `check` stays: it was perhaps paid, and forgetting it would send it again without a word. So do the records of runs. */
const FORGETTABLE: ReadonlySet<string> = new Set(['found', 'no match', 'failed', 'not run']);

/** @returns how many were forgotten, and how many an open run still needs */
export function forget(
  platform: Platform,
  { jobId }: { jobId?: string | undefined },
): Result<{ forgotten: number; kept: number }> {
  if (!platform.documentLock.take(LOCK_WAIT_MS))
    return fail('busy', 'Another run is writing to this document just now. Try again in a minute.');
  try {
    const all = platform.documentStore.all();
    const open = loadJobs(all, platform.spreadsheet.id())
      .filter(isOpen)
      .map((job) => loadList(all, job));
    const index = readIndex(platform);
    const meant = index.entries.filter(
      ({ kind, job }) => FORGETTABLE.has(kind) && (jobId === undefined || job === jobId),
    );
    const free = meant.filter(({ key }) => !open.some((list) => list.has(fingerprintPrefix(key))));
    clearEntries(platform, index, free);
    return ok({ forgotten: free.length, kept: meant.length - free.length });
  } finally {
    platform.spreadsheet.flush();
    platform.documentLock.release();
  }
}
