// The columns of a run: added where missing, marked so that they are found again when they move, resolved before every use.
import type { Cells, CellValue, Platform } from '../platform/ports';
import { type Columns, headerTexts, ownHeaders } from '../recipe/columns';
import { inputHeaders, type Recipe } from '../recipe/recipe';
import { columnLetters } from '../sheet/a1';
import { textWriting } from '../sheet/cell-value';
import type { Job } from './job';

/**
 * Adds missing output and status columns at the right, in the recipe's order, status last. Returns the columns with them; null where a
 * person changed the columns meanwhile: then nothing is added, and a header that was written over has its text again.
 */
export function addMissingColumns(
  { spreadsheet }: Platform,
  tabId: number,
  columns: Columns,
  cells: Cells,
): Columns | null {
  const { headerRow, missing } = columns;
  if (missing.length === 0) return columns;
  const isBlank = cells.values.every((row) => row.every((value) => value === ''));
  const first = isBlank ? 1 : 1 + cells.values[0]!.length;
  const before = (cells.values[headerRow - 1] ?? []).slice(0, first - 1);
  const write = (texts: CellValue[]): void =>
    spreadsheet.write(tabId, headerRow, first, [
      texts.map((text) => (typeof text === 'string' ? textWriting(text).entered : text)),
    ]);
  if (spreadsheet.extent(tabId).columns !== cells.values[0]!.length) return null;
  write(missing);
  const area = { row: headerRow, column: 1, rows: 1, columns: first - 1 + missing.length };
  if (JSON.stringify(spreadsheet.readValues(tabId, area)[0]) !== JSON.stringify([...before, ...missing])) {
    // A column that has more than our header is somebody's, pushed there from the left: the headers that are gone are theirs, in order.
    const { values } = spreadsheet.read(tabId, true);
    const gone = before.filter((text) => text !== '' && !values[headerRow - 1]!.includes(text));
    write(missing.map((_, i) => (values.filter((row) => row[first - 1 + i] !== '').length > 1 && gone.shift()) || ''));
    return null;
  }
  const byHeader: Record<string, number> = Object.assign(Object.create(null), columns.byHeader);
  columns.missing.forEach((header, i) => {
    byHeader[header] = first + i;
  });
  return { headerRow, byHeader, missing: [] };
}

/** Marks every column that the recipe names; a column marked before keeps its mark. Returns header → mark. */
export function markColumns(platform: Platform, tabId: number, columns: Columns): Record<string, string> {
  const known = new Map(platform.spreadsheet.columnMarks(tabId).map(({ column, mark }) => [column, mark]));
  const marks: Record<string, string> = Object.create(null);
  for (const [header, column] of Object.entries(columns.byHeader)) {
    const before = known.get(column);
    marks[header] = before ?? platform.newId();
    if (before === undefined) platform.spreadsheet.markColumn(tabId, column, marks[header]!);
  }
  return marks;
}

/**
 * Where a run's columns are now: mark and header must agree.
 * @returns a problem as a sentence where a column was deleted, renamed or replaced
 */
export function resolveColumns(platform: Platform, job: Job, values: CellValue[][]): Columns | { problem: string } {
  const byMark = new Map(platform.spreadsheet.columnMarks(job.tab.id).map(({ column, mark }) => [mark, column]));
  const byHeader: Record<string, number> = Object.create(null);
  for (const header of headersOf(job.recipe)) {
    const column = byMark.get(job.marks[header] ?? '');
    if (column === undefined)
      return {
        problem: `Column "${header}" of "${job.tab.name}" was deleted. Undo that.`,
      };
    byHeader[header] = column;
  }
  const headerRow = headerRowOf(byHeader, values, job.recipe.headerRow);
  if (headerRow !== null) return { headerRow, byHeader, missing: [] };
  const texts = headerTexts(values[job.recipe.headerRow - 1]);
  const renamed = Object.keys(byHeader).find((header) => texts[byHeader[header]! - 1] !== header) ?? '';
  const column = columnLetters(byHeader[renamed] ?? 1);
  return {
    problem: `Column ${column} of "${job.tab.name}" was called "${renamed}" when the run started. Give it that header again.`,
  };
}

function headersOf(recipe: Recipe): string[] {
  return [...inputHeaders(recipe), ...ownHeaders(recipe)];
}

/** The row that has every header in its column: where it was, or wherever rows inserted above have moved it. */
function headerRowOf(byHeader: Record<string, number>, values: CellValue[][], expected: number): number | null {
  const isHeader = (row: number): boolean => {
    for (const header in byHeader) {
      const value = values[row - 1]?.[byHeader[header]! - 1];
      if (typeof value !== 'string' || value.trim() !== header) return false;
    }
    return true;
  };
  if (isHeader(expected)) return expected;
  for (let row = 1; row <= values.length; row++) if (isHeader(row)) return row;
  return null;
}
