// The add-on's custom functions in the workbench's sheet: a formula that calls one becomes an execution of the built add-on, under a formula's rules.
import { formulaCall } from '../host/formula-call';
import type { CellValue } from '../host/grid/port';
import { ownerOf } from '../host/world';
import type { Bench } from './workbench';

/** Univer says which cell it is calculating on the function object that it calls. */
type Calculating = { row: number; column: number; subUnitId: string };

const DECLARED = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*function\s+([A-Za-z_]\w*)\s*\(/g;

export function customFunctionNames(code: string): string[] {
  return [...code.matchAll(DECLARED)]
    .filter(([, comment]) => comment!.includes('@customfunction'))
    .map(([, , name]) => name!);
}

/** Univer hands a single cell over as a table of one, and what is blank as 0 or null: neither is what Google does. */
function googleArgument(given: unknown, held: unknown): unknown {
  if (Array.isArray(given)) {
    const rows = given.map((line: unknown[], r) =>
      line.map((value, c) => googleArgument(value, Array.isArray(held) ? (held as CellValue[][])[r]?.[c] : held)),
    );
    return rows.length === 1 && rows[0]!.length === 1 ? rows[0]![0] : rows;
  }
  if (typeof held === 'object' && held !== null && '$d' in held) return held;
  if (given === null || given === undefined) return '';
  return given === 0 && held === '' ? '' : given;
}

/** What the cells hold that the formula names; nothing where it is more than one plain call. */
function heldArguments(bench: Bench, { row, column, subUnitId }: Calculating): unknown[] {
  const tab = bench.tabOf(subUnitId);
  const own = bench.grid.tabs().find((one) => one.id === tab);
  if (!own) return [];
  const area = { tab: own.id, row: row + 1, column: column + 1, rows: 1, columns: 1 };
  try {
    return formulaCall(bench.grid, bench.grid.formulas(area)[0]?.[0] ?? '', own.name).args;
  } catch {
    return [];
  }
}

async function called(bench: Bench, fn: string, at: Calculating, given: unknown[]): Promise<unknown> {
  const held = heldArguments(bench, at);
  const args = given.map((value, index) => googleArgument(value, held[index]));
  const execution = await bench.runs.run({ user: ownerOf(bench.host.world), fn, args, as: 'formula' });
  if (!execution.ok) return '#ERROR!';
  const { value } = execution;
  const plain = (cell: unknown) => (typeof cell === 'object' && cell !== null ? '#ERROR!' : (cell ?? ''));
  return Array.isArray(value)
    ? value.map((line) => (Array.isArray(line) ? line.map(plain) : [plain(line)]))
    : plain(value);
}

export function registerCustomFunctions(bench: Bench): void {
  const formula = bench.grid.engine.api.getFormula();
  for (const name of customFunctionNames(bench.host.world.options.code)) {
    // Whatever is thrown here would end the process, and no formula would ever be calculated again.
    const run = async function (this: Calculating, ...given: unknown[]): Promise<unknown> {
      try {
        const { row, column, subUnitId } = this;
        return await called(bench, name, { row, column, subUnitId }, given);
      } catch (error) {
        console.error(`=${name} failed: ${(error as Error).message}`);
        return '#ERROR!';
      }
    };
    formula.registerAsyncFunction(name, run as never, '');
  }
}
