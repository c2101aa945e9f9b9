// Finds a recipe's columns in a tab's header row. Reads only; what is missing is said, not added.
import type { CellValue } from '../platform/ports';
import { columnLetters } from '../sheet/a1';
import { nearestHint } from '../text/nearest';
import { inputHeaders, isExport, type Recipe } from './recipe';

/** How far down a moved header row is looked for. */
const ROWS_SEARCHED = 200;

/** 1-based header row and column per header text; `missing` are output and status headers that the tab does not have yet. */
export type Columns = { headerRow: number; byHeader: Record<string, number>; missing: string[] };

/** A problem is one sentence for people: a header missing (with the nearest), or there twice (with both columns). */
export function findColumns(recipe: Recipe, values: CellValue[][], tabName: string): Columns | { problem: string } {
  const own = ownHeaders(recipe);
  const wanted = new Set([...inputHeaders(recipe), ...own]);
  const headerRow = findHeaderRow(recipe, values);
  const texts = headerTexts(values[headerRow - 1]);
  // What brings its rows may begin on a blank tab.
  const isBlankTab = values.every((row) => row.every((value) => value === ''));
  if (texts.every((text) => text === '') && !(isBlankTab && isExport(recipe)))
    return {
      problem: `Row ${recipe.headerRow} of "${tabName}" has no headers. Put the column names there, or set "headerRow".`,
    };
  const byHeader: Record<string, number> = Object.create(null);
  for (const header of wanted) {
    const first = texts.indexOf(header);
    const second = first < 0 ? -1 : texts.indexOf(header, first + 1);
    if (second >= 0) {
      return {
        problem: `Header "${header}" occurs twice in "${tabName}": columns ${columnLetters(first + 1)} and ${columnLetters(second + 1)}. Rename one of them.`,
      };
    }
    if (first >= 0) byHeader[header] = first + 1;
    else if (!own.includes(header))
      return {
        problem: `Column "${header}" is not in row ${headerRow} of "${tabName}".${nearestHint(
          header,
          texts.filter((text) => text !== ''),
        )}`,
      };
  }
  return { headerRow, byHeader, missing: own.filter((header) => byHeader[header] === undefined) };
}

/** Headers that the recipe writes to: outputs in their order, status last. */
export function ownHeaders(recipe: Recipe): string[] {
  const outputs = Object.values(recipe.outputs);
  return recipe.status === null ? outputs : [...outputs, recipe.status];
}

export function headerTexts(row: CellValue[] | undefined): string[] {
  return (row ?? []).map((cell) => (typeof cell === 'string' ? cell.trim() : String(cell)));
}

/** The recipe's row when its inputs are there, else the one other row near the top that has them all. */
function findHeaderRow(recipe: Recipe, values: CellValue[][]): number {
  const headers = inputHeaders(recipe);
  const hasAll = (row: number): boolean => {
    const texts = new Set(headerTexts(values[row - 1]));
    return headers.every((header) => texts.has(header));
  };
  if (hasAll(recipe.headerRow)) return recipe.headerRow;
  for (let row = 1; row <= Math.min(values.length, ROWS_SEARCHED); row++) if (hasAll(row)) return row;
  return recipe.headerRow;
}
