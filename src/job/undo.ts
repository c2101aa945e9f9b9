// Blanks every cell that still equals what a run wrote. The results stay in the archive and fill the cells again free.

import type { Index } from '../archive/archive-index';
import { resultsOf } from '../archive/archive-row';
import { readAnswers, readIndex } from '../archive/archive-tab';
import type { Platform } from '../platform/ports';
import { ownHeaders } from '../recipe/columns';
import { inputHeaders, isExport } from '../recipe/recipe';
import { BLANK, holds, toWriting } from '../sheet/cell-value';
import { fingerprintPrefix } from '../sheet/fingerprint';
import { unpackPrefixes } from '../sheet/prefix-list';
import { outcomeOfStatus } from '../sheet/status-word';
import { fail, ok, type Result } from '../text/problem';
import { type JobView, viewOf } from './job-view';
import { outputValue } from './known';
import type { Pass } from './pass';
import { type PastRun, pastRun, readPastPass } from './past-run';
import { isBlankCell } from './take-rows';
import type { CellWrite, Wave } from './wave';
import { writeWave } from './write-wave';

const LOCK_WAIT_MS = 30_000;

/** `blanked`: cells emptied. `left`: cells that the run wrote and that hold something else now. */
export type Undone = JobView & { blanked: number; left: number };

export function undo(platform: Platform, jobId: string): Result<Undone> {
  const run = pastRun(platform, jobId);
  if (!run) return fail('gone', 'There is no such run in this document.');
  if (run.open && run.job.state === 'running')
    return fail('busy', 'This run is still going on. Stop it first, then undo it.');
  if (run.open && run.job.open.length > 0)
    return fail('busy', 'Answers to this run are still to come. Undo it when they are in.');
  if (!platform.documentLock.take(LOCK_WAIT_MS))
    return fail('busy', 'Another run is writing to this document just now. Try again in a minute.');
  try {
    let blanked = 0;
    let left = 0;
    // The rows that an export added are known by their keys: these go last, and only from rows that are otherwise blank by then.
    for (const ofKeys of isExport(run.job.recipe) ? [false, true] : [false]) {
      let leftNow = 0;
      const make = (pass: Pass): Wave => {
        const made = blanks(platform, run, pass, ofKeys);
        leftNow = made.left;
        return made.wave;
      };
      const written = writeWave(
        platform,
        run.job.tab.id,
        () => readPastPass(platform, run),
        make,
        () => {},
      );
      if (written.kind === 'lost') return fail('recipe', written.lost.problem);
      if (written.kind === 'moving')
        return fail('busy', 'Rows are being moved in this sheet just now. Try again in a minute.');
      if (written.kind === 'written') blanked += written.wave.writes.length;
      left += leftNow;
    }
    return ok({ ...viewOf(run.job), blanked, left });
  } finally {
    platform.spreadsheet.flush();
    platform.documentLock.release();
  }
}

function blanks(platform: Platform, { job }: PastRun, pass: Pass, ofKeys: boolean): { wave: Wave; left: number } {
  const keys = inputHeaders(job.recipe);
  const index = readIndex(platform);
  const wrote = writtenColumns(platform, index, job.id);
  const headers = ownHeaders(job.recipe);
  const candidates = [...pass.table.requests.values()].flatMap((request) => {
    const prefix = fingerprintPrefix(request.fingerprint);
    const masks = wrote.filter((one) => one.prefixes.has(prefix)).map((one) => one.mask);
    return masks.length > 0 ? [{ request, masks }] : [];
  });
  const entries = candidates.flatMap(({ request }) =>
    (index.byKey.get(request.fingerprint) ?? []).filter((entry) => entry.kind === 'found'),
  );
  const stored = readAnswers(platform, index, entries);
  const wave: Wave = { writes: [], masks: new Map(), kept: 0 };
  let left = 0;
  for (const { request, masks } of candidates) {
    const known = (index.byKey.get(request.fingerprint) ?? []).flatMap((entry) => stored.get(entry.row) ?? []);
    const results = known.flatMap(resultsOf);
    headers.forEach((header, bit) => {
      if (keys.includes(header) !== ofKeys || !masks.some((mask) => Math.floor(mask / 2 ** bit) % 2 === 1)) return;
      const column = pass.columns.byHeader[header]!;
      for (const row of request.rows) {
        const cell = pass.cells.values[row - 1]?.[column - 1] ?? '';
        if (cell === '') continue;
        const isFormula = (pass.cells.formulas[row - 1]?.[column - 1] ?? '') !== '';
        const isStatus = header === job.recipe.status;
        const ours = isStatus
          ? typeof cell === 'string' && outcomeOfStatus(cell) !== null
          : results.some((one) => holds(cell, toWriting(outputValue(job.recipe, one, header))));
        if (!ours || isFormula || (ofKeys && !standsAlone(pass, row))) left++;
        else {
          wave.writes.push({ row, column, writing: BLANK } satisfies CellWrite);
          // Without its key the row is nobody's any more: the check after the write must expect that.
          if (ofKeys) pass.table.byRow[row] = undefined;
        }
      }
    });
  }
  return { wave, left };
}

/** Whether a row has no more than one cell that is not blank. */
function standsAlone({ cells }: Pass, row: number): boolean {
  return cells.values[row - 1]!.filter((_, i) => !isBlankCell(cells, row, i + 1)).length <= 1;
}

/** The logs of the run's write waves: which columns were written for which requests. */
function writtenColumns(platform: Platform, index: Index, jobId: string): { mask: number; prefixes: Set<number> }[] {
  const logs = index.entries.filter((entry) => entry.kind === 'wave' && entry.job === jobId);
  const stored = readAnswers(platform, index, logs);
  return logs.map((entry) => {
    const log = stored.get(entry.row)!;
    return { mask: Number(log.detail), prefixes: unpackPrefixes(log.reduced.cells.join('')) };
  });
}
