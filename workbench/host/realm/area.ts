// The rectangle that a Range stands for, and the checks of arguments. Not the classes.
import { ask, Exception } from './bridge';

export type Area = { tab: number; row: number; column: number; rows: number; columns: number };

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return '(null)';
  if (Array.isArray(value)) return 'number[]';
  const type = typeof value;
  return type === 'object' ? 'Object' : type === 'string' ? 'String' : type;
}

export function badSignature(method: string, ...args: unknown[]): Exception {
  return new Exception(
    `The parameters (${args.map(kindOf).join(',')}) don't match the method signature for SpreadsheetApp.${method}.`,
  );
}

export function whole(value: number): number {
  return Math.floor(value);
}

/** Google's four forms: A1, row and column, plus the number of rows, plus the number of columns. */
export function areaFrom(tab: number, args: unknown[]): Area {
  const [first, column, rows = 1, columns = 1] = args;
  if (typeof first === 'string' && args.length === 1) return ask('Sheet.resolve', { tab, a1: first });
  if (args.length < 2 || args.some((arg) => typeof arg !== 'number' || Number.isNaN(arg)))
    throw badSignature('Sheet.getRange', ...args);
  const area = {
    tab,
    row: whole(first as number),
    column: whole(column as number),
    rows: whole(rows as number),
    columns: whole(columns as number),
  };
  ask('Sheet.checkBounds', area);
  return area;
}

function letters(column: number): string {
  let text = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}

export function a1Of(area: Area): string {
  const from = letters(area.column) + area.row;
  if (area.rows === 1 && area.columns === 1) return from;
  return `${from}:${letters(area.column + area.columns - 1)}${area.row + area.rows - 1}`;
}

export function checkShape(area: Area, data: unknown, method: string): asserts data is unknown[][] {
  if (!Array.isArray(data) || !data.every((line) => Array.isArray(line))) throw badSignature(method, data);
  if (data.length !== area.rows) {
    throw new Exception(
      `The number of rows in the data does not match the number of rows in the range. The data has ${data.length} but the range has ${area.rows}.`,
    );
  }
  for (const line of data as unknown[][]) {
    if (line.length === area.columns) continue;
    throw new Exception(
      `The number of columns in the data does not match the number of columns in the range. The data has ${line.length} but the range has ${area.columns}.`,
    );
  }
}
