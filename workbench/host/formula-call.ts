// Reads `=NAME(A1:B3, "x", 2)` into a function and its arguments, as a custom function gets them. Not a formula engine: no nesting.
import { boundsOf, splitTabName } from './grid/a1';
import type { CellValue, Grid } from './grid/port';

export type FormulaCall = { fn: string; args: unknown[] };

const ARGUMENT = /\s*("(?:[^"]|"")*"|[^,"]+)\s*(,|$)/uy;

function argumentTexts(text: string): string[] {
  const found: string[] = [];
  ARGUMENT.lastIndex = 0;
  while (ARGUMENT.lastIndex < text.length) {
    const match = ARGUMENT.exec(text);
    if (!match) throw new Error(`not a formula that the local host can read: ${text}`);
    found.push((match[1] ?? '').trim());
  }
  return found;
}

/** A range is a 2-D array, a single cell a bare value, an empty cell '' (apps-script/guides/sheets/functions). */
function rangeArgument(grid: Grid, reference: string, ownTab: string | undefined): unknown {
  const { tabName, a1 } = splitTabName(reference);
  const tabs = grid.tabs();
  const wanted = tabName ?? ownTab ?? tabs[0]?.name;
  const tab = tabs.find((one) => one.name === wanted);
  const bounds = tab ? boundsOf(a1, tab.maxRows, tab.maxColumns) : null;
  if (!tab || !bounds) throw new Error(`not a range: ${reference}`);
  const values: CellValue[][] = grid.values({ tab: tab.id, ...bounds });
  return bounds.rows === 1 && bounds.columns === 1 ? (values[0]?.[0] ?? '') : values;
}

function argument(grid: Grid, text: string, ownTab: string | undefined): unknown {
  if (text.startsWith('"')) return text.slice(1, -1).replaceAll('""', '"');
  if (/^(true|false)$/i.test(text)) return /^t/i.test(text);
  if (/^-?[\d.]+$/.test(text)) return Number(text);
  return rangeArgument(grid, text, ownTab);
}

/** @param ownTab the tab that the formula stands in; without it the first one */
export function formulaCall(grid: Grid, formula: string, ownTab?: string): FormulaCall {
  const match = /^=\s*([A-Za-z_][\w.]*)\s*\((.*)\)\s*$/s.exec(formula);
  if (!match) throw new Error(`not a call of a custom function: ${formula}`);
  return { fn: match[1] ?? '', args: argumentTexts(match[2] ?? '').map((text) => argument(grid, text, ownTab)) };
}
