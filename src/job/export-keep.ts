// Puts the rows that an operation brings into the archive, each with its result; writes no cell of people. A row has one place there,
// whichever run brings it, with what it was before: so the archive grows with the provider's list, not with every export.
import { ownEntry } from '../archive/archive-index';
import { resultsOf } from '../archive/archive-row';
import { appendStubs, indexAgain, readAnswers, writeAnswers } from '../archive/archive-tab';
import { packResult } from '../archive/reduced-result';
import { JOB_REQUESTS } from '../engine/state-budget';
import type { Brought, Json } from '../providers/operation';
import { inputText } from '../sheet/cell-value';
import { canonicalText, fingerprinter } from '../sheet/fingerprint';
import { valueAt } from '../text/result-path';
import { type Slice, save, stopJob } from './slice';
import { canonicalInput } from './table';
import { addUnwritten, stampMs } from './unwritten';

/** What was exported before, that many times back, is still known as ours: enough for two sheets that take turns. */
const OLDER = 2;

/** Under the document lock. A row that this run has already is left as it is. */
export function keepRows(slice: Slice, brought: Brought[], isLast: boolean): void {
  const { job, operation, settings } = slice;
  const isFirst = !job.unwritten;
  const fingerprintOf = fingerprinter(operation.id, operation.identity(settings));
  const most = job.recipe.cap.requests ?? JOB_REQUESTS;
  const fresh = new Map<string, { canonical: string; result: Json }>();
  for (const { text, result } of brought) {
    const texts = { [operation.brings!.key]: inputText(text, String) };
    const canonical = canonicalText(canonicalInput(operation, { texts, settings }));
    const key = fingerprintOf(canonical);
    if (ownEntry(slice.index, key, job.id)?.kind === 'found') continue;
    if (fresh.size + job.counts.found >= most) {
      stopJob(job, 'cap reached', `The cap of ${most} rows is reached. Raise it and run the recipe again.`);
      break;
    }
    fresh.set(key, { canonical, result });
  }
  // Said before it is so: after a kill in between these rows are written all the same.
  const whenMs = stampMs(slice);
  addUnwritten(slice, fresh.size, whenMs);
  if (isFirst && fresh.size > 0) save(slice);
  write(slice, fresh, whenMs);
  // Counted anew, so that no kill between the two can make them disagree.
  job.counts.found = slice.index.entries.filter((entry) => entry.job === job.id && entry.kind === 'found').length;
  job.requests = isLast && job.state !== 'stopped' ? job.counts.found : Math.max(job.requests, job.counts.found);
  job.rows = job.requests;
}

function write(slice: Slice, fresh: ReadonlyMap<string, { canonical: string; result: Json }>, whenMs: number): void {
  const { job, operation, platform } = slice;
  const keys = [...fresh.keys()];
  const known = keys.flatMap((key) => slice.index.byKey.get(key) ?? []);
  slice.index = indexAgain(platform, slice.index, known);
  const { index } = slice;
  const before = readAnswers(platform, index, known);
  const stubs = [...fresh].flatMap(([key, { canonical }]) =>
    index.byKey.has(key) ? [] : [{ operation: operation.id, by: job.user, sent: '', canonical, key, job: job.id }],
  );
  if (stubs.length > 0) appendStubs(platform, index, stubs);
  const paths = Object.keys(job.recipe.outputs);
  const answers = [...fresh].map(([key, { result }]) => {
    const entry = index.byKey.get(key)![0]!;
    // Only what is mapped: what else changes at the provider would make a row look changed.
    const now = Object.fromEntries(paths.map((path) => [path, (valueAt(result, path) ?? null) as Json]));
    const said = JSON.stringify(now);
    const was = before.has(entry.row) ? resultsOf(before.get(entry.row)!) : [];
    const older = was.map((one) => ({ ...(one as object), '': undefined }) as unknown as Json);
    now[''] = older.filter((one) => JSON.stringify(one) !== said).slice(0, OLDER);
    const common = { outcome: 'found' as const, whenMs, batch: '', credits: 0, detail: '' };
    return { entry, job: job.id, stored: { ...common, reduced: packResult(now, paths) } };
  });
  writeAnswers(platform, index, answers);
  for (const { entry, stored } of answers) slice.fresh.set(entry.key, stored);
}
