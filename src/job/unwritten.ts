// Which answers of a run the cells do not show yet, by the times that they are kept with: the notes of a slice about it. Writes nothing.
import type { Slice } from './slice';

/**
 * The time that answers are kept with. Executions run on different machines, whose clocks may differ: it is later than that of every answer
 * which the run has kept before, and so tells exactly what the cells show already.
 */
export function stampMs(slice: Slice): number {
  slice.keptMs = Math.max(slice.platform.nowMs(), slice.keptMs + 1);
  return slice.keptMs;
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
