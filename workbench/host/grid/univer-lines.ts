// Rows and columns of a Univer workbook inserted, removed, moved and sorted. The records of tabs follow elsewhere (univer-grid.ts).
import type { Area, Axis, ExactCell, TabInfo } from './port';
import type { UniverBook } from './univer-book';
import type { RawCell } from './univer-cells';
import type { CellChange, CellChanges } from './univer-engine';
import { formulasOf, textsOf, valuesOf } from './univer-read';
import { putCells, setTexts } from './univer-write';

type Sizes = Pick<TabInfo, 'id' | 'maxRows' | 'maxColumns'>;

/** Univer's Direction. */
const UP = 0;
const LEFT = 3;

export function linesOf(axis: Axis, { maxRows, maxColumns }: Sizes, at: number, count: number) {
  if (axis === 'row') return { startRow: at - 1, endRow: at + count - 2, startColumn: 0, endColumn: maxColumns - 1 };
  return { startRow: 0, endRow: maxRows - 1, startColumn: at - 1, endColumn: at + count - 2 };
}

/** Moving formulas blanks them until they are calculated anew; what they showed stays until then. */
function keepingValues(book: UniverBook, tab: number, act: () => void): void {
  book.flush();
  const matrix = book.sheet(tab).getCellMatrix();
  const shown = new Map<unknown, CellChange>();
  matrix.forValue((_row, _column, raw) => {
    const cell = raw as RawCell | null;
    if (cell?.f && cell.v !== undefined) shown.set(cell, { v: cell.v as string, t: (cell.t as number) ?? null });
  });
  act();
  if (shown.size === 0) return;
  const values: CellChanges = {};
  book
    .sheet(tab)
    .getCellMatrix()
    .forValue((row, column, raw) => {
      const change = shown.get(raw);
      if (!change || (raw as RawCell).v !== undefined) return;
      values[row] ??= {};
      values[row]![column] = { f: String((raw as RawCell).f), ...change };
    });
  book.putInterim(tab, values);
}

function change(book: UniverBook, tab: number, [row, column]: [string, string], axis: Axis, params: object): void {
  const id = axis === 'row' ? row : column;
  keepingValues(book, tab, () => book.run(`sheet.command.${id}`, tab, params));
}

/** `tab` with its sizes before. */
export function insertLines(book: UniverBook, axis: Axis, tab: Sizes, before: number, count: number): void {
  const size = axis === 'row' ? tab.maxRows : tab.maxColumns;
  if (before > size) {
    const sizes = axis === 'row' ? { rowCount: size + count } : { columnCount: size + count };
    book.run(`sheet.mutation.set-worksheet-${axis}-count`, tab.id, sizes);
    return;
  }
  const params = { range: linesOf(axis, tab, before, count), direction: axis === 'row' ? UP : LEFT };
  change(book, tab.id, ['insert-row-by-range', 'insert-col-by-range'], axis, params);
}

export function removeLines(book: UniverBook, axis: Axis, tab: Sizes, at: number, count: number): void {
  const params = { range: linesOf(axis, tab, at, count) };
  change(book, tab.id, ['remove-row-by-range', 'remove-col-by-range'], axis, params);
}

export function moveLines(book: UniverBook, axis: Axis, tab: Sizes, from: number, count: number, to: number): void {
  // Univer's RangeType: 1 is rows, 2 is columns.
  const range = { ...linesOf(axis, tab, from, count), rangeType: axis === 'row' ? 1 : 2 };
  const params = { range, fromRange: range, toRange: linesOf(axis, tab, to, 1) };
  change(book, tab.id, ['move-rows', 'move-cols'], axis, params);
}

/** `order`: where each row of the area comes from. */
export function reorderRows(book: UniverBook, area: Area, order: number[]): void {
  const formulas = formulasOf(book, area);
  const formats = textsOf(book, 'formats', area);
  const notes = textsOf(book, 'notes', area);
  const values = valuesOf(book, area);
  const sorted = <T>(rows: T[][]): T[][] => order.map((from) => rows[from]!);
  const cells = order.map((from, row) =>
    values[from]!.map((value, c): ExactCell => {
      const formula = formulas[from]![c]!;
      // Google moves the references of a formula along with its row.
      return formula === '' ? { value } : { value, formula: book.engine.rebased(formula, row - from) };
    }),
  );
  setTexts(book, 'formats', area, sorted(formats));
  putCells(book, area, cells);
  if (notes.some((line) => line.some((text) => text !== ''))) setTexts(book, 'notes', area, sorted(notes));
}
