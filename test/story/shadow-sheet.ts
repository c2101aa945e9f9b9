// What a tab would hold had people worked in it alone: every doing is done to it as well, and what differs at the end is the add-on's.
// Knows for each cell when a person last typed into it, and whether what stood there was right. Judges; does nothing to the real sheet.
import { outcomeOfStatus } from '../../src/sheet/status-word';
import type { CellValue } from '../../workbench/host/grid/port';
import { rightAnswer } from './scene';

/** `typedAt`: the service call before which a person last put something there. `vouched`: what stood there, and was right, before they went on. */
export type ShadowCell = { value: CellValue; typedAt?: number; vouched?: CellValue };
export type Own = 'email' | 'confidence' | 'status';
type Column = Own | 'first' | 'company' | null;
export type Shadow = { rows: ShadowCell[][]; columns: Column[]; headerRow: number; width: number };

export const OWN: Record<Own, string> = {
  email: 'Work email',
  confidence: 'Confidence',
  status: 'Work emails status',
};
const COLUMNS: Record<string, Column> = { 'First name': 'first', Company: 'company' };
for (const [key, header] of Object.entries(OWN)) COLUMNS[header] = key as Own;

const isOwn = (key: Column): key is Own => key !== null && key in OWN;

export function shadowOf(values: CellValue[][]): Shadow {
  const width = values[0]!.length;
  const columns = values[0]!.map((header) => COLUMNS[String(header)] ?? null);
  return { rows: values.map((row) => row.map((value) => ({ value }))), columns, headerRow: 1, width };
}

export function cellAt(shadow: Shadow, row: number, column: number): ShadowCell {
  while (shadow.rows.length < row) shadow.rows.push([]);
  while (shadow.columns.length < column) shadow.columns.push(null);
  shadow.width = Math.max(shadow.width, column);
  const line = shadow.rows[row - 1]!;
  while (line.length < column) line.push({ value: '' });
  return line[column - 1]!;
}

/** The place of a column now; 0 where it is gone. */
export const columnOf = (shadow: Shadow, key: Column): number => shadow.columns.indexOf(key) + 1;

/** The last row that a person has put something into. */
export function lastRow(shadow: Shadow): number {
  for (let row = shadow.rows.length; row > 0; row--)
    if (shadow.rows[row - 1]!.some(({ value }) => value !== '')) return row;
  return 0;
}

/** Headers that the run itself has added by now. */
export function learnColumns(shadow: Shadow, real: CellValue[][]): void {
  (real[shadow.headerRow - 1] ?? []).forEach((header, i) => {
    const key = COLUMNS[String(header)];
    if (!key || cellAt(shadow, shadow.headerRow, i + 1).value !== '') return;
    shadow.columns[i] = key;
  });
}

function inputOf(shadow: Shadow, row: number): [CellValue, CellValue] {
  const at = (key: Column): CellValue =>
    columnOf(shadow, key) === 0 ? '' : cellAt(shadow, row, columnOf(shadow, key)).value;
  return [at('first'), at('company')];
}

/** What the run may have put there, by the input that the row has now. */
function isRight(key: Own, value: CellValue, [first, company]: [CellValue, CellValue]): boolean {
  if (first === '' || company === '') return false;
  const answer = rightAnswer(first, company);
  if (key !== 'status') return answer !== null && answer[key] === value;
  return (
    typeof value === 'string' && outcomeOfStatus(value) !== null && (!value.startsWith('found') || answer !== null)
  );
}

/** Before a person does something: what stands beside its own input now is right, whatever they make of that input. */
export function vouch(shadow: Shadow, real: CellValue[][]): void {
  learnColumns(shadow, real);
  eachOwn(shadow, real, (cell, value, key, input) => {
    if (value !== '' && isRight(key, value, input)) cell.vouched = value;
  });
}

function eachOwn(
  shadow: Shadow,
  real: CellValue[][],
  hear: (cell: ShadowCell, value: CellValue, key: Own, input: [CellValue, CellValue]) => void,
): void {
  for (let row = shadow.headerRow + 1; row <= real.length; row++) {
    const input = inputOf(shadow, row);
    shadow.columns.forEach((key, i) => {
      if (isOwn(key)) hear(cellAt(shadow, row, i + 1), real[row - 1]?.[i] ?? '', key, input);
    });
  }
}

export type Judged = { problems: string[]; apart: number };

/**
 * What nobody can survive is counted apart.
 * @param inGap whether the run wrote without having read after a person typed before that call
 * @param isTwiceMoved whether people did two things within one wave: rows alike in all but a column that the first pushed under the write
 * cannot be told apart after the second
 */
export function judge(
  shadow: Shadow,
  real: CellValue[][],
  inGap: (call: number) => boolean,
  isTwiceMoved: boolean,
): Judged {
  learnColumns(shadow, real);
  const judged: Judged = { problems: [], apart: 0 };
  const rows = Math.max(shadow.rows.length, real.length);
  const columns = Math.max(shadow.columns.length, real[0]?.length ?? 0);
  for (let row = 1; row <= rows; row++) {
    for (let column = 1; column <= columns; column++) {
      const cell = cellAt(shadow, row, column);
      const value = real[row - 1]?.[column - 1] ?? '';
      if (value === cell.value || isOwnWork(shadow, row, column, cell, value)) continue;
      const isLate = cell.typedAt !== undefined && inGap(cell.typedAt);
      if (isLate || (isTwiceMoved && isAmongTwins(shadow, real, row, column))) judged.apart++;
      else judged.problems.push(`row ${row}, column ${column}: ${show(value)} where ${show(cell.value)} belongs`);
    }
  }
  return judged;
}

function isOwnWork(shadow: Shadow, row: number, column: number, cell: ShadowCell, value: CellValue): boolean {
  const key = shadow.columns[column - 1] ?? null;
  if (!isOwn(key) || cell.value !== '') return false;
  if (row === shadow.headerRow) return value === OWN[key];
  return row > shadow.headerRow && (cell.vouched === value || isRight(key, value, inputOf(shadow, row)));
}

/** Rows with the same input and the same contents but for that column, which together hold there what belongs to them together. */
function isAmongTwins(shadow: Shadow, real: CellValue[][], row: number, column: number): boolean {
  if (row <= shadow.headerRow || isOwn(shadow.columns[column - 1] ?? null)) return false;
  const rest = (one: number): string =>
    JSON.stringify(shadow.columns.map((key, i) => isOwn(key) || i === column - 1 || cellAt(shadow, one, i + 1).value));
  const twins = shadow.rows.flatMap((_, i) => (i >= shadow.headerRow && rest(i + 1) === rest(row) ? [i + 1] : []));
  const theirs = twins.map((one) => String(cellAt(shadow, one, column).value)).sort();
  const shown = twins.map((one) => String(real[one - 1]?.[column - 1] ?? '')).sort();
  return twins.length > 1 && JSON.stringify(theirs) === JSON.stringify(shown);
}

const show = (value: CellValue): string => (value === '' ? 'nothing' : JSON.stringify(value));

/** Rows that have an input that was bought, and show neither an answer nor a word, though nobody emptied them and they were read in time. */
export function silentRows(
  shadow: Shadow,
  real: CellValue[][],
  wasBought: (first: string, company: string) => boolean,
  lastRead: number,
): string[] {
  const silent: string[] = [];
  const [first, company] = [columnOf(shadow, 'first'), columnOf(shadow, 'company')];
  const keys = Object.keys(OWN) as Own[];
  const own = keys.map((key) => columnOf(shadow, key));
  // A renamed column has been added anew.
  if (shadow.columns.filter(isOwn).length > keys.length) return silent;
  if (first === 0 || company === 0 || own.includes(0)) return silent;
  for (let row = shadow.headerRow + 1; row <= real.length; row++) {
    const [name, firm] = inputOf(shadow, row).map(String) as [string, string];
    const cells = [first, company, ...own].map((column) => cellAt(shadow, row, column));
    const isLate = cells.some(({ typedAt }) => typedAt !== undefined && typedAt > lastRead);
    const isTouched = cells.slice(2).some(({ typedAt }) => typedAt !== undefined);
    if (name === '' || firm === '' || isLate || isTouched || !wasBought(name, firm)) continue;
    if (own.every((column) => (real[row - 1]?.[column - 1] ?? '') === ''))
      silent.push(`row ${row}: bought, and the row says nothing`);
  }
  return silent;
}
