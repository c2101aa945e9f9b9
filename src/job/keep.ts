// Puts verdicts into the archive and closes batches: what was paid for is kept before anything else happens to it.
import { ownEntry } from '../archive/archive-index';
import type { Stored } from '../archive/archive-row';
import { indexAgain, writeAnswers } from '../archive/archive-tab';
import { packResult } from '../archive/reduced-result';
import { inAir } from './air';
import { keepRows } from './export-keep';
import { type Counts, NO_COUNTS } from './job';
import { ownEntries } from './keep-failed';
import { derivedOutcome } from './known';
import { type HeardBatch, type Slice, saveTicket } from './slice';
import { addUnwritten, stampMs } from './unwritten';

const LOCK_WAIT_MS = 10_000;

/**
 * One archive write for all batches; whatever is saved next closes them: after a kill in between the same answers are written again
 * into the same rows. Without the document lock nothing is closed, and reading again is free.
 * @returns whether it was kept
 */
export function keep(slice: Slice, heard: HeardBatch[]): boolean {
  if (heard.every((one) => one.verdicts.length === 0 && !one.rows && !one.closed)) return true;
  const { platform, job } = slice;
  saveTicket(slice);
  if (!platform.documentLock.take(LOCK_WAIT_MS)) return false;
  try {
    slice.index = indexAgain(platform, slice.index, ownEntries(slice, heard.flatMap(requestsOf)));
    const whenMs = stampMs(slice);
    const answers = heard.flatMap((one) => storedOf(slice, one, whenMs));
    const kept = answers.flatMap(({ fingerprint, stored }) => {
      const entry = ownEntry(slice.index, fingerprint, job.id);
      return entry ? [{ entry, stored }] : [];
    });
    writeAnswers(platform, slice.index, kept);
    for (const { rows, closed } of heard) if (rows) keepRows(slice, rows, closed);
    for (const { fingerprint, stored } of answers) slice.fresh.set(fingerprint, stored);
    addUnwritten(slice, kept.length, whenMs);
  } finally {
    platform.documentLock.release();
  }
  for (const one of heard) if (one.closed) close(slice, one);
  // Saved with what comes next: a person looks from beside how far a long slice is.
  tally(slice);
  return true;
}

function requestsOf({ batch }: HeardBatch): { fingerprint: string }[] {
  return batch.fingerprints.map((fingerprint) => ({ fingerprint }));
}

function storedOf(
  slice: Slice,
  { batch, verdicts, closed, missing, raw }: HeardBatch,
  whenMs: number,
): { fingerprint: string; stored: Stored }[] {
  const { job } = slice;
  const paths = Object.keys(job.recipe.outputs);
  const common = { whenMs, batch: `${job.id}/${batch.n}` };
  const byIndex = new Map(verdicts.map((verdict) => [verdict.index, verdict]));
  const answers: { fingerprint: string; stored: Stored }[] = [];
  batch.fingerprints.forEach((fingerprint, index) => {
    const verdict = byIndex.get(index);
    if (verdict) {
      const reduced = verdict.outcome === 'found' ? packResult(verdict.result ?? null, paths) : { cells: [] };
      answers.push({
        fingerprint,
        stored: {
          ...common,
          outcome: verdict.outcome,
          credits: verdict.credits ?? null,
          detail: verdict.detail ?? '',
          reduced,
        },
      });
    } else if (closed && isUnanswered(slice, fingerprint)) {
      // Whatever could not be read by row is kept once, with the batch's first request.
      const reduced = raw !== undefined && index === 0 ? packResult(raw, []) : { cells: [] };
      answers.push({
        fingerprint,
        stored: { ...common, outcome: 'check', credits: null, detail: missing ?? 'no answer for this input', reduced },
      });
    }
  });
  return answers;
}

/** What waits to be kept; without the document lock it goes on waiting. */
export function keepHeard(slice: Slice): void {
  if (keep(slice, slice.heard)) slice.heard = [];
}

/** Verdicts of a batch may come in parts: an earlier part is in the archive already. */
function isUnanswered(slice: Slice, fingerprint: string): boolean {
  const entry = ownEntry(slice.index, fingerprint, slice.job.id);
  return !entry || entry.kind === 'stub' || entry.kind === 'check';
}

function close(slice: Slice, { batch, spent }: HeardBatch): void {
  const { job } = slice;
  const counts = countsOf(slice, batch.fingerprints);
  job.counts.found += counts.found;
  if (spent !== undefined) {
    job.spent += spent;
    // The highest price of a batch counts with what was seen so far, so this is how much dearer it is still.
    if (batch.maxCredits) job.dearer *= Math.max(1, spent / batch.maxCredits);
  } else if (batch.state !== 'open') job.spentUnknown ||= counts.check < batch.fingerprints.length;
  // What a provider gives no figure for, and what is in check, counts at its highest price against the cap.
  const unsure = spent === undefined ? batch.fingerprints.length - counts.failed : counts.check;
  const perRequest = (batch.maxCredits ?? 0) / batch.fingerprints.length;
  job.doubtCredits += Math.max(0, Math.min(unsure * perRequest, (batch.maxCredits ?? 0) - (spent ?? 0)));
  job.open = job.open.filter((one) => one.n !== batch.n);
  slice.batches = slice.batches.filter((one) => one !== batch);
}

/**
 * Counts by what the archive says. Only how many results hold a mapped value is counted as batches close (and saved with that),
 * so that no kill can make the counts disagree with the archive. Results of a batch that is still in the air count for themselves.
 */
export function tally(slice: Slice): void {
  const { job, index } = slice;
  const counts: Counts = { ...NO_COUNTS, found: job.counts.found };
  const air = inAir(slice);
  let results = 0;
  let answered = 0;
  job.earlyFound = 0;
  for (const entry of index.entries) {
    if (entry.job !== job.id) continue;
    if (entry.kind !== 'stub' && air.has(entry.key)) answered++;
    if (entry.kind === 'found' && air.has(entry.key)) job.earlyFound++;
    else if (entry.kind === 'found' || entry.kind === 'no match') results++;
    else if (entry.kind === 'failed' || entry.kind === 'check' || entry.kind === 'not run') counts[entry.kind]++;
  }
  counts['no match'] = Math.max(0, results - counts.found);
  job.counts = counts;
  job.inAirRequests = air.size - answered;
}

/** Outcomes of a batch's requests by the recipe's own outputs. */
function countsOf(slice: Slice, fingerprints: string[]): Counts {
  const counts: Counts = { found: 0, 'no match': 0, failed: 0, check: 0, 'not run': 0 };
  for (const fingerprint of fingerprints) {
    const stored = slice.fresh.get(fingerprint);
    const kind = ownEntry(slice.index, fingerprint, slice.job.id)?.kind;
    if (stored) counts[derivedOutcome(slice.job.recipe, stored)]++;
    else if (kind && kind in counts) counts[kind as keyof Counts]++;
    else counts.check++;
  }
  return counts;
}
