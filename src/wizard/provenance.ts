// Where the value in the active cell came from: the runs recorded for its tab say which request its row is. Reads only.
import type { Index } from '../archive/archive-index';
import { latest } from '../archive/archive-index';
import { type Entry, resultOf, type Stored } from '../archive/archive-row';
import { readAnswers, readIndex } from '../archive/archive-tab';
import { type EndedRun, endedRuns } from '../job/history';
import { loadJobs, loadLearnt } from '../job/job-records';
import { fail, ok, type Result } from '../job/problem';
import { readTable, requiredParameters } from '../job/table';
import type { CellValue, Platform, Tab } from '../platform/ports';
import { OPERATIONS, PROVIDERS } from '../providers/all';
import { findColumns } from '../recipe/columns';
import { a1 } from '../sheet/a1';
import { holds, toWriting } from '../sheet/cell-value';
import { outcomeOfStatus } from '../sheet/status-word';
import type { Provenance } from '../sidebar-calls';
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
  const all = platform.documentStore.all();
  const open = loadJobs(all, platform.spreadsheet.id()).map((job) => ({ job, learnt: loadLearnt(all, job.id) }));
  const runs = [...open.reverse(), ...endedRuns(platform)];
  const values = rowUnderTop(platform, tab, row);
  const cell = values[values.length - 1]?.[column - 1] ?? '';
  if (cell === '' || row < 2) return null;
  const index = readIndex(platform);
  for (const run of runs.filter((one) => one.job.tab.id === tab.id)) {
    const found = answerIn(platform, index, run, values, column, cell);
    if (!found) continue;
    const by = runs.find((one) => one.job.id === found.entry.job)?.job;
    const operation = OPERATIONS.find((one) => one.id === run.job.recipe.operation)!;
    return {
      run: by?.recipe.name ?? '',
      operation: operation.id,
      provider: PROVIDERS[operation.provider].name,
      whenMs: found.entry.whenMs,
      by: by?.user ?? '',
      outcome: found.entry.kind,
      credits: found.stored.credits,
    };
  }
  return null;
}

/** The tab's top, where its headers are, and below it the one row. */
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
): { entry: Entry; stored: Stored } | null {
  const operation = OPERATIONS.find((one) => one.id === recipe.operation);
  const settings = operation?.settings.safeParse(recipe.settings);
  const columns = findColumns(recipe, values, tab.name);
  if (!operation || !settings?.success || 'problem' in columns) return null;
  const isStatus = recipe.status !== null && columns.byHeader[recipe.status] === column;
  const path = Object.keys(recipe.outputs).find((one) => columns.byHeader[recipe.outputs[one]!] === column);
  if (!isStatus && path === undefined) return null;
  const reader = {
    recipe,
    operation,
    settings: settings.data,
    required: requiredParameters(operation, settings.data, learnt),
    isoDate: (date: Date) => platform.spreadsheet.isoDate(date),
  };
  const key = readTable(reader, columns, { values, formulas: [] }).byRow.get(values.length)?.fingerprint ?? '';
  const last = isStatus && outcomeOfStatus(String(cell)) !== null ? latest(index, key) : null;
  const entries = isStatus ? (last ? [last] : []) : (index.byKey.get(key) ?? []).filter((one) => one.kind === 'found');
  const stored = readAnswers(platform, index, entries);
  for (const entry of entries.reverse()) {
    const answer = stored.get(entry.row)!;
    if (isStatus || holds(cell, toWriting(valueAt(resultOf(answer), path!)))) return { entry, stored: answer };
  }
  return null;
}
