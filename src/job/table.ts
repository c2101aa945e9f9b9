// Reads a tab as a recipe sees it: which rows are complete, and which request each of them is. Select, in one pass; pure.
import type { Cells, CellValue } from '../platform/ports';
import type { AnyOperation } from '../providers/all';
import type { Around, Learnt } from '../providers/operation';
import type { Columns } from '../recipe/columns';
import type { Recipe } from '../recipe/recipe';
import { inputText } from '../sheet/cell-value';
import { type CanonicalInput, canonicalText, fingerprinter } from '../sheet/fingerprint';

/** One unique input and the rows (1-based, ascending) that have it. `texts` are the first row's, trimmed, as they would be sent. */
export type Request = {
  fingerprint: string;
  canonical: string;
  texts: Record<string, string>;
  rows: number[];
  /** A row above whose request is another, but changes the same thing at the provider. */
  rival?: number;
};

export type Table = {
  requests: Map<string, Request>;
  /** Row → its request. */
  byRow: Map<number, Request>;
  incompleteRows: number;
  lastRow: number;
};

export type Reader = {
  recipe: Recipe;
  operation: AnyOperation;
  settings: unknown;
  /** Parameters that must not be blank; null: all that are read from a column. */
  required: readonly string[] | null;
  isoDate(date: Date): string;
};

type Identity = { canonical: string; fingerprint: string };

/**
 * What the texts of a row amount to, kept for the execution, which reads the same tab several times. Under everything that it depends on:
 * operation, settings, the names of the parameters; then the texts, each behind its length, so that no two rows share a key.
 */
const identities = new Map<string, Map<string, Identity>>();

function identitiesOf({ recipe, operation, settings }: Reader): Map<string, Identity> {
  const key = JSON.stringify([operation.id, settings, Object.keys(recipe.inputs)]);
  const known = identities.get(key) ?? new Map<string, Identity>();
  identities.set(key, known);
  return known;
}

/** Which parameters the catalogue wants filled, of those that the recipe reads from a column. */
export function requiredParameters(
  operation: AnyOperation,
  settings: unknown,
  learnt: Learnt,
): readonly string[] | null {
  const parameters = operation.parameters(settings, learnt);
  return parameters ? parameters.filter((one) => one.required).map((one) => one.name) : null;
}

type Source = { parameter: string; column: number } | { parameter: string; text: string };

export function readTable(reader: Reader, columns: Columns, cells: Cells): Table {
  const { recipe, operation } = reader;
  const sources = sourcesOf(recipe, columns);
  const required = sources.filter(
    (source) => 'column' in source && (reader.required === null || reader.required.includes(source.parameter)),
  );
  const fingerprintOf = fingerprinter(operation.id, operation.identity(reader.settings));
  const known = identitiesOf(reader);
  const targets = new Map<string, number>();
  const table: Table = { requests: new Map(), byRow: new Map(), incompleteRows: 0, lastRow: cells.values.length };
  for (let row = columns.headerRow + 1; row <= cells.values.length; row++) {
    const values = cells.values[row - 1]!;
    const texts: Record<string, string> = {};
    let read = 0;
    let key = '';
    for (const source of sources) {
      const text = 'column' in source ? inputText(values[source.column - 1] ?? '', reader.isoDate) : source.text;
      key += `${text.length}:${text}`;
      if (text === '') continue;
      texts[source.parameter] = text;
      if ('column' in source) read++;
    }
    if (read === 0 || required.some((source) => texts[source.parameter] === undefined)) {
      if (values.some((value) => value !== '') && !isHeaderRow(columns, values)) table.incompleteRows++;
      continue;
    }
    if (isHeaderRow(columns, values)) continue;
    let identity = known.get(key);
    if (!identity) {
      const canonical = canonicalText(canonicalInput(operation, { texts, settings: reader.settings }));
      identity = { canonical, fingerprint: fingerprintOf(canonical) };
      known.set(key, identity);
    }
    const { fingerprint } = identity;
    let request = table.requests.get(fingerprint);
    if (!request) {
      request = {
        ...identity,
        texts,
        rows: [],
        ...rivalOf(targets, operation.targetOf?.(texts, reader.settings), row),
      };
      table.requests.set(fingerprint, request);
    }
    request.rows.push(row);
    table.byRow.set(row, request);
  }
  return table;
}

function rivalOf(targets: Map<string, number>, target: string | undefined, row: number): { rival?: number } {
  if (target === undefined || target === '') return {};
  const rival = targets.get(target);
  if (rival !== undefined) return { rival };
  targets.set(target, row);
  return {};
}

function sourcesOf(recipe: Recipe, columns: Columns): Source[] {
  return Object.entries(recipe.inputs).map(([parameter, from]) =>
    typeof from === 'string'
      ? { parameter, column: columns.byHeader[from]! }
      : { parameter, text: constantText(from.value) },
  );
}

function constantText(value: string | number | boolean): string {
  return inputText(value, String);
}

export function canonicalInput(operation: AnyOperation, around: Around<unknown>): CanonicalInput {
  const canonical: CanonicalInput = {};
  for (const [parameter, text] of Object.entries(around.texts)) {
    const own = operation.canonical(parameter, text, around);
    if (own !== '') canonical[parameter] = own;
  }
  return canonical;
}

/** A row equal to the headers, as copying a list under another leaves it, is never data. */
export function isHeaderRow(columns: Columns, values: CellValue[]): boolean {
  for (const header in columns.byHeader) {
    const value = values[columns.byHeader[header]! - 1];
    if (typeof value !== 'string' || value.trim() !== header) return false;
  }
  return true;
}

/** The distinct texts per parameter that the recipe will ask with: what the catalogue's choices are looked up for. */
export function wantedTexts(
  recipe: Recipe,
  columns: Columns,
  cells: Cells,
  isoDate: (date: Date) => string,
): Record<string, string[]> {
  const wanted: Record<string, string[]> = {};
  for (const source of sourcesOf(recipe, columns)) {
    if ('text' in source) {
      wanted[source.parameter] = [source.text];
      continue;
    }
    const texts = new Set<string>();
    for (let row = columns.headerRow; row < cells.values.length; row++) {
      const text = inputText(cells.values[row]![source.column - 1] ?? '', isoDate);
      if (text !== '') texts.add(text);
    }
    wanted[source.parameter] = [...texts];
  }
  return wanted;
}
