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
  /** Its request, at the index that is the row's number; nothing where it has none. */
  byRow: (Request | undefined)[];
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

type Identity = Pick<Request, 'canonical' | 'fingerprint' | 'texts'>;

/** One reading of a tab: what the row of each index amounts to; null where it is not complete. */
type Reading = { values: CellValue[][]; identities: (Identity | null)[] };

/**
 * The last reading, by everything else that identities depend on: an execution reads the same tab several times, and most rows are the
 * same in the same place.
 */
const readings = new Map<string, Reading>();

function isSameInput(columns: number[], was: CellValue[] | undefined, is: CellValue[]): boolean {
  if (was === undefined) return false;
  for (const column of columns) if (was[column - 1] !== is[column - 1]) return false;
  return true;
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
  const columnsRead = sources.flatMap((source) => ('column' in source ? source.column : []));
  const key = JSON.stringify([operation.id, reader.settings, recipe.inputs, reader.required, columnsRead]);
  const before = readings.get(key);
  const reading: Reading = { values: cells.values, identities: [] };
  readings.set(key, reading);
  const identityOf = identifier(reader, sources);
  const targets = new Map<string, number>();
  const headers = Object.entries(columns.byHeader);
  const table: Table = { requests: new Map(), byRow: [], incompleteRows: 0, lastRow: cells.values.length };
  for (let row = columns.headerRow + 1; row <= cells.values.length; row++) {
    const values = cells.values[row - 1]!;
    const isKnown = isSameInput(columnsRead, before?.values[row - 1], values);
    const identity = (isKnown ? before!.identities[row - 1] : undefined) ?? identityOf(values);
    reading.identities[row - 1] = identity;
    if (!identity) {
      if (values.some((value) => value !== '') && !isHeaderRow(headers, values)) table.incompleteRows++;
      continue;
    }
    if (isHeaderRow(headers, values)) continue;
    const { fingerprint, canonical, texts } = identity;
    let request = table.requests.get(fingerprint);
    if (request) request.rows.push(row);
    else {
      request = { fingerprint, canonical, texts, rows: [row] };
      const rival = rivalOf(targets, operation.targetOf?.(texts, reader.settings), row);
      if (rival !== undefined) request.rival = rival;
      table.requests.set(fingerprint, request);
    }
    table.byRow[row] = request;
  }
  return table;
}

/** A function that says what a row amounts to; null where it is not complete. */
function identifier(reader: Reader, sources: Source[]): (values: CellValue[]) => Identity | null {
  const { operation, settings, required } = reader;
  const fingerprintOf = fingerprinter(operation.id, operation.identity(settings));
  const names = sources.map(({ parameter }) => parameter).sort();
  return (values) => {
    const texts: Record<string, string> = {};
    let read = 0;
    for (const source of sources) {
      const isRead = 'column' in source;
      const text = isRead ? inputText(values[source.column - 1] ?? '', reader.isoDate) : source.text;
      if (text !== '') {
        texts[source.parameter] = text;
        if (isRead) read++;
      } else if (isRead && (required === null || required.includes(source.parameter))) return null;
    }
    if (read === 0) return null;
    const canonical = canonicalText(canonicalInput(operation, { texts, settings }), names);
    return { canonical, fingerprint: fingerprintOf(canonical), texts };
  };
}

function rivalOf(targets: Map<string, number>, target: string | undefined, row: number): number | undefined {
  const rival = target ? targets.get(target) : undefined;
  if (target && rival === undefined) targets.set(target, row);
  return rival;
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
  for (const parameter of Object.keys(around.texts)) {
    const own = operation.canonical(parameter, around.texts[parameter]!, around);
    if (own !== '') canonical[parameter] = own;
  }
  return canonical;
}

/**
 * A row equal to the headers, as copying a list under another leaves it, is never data.
 * @param headers each with its column
 */
export function isHeaderRow(headers: [string, number][], values: CellValue[]): boolean {
  for (const [header, column] of headers) {
    const value = values[column - 1];
    if (typeof value !== 'string' || value.trim() !== header) return false;
  }
  return true;
}

/** The distinct texts per parameter that the recipe will ask with: what the catalogue's choices are looked up for, if it has any. */
export function wantedTexts(
  recipe: Recipe,
  columns: Columns,
  cells: Cells,
  isoDate: (date: Date) => string,
): Record<string, string[]> {
  const wanted: Record<string, string[]> = {};
  for (const source of sourcesOf(recipe, columns)) {
    const get = (): string[] => {
      if ('text' in source) return [source.text];
      const texts = cells.values
        .slice(columns.headerRow)
        .map((values) => inputText(values[source.column - 1] ?? '', isoDate));
      return [...new Set(texts)].filter(Boolean);
    };
    // Seen by who asks which parameters are mapped, such as custom fields of leads.
    Object.defineProperty(wanted, source.parameter, { get, enumerable: true });
  }
  return wanted;
}
