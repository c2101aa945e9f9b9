// Which answers of a run the cells do not show yet, by the times that they were kept with. Asks and notes; writes nothing.
import type { Entry } from '../archive/archive-row';
import type { Job } from './job';
import type { Slice } from './slice';

/** Whether an answer of the run may not be in the cells yet. */
export function isUnwritten(job: Job, entry: Entry): boolean {
  if (!job.unwritten || entry.job !== job.id || entry.kind === 'stub') return false;
  return entry.whenMs >= (job.unwrittenSinceMs ?? 0);
}

/**
 * The time that answers are kept with. Executions run on different machines, whose clocks may differ: it is later than that of every answer
 * which the run has kept before, and so tells exactly what the cells show already.
 */
export function stampMs(slice: Slice): number {
  slice.keptMs = Math.max(slice.platform.nowMs(), slice.keptMs + 1);
  return slice.keptMs;
}

/** Whether the next wave is about all of the run's rows: its state has changed. */
export function writesAll({ unwrittenSinceMs, state }: Job): boolean {
  return unwrittenSinceMs === undefined || state !== 'running';
}

/** Answers were put into the archive with that time, and are to be put into cells. */
export function addUnwritten(slice: Slice, answers: number, whenMs: number): void {
  const { job } = slice;
  if (answers === 0) return;
  if (!job.unwritten) job.unwrittenSinceMs = whenMs;
  job.unwritten = true;
  slice.unwritten += answers;
}

export function allWritten(slice: Slice): void {
  const { job } = slice;
  job.intent = null;
  job.unwritten = false;
  delete job.unwrittenSinceMs;
  slice.unwritten = 0;
}
