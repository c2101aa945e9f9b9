// Requests that were refused for certain, or could not be sent at all: answered in the archive at no cost.
import { ownEntry } from '../archive/archive-index';
import type { Entry } from '../archive/archive-row';
import { indexAgain, writeAnswers } from '../archive/archive-tab';
import { type Slice, save } from './slice';
import { addUnwritten, stampMs } from './unwritten';

const LOCK_WAIT_MS = 10_000;

export type Refused = { fingerprint: string; reason: string };

/** Takes the document lock; without it the requests stay unsent, and will be refused again. */
export function keepFailed(slice: Slice, bad: Refused[]): void {
  if (bad.length === 0 || !slice.platform.documentLock.take(LOCK_WAIT_MS)) return;
  try {
    slice.index = indexAgain(slice.platform, slice.index, ownEntries(slice, bad));
    answerFailed(slice, bad);
  } finally {
    slice.platform.documentLock.release();
  }
  save(slice);
}

/** The run's own rows for requests: what is about to be written. */
export function ownEntries({ index, job }: Slice, requests: { fingerprint: string }[]): Entry[] {
  return requests.flatMap(({ fingerprint }) => ownEntry(index, fingerprint, job.id) ?? []);
}

/** Under the document lock, with a fresh index. */
export function answerFailed(slice: Slice, bad: Refused[]): void {
  const { job, platform } = slice;
  const whenMs = stampMs(slice);
  const answers = bad.flatMap(({ fingerprint, reason }) => {
    const entry = ownEntry(slice.index, fingerprint, job.id);
    const stored = {
      outcome: 'failed' as const,
      whenMs,
      batch: '',
      credits: 0,
      detail: reason,
      reduced: { cells: [] },
    };
    return entry ? [{ entry, stored }] : [];
  });
  writeAnswers(platform, slice.index, answers);
  for (const { entry, stored } of answers) {
    slice.fresh.set(entry.key, stored);
    slice.failedNow.set(entry.key, stored.detail);
  }
  addUnwritten(slice, answers.length, whenMs);
}
