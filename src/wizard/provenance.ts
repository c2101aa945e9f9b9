// Where the value in the active cell came from: the runs recorded for its tab say which request its row is. Reads only.
import type { Index } from '../archive/archive-index';
import { latest } from '../archive/archive-index';
import { type Entry, resultOf, type Stored } from '../archive/archive-row';
import { readAnswers, readIndex } from '../archive/archive-tab';
import { type EndedRun, endedRuns } from '../job/history';
import { loadJobs, loadLearnt } from '../job/job-records';
import { operationOf, readerOf } from '../job/operation-of';
import { readTable } from '../job/table';
import type { CellValue, Platform, Tab } from '../platform/ports';
import { PROVIDERS } from '../providers/all';
import type { ProviderId } from '../providers/operation';
import { findColumns, ownHeaders } from '../recipe/columns';
import { a1 } from '../sheet/a1';
import { holds, toWriting } from '../sheet/cell-value';
import { outcomeOfStatus } from '../sheet/status-word';
import type { Provenance } from '../sidebar-calls';
import { fail, ok, type Result } from '../text/problem';
import { valueAt } from '../text/result-path';

/** A header row further down is not looked for. */
const TOP_ROWS = 200;

export function provenance(platform: Platform): Result<Provenance> {
  const selected = platform.spreadsheet.selection();
  if (!selected) return fail('nothing', 'No cell is selected. Select one, then ask again.');
  const { tab, row, column } = selected;
  return ok({ cell: a1(row, column), bought: bought(platform, tab, row, column) });
}

function bought(platform: Platform, tab: Tab, row: number, column: number): Provenance['bought'] {
  const values = rowUnderTop(platform, tab, row);
  const cell = values[values.length - 1]![column - 1] ?? '';
  if (cell === '') return null;
  const all = platform.documentStore.all();
  const open = loadJobs(all, platform.spreadsheet.id()).map((job) => ({ job, learnt: loadLearnt(all, job) }));
  const runs = [...open.reverse(), ...endedRuns(platform)];
  const index = readIndex(platform);
  for (const run of runs) {
    const found = run.job.tab.id === tab.id ? answerIn(platform, index, run, values, column, cell) : null;
    if (!found) continue;
    const { operation } = run.job.recipe;
    // What an earlier run had bought, a later one may have filled in.
    const by = runs.find((one) => one.job.id === found.job)?.job;
    return {
      run: by?.recipe.name ?? '',
      operation,
      provider: PROVIDERS[operation.split('.')[0] as ProviderId].name,
      whenMs: found.whenMs,
      by: by?.user ?? '',
      outcome: found.kind,
      credits: found.credits,
    };
  }
  return null;
}

/** The tab's top, where its headers are, and as the last one the row. */
function rowUnderTop({ spreadsheet }: Platform, tab: Tab, row: number): CellValue[][] {
  const { columns } = spreadsheet.extent(tab.id);
  const read = (from: number, rows: number): CellValue[][] =>
    spreadsheet.readValues(tab.id, { row: from, column: 1, rows, columns });
  return row <= TOP_ROWS ? read(1, row) : [...read(1, TOP_ROWS), ...read(row, 1)];
}

/** The archived answer that this run's recipe would have put into the cell, where the cell still holds it. */
function answerIn(
  platform: Platform,
  index: Index,
  { job: { recipe, tab }, learnt }: EndedRun,
  values: CellValue[][],
  column: number,
  cell: CellValue,
): (Entry & Stored) | null {
  const operated = operationOf(recipe);
  const columns = findColumns(recipe, values, tab.name);
  if (!operated || 'problem' in columns) return null;
  const header = ownHeaders(recipe).find((one) => columns.byHeader[one] === column);
  const reader = readerOf(platform, recipe, operated, learnt);
  const table = readTable(reader, columns, { values, formulas: [] });
  const key = table.byRow[values.length]?.fingerprint;
  if (header === undefined || key === undefined) return null;
  const path = Object.keys(recipe.outputs).find((one) => recipe.outputs[one] === header);
  // Any answer to the input may stand in an output; the status tells of the last one.
  const entries =
    path === undefined
      ? [latest(index, key) ?? []].flat()
      : (index.byKey.get(key) ?? []).filter((one) => one.kind === 'found').reverse();
  const stored = readAnswers(platform, index, entries);
  for (const entry of entries) {
    const answer = stored.get(entry.row)!;
    const isOurs =
      path === undefined
        ? outcomeOfStatus(String(cell)) !== null
        : holds(cell, toWriting(valueAt(resultOf(answer), path)));
    if (isOurs) return { ...answer, ...entry };
  }
  return null;
}
