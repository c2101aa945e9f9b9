// Which rows a recipe takes: by what is recorded of their input, what their cells hold, and the recipe's `rows`. Pure.
import type { Cells } from '../platform/ports';
import { formulasOf } from '../recipe/formula-rows';
import { inputHeaders } from '../recipe/recipe';
import { rowsOfRange } from '../sheet/a1';
import { type Outcome, outcomeOfStatus } from '../sheet/status-word';
import type { PlanFrom } from './plan';
import type { Request } from './table';

/** Rows with a blank output that are left out because of what is recorded of their input. */
export type LeftOut = { 'no match': number; failed: number; check: number };

/** Rows taken, by request; how many another run has; and how many their record keeps out. */
export type Taken = { byFingerprint: Map<string, number[]>; busyRows: number; leftOut: LeftOut };

export function takenRows(from: PlanFrom): Taken | { problem: string } {
  const within = rowFilter(from);
  if ('problem' in within) return within;
  const byFingerprint = new Map<string, number[]>();
  const leftOut: LeftOut = { 'no match': 0, failed: 0, check: 0 };
  const columns = outputColumns(from);
  let busyRows = 0;
  const { byRow } = from.table;
  for (let row = 1; row < byRow.length && within.left > 0; row++) {
    const request = byRow[row];
    if (!request || !within.has(row)) continue;
    const outcome = recorded(from, row, request);
    if (!takes(from, row, outcome, columns)) {
      const isKeptOut = outcome === 'no match' || outcome === 'failed' || outcome === 'check';
      if (isKeptOut && hasBlankOutput(from, row, columns)) leftOut[outcome]++;
      continue;
    }
    if (from.busy.has(request.fingerprint)) {
      busyRows++;
      continue;
    }
    within.left--;
    const rows = byFingerprint.get(request.fingerprint);
    if (rows) rows.push(row);
    else byFingerprint.set(request.fingerprint, [row]);
  }
  return { byFingerprint, busyRows, leftOut };
}

type RowFilter = { has(row: number): boolean; left: number };

function rowFilter({ recipe, hidden }: PlanFrom): RowFilter | { problem: string } {
  const { rows } = recipe;
  const every = { has: () => true, left: Number.POSITIVE_INFINITY };
  if (typeof rows === 'object' && 'first' in rows) return { ...every, left: rows.first };
  if (typeof rows === 'object' && 'range' in rows) {
    const range = rowsOfRange(rows.range);
    if (!range) return { problem: `"${rows.range}" is not a range. Write it like A2:F40.` };
    return { ...every, has: (row) => row >= range.first && row <= range.last };
  }
  if (rows !== 'visible') return every;
  if (!hidden)
    return {
      problem: 'The recipe takes the visible rows, but the sheet has no filter. Set one, or choose other rows.',
    };
  return { ...every, has: (row) => !hidden.has(row) };
}

/** Whether the recipe's `rows` takes this complete row. */
function takes(from: PlanFrom, row: number, outcome: Outcome | null, columns: OutputColumns): boolean {
  switch (from.recipe.rows) {
    case 'errors':
      return outcome === 'failed';
    case 'check':
      return outcome === 'check';
    case 'all':
      return outcome !== 'check';
  }
  if (!hasBlankOutput(from, row, columns)) return false;
  // A formula's cell has no other way to ask again.
  if (outcome === 'failed') return formulasOf(from.recipe) !== null;
  return outcome === null || outcome === 'found' || outcome === 'not run';
}

function recorded(from: PlanFrom, row: number, request: Request): Outcome | null {
  const known = from.known.get(request.fingerprint);
  return known ? known.outcome : statusOf(from, row);
}

/** Where the archive knows nothing of an input, an exact status word in the row stands in. */
function statusOf({ recipe, columns, cells }: PlanFrom, row: number): Outcome | null {
  const column = recipe.status === null ? undefined : columns.byHeader[recipe.status];
  const cell = column === undefined ? undefined : cells.values[row - 1]?.[column - 1];
  return typeof cell === 'string' ? outcomeOfStatus(cell) : null;
}

/** Undefined: a column that is still to be added. */
type OutputColumns = (number | undefined)[];

export function outputColumns({ recipe, columns }: PlanFrom): OutputColumns {
  const keys = inputHeaders(recipe);
  const headers = Object.values(recipe.outputs).filter((header) => !keys.includes(header));
  return headers.map((header) => columns.byHeader[header]);
}

function hasBlankOutput(from: PlanFrom, row: number, columns: OutputColumns): boolean {
  for (const column of columns) if (column === undefined || isBlankCell(from.cells, row, column)) return true;
  return false;
}

export function keptCells(from: PlanFrom, rows: number[], columns = outputColumns(from)): number {
  let kept = 0;
  for (const row of rows)
    for (const column of columns) if (column !== undefined && !isBlankCell(from.cells, row, column)) kept++;
  return kept;
}

/** No value and no formula. */
export function isBlankCell(cells: Cells, row: number, column: number): boolean {
  return (cells.values[row - 1]?.[column - 1] ?? '') === '' && (cells.formulas[row - 1]?.[column - 1] ?? '') === '';
}
