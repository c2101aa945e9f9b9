// The columns of a Databar table and their several names: what people see, what writes want, what reads give. Pure look-ups.
import { nearestHint } from '../../text/nearest';
import { hasOwn } from '../../text/own';
import { isPresent, valueAt } from '../../text/result-path';
import { field, listIn, textField } from '../answer';
import type { Json, Learnt, Parameter, RunFacts } from '../operation';
import { parameterType, withoutChoices } from './catalogue-answer';
import type { TableSettings } from './settings';

export type Row = { [column: string]: Json };

/** As kept with the job: short, since a table may have hundreds. `by`: 1 = filled by this enrichment, 2 = by another, 0 = by hand. */
export type Column = { name: string; write: string | null; internal: string | null; type: string; by: 0 | 1 | 2 };

export function columnsOf(learnt: Learnt): Column[] {
  return Array.isArray(learnt.columns) ? (learnt.columns as unknown as Column[]) : [];
}

export function readColumns(body: Json, enrichment: TableSettings['enrichment']): Column[] {
  return listIn(body).flatMap((item) => readColumn(item, enrichment) ?? []);
}

export function readColumn(item: Json, enrichment: TableSettings['enrichment']): Column | null {
  const text = (property: string): string | null => {
    const value = field(item, property);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const name = text('name');
  if (name === null) return null;
  const isFilled = (field(item, 'data_processor_id') ?? null) !== null;
  const by = isFilled ? (textField(item, 'data_processor_id') === String(enrichment) ? 1 : 2) : 0;
  // Misspelt on the wire; the other spelling for the day that somebody corrects it.
  const write = text('additional_intenal_name') ?? text('additional_internal_name');
  return { name, write, internal: text('internal_name'), type: text('type_of_value') ?? 'text', by };
}

/** Columns that a recipe can write. Only the key must be filled. */
export function tableParameters({ key }: TableSettings, learnt: Learnt): Parameter[] | null {
  const byName = new Map(byHand(columnsOf(learnt)).map((column) => [column.name, column]));
  const parameters = [...byName.values()].map(({ name, type }): Parameter => {
    return { name, label: name, required: name === key, type: withoutChoices(parameterType(type)) };
  });
  return parameters.length > 0 ? parameters : null;
}

export function byHand(columns: Column[]): Column[] {
  return columns.filter((column) => column.by === 0);
}

/**
 * The name under which a column is written. Databar's pages say the one that people see; its own n8n client was mended to
 * `additional_intenal_name` (github.com/databar-ai/n8n-nodes-databar, 22569f5).
 */
export function writeName(name: string, learnt: Learnt, asPeopleSee: boolean): string {
  const column = asPeopleSee ? undefined : byHand(columnsOf(learnt)).find((one) => one.name === name);
  return column?.write ?? name;
}

/** Whether the two ways to name these columns differ at all. */
export function isNamedTwice(names: string[], learnt: Learnt): boolean {
  return names.some((name) => writeName(name, learnt, false) !== name);
}

/** A row under the names that people see, whichever names the server gave. */
export function asPeopleSee(row: Row, columns: Column[]): Row {
  const keys = Object.keys(row);
  const namings = (['name', 'write', 'internal'] as const).map((naming) => {
    const names = new Map(columns.map((column) => [column[naming] ?? column.name, column.name]));
    return { names, hits: keys.filter((key) => names.has(key)).length };
  });
  const best = namings.reduce((one, other) => (other.hits > one.hits ? other : one));
  const seen: Row = Object.create(null);
  for (const key of keys) seen[best.names.get(key) ?? key] = row[key]!;
  return { ...seen };
}

/** The names of columns that this enrichment fills, and of all that any fills. */
export function filledColumns(columns: Column[]): { own: string[]; filled: string[] } {
  const names = (least: number, most: number) =>
    columns.filter(({ by }) => by >= least && by <= most).map((column) => column.name);
  return { own: names(1, 1), filled: names(1, 2) };
}

/**
 * What is wrong with an output: a column that neither is there nor will come. An enrichment adds its columns all at once, some
 * servers with its first run, so as long as it has none every name may come.
 */
export function outputProblem(path: string, _settings: TableSettings, learnt: Learnt): string | null {
  const columns = columnsOf(learnt);
  const names = columns.map((column) => column.name);
  const isKnown =
    path === 'id' ||
    names.some((name) => path === name || (/^[.[]/.test(path.slice(name.length)) && path.startsWith(name)));
  if (isKnown || learnt.cut === true || filledColumns(columns).own.length === 0) return null;
  return `The table has no column "${path}", and its enrichment adds none of that name.${nearestHint(path, names)}`;
}

/** What the enrichment has put into a row: its own columns where they are known, else the mapped ones that nobody fills by hand. */
export function outputsOf(
  row: Row,
  settings: TableSettings,
  facts: RunFacts,
  columns = columnsOf(facts.learnt),
): Json[] {
  const { own } = filledColumns(columns);
  if (own.length > 0) return own.map((name) => (hasOwn(row, name) ? row[name]! : null));
  const given = [settings.key, ...byHand(columns).map((column) => column.name)];
  const paths = facts.outputs.filter((path) => !given.includes(path));
  return (paths.length > 0 ? paths : facts.outputs).map((path) => (valueAt(row, path) ?? null) as Json);
}

export function hasOutput(outputs: Json[]): boolean {
  return outputs.some(isPresent);
}

/** Two cells that say the same though one went through a sheet and the other through a table. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return folded(one) === folded(other);
}

export function folded(value: Json | undefined): string {
  // A list or an object is never what a sheet's cell says.
  const text = (typeof value === 'object' && value ? '(nested)' : String(value ?? ''))
    .trim()
    .normalize('NFC')
    .toLowerCase();
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? String(Number(text)) : text;
}
