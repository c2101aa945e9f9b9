// What to do when a person moved rows or columns between our read and our write: which cells to put back, and to what. Pure.
// Sheets has no compare-and-swap; the gap is two calls, and this closes it afterwards.
import type { Cells, CellValue } from '../platform/ports';
import { headerTexts } from '../recipe/columns';
import { isDate, textWriting } from '../sheet/cell-value';
import type { Pass } from './slice';
import type { CellWrite } from './wave';

export type PutBack = { row: number; column: number; value: CellValue };

/**
 * - in place: every row written still has the input it was written for.
 * - dependent: only formula cells changed: an input depends on our output.
 * - moved: rows or columns moved; `putBack` undoes what landed in other people's cells.
 */
export type Verification =
  | { kind: 'in place' }
  | { kind: 'dependent'; row: number }
  | { kind: 'moved'; putBack: PutBack[] };

export function verify(before: Pass, after: Pass, writes: CellWrite[]): Verification {
  if (columnsMoved(before, after)) return { kind: 'moved', putBack: putBack(before, after, writes) };
  for (const { row } of writes) {
    const was = before.table.byRow.get(row)?.fingerprint;
    const is = after.table.byRow.get(row)?.fingerprint;
    if (was === is) continue;
    if (onlyFormulasDiffer(before.cells, after.cells, row, writtenColumns(writes))) return { kind: 'dependent', row };
    return { kind: 'moved', putBack: putBack(before, after, writes) };
  }
  return { kind: 'in place' };
}

function columnsMoved(before: Pass, after: Pass): boolean {
  if (before.columns.headerRow !== after.columns.headerRow) return true;
  return Object.keys(before.columns.byHeader).some(
    (header) => before.columns.byHeader[header] !== after.columns.byHeader[header],
  );
}

function writtenColumns(writes: CellWrite[]): Set<number> {
  return new Set(writes.map((write) => write.column));
}

function onlyFormulasDiffer(before: Cells, after: Cells, row: number, written: Set<number>): boolean {
  const width = Math.max(before.values[row - 1]?.length ?? 0, after.values[row - 1]?.length ?? 0);
  let formulas = 0;
  for (let column = 1; column <= width; column++) {
    if (written.has(column)) continue;
    const formula = before.formulas[row - 1]?.[column - 1] ?? '';
    if (formula !== '' && formula === (after.formulas[row - 1]?.[column - 1] ?? '')) formulas++;
    else if (!sameCell(before.values[row - 1]?.[column - 1], after.values[row - 1]?.[column - 1])) return false;
  }
  return formulas > 0;
}

function sameCell(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (isDate(a) && isDate(b)) return a.getTime() === b.getTime();
  return (a ?? '') === (b ?? '');
}

/** Each cell that we wrote, at its place, gets what the row and column that are there now had before. */
function putBack(before: Pass, after: Pass, writes: CellWrite[]): PutBack[] {
  const toColumn = matchColumns(before, after);
  const written = writtenColumns(writes);
  const toRow = matchRows(before.cells, after.cells, toColumn, written);
  const back: PutBack[] = [];
  for (const { row, column, writing } of writes) {
    // What a person wrote over it since is theirs.
    if (after.cells.values[row - 1]?.[column - 1] !== writing.shown) continue;
    const fromRow = toRow.get(row);
    const fromColumn = toColumn.get(column);
    const value = fromRow === undefined || fromColumn === undefined ? '' : imageOf(before.cells, fromRow, fromColumn);
    back.push({ row, column, value });
  }
  return back;
}

function imageOf(cells: Cells, row: number, column: number): CellValue {
  const formula = cells.formulas[row - 1]?.[column - 1] ?? '';
  if (formula !== '') return formula;
  const value = cells.values[row - 1]?.[column - 1] ?? '';
  return typeof value === 'string' && value !== '' ? textWriting(value).entered : value;
}

/** Column now → column before: by a header that occurs once, else next to the neighbour that is known. */
function matchColumns(before: Pass, after: Pass): Map<number, number> {
  const was = headerTexts(before.cells.values[before.columns.headerRow - 1]);
  const is = headerTexts(after.cells.values[after.columns.headerRow - 1]);
  const once = (texts: string[], text: string): boolean =>
    text !== '' && texts.indexOf(text) === texts.lastIndexOf(text) && texts.includes(text);
  const match = new Map<number, number>();
  is.forEach((text, i) => {
    if (once(is, text) && once(was, text)) match.set(i + 1, was.indexOf(text) + 1);
  });
  is.forEach((text, i) => {
    const left = i === 0 ? 0 : match.get(i);
    if (
      !match.has(i + 1) &&
      left !== undefined &&
      (was[left] ?? '') === text &&
      ![...match.values()].includes(left + 1)
    )
      match.set(i + 1, left + 1);
  });
  return match;
}

/** Row now → row before: rows with the same contents outside the cells we wrote, in order where several are alike. */
function matchRows(
  before: Cells,
  after: Cells,
  toColumn: Map<number, number>,
  written: Set<number>,
): Map<number, number> {
  const spoiled = new Set([...written].map((column) => toColumn.get(column)));
  const pairs = [...toColumn].filter(([now, was]) => !written.has(now) && !written.has(was) && !spoiled.has(was));
  const places = new Map<string, number[]>();
  for (let row = 1; row <= before.values.length; row++) {
    const key = rowKey(
      before,
      row,
      pairs.map(([, was]) => was),
    );
    const rows = places.get(key);
    if (rows) rows.push(row);
    else places.set(key, [row]);
  }
  const match = new Map<number, number>();
  for (let row = 1; row <= after.values.length; row++) {
    const was = places
      .get(
        rowKey(
          after,
          row,
          pairs.map(([now]) => now),
        ),
      )
      ?.shift();
    if (was !== undefined) match.set(row, was);
  }
  return match;
}

/** Formulas move with their row but their text and value may change: they do not identify it. */
function rowKey(cells: Cells, row: number, columns: number[]): string {
  return JSON.stringify(
    columns.map((column) => {
      if ((cells.formulas[row - 1]?.[column - 1] ?? '') !== '') return 'ƒ';
      const value = cells.values[row - 1]?.[column - 1] ?? '';
      return isDate(value) ? value.getTime() : [value];
    }),
  );
}
