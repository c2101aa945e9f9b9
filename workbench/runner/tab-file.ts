// Between a CSV file and its tab in the spreadsheet: loads one into the other, and writes back what the sheet holds. Charges nothing, calls no add-on.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { CellValue } from '../host/grid/port';
import type { Host } from '../host/host';
import { Complaint } from './complaint';
import { type CsvFile, fitWidths, readCsv, writeCsv } from './csv-file';
import { USER } from './sidebar-calls';
import type { FileRecord } from './state-file';
import { writeWhole } from './whole-file';

export type LoadedCsv = CsvFile & { hash: string };

export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

export function readCsvFile(flag: string, path: string): LoadedCsv {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Complaint(`${flag} ${path}: ${missing ? 'there is no such file' : (error as Error).message}`);
  }
  try {
    return { ...readCsv(bytes), hash: hashOf(bytes) };
  } catch (error) {
    throw new Complaint(`${flag} ${path}: ${(error as Error).message}`);
  }
}

export function checkHeaderLine(path: string, csv: CsvFile, headerRow: number): void {
  const header = csv.rows[headerRow - 1];
  if (!header || header.every((cell) => cell.trim() === '')) {
    throw new Complaint(`--in ${path} has no header line${headerRow > 1 ? ` in row ${headerRow}` : ''}`);
  }
}

/** Google takes 100 characters. */
export function tabNameOf(path: string): string {
  return basename(path, extname(path)).slice(0, 100);
}

/** What stands in a cell, as a CSV file says it. */
export function textOf(value: CellValue): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value instanceof Date ? value.toISOString() : String(value);
}

function columnsNamed(header: string[], names: string[]): Set<number> {
  const wanted = new Set(names.map((name) => name.trim()));
  return new Set(header.flatMap((text, column) => (wanted.has(text.trim()) ? [column] : [])));
}

/** Numbers and booleans that runs wrote into our columns: in a file they are text, and back in the sheet they are what they were. */
function typedValues(values: CellValue[][], headerRow: number, ours: string[]): Map<string, Map<string, CellValue>> {
  const typed = new Map<string, Map<string, CellValue>>();
  const header = (values[headerRow - 1] ?? []).map(textOf);
  for (const column of columnsNamed(header, ours)) {
    const byText = new Map<string, CellValue>();
    for (const row of values.slice(headerRow)) {
      const value = row[column] ?? '';
      if (typeof value !== 'string') byText.set(textOf(value), value);
    }
    typed.set(header[column]!.trim(), byText);
  }
  return typed;
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

/** Replaces the tab's cells; makes the tab where there is none. Every cell is the text that it is. */
export function loadTab(host: Host, name: string, rows: string[][], headerRow: number, ours: string[]): void {
  const person = host.person(USER);
  const known = person.hasTab(name);
  if (!known) person.addTab(name);
  const tab = person.tab(name);
  const typed = known ? typedValues(tab.values(), headerRow, ours) : new Map();
  const width = Math.max(0, ...rows.map((row) => row.length));
  tab.load(rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? '')));
  const header = rows[headerRow - 1] ?? [];
  header.forEach((text, column) => {
    const byText: Map<string, CellValue> | undefined = typed.get(text.trim());
    if (!byText || byText.size === 0) return;
    for (let row = headerRow; row < rows.length; row++) {
      const value = byText.get(rows[row]![column] ?? '');
      if (value !== undefined) tab.set(`${letters(column)}${row + 1}`, value);
    }
  });
}

export type Provisional = { statusHeader: string | null; rows: { row: number; status: string }[] };

/** Words for rows that are still open, in the file only: in the sheet such rows have no status yet. */
function addProvisional(rows: string[][], headerRow: number, { statusHeader, rows: open }: Provisional): void {
  const header = rows[headerRow - 1];
  if (statusHeader === null || open.length === 0 || !header) return;
  let column = header.findIndex((text) => text.trim() === statusHeader.trim());
  if (column < 0) {
    column = header.length;
    header.push(statusHeader);
  }
  for (const { row, status } of open) {
    const cells = rows[row - 1];
    if (!cells) continue;
    while (cells.length <= column) cells.push('');
    cells[column] = status;
  }
}

/** Writes the tab to its file, and notes what was written. */
export function writeTabFile(host: Host, record: FileRecord, provisional: Provisional[]): void {
  if (record.out === null) return;
  const values = host.person(USER).hasTab(record.tab) ? host.person(USER).tab(record.tab).values() : [];
  const rows = values.map((row) => row.map(textOf));
  for (const each of provisional) addProvisional(rows, record.headerRow, each);
  const statusHeaders = provisional.flatMap((each) => each.statusHeader ?? []);
  const ours = columnsNamed(rows[record.headerRow - 1] ?? [], [...record.ours, ...statusHeaders]);
  const text = writeCsv(
    { rows: fitWidths(rows, record.form), form: record.form },
    (_, column) => ours.has(column) || column >= record.form.width,
  );
  writeWhole(record.out, text);
  record.writtenHash = hashOf(text);
}
