// One tab of the memory grid as data, and what happens to it when lines are inserted, removed, moved or sorted. Not metadata.
import {
  type Layer,
  lastUsedColumn,
  lastUsedRow,
  reorderColumns,
  reorderRows,
  restoredLayer,
  savedLayer,
  setCell,
  window,
} from './layer';
import type { Area, Axis, CellValue, Filter, Protection, SortKey, TabInfo } from './port';

export type Rule = { area: Area; allowed: string[] };
export type Tab = TabInfo & {
  values: Layer<CellValue>;
  formulas: Layer<string>;
  formats: Layer<string>;
  notes: Layer<string>;
  protections: Protection[];
  rules: Rule[];
  filter: Filter | null;
  hiddenByFilter: Set<number>;
  hiddenByUser: Set<number>;
};

export function newTab(id: number, name: string): Tab {
  const info = { id, name, hidden: false, maxRows: 1000, maxColumns: 26, frozenRows: 0 };
  const layers = { values: [], formulas: [], formats: [], notes: [] };
  return {
    ...info,
    ...layers,
    protections: [],
    rules: [],
    filter: null,
    hiddenByFilter: new Set(),
    hiddenByUser: new Set(),
  };
}

const LAYERS = ['values', 'formulas', 'formats', 'notes'] as const;

export function lastRow(tab: Tab): number {
  return Math.max(
    lastUsedRow(tab.values, (value) => value !== ''),
    lastUsedRow(tab.formulas, (formula) => formula !== ''),
  );
}

export function lastColumn(tab: Tab): number {
  return Math.max(
    lastUsedColumn(tab.values, (value) => value !== ''),
    lastUsedColumn(tab.formulas, (formula) => formula !== ''),
  );
}

export type Edit = { axis: Axis; kind: 'insert' | 'remove' | 'move'; at: number; count: number; to: number };

/** For each new place the old one (from 0), or -1 for a fresh line. */
function orderAfter(edit: Edit, length: number): Int32Array {
  const old = Int32Array.from({ length }, (_, index) => index);
  const at = edit.at - 1;
  if (edit.kind === 'insert') {
    const fresh = new Int32Array(edit.count).fill(-1);
    return Int32Array.from([...old.slice(0, at), ...fresh, ...old.slice(at)]);
  }
  const rest = Int32Array.from([...old.slice(0, at), ...old.slice(at + edit.count)]);
  if (edit.kind === 'remove') return rest;
  const moved = old.slice(at, at + edit.count);
  const to = edit.to - 1 > at ? edit.to - 1 - edit.count : edit.to - 1;
  return Int32Array.from([...rest.slice(0, to), ...moved, ...rest.slice(to)]);
}

/** Old place (from 1) to new place (from 1); null when it is gone. */
export type Mapping = (index: number) => number | null;

function mappingOf(order: Int32Array, oldLength: number): Mapping {
  const places = new Int32Array(oldLength).fill(-1);
  for (let index = 0; index < order.length; index++) {
    const from = order[index] ?? -1;
    if (from >= 0) places[from] = index;
  }
  return (index) => {
    const place = places[index - 1] ?? -1;
    return place < 0 ? null : place + 1;
  };
}

function mappedArea(area: Area, axis: Axis, mapping: Mapping): Area | null {
  const start = axis === 'row' ? area.row : area.column;
  const length = axis === 'row' ? area.rows : area.columns;
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (let index = start; index < start + length; index++) {
    const place = mapping(index);
    if (place === null) continue;
    first = Math.min(first, place);
    last = Math.max(last, place);
  }
  if (last === 0) return null;
  const size = last - first + 1;
  return axis === 'row' ? { ...area, row: first, rows: size } : { ...area, column: first, columns: size };
}

function mapGuards(tab: Tab, axis: Axis, mapping: Mapping): void {
  const keepMapped = <T extends { area: Area }>(entries: T[]): T[] =>
    entries.flatMap((entry) => {
      const area = mappedArea(entry.area, axis, mapping);
      return area ? [{ ...entry, area }] : [];
    });
  tab.protections = keepMapped(tab.protections);
  tab.rules = keepMapped(tab.rules);
  if (tab.filter) {
    const [filter] = keepMapped([tab.filter]);
    tab.filter = filter ?? null;
    if (filter && axis === 'column') {
      const hides = Object.entries(filter.hides).map(([column, texts]) => [mapping(Number(column)), texts]);
      tab.filter = { ...filter, hides: Object.fromEntries(hides.filter(([column]) => column !== null)) };
    }
  }
  if (axis === 'column') return;
  const mapRows = (rows: Set<number>) => new Set([...rows].map(mapping).filter((row) => row !== null));
  tab.hiddenByFilter = tab.filter ? mapRows(tab.hiddenByFilter) : new Set();
  tab.hiddenByUser = mapRows(tab.hiddenByUser);
}

export function restructure(tab: Tab, edit: Edit): Mapping {
  const oldLength = edit.axis === 'row' ? tab.maxRows : tab.maxColumns;
  const order = orderAfter(edit, oldLength);
  for (const name of LAYERS) {
    const layer = tab[name] as Layer<unknown>;
    const reordered = edit.axis === 'row' ? reorderRows(layer, order) : reorderColumns(layer, order);
    (tab as Record<string, unknown>)[name] = reordered;
  }
  if (edit.axis === 'row') tab.maxRows = order.length;
  else tab.maxColumns = order.length;
  const mapping = mappingOf(order, oldLength);
  mapGuards(tab, edit.axis, mapping);
  return mapping;
}

function rank(value: CellValue): number {
  if (value === '') return 9;
  if (typeof value === 'string')
    return value.startsWith('#') && /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|ERROR!)$/.test(value) ? 4 : 2;
  return typeof value === 'boolean' ? 3 : 1;
}

function compare(a: CellValue, b: CellValue, ascending: boolean): number {
  const rankA = rank(a);
  const rankB = rank(b);
  // Blank cells stay last in both directions, as in Google's own sort.
  if (rankA === 9 || rankB === 9) return rankA === rankB ? 0 : rankA === 9 ? 1 : -1;
  const sign = ascending ? 1 : -1;
  if (rankA !== rankB) return (rankA - rankB) * sign;
  if (typeof a === 'string' && typeof b === 'string') return sign * a.localeCompare(b, 'en', { sensitivity: 'base' });
  const sizeA = typeof a === 'object' ? a.$d : Number(a);
  const sizeB = typeof b === 'object' ? b.$d : Number(b);
  return sign * (sizeA - sizeB);
}

/** For each row of the area (from 0) the one that comes there. */
export function sortedOrder(values: CellValue[][], area: Area, keys: SortKey[]): number[] {
  const order = values.map((_, index) => index);
  return order.sort((a, b) => {
    for (const key of keys) {
      const at = key.column - area.column;
      const result = compare(values[a]?.[at] ?? '', values[b]?.[at] ?? '', key.ascending);
      if (result !== 0) return result;
    }
    return a - b;
  });
}

/** Rewrites the cells of the area in sorted order: rows themselves, and so hidden rows, stay where they are. Gives the order. */
export function sortArea(tab: Tab, area: Area, keys: SortKey[]): number[] {
  const values = window(tab.values, area.row - 1, area.column - 1, area.rows, area.columns, '' as CellValue);
  const order = sortedOrder(values, area, keys);
  for (const name of LAYERS) {
    const layer = tab[name] as Layer<unknown>;
    if (layer.length === 0) continue;
    const block = window<unknown>(layer, area.row - 1, area.column - 1, area.rows, area.columns, undefined);
    order.forEach((from, row) => {
      for (let c = 0; c < area.columns; c++) setCell(layer, area.row - 1 + row, area.column - 1 + c, block[from]?.[c]);
    });
  }
  return order;
}

/** Row and column count from 0 here; what is blank or not given is left alone. */
export function setTabCell(
  tab: Tab,
  row: number,
  column: number,
  cell: { value?: CellValue; formula?: string; format?: string; note?: string },
): void {
  if (cell.value !== undefined && cell.value !== '') setCell(tab.values, row, column, cell.value);
  if (cell.formula) setCell(tab.formulas, row, column, cell.formula);
  if (cell.format) setCell(tab.formats, row, column, cell.format);
  if (cell.note) setCell(tab.notes, row, column, cell.note);
}

export function savedTab(tab: Tab): unknown {
  const layers = Object.fromEntries(LAYERS.map((name) => [name, savedLayer(tab[name] as Layer<unknown>)]));
  const guards = structuredClone({ protections: tab.protections, rules: tab.rules, filter: tab.filter });
  return { ...tab, ...layers, ...guards, hiddenByFilter: [...tab.hiddenByFilter], hiddenByUser: [...tab.hiddenByUser] };
}

export function restoredTab(saved: unknown): Tab {
  const from = structuredClone(saved) as Tab & { hiddenByFilter: number[]; hiddenByUser: number[] };
  const layers = Object.fromEntries(LAYERS.map((name) => [name, restoredLayer(from[name] as (unknown[] | null)[])]));
  const hidden = { hiddenByFilter: new Set(from.hiddenByFilter), hiddenByUser: new Set(from.hiddenByUser) };
  return { ...from, ...(layers as Pick<Tab, (typeof LAYERS)[number]>), ...hidden };
}
