// One read pass over a run's tab: its cells, where its columns are now, and which request each row is. Reads only.
import type { Cells, Platform, Tab } from '../platform/ports';
import type { AnyOperation } from '../providers/all';
import type { Learnt } from '../providers/operation';
import { type Columns, findColumns } from '../recipe/columns';
import { formulaRows, formulasOf } from '../recipe/formula-rows';
import type { Recipe } from '../recipe/recipe';
import type { Job } from './job';
import { readerOf } from './operation-of';
import { resolveColumns } from './own-columns';
import { isHeaderRow, readTable, type Table } from './table';

/** The sheet as one read pass saw it. */
export type Pass = {
  cells: Cells;
  columns: Columns;
  table: Table;
  /** The wave that is made of it adds rows below the last one. `alone`: nothing else may stand in them. */
  added?: 'alone' | 'beside others';
};

/** Why there is no pass: the tab or a column is gone; `seen`: the cells as they were read all the same, and the columns that have their marks. */
export type Lost = { problem: string; sheetGone: boolean; seen?: { cells: Cells; byHeader: Columns['byHeader'] } };

/** Values, formulas and columns are three calls: where somebody moves columns in between they disagree, and are read again. */
const TRIES = 3;

/** A recipe's cells: those of its tab, or the inputs of the formulas that it fills. */
export function readCells(platform: Platform, recipe: Recipe, tab: Tab, onlyValues?: boolean): Cells {
  return formulasOf(recipe) ? formulaRows(platform, recipe, tab) : platform.spreadsheet.read(tab.id, onlyValues);
}

/** What spares a read pass work: `onlyValues`, for a pass that nothing is written by; where the columns were. */
export type PassOptions = { onlyValues?: boolean; columns?: Columns };

export function readTab(
  platform: Platform,
  job: Job,
  operation: AnyOperation,
  settings: unknown,
  learnt: Learnt,
  { onlyValues = false, columns: before }: PassOptions = {},
): Pass | Lost {
  const reader = readerOf(platform, job.recipe, { operation, settings }, learnt);
  if (formulasOf(job.recipe)) {
    const cells = readCells(platform, job.recipe, job.tab);
    const columns = findColumns(job.recipe, cells.values, job.tab.name);
    if ('problem' in columns) return { problem: columns.problem, sheetGone: false };
    const table = readTable(reader, columns, cells);
    // Nothing is written for them: their cells are the formulas' own.
    table.byRow = [];
    for (const request of table.requests.values()) request.rows = [];
    return { cells, columns, table };
  }
  let lost: Lost = { problem: `"${job.tab.name}" changes too fast to be read.`, sheetGone: false };
  for (let tries = 0; tries < TRIES; tries++) {
    if (!platform.spreadsheet.tabs().some((tab) => tab.id === job.tab.id)) {
      return { problem: `The sheet "${job.tab.name}" was deleted.`, sheetGone: true };
    }
    const cells = platform.spreadsheet.read(job.tab.id, onlyValues);
    // Rows that were inserted during the read push others out of it: below them is no place for new ones.
    const isCut = operation.brings && platform.spreadsheet.lastRow(job.tab.id) > cells.values.length;
    if (!onlyValues && (isCut || !agrees(cells))) continue;
    const isBefore = before && isHeaderRow(Object.entries(before.byHeader), cells.values[before.headerRow - 1] ?? []);
    const columns = isBefore ? before : resolveColumns(platform, job, cells.values);
    if ('problem' in columns) {
      lost = { problem: columns.problem, sheetGone: false, seen: { cells, byHeader: columns.byHeader } };
      continue;
    }
    return { cells, columns, table: readTable(reader, columns, cells) };
  }
  return lost;
}

/** Whether the two calls of a read saw the same columns and rows. */
export function agrees({ values, formulas }: Cells): boolean {
  return values.length === formulas.length && values[0]?.length === formulas[0]?.length;
}
