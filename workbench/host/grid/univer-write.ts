// Changes of cells in a Univer workbook, and a tab's cells from the saved form and back into it. Whether an area lies within its tab was
// checked before; what typing makes of a text is in typed-text.ts.
import { newTab, savedTab, setTabCell } from './memory-tab';
import type { Area, CellInput, ExactCell, TabInfo, Texts, What } from './port';
import { type TypingRules, typedValue } from './typed-text';
import { UNIT, type UniverBook } from './univer-book';
import { changeTo } from './univer-cells';
import type { CellChange } from './univer-engine';
import { eachCell, formatOf, formulasOf, lastUsed, notesOf, textsOf, valuesOf } from './univer-read';
import type { SavedCells } from './univer-snapshot';

const CLEARED: CellChange = { v: null, t: null, f: null, si: null, p: null };
const NOTE_SIZE = { width: 160, height: 72 };

const withFormat = (format: string): CellChange => ({ s: { n: format === '' ? null : { pattern: format } } });

export function typeInto(book: UniverBook, area: Area, rows: CellInput[][], rules: TypingRules): void {
  const formats = textsOf(book, 'formats', area);
  for (let r = 0; r < area.rows; r++) {
    for (let c = 0; c < area.columns; c++) {
      const format = formats[r]?.[c] ?? '';
      const cell = typedValue(rows[r]?.[c], format, rules);
      book.change(area.tab, area.row + r, area.column + c, changeTo(cell, format, book.zone));
    }
  }
}

export function putCells(book: UniverBook, area: Area, rows: ExactCell[][]): void {
  rows.forEach((line, r) => {
    line.forEach((cell, c) => {
      book.change(area.tab, area.row + r, area.column + c, changeTo(cell, '', book.zone));
    });
  });
}

function setNote({ engine }: UniverBook, sheetId: string, row: number, column: number, text: string): void {
  const at = { unitId: UNIT, sheetId, row: row - 1, col: column - 1 };
  const has = engine.notes.getNote(UNIT, sheetId, { row: at.row, col: at.col });
  if (text !== '') engine.run('sheet.mutation.update-note', { ...at, note: { ...NOTE_SIZE, note: text } });
  else if (has) engine.run('sheet.mutation.remove-note', at);
}

export function setTexts(book: UniverBook, what: Texts, area: Area, rows: string[][]): void {
  book.flush();
  const sheetId = book.sheetId(area.tab);
  for (let r = 0; r < area.rows; r++) {
    for (let c = 0; c < area.columns; c++) {
      const text = rows[r]?.[c] ?? '';
      if (what === 'notes') setNote(book, sheetId, area.row + r, area.column + c, text);
      else book.change(area.tab, area.row + r, area.column + c, withFormat(text));
    }
  }
}

export function clearArea(book: UniverBook, area: Area, what: What): void {
  book.flush();
  const isWithin = (row: number, column: number) =>
    row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
  eachCell(book, area.tab, (row, column) => {
    if (!isWithin(row, column)) return;
    if (what.contents) book.change(area.tab, row, column, CLEARED);
    if (what.formats) book.change(area.tab, row, column, { s: null });
  });
  if (!what.notes) return;
  const sheetId = book.sheetId(area.tab);
  for (const { row, column } of notesOf(book, area.tab))
    if (isWithin(row, column)) setNote(book, sheetId, row, column, '');
}

/** The cells of a tab that was saved, into one that is empty. */
export function fillTab(book: UniverBook, tab: number, { cells, notes }: SavedCells): void {
  for (const { row, column, cell, format } of cells) {
    const change = changeTo({ ...cell, format: format || cell.format }, '', book.zone);
    book.change(tab, row, column, format === '' ? change : { ...change, ...withFormat(format) });
  }
  book.flush();
  for (const { row, column, text } of notes) setNote(book, book.sheetId(tab), row, column, text);
}

/** The saved form of a tab: what its record says, with the cells of the workbook. */
export function savedCells(book: UniverBook, tab: TabInfo, record: unknown, hiddenByUser: number[]): unknown {
  const full = newTab(tab.id, tab.name);
  const { row: rows, column: columns } = lastUsed(book, tab.id);
  if (rows > 0) {
    const area = { tab: tab.id, row: 1, column: 1, rows, columns };
    const formulas = formulasOf(book, area);
    valuesOf(book, area).forEach((line, r) => {
      line.forEach((value, c) => {
        setTabCell(full, r, c, { value, formula: formulas[r]![c]! });
      });
    });
  }
  eachCell(book, tab.id, (row, column, raw) => setTabCell(full, row - 1, column - 1, { format: formatOf(book, raw) }));
  for (const { row, column, text } of notesOf(book, tab.id)) setTabCell(full, row - 1, column - 1, { note: text });
  const { values, formulas, formats, notes } = savedTab(full) as Record<string, unknown>;
  return { ...(record as object), values, formulas, formats, notes, hiddenByUser };
}
