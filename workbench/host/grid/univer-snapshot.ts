// The saved form of tabs (the memory grid's) and Univer's workbook, as far as both know a thing. Pure data; no running workbook.
import type { IWorkbookData } from '@univerjs/core';
import { restoredTab } from './memory-tab';
import type { CellValue, ExactCell, TabInfo } from './port';

export function blankSheet(id: string, { name, hidden, maxRows, maxColumns, frozenRows }: TabInfo) {
  return {
    id,
    name,
    hidden: hidden ? 1 : 0,
    rowCount: maxRows,
    columnCount: maxColumns,
    cellData: {},
    freeze: { xSplit: 0, ySplit: frozenRows, startRow: frozenRows || -1, startColumn: -1 },
    defaultColumnWidth: 100,
    defaultRowHeight: 21,
    mergeData: [],
    rowData: {},
    columnData: {},
    rowHeader: { width: 46, hidden: 0 },
    columnHeader: { height: 20, hidden: 0 },
    showGridlines: 1,
    rightToLeft: 0,
    tabColor: '',
    zoomRatio: 1,
    scrollTop: 0,
    scrollLeft: 0,
  };
}

export function workbookOf(id: string, name: string, tabs: TabInfo[]): Partial<IWorkbookData> {
  const ids = tabs.map((tab) => String(tab.id));
  const sheets = Object.fromEntries(tabs.map((tab, index) => [ids[index]!, blankSheet(ids[index]!, tab)]));
  return { id, name, sheetOrder: ids, sheets } as Partial<IWorkbookData>;
}

/** The tab without what stands in its cells. */
export function emptied(saved: unknown): unknown {
  return { ...(saved as object), values: [], formulas: [], formats: [], notes: [] };
}

export type SavedCells = {
  cells: { row: number; column: number; cell: ExactCell; format: string }[];
  notes: { row: number; column: number; text: string }[];
  hiddenRows: number[];
};

export function cellsOfSaved(saved: unknown): SavedCells {
  const { values, formulas, formats, notes, hiddenByUser } = restoredTab(saved);
  const found: SavedCells = { cells: [], notes: [], hiddenRows: [...hiddenByUser] };
  const rows = Math.max(values.length, formulas.length, formats.length, notes.length);
  for (let r = 0; r < rows; r++) {
    const lines = [values[r], formulas[r], formats[r], notes[r]];
    const columns = Math.max(...lines.map((line) => line?.length ?? 0));
    for (let c = 0; c < columns; c++) {
      const value: CellValue = values[r]?.[c] ?? '';
      const formula = formulas[r]?.[c];
      const format = formats[r]?.[c] ?? '';
      const text = notes[r]?.[c];
      if (value !== '' || formula || format)
        found.cells.push({ row: r + 1, column: c + 1, cell: formula ? { value, formula } : { value }, format });
      if (text) found.notes.push({ row: r + 1, column: c + 1, text });
    }
  }
  return found;
}
