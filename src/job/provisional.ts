// The words for rows whose requests are still open: what a file gets that is written before the run has ended. Reads only.
import { readIndex } from '../archive/archive-tab';
import type { Platform } from '../platform/ports';
import { outcomeOfStatus, WAITING } from '../sheet/status-word';
import { loadBatches, loadJob, loadLearnt, loadList } from './job-records';
import { readPastPass } from './past-run';
import { standingOf } from './unsent';

export type Provisional = {
  statusHeader: string | null;
  tab: { id: number; name: string };
  rows: { row: number; status: string }[];
};

export function provisional(platform: Platform, jobId: string): Provisional | null {
  const all = platform.documentStore.all();
  const job = loadJob(all, jobId);
  if (!job) return null;
  const learnt = loadLearnt(all, job);
  const pass = readPastPass(platform, { job, learnt, open: true });
  const said: Provisional = { statusHeader: job.recipe.status, tab: job.tab, rows: [] };
  if ('problem' in pass || job.recipe.status === null) return said;
  const air = new Set(loadBatches(all, job).flatMap((batch) => batch.fingerprints));
  const knows = { index: readIndex(platform), job, list: loadList(all, job) };
  const column = pass.columns.byHeader[job.recipe.status]!;
  for (const [row, request] of pass.table.byRow.entries()) {
    if (!request) continue;
    const cell = pass.cells.values[row - 1]?.[column - 1] ?? '';
    if (cell !== '' && (typeof cell !== 'string' || outcomeOfStatus(cell) === null)) continue;
    const standing = standingOf(knows, request.fingerprint, air);
    if (standing === 'in air') said.rows.push({ row, status: WAITING });
    else if (standing === 'unsent' && job.state !== 'running')
      said.rows.push({ row, status: `not run: ${job.reason?.kind ?? 'stopped'}` });
  }
  return said;
}
