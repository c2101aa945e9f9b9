// What a mutation of Univer changes in the records of its tabs: their list, names, sizes, and where metadata, protections and rules are anchored.
// Heard for every mutation, whoever made it: a person in the browser sorts, inserts and renames without asking the host.
import type { MemoryGrid } from './memory-grid';
import type { Axis } from './port';
import type { Engine, Mutation } from './univer-engine';

type Range = { startRow: number; endRow: number; startColumn: number; endColumn: number };
export type Recorded = { records: MemoryGrid; sheetIds: Map<number, string>; engine: Engine };

function linesOf(range: Range, axis: Axis): { at: number; count: number } {
  if (axis === 'row') return { at: range.startRow + 1, count: range.endRow - range.startRow + 1 };
  return { at: range.startColumn + 1, count: range.endColumn - range.startColumn + 1 };
}

type Params = Record<string, unknown> & { range: Range; sourceRange: Range; targetRange: Range };
type Change = (records: MemoryGrid, tab: number, params: Params) => void;

function changesOf(axis: Axis): { insert: Change; remove: Change; move: Change; resize: Change } {
  const size = (records: MemoryGrid, tab: number) => {
    const info = records.tabs().find((one) => one.id === tab);
    return (axis === 'row' ? info?.maxRows : info?.maxColumns) ?? 0;
  };
  return {
    insert: (records, tab, { range }) => {
      const { at, count } = linesOf(range, axis);
      records.insert(axis, tab, at, count);
    },
    remove: (records, tab, { range }) => {
      const { at, count } = linesOf(range, axis);
      records.remove(axis, tab, at, count);
    },
    move: (records, tab, { sourceRange, targetRange }) => {
      const { at, count } = linesOf(sourceRange, axis);
      records.move(axis, tab, at, count, linesOf(targetRange, axis).at);
    },
    resize: (records, tab, params) => {
      const more = Number(axis === 'row' ? params.rowCount : params.columnCount) - size(records, tab);
      if (more > 0) records.insert(axis, tab, size(records, tab) + 1, more);
      if (more < 0) records.remove(axis, tab, size(records, tab) + more + 1, -more);
    },
  };
}
const ROWS = changesOf('row');
const COLUMNS = changesOf('column');

const CHANGES: Record<string, Change> = {
  'sheet.mutation.insert-row': ROWS.insert,
  'sheet.mutation.remove-rows': ROWS.remove,
  'sheet.mutation.move-rows': ROWS.move,
  'sheet.mutation.set-worksheet-row-count': ROWS.resize,
  'sheet.mutation.insert-col': COLUMNS.insert,
  'sheet.mutation.remove-col': COLUMNS.remove,
  'sheet.mutation.move-columns': COLUMNS.move,
  'sheet.mutation.set-worksheet-column-count': COLUMNS.resize,
  'sheet.mutation.set-worksheet-name': (records, tab, { name }) => records.changeTab(tab, { name: String(name) }),
  'sheet.mutation.set-worksheet-hidden': (records, tab, { hidden }) => records.changeTab(tab, { hidden: hidden === 1 }),
  'sheet.mutation.set-frozen': (records, tab, { ySplit }) => records.changeTab(tab, { frozenRows: Number(ySplit) }),
  'sheet.mutation.set-filter-criteria': (records, tab) => records.setFilter(tab, null),
  'sheet.mutation.remove-filter': (records, tab) => records.setFilter(tab, null),
  'sheet.mutation.set-worksheet-order': (records, tab, { toOrder }) => records.moveTab(tab, Number(toOrder)),
};

/** Mutations after which a replica cannot be told the difference, or that must not meet another one made at the same time. */
export const STRUCTURAL = new Set([
  ...Object.keys(CHANGES).filter((id) => !/-count$|set-frozen$|-hidden$|-filter/.test(id)),
  'sheet.mutation.insert-sheet',
  'sheet.mutation.remove-sheet',
  'sheet.mutation.move-range',
  'sheet.mutation.reorder-range',
]);

function tabOf({ sheetIds }: Recorded, sheetId: unknown): number | null {
  for (const [tab, id] of sheetIds) if (id === sheetId) return tab;
  return null;
}

function insertSheet(grid: Recorded, params: Record<string, unknown>): void {
  const sheet = params.sheet as { id: string; name: string; rowCount?: number; columnCount?: number };
  if (tabOf(grid, sheet.id) !== null) return;
  const { id, maxRows, maxColumns } = grid.records.addTab(sheet.name, Number(params.index));
  grid.sheetIds.set(id, sheet.id);
  const rows = (sheet.rowCount ?? maxRows) - maxRows;
  const columns = (sheet.columnCount ?? maxColumns) - maxColumns;
  if (rows > 0) grid.records.insert('row', id, maxRows + 1, rows);
  if (rows < 0) grid.records.remove('row', id, maxRows + rows + 1, -rows);
  if (columns > 0) grid.records.insert('column', id, maxColumns + 1, columns);
  if (columns < 0) grid.records.remove('column', id, maxColumns + columns + 1, -columns);
}

export function recordMutation(grid: Recorded, { id, params }: Mutation): void {
  if (id === 'sheet.mutation.insert-sheet') insertSheet(grid, params);
  const tab = tabOf(grid, params.subUnitId);
  if (tab === null) return;
  if (id === 'sheet.mutation.remove-sheet') {
    grid.records.deleteTab(tab);
    grid.sheetIds.delete(tab);
    return;
  }
  CHANGES[id]?.(grid.records, tab, params as Params);
}
