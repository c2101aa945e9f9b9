// The recipe: what the user wants done, as strict JSON. Not its check against a sheet (columns.ts).
import * as z from 'zod/mini';
import { type AnyOperation, OPERATIONS } from '../providers/all';
import { asciiJson } from '../text/ascii-json';
import { atLeast, keyed, must, notEmpty, text, whole } from '../text/demands';
import { nearestHint } from '../text/nearest';
import { PARSING, problemText } from './problem-text';

z.config({ jitless: true });

/** A recipe travels in one property with its job; Google's limit for one is 9 KB. */
const RECIPE_BYTES = 5000;
/** Which of them a wave wrote is logged as the bits of one number, status among them. */
const COLUMNS = 50;

/** Of a recipe or a playbook. */
export const VERSION = z.enum({ first: 1 });
const header = text(500);
const constant = z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) });
const rows = z.union(
  [
    z.enum(['empty', 'errors', 'check', 'all', 'visible']),
    z.strictObject({ first: whole(1) }),
    z.strictObject({ range: z.string() }),
    // Made by "Fill formulas": the rows are the inputs of the custom functions that buy alike (formula-rows.ts).
    z.strictObject({ formulas: z.enum(['tab', 'document']) }),
  ],
  { error: 'must be "empty", "errors", "check", "all", "visible", { "first": n } or { "range": "A2:F40" }' },
);
const reuse = z.union([z.enum(['always', 'never']), z.strictObject({ days: z.number().check(atLeast(0)) })], {
  error: 'must be "always", "never" or { "days": n }',
});
const cap = z.strictObject({
  credits: z.optional(z.number().check(atLeast(0))),
  requests: z.optional(whole(0)),
});

/** How often a schedule runs it. Hourly, the minutes of `at` count; weekly, the weekday on which it was armed. */
export const scheduleSetting = z.strictObject({
  every: z.enum(['hour', 'day', 'week']),
  at: z.optional(
    z
      .string()
      .check(
        must('must be a time of day from 00:00 to 23:59, like 09:00', (at) => /^([01]\d|2[0-3]):[0-5]\d$/.test(at)),
      ),
  ),
  cap: z.optional(cap),
  reuse: z.optional(reuse),
});

const schema = z.strictObject({
  version: VERSION,
  name: text(100),
  operation: z.string(),
  settings: z._default(keyed(z.unknown()), {}),
  sheet: z.optional(z.string().check(notEmpty)),
  headerRow: z._default(whole(1), 1),
  inputs: z.optional(keyed(z.union([header, constant], { error: 'must be a header or { "value": … }' }))),
  outputs: z.optional(keyed(header)),
  rows: z._default(rows, 'empty'),
  status: z.optional(z.nullable(header)),
  cap: z._default(cap, {}),
  reuse: z._default(reuse, 'always'),
  schedule: z.optional(scheduleSetting),
});

/** A recipe as JSON; the add-on checks every one that it gets. */
export type RawRecipe = { [key: string]: unknown };

export type ScheduleSetting = z.infer<typeof scheduleSetting>;

type Parsed = z.infer<typeof schema>;

/** A checked recipe, defaults filled in. `status: null` means no status column. */
export type Recipe = Omit<Parsed, 'inputs' | 'outputs' | 'status'> & {
  inputs: NonNullable<Parsed['inputs']>;
  outputs: NonNullable<Parsed['outputs']>;
  status: string | null;
};

export type ReadRecipe = { recipe: Recipe; operation: AnyOperation; settings: unknown } | { problem: string };

const CAP = Object.keys(cap.shape);
const KNOWN: Record<string, readonly string[]> = {
  '': Object.keys(schema.shape),
  cap: CAP,
  schedule: Object.keys(scheduleSetting.shape),
  'schedule.cap': CAP,
  'schedule.reuse': ['days'],
  rows: ['first', 'range'],
  reuse: ['days'],
};

/** Checks a recipe by itself: schema, operation, settings, columns used once. A problem is one sentence for people. */
export function readRecipe(raw: unknown): ReadRecipe {
  const parsed = schema.safeParse(raw, PARSING);
  if (!parsed.success)
    return { problem: problemText(parsed.error, [], (path) => KNOWN[path.map(String).join('.')] ?? []) };
  const operation = OPERATIONS.find((one) => one.id === parsed.data.operation);
  if (!operation) {
    const ids = OPERATIONS.map((one) => one.id);
    return { problem: `There is no operation "${parsed.data.operation}".${nearestHint(parsed.data.operation, ids)}` };
  }
  const settings = readSettings(operation, parsed.data.settings);
  if ('problem' in settings) return settings;
  const name = parsed.data.name.trim();
  if (name === '') return { problem: '"name" must not be empty.' };
  const { status } = parsed.data;
  const recipe: Recipe = {
    ...parsed.data,
    name,
    inputs: trimmed(parsed.data.inputs ?? {}),
    outputs: trimmed(parsed.data.outputs ?? {}),
    status: status === undefined ? `${name} status` : (status?.trim() ?? null),
  };
  const problem = columnProblem(recipe, !operation.brings) ?? sizeProblem(recipe);
  return problem ? { problem } : { recipe, operation, ...settings };
}

/** An operation's settings, checked by its own schema. */
export function readSettings(operation: AnyOperation, raw: unknown): { settings: unknown } | { problem: string } {
  const settings = operation.settings.safeParse(raw, PARSING);
  if (settings.success) return { settings: settings.data };
  const known = Object.keys((operation.settings as unknown as { shape?: object }).shape ?? {});
  return { problem: problemText(settings.error, ['settings'], (path) => (path.length === 0 ? known : [])) };
}

/** Headers match exactly after trimming, so they are kept trimmed. */
function trimmed<T>(columns: Record<string, T>): Record<string, T> {
  const kept: Record<string, T> = Object.create(null);
  for (const [name, value] of Object.entries(columns))
    kept[name] = typeof value === 'string' ? (value.trim() as T) : value;
  return kept;
}

/** Asked for at every row; a recipe does not change once it was read. */
const headersOf = new WeakMap<Recipe['inputs'], string[]>();

/** Headers that inputs are read from. */
export function inputHeaders({ inputs }: Recipe): string[] {
  let headers = headersOf.get(inputs);
  if (!headers) {
    headers = [...new Set(Object.values(inputs).filter((source): source is string => typeof source === 'string'))];
    headersOf.set(inputs, headers);
  }
  return headers;
}

/** Its operation brings the rows: the one input is the key that rows are found by, and an output as well. */
export function isExport(recipe: Recipe): boolean {
  return Object.values(recipe.inputs).some((source) => Object.values(recipe.outputs).includes(source as string));
}

function columnProblem(recipe: Recipe, takesRows: boolean): string | null {
  const outputs = Object.entries(recipe.outputs);
  const mapped = Object.keys(recipe.inputs).length;
  if (!takesRows && mapped > 0) return `${recipe.operation} brings its rows itself: leave out "inputs".`;
  if (takesRows && mapped === 0) return 'The recipe has no "inputs": map at least one parameter to a column.';
  if (takesRows && inputHeaders(recipe).length === 0)
    return 'No input of the recipe is read from a column: map at least one parameter to a header.';
  if (takesRows && outputs.length === 0)
    return 'The recipe has no "outputs": map at least one result path to a column.';
  for (const [parameter, source] of Object.entries(recipe.inputs))
    if (source === '') return `Input "${parameter}" has no column header.`;
  const inputs = new Set(inputHeaders(recipe));
  const seen = new Map<string, string>();
  for (const [path, column] of outputs) {
    if (path === '') return `The output to column "${column}" has no result path.`;
    if (column === '') return `Output "${path}" has no column header.`;
    if (inputs.has(column))
      return `Column "${column}" is both an input and an output. Write output "${path}" to another column.`;
    const other = seen.get(column);
    if (other !== undefined)
      return `Outputs "${other}" and "${path}" both write to column "${column}". Give each its own.`;
    seen.set(column, path);
  }
  if (recipe.status === null) return null;
  if (recipe.status === '') return 'The status column has no header. Name one, or use null for none.';
  if (inputs.has(recipe.status)) return `Column "${recipe.status}" is both an input and the status column.`;
  if (seen.has(recipe.status)) return `Column "${recipe.status}" is both an output and the status column.`;
  return null;
}

function sizeProblem(recipe: Recipe): string | null {
  const columns = Object.keys(recipe.outputs).length;
  if (columns > COLUMNS)
    return `The recipe has ${columns} outputs; at most ${COLUMNS} fit one run. Name those you want.`;
  const bytes = asciiJson(recipe).length;
  return bytes > RECIPE_BYTES
    ? `The recipe takes ${bytes} bytes; at most ${RECIPE_BYTES} fit. Shorten its constants or its columns.`
    : null;
}
