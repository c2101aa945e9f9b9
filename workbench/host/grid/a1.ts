// A1 notation to areas and back. Not the reading of cells, and no named ranges.
import type { Area } from './port';

export type Bounds = { row: number; column: number; rows: number; columns: number };

export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

export function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** `A1`, `A1:B3`, `B:B`, `2:5`, `A2:C`, within a tab of the given size; null where the text is none of these. */
export function boundsOf(a1: string, maxRows: number, maxColumns: number): Bounds | null {
  const match = /^\$?([A-Z]*)\$?(\d*)(?::\$?([A-Z]*)\$?(\d*))?$/i.exec(a1.trim());
  if (!match) return null;
  const [, fromLetters = '', fromDigits = '', toLetters, toDigits] = match;
  if (toLetters === undefined && (fromLetters === '' || fromDigits === '')) return null;
  if (fromLetters + fromDigits === '') return null;
  const left = fromLetters ? columnNumber(fromLetters) : 1;
  const top = fromDigits ? Number(fromDigits) : 1;
  const single = toLetters === undefined;
  const right = single ? left : toLetters ? columnNumber(toLetters) : maxColumns;
  const bottom = single ? top : toDigits ? Number(toDigits) : maxRows;
  const row = Math.min(top, bottom);
  const column = Math.min(left, right);
  return { row, column, rows: Math.abs(bottom - top) + 1, columns: Math.abs(right - left) + 1 };
}

/** Splits `'My tab'!A1` into the tab's name (null when there is none) and the rest. */
export function splitTabName(reference: string): { tabName: string | null; a1: string } {
  const at = reference.lastIndexOf('!');
  if (at < 0) return { tabName: null, a1: reference };
  const quoted = reference.slice(0, at);
  const tabName = quoted.startsWith("'") ? quoted.slice(1, -1).replaceAll("''", "'") : quoted;
  return { tabName, a1: reference.slice(at + 1) };
}

export function a1Of(bounds: Bounds): string {
  const from = `${columnLetters(bounds.column)}${bounds.row}`;
  if (bounds.rows === 1 && bounds.columns === 1) return from;
  return `${from}:${columnLetters(bounds.column + bounds.columns - 1)}${bounds.row + bounds.rows - 1}`;
}

export function overlaps(a: Area, b: Area): boolean {
  return (
    a.tab === b.tab &&
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}
