// The columns of a run: marked so that they are found again when they move, resolved before every use.
import type { CellValue, Platform } from '../platform/ports';
import { type Columns, headerTexts, ownHeaders } from '../recipe/columns';
import { inputHeaders, type Recipe } from '../recipe/recipe';
import { columnLetters } from '../sheet/a1';
import type { Job } from './job';

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
 * @returns a problem as a sentence where a column was deleted, renamed or replaced, and where those are that have their marks
 */
export function resolveColumns(
  platform: Platform,
  job: Job,
  values: CellValue[][],
): Columns | { problem: string; byHeader: Columns['byHeader'] } {
  const byMark = new Map(platform.spreadsheet.columnMarks(job.tab.id).map(({ column, mark }) => [mark, column]));
  const byHeader: Record<string, number> = Object.create(null);
  const deleted: string[] = [];
  for (const header of headersOf(job.recipe)) {
    const column = byMark.get(job.marks[header] ?? '');
    if (column === undefined) deleted.push(header);
    else byHeader[header] = column;
  }
  if (deleted.length > 0)
    return { problem: `Column "${deleted[0]}" of "${job.tab.name}" was deleted. Undo that.`, byHeader };
  const headerRow = headerRowOf(byHeader, values, job.recipe.headerRow);
  if (headerRow !== null) return { headerRow, byHeader, missing: [] };
  const texts = headerTexts(values[job.recipe.headerRow - 1]);
  const renamed = Object.keys(byHeader).find((header) => texts[byHeader[header]! - 1] !== header) ?? '';
  const column = columnLetters(byHeader[renamed] ?? 1);
  return {
    problem: `Column ${column} of "${job.tab.name}" was called "${renamed}" when the run started. Give it that header again.`,
    byHeader,
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
