// Which inputs other open runs of the document have planned or in the air: a new run must leave them alone.
import { type Index, ownEntry } from '../archive/archive-index';
import type { Platform } from '../platform/ports';
import { findColumns } from '../recipe/columns';
import { formulasOf } from '../recipe/formula-rows';
import { fingerprintPrefix } from '../sheet/fingerprint';
import { isOpen } from './job';
import { loadBatches, loadJobs, loadLearnt, loadList, type Records } from './job-records';
import { operationOf, readerOf } from './operation-of';
import { readCells } from './pass';
import { readTable } from './table';

/**
 * Fingerprints of open runs with the same operation and identity settings. In the air: by their full fingerprint. Still to be
 * answered:
 * a prefix in the run's list counts only together with a row of the run's own tab that has the input now.
 */
export function busyFingerprints(
  platform: Platform,
  all: Records,
  index: Index,
  operationId: string,
  identity: string,
): Set<string> {
  const busy = new Set<string>();
  for (const job of loadJobs(all, platform.spreadsheet.id())) {
    if (!isOpen(job) || job.recipe.operation !== operationId) continue;
    const operated = operationOf(job.recipe);
    if (operated?.operation.identity(operated.settings) !== identity) continue;
    // Two exports of one list would take each other's rows of the archive.
    if (operated.operation.brings) busy.add(job.id);
    for (const batch of loadBatches(all, job)) for (const fingerprint of batch.fingerprints) busy.add(fingerprint);
    if (job.state === 'stopped' || job.state === 'finished') continue;
    if (!formulasOf(job.recipe) && !platform.spreadsheet.tabs().some((tab) => tab.id === job.tab.id)) continue;
    const cells = readCells(platform, job.recipe, job.tab);
    const columns = findColumns(job.recipe, cells.values, job.tab.name);
    if ('problem' in columns) continue;
    const reader = readerOf(platform, job.recipe, operated, loadLearnt(all, job));
    const list = loadList(all, job);
    for (const fingerprint of readTable(reader, columns, cells).requests.keys()) {
      const own = ownEntry(index, fingerprint, job.id);
      const answered = own !== null && own.kind !== 'stub';
      if (!answered && list.has(fingerprintPrefix(fingerprint))) busy.add(fingerprint);
    }
  }
  return busy;
}
