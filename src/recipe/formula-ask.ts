// What a call of a custom function asks for: a recipe, the rows to look up, the result paths to show. The one table of the functions.
import type { CellValue } from '../platform/ports';
import { hasOwn } from '../text/own';
import { WHOLE } from '../text/result-path';
import { type RawRecipe, type ReadRecipe, type Recipe, readRecipe } from './recipe';

export type Ask = Extract<ReadRecipe, { recipe: Recipe }> & {
  /** Parameters in the order of the columns of `rows`. */
  parameters: string[];
  rows: CellValue[][];
  /** The first row of the range holds the parameters' names, and gets the paths as its answer. */
  named: boolean;
  paths: string[];
};

type Problem = { problem: string };
type Found = (name: string) => RawRecipe | Problem;

/** Leads have to be in some pipeline: found by this name, made where there is none. */
const PIPELINE = { create: { name: 'Backfill formulas' } };

/** What a function without a saved recipe does, by its arguments. `inputs` is the place of the range, `fields` that of the paths. */
type Direct = {
  operation: string;
  inputs: number;
  fields: number | null;
  settings(args: readonly string[]): RawRecipe;
  /** The one parameter that the range holds; absent: the first row names them. */
  parameter?(args: readonly string[]): string;
};

const emails = (): string => 'email';

const DIRECT: Record<string, Direct> = {
  ENRICH: {
    operation: 'databar.enrichment',
    inputs: 1,
    fields: 2,
    settings: ([id]) => ({ enrichment: /^\d+$/.test(id!) ? Number(id) : id }),
  },
  WATERFALL: { operation: 'databar.waterfall', inputs: 1, fields: 2, settings: ([waterfall]) => ({ waterfall }) },
  CREATOR: {
    operation: 'influencers.batch',
    inputs: 0,
    fields: 3,
    settings: ([, mode, platform]) => (platform ? { mode, platform } : { mode }),
    parameter: ([, mode]) => (mode === 'raw' || mode === 'full' ? 'handle' : 'email'),
  },
  VALIDATE_EMAIL: {
    operation: 'enrichabl.validation',
    inputs: 0,
    fields: null,
    settings: ([, service]) => ({ pipeline: PIPELINE, service: (service || 'BOUNCEBAN').toUpperCase() }),
    parameter: emails,
  },
  LEAD: {
    operation: 'enrichabl.leads',
    inputs: 0,
    fields: 1,
    settings: () => ({ pipeline: PIPELINE }),
    parameter: emails,
  },
};

export const FUNCTIONS: readonly string[] = ['BACKFILL', 'BACKFILL_STATUS', ...Object.keys(DIRECT)];

/** Arguments are values, or rows of values, as Sheets hands them to a custom function. */
export function askOf(name: string, args: readonly unknown[], saved: Found): Ask | Problem {
  const direct = hasOwn(DIRECT, name) ? DIRECT[name]! : null;
  const inputs = args[direct ? direct.inputs : 1];
  if (inputs === undefined) return { problem: `${name} needs cells to look up, e.g. A2:B100.` };
  const rows = rowsOf(inputs);
  const fields = args[direct ? (direct.fields ?? -1) : 2];
  return direct
    ? directAsk(name, direct, args.map(textOf), rows, pathsOf(fields))
    : savedAsk(args[0], rows, fields, saved);
}

function directAsk(name: string, direct: Direct, args: string[], rows: CellValue[][], paths: string[]): Ask | Problem {
  const named = !direct.parameter;
  const parameters = direct.parameter ? [direct.parameter(args)] : rows[0]!.map(textOf);
  if (parameters.includes('') || new Set(parameters).size < parameters.length)
    return { problem: `The first row of ${name}'s cells must name each column's parameter once.` };
  const shown = paths.length > 0 ? paths : [name === 'VALIDATE_EMAIL' ? 'status' : WHOLE];
  const read = readRecipe({
    version: 1,
    name,
    operation: direct.operation,
    settings: direct.settings(args),
    inputs: Object.fromEntries(parameters.map((one) => [one, one])),
    outputs: plainOutputs(shown),
  });
  if ('problem' in read) return read;
  return checked(name, { ...read, parameters, rows: named ? rows.slice(1) : rows, named, paths: shown });
}

function savedAsk(name: unknown, rows: CellValue[][], fields: unknown, saved: Found): Ask | Problem {
  const raw = saved(textOf(name));
  if ('problem' in raw) return raw as Problem;
  const read = readRecipe(raw);
  if ('problem' in read) return read;
  const { inputs, outputs } = read.recipe;
  const parameters = Object.keys(inputs).filter((parameter) => typeof inputs[parameter] === 'string');
  // People know a field by the column that it fills.
  const byHeader = new Map(Object.entries(outputs).map(([path, header]) => [header, path]));
  const asked = pathsOf(fields).map((field) => (hasOwn(outputs, field) ? field : (byHeader.get(field) ?? field)));
  const paths = asked.length > 0 ? asked : Object.keys(outputs);
  return checked(read.recipe.name, { ...read, parameters, rows, named: false, paths });
}

function checked(name: string, ask: Ask): Ask | Problem {
  const { parameters, rows } = ask;
  const width = rows[0]?.length ?? parameters.length;
  if (width === parameters.length) return ask;
  return { problem: `"${name}" takes one column each for ${parameters.join(', ')}; the cells have ${width}.` };
}

/** Columns of outputs have an arrow, so that none is called like an input. */
export function plainOutputs(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, `→ ${path}`]));
}

/** A single cell comes bare. */
function rowsOf(value: unknown): CellValue[][] {
  if (!Array.isArray(value)) return [[value as CellValue]];
  return value.map((row) => (Array.isArray(row) ? row : [row]) as CellValue[]);
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value).trim();
}

/** `"email, phone"`, or cells that hold one path each. */
function pathsOf(value: unknown): string[] {
  const paths = rowsOf(value ?? '').flatMap((row) => row.flatMap((cell) => textOf(cell).split(',')));
  return [...new Set(paths.map((path) => path.trim()).filter((path) => path !== ''))];
}
