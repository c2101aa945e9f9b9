// The filter of a tab as Univer shows it. One that is set here is decided by the records and drawn for the pages; one that a person sets in
// the browser is only here.
import type { Filter } from './port';
import { UNIT, type UniverBook } from './univer-book';
import { displayedOf } from './univer-read';

const modelOf = (book: UniverBook, tab: number) => book.engine.filters.getFilterModel(UNIT, book.sheetId(tab));

export function shownFilter(book: UniverBook, tab: number): Filter | null {
  const shown = modelOf(book, tab);
  if (!shown) return null;
  const { startRow, endRow, startColumn, endColumn } = shown.getRange();
  const size = { rows: endRow - startRow + 1, columns: endColumn - startColumn + 1 };
  return { area: { tab, row: startRow + 1, column: startColumn + 1, ...size }, hides: {} };
}

export function isFilteredOut(book: UniverBook, tab: number, row: number): boolean {
  return modelOf(book, tab)?.isRowFiltered(row - 1) === true;
}

/** Univer's filter says which texts are shown, the port's which are hidden. */
export function drawFilter(book: UniverBook, tab: number, filter: Filter | null): void {
  if (modelOf(book, tab)) book.run('sheet.mutation.remove-filter', tab, {});
  if (!filter) return;
  const { area } = filter;
  const [startRow, startColumn] = [area.row - 1, area.column - 1];
  const range = {
    startRow,
    startColumn,
    endRow: startRow + area.rows - 1,
    endColumn: startColumn + area.columns - 1,
  };
  book.run('sheet.mutation.set-filter-range', tab, { range });
  const shown = displayedOf(book, area).slice(1);
  for (const [column, hidden] of Object.entries(filter.hides)) {
    const texts = new Set(shown.map((line) => line[Number(column) - area.column] ?? ''));
    const filters = [...texts].filter((text) => text !== '' && !hidden.includes(text));
    const values = hidden.includes('') ? { filters } : { filters, blank: true };
    const col = Number(column) - 1;
    book.run('sheet.mutation.set-filter-criteria', tab, { col, criteria: { colId: col, filters: values } });
  }
}
