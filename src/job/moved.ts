// What to do when a person moved rows or columns between our read and our write: which cells to put back, and to what. Pure.
// Sheets has no compare-and-swap; the gap is two calls, and this closes it afterwards, also when they move again meanwhile.
import type { Cells, CellValue } from '../platform/ports';
import { type Columns, headerTexts } from '../recipe/columns';
import { isDate, textWriting } from '../sheet/cell-value';
import { matchColumns, matchRows, rowKey } from './match-rows';
import type { Pass } from './pass';
import type { Table } from './table';

/** A cell that was written, and what it shows when nobody wrote over it since; null where that cannot be told (a formula). */
export type WrittenCell = { row: number; column: number; shown: CellValue | null };

/**
 * What was written since the wave began, and into which columns; null once columns have moved: it may be anywhere. `stays`: cells of the
 * last look that hold what we wrote for their row, and what they go back to should its input change before all is in place.
 */
export type Ours = { shown: Set<CellValue | null>; columns: Set<number> | null; stays: Correction[] };

/** A cell to put back: `value` is given to setValues. */
export type Correction = WrittenCell & { value: CellValue };

/**
 * in place: every row written is the row it was written for. dependent: only formula cells changed, so an input depends on our output.
 * moved: rows or columns moved; the corrections, in the places of now, undo what landed in other people's cells. `missing`: a row that was
 * written is not among those read: it was deleted, or rows were inserted while the sheet was read and its end was cut off.
 */
export type Verification =
  | { kind: 'in place' }
  | { kind: 'dependent'; row: number }
  | { kind: 'moved'; corrections: Correction[]; stays: Correction[]; missing: boolean };

/**
 * @param last the sheet as it was read before the write
 * @param next the sheet as it is after it
 * @param open the corrections that this write was to make, in the places of `last`; none for a wave
 * @param ours takes up what was written
 */
export function verify(
  last: Pass,
  next: Pass,
  written: WrittenCell[],
  open: Correction[],
  ours: Ours = { shown: new Set(), columns: new Set(), stays: [] },
): Verification {
  if (last.added && isApart(last, next, written)) return { kind: 'in place' };
  const columns = new Set(written.map((cell) => cell.column));
  if (columnsMoved(last, next) || hasLanded(last, next, written, columns)) ours.columns = null;
  else {
    const strayed = strayedRow(last, next, columns);
    if (strayed === null) return { kind: 'in place' };
    const isWritten = written.some(({ row }) => row === strayed);
    if (isWritten && onlyFormulasDiffer(last.cells, next.cells, strayed, columns))
      return { kind: 'dependent', row: strayed };
  }
  for (const { column, shown } of written) {
    ours.shown.add(shown);
    ours.columns?.add(column);
  }
  return { kind: 'moved', ...corrections(last, next, written, open, ours) };
}

/** Columns moved and moved back, with the write in between: what was written shows in columns that it was not written into. */
function hasLanded({ cells: last }: Pass, { cells: next }: Pass, written: WrittenCell[], into: Set<number>): boolean {
  const isGone = ({ row, column, shown }: WrittenCell): boolean =>
    shown !== null && !sameCell(next.values[row - 1]?.[column - 1], shown);
  if (!written.some(isGone)) return false;
  const shown = new Set(written.map((cell) => cell.shown));
  return next.values.some((row, i) =>
    row.some(
      (value, j) => value !== '' && !into.has(j + 1) && shown.has(value) && !sameCell(value, last.values[i]?.[j]),
    ),
  );
}

/** Rows were added, and they are all that is different, wherever people have moved them since. */
function isApart({ cells, added }: Pass, next: Pass, written: WrittenCell[]): boolean {
  const values = cells.values.map((row) => [...row]);
  for (const { row, column, shown } of written) values[row - 1]![column - 1] = shown!;
  const columns = added === 'alone' ? values[0]!.map((_, i) => i + 1) : [written[0]!.column];
  const keys = (one: Cells): string => JSON.stringify(one.values.map((_, i) => rowKey(one, i + 1, columns)).sort());
  return keys({ ...cells, values }) === keys(next.cells);
}

/** The first row that is not the one it was, wherever it is: blank rows look alike, so the written ones alone would not tell. */
function strayedRow(last: Pass, next: Pass, written: ReadonlySet<number>): number | null {
  const rows = Math.max(last.cells.values.length, next.cells.values.length);
  for (let row = 1; row <= rows; row++) if (!isSameRow(last, next, row, written)) return row;
  return null;
}

function columnsMoved(last: Pass, next: Pass): boolean {
  if (last.columns.headerRow !== next.columns.headerRow) return true;
  return Object.keys(last.columns.byHeader).some(
    (header) => last.columns.byHeader[header] !== next.columns.byHeader[header],
  );
}

/** The same input; where there is none, the same contents outside of what was written. */
function isSameRow(last: Pass, next: Pass, row: number, written: ReadonlySet<number>): boolean {
  const was = last.table.byRow[row]?.fingerprint;
  const is = next.table.byRow[row]?.fingerprint;
  if (was !== undefined || is !== undefined) return was === is;
  const width = Math.max(last.cells.values[row - 1]?.length ?? 0, next.cells.values[row - 1]?.length ?? 0);
  for (let column = 1; column <= width; column++) {
    const isFormula = (last.cells.formulas[row - 1]?.[column - 1] ?? '') !== '';
    if (written.has(column) || isFormula) continue;
    if (!sameCell(last.cells.values[row - 1]?.[column - 1], next.cells.values[row - 1]?.[column - 1])) return false;
  }
  return true;
}

function onlyFormulasDiffer(last: Cells, next: Cells, row: number, written: ReadonlySet<number>): boolean {
  const width = Math.max(last.values[row - 1]?.length ?? 0, next.values[row - 1]?.length ?? 0);
  let formulas = 0;
  for (let column = 1; column <= width; column++) {
    if (written.has(column)) continue;
    const formula = last.formulas[row - 1]?.[column - 1] ?? '';
    if (formula !== '' && formula === (next.formulas[row - 1]?.[column - 1] ?? '')) formulas++;
    else if (!sameCell(last.values[row - 1]?.[column - 1], next.values[row - 1]?.[column - 1])) return false;
  }
  return formulas > 0;
}

function sameCell(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (isDate(a) && isDate(b)) return a.getTime() === b.getTime();
  return (a ?? '') === (b ?? '');
}

/**
 * Every cell is held against what it should show by where its row and column were before: a cell that shows something we wrote in this
 * wave, but should show something else, is a stray of ours. So it is found wherever it went, also when rows moved after the write too.
 * Where a column is gone, or a row has another input, nothing of ours stays.
 */
function corrections(
  last: Pass,
  next: Pass,
  written: WrittenCell[],
  open: Correction[],
  ours: Ours,
): { corrections: Correction[]; stays: Correction[]; missing: boolean } {
  const toColumn = matchColumns(last, next, ours.shown);
  const into = new Set(written.map((cell) => cell.column));
  const { match: toRow, spots } = matchRows(last, next, toColumn, into, ours.shown);
  const isWhole = Object.keys(last.columns.byHeader).every((header) => header in next.columns.byHeader);
  // Blanks are everywhere: where columns stood still, ours are in the columns that they were written into, and others are a person's.
  const haveMoved = columnsMoved(last, next);
  const isOurs = (column: number, shown: CellValue): boolean =>
    ours.shown.has(shown) && ours.columns?.has(column) !== false && (shown !== '' || haveMoved || into.has(column));
  const targets = new Map(written.map((cell) => [placeOf(cell.row, cell.column), cell.shown]));
  const wanted = byPlace(open);
  const stood = byPlace(ours.stays);
  const found: Correction[] = [];
  const stays: Correction[] = [];
  for (let row = 1; row <= next.cells.values.length; row++) {
    const values = next.cells.values[row - 1]!;
    const fromRow = toRow.get(row) ?? spots.get(row);
    const isSame = next.table.byRow[row]?.fingerprint === last.table.byRow[fromRow ?? 0]?.fingerprint;
    for (let column = 1; column <= values.length; column++) {
      if ((next.cells.formulas[row - 1]?.[column - 1] ?? '') !== '') continue;
      const is = values[column - 1]!;
      const fromColumn = toColumn.get(column);
      const isNew = fromRow === undefined || fromColumn === undefined;
      const place = isNew ? '' : placeOf(fromRow, fromColumn);
      const image = stood.get(place) ?? (isNew ? EMPTY : imageOf(last.cells, fromRow, fromColumn));
      const want = wanted.get(place);
      if (want) {
        const isStray = isOurs(column, is) || is === image.shown;
        const isRight = want.shown !== null && sameCell(is, want.shown);
        if (!isRight && isStray) found.push({ ...want, row, column });
        continue;
      }
      const isTarget = stood.has(place) || (targets.has(place) && is === targets.get(place));
      if (isTarget && isWhole && isSame) stays.push({ ...image, row, column });
      else if (isOurs(column, is) && (image.shown === null || !sameCell(is, image.shown)))
        found.push({ ...image, row, column });
    }
  }
  const seen = new Set(toRow.values());
  return { corrections: found, stays, missing: written.some((cell) => !seen.has(cell.row)) };
}

function byPlace(cells: Correction[]): Map<string, Correction> {
  return new Map(cells.map((cell) => [placeOf(cell.row, cell.column), cell]));
}

function placeOf(row: number, column: number): string {
  return `${row},${column}`;
}

type Image = { value: CellValue; shown: CellValue | null };

const EMPTY: Image = { value: '', shown: '' };

function imageOf(cells: Cells, row: number, column: number): Image {
  const formula = cells.formulas[row - 1]?.[column - 1] ?? '';
  if (formula !== '') return { value: formula, shown: null };
  const shown = cells.values[row - 1]?.[column - 1] ?? '';
  return { value: typeof shown === 'string' && shown !== '' ? textWriting(shown).entered : shown, shown };
}

/**
 * A pass over cells where a column is gone or its header was written over: the header row is the one that is most like the one before.
 * @param byHeader the columns that have their marks
 */
export function blindPass(
  { cells, columns }: Pick<Pass, 'cells' | 'columns'>,
  now: Cells,
  byHeader: Columns['byHeader'],
): Pass {
  const texts = new Set(headerTexts(cells.values[columns.headerRow - 1]).filter(Boolean));
  const likeness = now.values.map((row) => new Set(headerTexts(row).filter((text) => texts.has(text))).size);
  const table: Table = { requests: new Map(), byRow: [], incompleteRows: 0, lastRow: 0 };
  const most = Math.max(...likeness);
  const isWhereItWas = likeness[columns.headerRow - 1] === most || most === 0;
  return {
    cells: now,
    columns: { headerRow: isWhereItWas ? columns.headerRow : 1 + likeness.indexOf(most), byHeader, missing: [] },
    table,
  };
}
