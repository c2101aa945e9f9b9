// Runs that have ended, as records in the archive: what they did, and all that undo and settle need of them.
import { appendRecord, readAnswers, readIndex } from '../archive/archive-tab';
import type { Platform } from '../platform/ports';
import type { Learnt } from '../providers/operation';
import type { Job } from './job';

export type EndedRun = { job: Job; learnt: Learnt };

const CELL_CHARACTERS = 45_000;

/** Under the document lock. A run that is recorded again (after settle or undo) counts by its newest record. */
export function recordRun(platform: Platform, { job, learnt }: EndedRun, index = readIndex(platform)): void {
  const text = JSON.stringify({ job, learnt });
  const cells: string[] = [];
  for (let at = 0; at < text.length; at += CELL_CHARACTERS) cells.push(text.slice(at, at + CELL_CHARACTERS));
  appendRecord(platform, index, {
    kind: 'run',
    key: `run ${job.id}`,
    job: job.id,
    by: job.user,
    whenMs: platform.nowMs(),
    detail: job.recipe.name,
    cells,
  });
}

/** Ended runs, newest first. */
export function endedRuns(platform: Platform): EndedRun[] {
  const index = readIndex(platform);
  const newest = new Map<string, (typeof index.entries)[number]>();
  for (const entry of index.entries) if (entry.kind === 'run') newest.set(entry.job, entry);
  const stored = readAnswers(platform, index, [...newest.values()]);
  const runs: EndedRun[] = [];
  for (const entry of newest.values()) {
    const run = parseRun(stored.get(entry.row)?.reduced.cells.join('') ?? '');
    if (run && run.job.id === entry.job) runs.push(run);
  }
  return runs.sort((a, b) => b.job.createdMs - a.job.createdMs);
}

export function endedRun(platform: Platform, jobId: string): EndedRun | null {
  return endedRuns(platform).find((run) => run.job.id === jobId) ?? null;
}

function parseRun(text: string): EndedRun | null {
  try {
    const run = JSON.parse(text) as EndedRun;
    return run.job?.v === 1 ? run : null;
  } catch {
    return null;
  }
}
