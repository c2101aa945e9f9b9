// The formulas of a tab or of the whole document as rows of a recipe: each formula's cells, read as its function would be given them.
import type { Cells, CellValue, Platform, SpreadsheetPort, Tab } from '../platform/ports';
import { a1 } from '../sheet/a1';
import { type Ask, askOf, FUNCTIONS, plainOutputs } from './formula-ask';
import { type Argument, callsIn, type FormulaCall } from './formula-text';
import type { RawRecipe, Recipe } from './recipe';
import { noSuchRecipe, recipesIn } from './saved-recipes';

export type FormulaCell = { tab: Tab; row: number; column: number; cell: string; call: FormulaCall };
type BrokenCell = FormulaCell & { problem: string };
export type AskedCell = BrokenCell | (FormulaCell & { ask: Ask });

type Source = Pick<Platform, 'documentStore'> & {
  spreadsheet: Pick<SpreadsheetPort, 'tabs' | 'read' | 'tabWithMark'>;
};

/** Null where the recipe's rows are those of a sheet. */
export function formulasOf({ rows }: Pick<Recipe, 'rows'>): 'tab' | 'document' | null {
  return typeof rows === 'object' && 'formulas' in rows ? rows.formulas : null;
}

/** Every call of our functions in that tab, or in all of them, with what it asks for; two service calls a tab. */
export function askedCells(platform: Source, tab: Tab | null): AskedCell[] {
  const { spreadsheet, documentStore } = platform;
  const archive = tab ? null : spreadsheet.tabWithMark('archive');
  const tabs = spreadsheet.tabs();
  const read = new Map<number, Cells>();
  const cellsOf = (id: number): Cells => {
    const cells = read.get(id) ?? spreadsheet.read(id);
    read.set(id, cells);
    return cells;
  };
  const all = documentStore.all();
  const saved = new Map(recipesIn(all).map((one) => [one.name, one.recipe]));
  const found = (name: string): RawRecipe | { problem: string } =>
    saved.get(name) ?? { problem: noSuchRecipe(name, all) };
  return tabs
    .filter((one) => (tab ? one.id === tab.id : one.id !== archive?.id))
    .flatMap((one) => callsOf(one, cellsOf(one.id)))
    .map((cell) => {
      const args: unknown[] = [];
      for (const argument of cell.call.args) {
        const resolved = resolve(argument, (name) => {
          const other = name === null ? cell.tab : tabs.find((one) => one.name.toLowerCase() === name.toLowerCase());
          return other ? cellsOf(other.id).values : null;
        });
        if (resolved === null)
          return {
            ...cell,
            problem: `Only Sheets can work out what is in ${cell.call.name}. Give it plain cells, such as A2:B100.`,
          };
        args.push(resolved.length === 1 && resolved[0]!.length === 1 ? resolved[0]![0] : resolved);
      }
      const ask = askOf(cell.call.name, args, found);
      return 'problem' in ask ? { ...cell, problem: ask.problem } : { ...cell, ask };
    });
}

function callsOf(tab: Tab, { formulas }: Cells): FormulaCell[] {
  return formulas.flatMap((line, r) =>
    line.flatMap((formula, c) =>
      formula === ''
        ? []
        : callsIn(formula, FUNCTIONS).map((call) => ({
            tab,
            row: r + 1,
            column: c + 1,
            cell: `${tab.name}!${a1(r + 1, c + 1)}`,
            call,
          })),
    ),
  );
}

/** An argument's values, row by row; null where it cannot be known from here. */
function resolve(argument: Argument, valuesOf: (tab: string | null) => CellValue[][] | null): CellValue[][] | null {
  if ('value' in argument) return [[argument.value]];
  if ('unknown' in argument) return null;
  if ('grid' in argument) return joined(argument.grid.map((row) => row.map((part) => resolve(part, valuesOf))));
  const { tab, row, column, lastRow, lastColumn } = argument.area;
  const values = valuesOf(tab);
  if (!values) return null;
  const lines = values.slice(row - 1, lastRow);
  const width = Math.min(lastColumn, Math.max(column, values[0]?.length ?? 0)) - column + 1;
  if (lines.length === 0) lines.push([]);
  return lines.map((line) => Array.from({ length: width }, (_, i) => line[column - 1 + i] ?? ''));
}

/** Parts side by side, and rows of parts below each other. */
function joined(parts: (CellValue[][] | null)[][]): CellValue[][] | null {
  const all: CellValue[][] = [];
  for (const row of parts) {
    const height = Math.max(...row.map((part) => part?.length ?? 0));
    if (row.some((part) => part?.length !== height)) return null;
    for (let i = 0; i < height; i++) all.push(row.flatMap((part) => part![i]!));
  }
  return all;
}

/** What two asks must share to be bought by one run. */
function purchase({ operation, settings, inputs, cap, reuse }: Recipe): string {
  const sources = Object.keys(inputs)
    .sort()
    .map((name) => [name, columnOf(inputs, name) ? null : inputs[name]]);
  return JSON.stringify([operation, settings, sources, cap, reuse]);
}

function columnOf(inputs: Recipe['inputs'], name: string): boolean {
  return typeof inputs[name] === 'string';
}

export type FormulaGroup = { recipe: RawRecipe; cells: FormulaCell[] };

/** Formulas that buy alike, as one recipe each, and the formulas that cannot be understood. */
export function formulaGroups(asked: AskedCell[], tab: Tab | null): { groups: FormulaGroup[]; broken: BrokenCell[] } {
  const groups = new Map<string, FormulaGroup>();
  const broken: BrokenCell[] = [];
  for (const cell of asked) {
    if ('problem' in cell) {
      broken.push(cell);
      continue;
    }
    const { recipe, paths } = cell.ask;
    const key = purchase(recipe);
    const group = groups.get(key) ?? { recipe: groupRecipe(recipe, tab), cells: [] };
    groups.set(key, group);
    group.cells.push(cell);
    Object.assign(group.recipe.outputs as object, plainOutputs([...Object.keys(recipe.outputs), ...paths]));
  }
  return { groups: [...groups.values()], broken };
}

function groupRecipe({ name, operation, settings, inputs, cap, reuse }: Recipe, tab: Tab | null): RawRecipe {
  const sources = Object.keys(inputs).map((one) => [one, columnOf(inputs, one) ? one : inputs[one]]);
  const rows = { formulas: tab ? 'tab' : 'document' };
  const plain = {
    version: 1,
    name,
    operation,
    settings,
    inputs: Object.fromEntries(sources),
    outputs: {},
    status: null,
  };
  return { ...plain, rows, ...(tab ? { sheet: tab.name } : {}), cap, reuse };
}

/** The rows of a formula recipe: its parameters as headers, then the inputs of every formula that buys alike now. */
export function formulaRows(platform: Source, recipe: Recipe, tab: Tab): Cells {
  const headers = Object.keys(recipe.inputs).filter((name) => columnOf(recipe.inputs, name));
  const key = purchase(recipe);
  const values: CellValue[][] = [headers];
  for (const cell of askedCells(platform, formulasOf(recipe) === 'tab' ? tab : null)) {
    if (!('ask' in cell) || purchase(cell.ask.recipe) !== key) continue;
    const { parameters, rows } = cell.ask;
    const order = headers.map((header) => parameters.indexOf(header));
    for (const row of rows) values.push(order.map((at) => row[at] ?? ''));
  }
  return { values, formulas: [] };
}
