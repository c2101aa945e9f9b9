// A CSV file as rows of text plus the way it was written, so that every cell that is not ours leaves byte for byte. Knows no sheet and no recipe.
import { parse } from 'csv-parse/sync';

/** How a file is written where its text alone does not say so. Small: only what differs from the usual is listed. */
export type CsvForm = {
  bom: boolean;
  newline: string;
  endsWithNewline: boolean;
  /** Cells of this file are quoted only where they must be, or always. */
  quotes: 'needed' | 'always';
  /** Cells whose quotes are not as `quotes` says: [row, column], 0-based. */
  oddCells: [number, number][];
  /** Rows that end in another newline than the others. */
  oddNewlines: [number, string][];
  /** Rows that have fewer or more cells than the first one: [row, cells]. */
  oddWidths: [number, number][];
  width: number;
  height: number;
};

export type CsvFile = { rows: string[][]; form: CsvForm };

export const NEW_FORM: CsvForm = {
  bom: false,
  newline: '\n',
  endsWithNewline: true,
  quotes: 'needed',
  oddCells: [],
  oddNewlines: [],
  oddWidths: [],
  width: 0,
  height: 0,
};

const BOM = '\uFEFF';

function mustQuote(text: string): boolean {
  return /[",\r\n]/.test(text);
}

function encode(text: string, quoted: boolean): string {
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('it is not UTF-8 text; save it as "CSV UTF-8" and try again');
  }
}

type Field = { text: string; quoted: boolean };

function parseFields(text: string): Field[][] {
  try {
    return parse(text, {
      cast: (value, context) => ({ text: value, quoted: context.quoting }),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    }) as unknown as Field[][];
  } catch (error) {
    throw new Error(`it is not valid CSV: ${(error as Error).message}`);
  }
}

/** The newline after each row, found by walking the original: csv-parse does not tell. Throws where a row cannot be written back as it was. */
function newlinesOf(text: string, fields: Field[][]): string[] {
  let at = 0;
  return fields.map((row, i) => {
    const written = row.map((field) => encode(field.text, field.quoted)).join(',');
    const newline = /^(\r\n|\n|\r|$)/.exec(text.slice(at + written.length, at + written.length + 2))?.[0];
    if (!text.startsWith(written, at) || newline === undefined) {
      throw new Error(`it is not valid CSV: the quotes in record ${i + 1} do not match`);
    }
    at += written.length + newline.length;
    return newline;
  });
}

function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

export function readCsv(bytes: Uint8Array): CsvFile {
  const whole = decodeUtf8(bytes);
  const bom = whole.startsWith(BOM);
  const fields = parseFields(bom ? whole.slice(1) : whole);
  const newlines = newlinesOf(bom ? whole.slice(1) : whole, fields);
  const newline = mostCommon(newlines.filter((each) => each !== '')) ?? '\n';
  const optional = fields.flat().filter((field) => field.text !== '' && !mustQuote(field.text));
  const quotes = optional.filter((field) => field.quoted).length > optional.length / 2 ? 'always' : 'needed';
  const form: CsvForm = { ...NEW_FORM, bom, newline, quotes, oddCells: [], oddNewlines: [], oddWidths: [] };
  form.endsWithNewline = newlines.length > 0 && newlines[newlines.length - 1] !== '';
  form.width = fields[0]?.length ?? 0;
  form.height = fields.length;
  fields.forEach((row, r) => {
    const last = r === fields.length - 1;
    if (newlines[r] !== newline && !(last && newlines[r] === '')) form.oddNewlines.push([r, newlines[r]!]);
    if (row.length !== form.width) form.oddWidths.push([r, row.length]);
    row.forEach((field, c) => {
      if (field.quoted !== (quotes === 'always' || mustQuote(field.text))) form.oddCells.push([r, c]);
    });
  });
  return { rows: fields.map((row) => row.map((field) => field.text)), form };
}

/** `isOurs` says which cells may have changed; their quotes are chosen anew where the old ones would no longer hold the text. */
export function writeCsv(
  { rows, form }: CsvFile,
  isOurs: (row: number, column: number) => boolean = () => false,
): string {
  const oddCells = new Set(form.oddCells.map(([row, column]) => `${row},${column}`));
  const oddNewlines = new Map(form.oddNewlines);
  const lines = rows.map((row, r) => {
    const cells = row.map((text, c) => {
      const usual = form.quotes === 'always' || mustQuote(text);
      const quoted = oddCells.has(`${r},${c}`) ? !usual : usual;
      return encode(text, quoted || (isOurs(r, c) && mustQuote(text)));
    });
    const last = r === rows.length - 1;
    return cells.join(',') + (last && !form.endsWithNewline ? '' : (oddNewlines.get(r) ?? form.newline));
  });
  return (form.bom ? BOM : '') + lines.join('');
}

/** The sheet's rows as the file's: a row keeps its own width, unless something new stands beyond it or it was as wide as the header. */
export function fitWidths(rows: string[][], form: CsvForm): string[][] {
  const oddWidths = new Map(form.oddWidths);
  const width = Math.max(form.width, ...rows.slice(0, 1).map((row) => row.length));
  // Blank lines at the end are not in a sheet's used range.
  const blank = Array.from({ length: Math.max(0, form.height - rows.length) }, () => [] as string[]);
  return [...rows, ...blank].map((row, r) => {
    const own = oddWidths.get(r) ?? width;
    let used = row.length;
    while (used > own && row[used - 1] === '') used--;
    const target = used > own && own < width ? Math.max(used, width) : Math.max(used, own);
    return Array.from({ length: target }, (_, c) => row[c] ?? '');
  });
}
