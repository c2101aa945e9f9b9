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

function parseRows(text: string): string[][] {
  try {
    return parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    }) as unknown as string[][];
  } catch (error) {
    throw new Error(`it is not valid CSV: ${(error as Error).message}`);
  }
}

/** Which cells are quoted, and the newline after each row. */
type Written = { quoted: boolean[][]; newlines: string[] };

/**
 * Found by walking the original beside its cells: csv-parse tells of quotes only through a call per cell, which takes twice the time, and
 * of newlines not at all. Throws where a row cannot be written back as it was.
 */
function writtenForm(text: string, rows: string[][]): Written {
  let at = 0;
  const quoted: boolean[][] = [];
  const newlines: string[] = [];
  rows.forEach((row, r) => {
    const marks: boolean[] = [];
    row.forEach((cell, c) => {
      if (c > 0 && text[at++] !== ',') at = Number.NaN;
      const asQuoted = text[at] === '"' ? encode(cell, true) : null;
      const isQuoted = asQuoted !== null && text.startsWith(asQuoted, at);
      if (!isQuoted && !text.startsWith(cell, at)) at = Number.NaN;
      at += isQuoted ? asQuoted.length : cell.length;
      marks.push(isQuoted);
    });
    const newline = text[at] === '\r' ? (text[at + 1] === '\n' ? '\r\n' : '\r') : text[at] === '\n' ? '\n' : '';
    if (Number.isNaN(at) || (newline === '' && at < text.length))
      throw new Error(`it is not valid CSV: the quotes in record ${r + 1} do not match`);
    at += newline.length;
    quoted.push(marks);
    newlines.push(newline);
  });
  return { quoted, newlines };
}

function mostCommon(values: string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Whether more cells that need no quotes have them than not. */
function quotesAlways(rows: string[][], quoted: boolean[][]): boolean {
  let more = 0;
  rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      if (cell !== '' && !mustQuote(cell)) more += quoted[r]![c] ? 1 : -1;
    });
  });
  return more > 0;
}

export function readCsv(bytes: Uint8Array): CsvFile {
  const whole = decodeUtf8(bytes);
  const bom = whole.startsWith(BOM);
  const text = bom ? whole.slice(1) : whole;
  const rows = parseRows(text);
  const { quoted, newlines } = writtenForm(text, rows);
  const newline = mostCommon(newlines.filter((each) => each !== '')) ?? '\n';
  const quotes = quotesAlways(rows, quoted) ? 'always' : 'needed';
  const form: CsvForm = { ...NEW_FORM, bom, newline, quotes, oddCells: [], oddNewlines: [], oddWidths: [] };
  form.endsWithNewline = newlines.length > 0 && newlines[newlines.length - 1] !== '';
  form.width = rows[0]?.length ?? 0;
  form.height = rows.length;
  rows.forEach((row, r) => {
    const last = r === rows.length - 1;
    if (newlines[r] !== newline && !(last && newlines[r] === '')) form.oddNewlines.push([r, newlines[r]!]);
    if (row.length !== form.width) form.oddWidths.push([r, row.length]);
    row.forEach((cell, c) => {
      if (quoted[r]![c] !== (quotes === 'always' || mustQuote(cell))) form.oddCells.push([r, c]);
    });
  });
  return { rows, form };
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
