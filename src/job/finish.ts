// Ends a run: its record moves to the archive, its properties are emptied.

import { indexAgain } from '../archive/archive-tab';
import { inAir } from './air';
import { recordRun } from './history';
import { clearRecords } from './job-records';
import { tally } from './keep';
import type { Pass } from './pass';
import type { Slice } from './slice';
import { isBlankCell } from './take-rows';
import { standingOf } from './unsent';

const LOCK_WAIT_MS = 10_000;

/** @returns false where the document lock could not be had; a later slice tries again */
export function finish(slice: Slice): boolean {
  const { platform, job } = slice;
  if (!platform.documentLock.take(LOCK_WAIT_MS)) {
    // A run that was stopped counts as open only while something of it is to be written.
    job.unwritten ||= job.state === 'stopped';
    return false;
  }
  try {
    if (job.state === 'running') job.state = 'finished';
    tally(slice);
    job.nextDueMs = 0;
    job.endedMs = platform.nowMs();
    recordRun(platform, { job, learnt: slice.learnt }, indexAgain(platform, slice.index));
  } finally {
    platform.spreadsheet.flush();
    platform.documentLock.release();
  }
  clearRecords(platform.documentStore, job, platform.nowMs());
  return true;
}

/** Whether some row with a known answer does not show it yet: rows that were away, cut and not yet pasted, when it was written. */
export function hasUnplaced(slice: Slice, pass: Pass): boolean {
  const { recipe } = slice.job;
  const statusColumn = recipe.status === null ? null : pass.columns.byHeader[recipe.status]!;
  if (statusColumn === null) return false;
  const air = inAir(slice);
  for (const request of pass.table.requests.values()) {
    const blank = request.rows.some((row) => isBlankCell(pass.cells, row, statusColumn));
    if (!blank) continue;
    const standing = standingOf(slice, request.fingerprint, air);
    if (standing === 'answered' || standing === 'reused') return true;
  }
  return false;
}
