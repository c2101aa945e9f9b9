// Putting cells, notes and formats down in a tab, and taking them out. Not the parsing of what was typed.
import { type Layer, setCell } from './layer';
import type { Tab } from './memory-tab';
import type { Area, ExactCell, What } from './port';

/** Row and column count from 0 here. A format that comes with a typed value gives way to one that the cell has. */
export function place(tab: Tab, row: number, column: number, cell: ExactCell, format: string): void {
  setCell(tab.values, row, column, cell.value === '' ? undefined : cell.value);
  if (cell.formula || tab.formulas[row]?.[column] !== undefined) setCell(tab.formulas, row, column, cell.formula);
  if (cell.format && format === '') setCell(tab.formats, row, column, cell.format);
}

export function setTexts(layer: Layer<string>, area: Area, rows: string[][]): void {
  for (let r = 0; r < area.rows; r++) {
    for (let c = 0; c < area.columns; c++) {
      setCell(layer, area.row - 1 + r, area.column - 1 + c, rows[r]?.[c] || undefined);
    }
  }
}

export function clear(tab: Tab, area: Area, what: What): void {
  const layers: Layer<unknown>[] = [];
  if (what.contents) layers.push(tab.values as Layer<unknown>, tab.formulas);
  if (what.formats) layers.push(tab.formats);
  if (what.notes) layers.push(tab.notes);
  for (const layer of layers) {
    const bottom = Math.min(area.row - 1 + area.rows, layer.length);
    for (let r = area.row - 1; r < bottom; r++) {
      const width = Math.min(area.column - 1 + area.columns, layer[r]?.length ?? 0);
      for (let c = area.column - 1; c < width; c++) setCell(layer, r, c, undefined);
    }
  }
}
