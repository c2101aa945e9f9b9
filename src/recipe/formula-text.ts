// Finds Backfill's custom functions in the text of a formula, and takes their arguments apart. The text is never evaluated.

/** An area as written: rows or columns that are open (`A2:A`, `2:5`) end with the tab. 1-based. */
export type Reference = { tab: string | null; row: number; column: number; lastRow: number; lastColumn: number };

export type Argument =
  | { value: string | number | boolean }
  | { area: Reference }
  /** `{A1:A9, C1:C9}`: rows of parts that stand side by side. */
  | { grid: Argument[][] }
  /** Something that only Sheets can work out: a nested function, a sum, a name. */
  | { unknown: string };

/** `alone`: the formula is this call and nothing else. `spelling`: the function's name as it is written. */
export type FormulaCall = { name: string; spelling: string; args: Argument[]; alone: boolean };

export function callsIn(formula: string, names: readonly string[]): FormulaCall[] {
  const calls: FormulaCall[] = [];
  const word = /"(?:[^"]|"")*"|'(?:[^']|'')*'|([A-Za-z_][\w.]*)\(/g;
  for (let match = word.exec(formula); match; match = word.exec(formula)) {
    const spelling = match[1];
    const name = spelling?.toUpperCase() ?? '';
    if (spelling === undefined || !names.includes(name)) continue;
    const { parts, end } = split(formula, word.lastIndex, ',;');
    const args = parts.flat().map(argumentOf);
    const alone = /^=\s*$/.test(formula.slice(0, match.index)) && formula.slice(end).trim() === '';
    calls.push({ name, spelling, args, alone });
  }
  return calls;
}

/**
 * Text up to the bracket that closes what `from` is in, split at the separators that stand in no inner bracket or quotes.
 * @param rows separates rows of an array; without it there is one
 */
function split(text: string, from: number, separators: string, rows = ''): { parts: string[][]; end: number } {
  const parts: string[][] = [['']];
  const piece = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[^"']/g;
  piece.lastIndex = from;
  let depth = 0;
  for (let match = piece.exec(text); match; match = piece.exec(text)) {
    const found = match[0];
    if ('({'.includes(found)) depth++;
    if (')}'.includes(found) && depth-- === 0) return { parts, end: piece.lastIndex };
    const row = parts[parts.length - 1]!;
    if (depth === 0 && rows.includes(found)) parts.push(['']);
    else if (depth === 0 && separators.includes(found)) row.push('');
    else row[row.length - 1] += found;
  }
  return { parts, end: text.length };
}

function argumentOf(text: string): Argument {
  const word = text.trim();
  if (word === '') return { value: '' };
  if (/^"(?:[^"]|"")*"$/.test(word)) return { value: word.slice(1, -1).replace(/""/g, '"') };
  if (/^-?\d+(\.\d+)?$/.test(word)) return { value: Number(word) };
  if (/^(true|false)$/i.test(word)) return { value: /^t/i.test(word) };
  // In locales with a decimal comma, columns of an array are separated by a backslash.
  if (word.startsWith('{') && word.endsWith('}'))
    return { grid: split(word, 1, ',\\', ';').parts.map((row) => row.map(argumentOf)) };
  const area = referenceOf(word);
  return area ? { area } : { unknown: word };
}

const REFERENCE =
  /^(?:('(?:[^']|'')+'|[\p{L}\p{N}_.]+)!)?\$?([A-Z]{1,3})?\$?([1-9]\d*)?(?::\$?([A-Z]{1,3})?\$?([1-9]\d*)?)?$/iu;

function referenceOf(word: string): Reference | null {
  const match = REFERENCE.exec(word);
  const [, tab, column, row, toColumn, toRow] = match ?? [];
  const isRange = word.includes(':');
  // A bare word is a name, a bare number no cell; both ends of a range name a column, or both a row.
  if (!match || (!isRange && !(column && row)) || (isRange && !(column && toColumn) && !(row && toRow))) return null;
  const rows = span(Number(row ?? 1), isRange ? Number(toRow ?? Number.POSITIVE_INFINITY) : Number(row));
  const columns = span(
    columnNumber(column) ?? 1,
    isRange ? (columnNumber(toColumn) ?? Number.POSITIVE_INFINITY) : columnNumber(column)!,
  );
  const named = tab?.startsWith("'") ? tab.slice(1, -1).replace(/''/g, "'") : tab;
  return { tab: named ?? null, row: rows[0], column: columns[0], lastRow: rows[1], lastColumn: columns[1] };
}

function span(a: number, b: number): [number, number] {
  return [Math.min(a, b), Math.max(a, b)];
}

function columnNumber(letters: string | undefined): number | null {
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
