// What the cells of a Univer workbook hold, as the port tells it. Reads only; whether an area lies within its tab was checked before.
import { displayed } from './displayed';
import type { Area, CellValue, Texts } from './port';
import { UNIT, type UniverBook } from './univer-book';
import { cellValueOf, isUsed, type RawCell } from './univer-cells';

/** What array formulas spill is not in the table of cells. */
function spillsOf(book: UniverBook, tab: number) {
  return book.engine.formulas.getArrayFormulaCellData()[UNIT]?.[book.sheetId(tab)] ?? {};
}

function rawOf(book: UniverBook, tab: number, row: number, column: number): RawCell | null {
  const own = book.sheet(tab).getCellRaw(row - 1, column - 1) as RawCell | null;
  if (isUsed(own)) return own;
  const spilled = spillsOf(book, tab)[row - 1]?.[column - 1];
  return spilled ? { ...own, ...spilled } : own;
}

export function formatOf(book: UniverBook, raw: RawCell | null): string {
  if (!raw?.s) return '';
  const style = book.engine.workbook.getStyles().get(raw.s as string);
  return (style as { n?: { pattern?: string } } | undefined)?.n?.pattern ?? '';
}

function read<T>(book: UniverBook, area: Area, cell: (row: number, column: number) => T): T[][] {
  book.flush();
  return Array.from({ length: area.rows }, (_, r) =>
    Array.from({ length: area.columns }, (__, c) => cell(area.row + r, area.column + c)),
  );
}

export function valuesOf(book: UniverBook, area: Area): CellValue[][] {
  return read(book, area, (row, column) => {
    const raw = rawOf(book, area.tab, row, column);
    return cellValueOf(raw, formatOf(book, raw), book.zone);
  });
}

export function displayedOf(book: UniverBook, area: Area): string[][] {
  const formats = textsOf(book, 'formats', area);
  return valuesOf(book, area).map((line, r) =>
    line.map((value, c) => displayed(value, formats[r]?.[c] ?? '', book.zone)),
  );
}

export function formulasOf(book: UniverBook, area: Area): string[][] {
  const sheetId = book.sheetId(area.tab);
  return read(book, area, (row, column) => {
    const raw = book.sheet(area.tab).getCellRaw(row - 1, column - 1) as RawCell | null;
    if (raw?.f) return String(raw.f);
    if (!raw?.si) return '';
    return book.engine.formulas.getFormulaStringByCell(row - 1, column - 1, sheetId, UNIT) ?? '';
  });
}

export function textsOf(book: UniverBook, what: Texts, area: Area): string[][] {
  if (what === 'formats') return read(book, area, (row, column) => formatOf(book, rawOf(book, area.tab, row, column)));
  const sheetId = book.sheetId(area.tab);
  return read(
    book,
    area,
    (row, column) => book.engine.notes.getNote(UNIT, sheetId, { row: row - 1, col: column - 1 })?.note ?? '',
  );
}

export function notesOf(book: UniverBook, tab: number): { row: number; column: number; text: string }[] {
  const notes = book.engine.notes.getSheetNotes(UNIT, book.sheetId(tab))?.values() ?? [];
  return [...notes].map(({ row, col, note }) => ({ row: row + 1, column: col + 1, text: note }));
}

/** Every cell in Univer's table, also one that holds a format alone. */
export function eachCell(
  book: UniverBook,
  tab: number,
  see: (row: number, column: number, raw: RawCell) => void,
): void {
  book
    .sheet(tab)
    .getCellMatrix()
    .forValue((r, c, raw) => see(r + 1, c + 1, raw as RawCell));
}

/** The last row and column with something in them; 0 in an empty tab. */
export function lastUsed(book: UniverBook, tab: number): { row: number; column: number } {
  book.flush();
  const last = { row: 0, column: 0 };
  const see = (row: number, column: number, raw: RawCell | null | undefined) => {
    if (!isUsed(raw)) return;
    last.row = Math.max(last.row, row);
    last.column = Math.max(last.column, column);
  };
  eachCell(book, tab, see);
  for (const [row, line] of Object.entries(spillsOf(book, tab)))
    for (const [column, raw] of Object.entries(line ?? {})) see(Number(row) + 1, Number(column) + 1, raw);
  return last;
}
