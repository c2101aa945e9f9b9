// The calls of SpreadsheetApp, Spreadsheet and Sheet: tabs, their structure and what surrounds their cells. Not the cells.
import { GoogleError } from '../google-error';
import { boundsOf, splitTabName } from '../grid/a1';
import type { Area, Axis, CellInput, TabInfo } from '../grid/port';
import { charge, chargeRead, chargeStructure, commit, type Running } from '../running';
import { ownerOf } from '../world';
import { type CallTable, counted, free } from './call-kind';

type TabArgs = { tab: number };

export function tabOf(running: Running, id: number): TabInfo {
  const tab = running.world.grid.tabs().find((one) => one.id === id);
  if (!tab) throw new GoogleError(`Sheet ${id} not found`);
  return tab;
}

function detail(running: Running, args: TabArgs): string {
  return running.world.grid.tabs().find((one) => one.id === args.tab)?.name ?? String(args.tab);
}

function active(running: Running): { present: boolean } {
  const inTrigger = running.as === 'trigger' && !running.world.switches.triggerHasSpreadsheet;
  return { present: !inTrigger };
}

/** Answers null where the A1 text is no range; the realm then throws. */
function resolve(running: Running, { tab, a1 }: { tab: number; a1: string }): Area {
  const { tabName, a1: plain } = splitTabName(a1);
  const named = tabName === null ? tabOf(running, tab) : running.world.grid.tabs().find((one) => one.name === tabName);
  const bounds = named ? boundsOf(plain, named.maxRows, named.maxColumns) : null;
  if (!named || !bounds) throw new GoogleError('Range not found');
  checkBounds(running, { tab: named.id, ...bounds });
  return { tab: named.id, ...bounds };
}

function checkBounds(running: Running, area: Area): void {
  const tab = tabOf(running, area.tab);
  if (area.row < 1) throw new GoogleError('The starting row of the range is too small.');
  if (area.column < 1) throw new GoogleError('The starting column of the range is too small.');
  if (area.rows < 1) throw new GoogleError('The number of rows in the range must be at least 1.');
  if (area.columns < 1) throw new GoogleError('The number of columns in the range must be at least 1.');
  if (area.row + area.rows - 1 <= tab.maxRows && area.column + area.columns - 1 <= tab.maxColumns) return;
  throw new GoogleError('The coordinates of the range are outside the dimensions of the sheet.');
}

function whole(running: Running, tab: number): Area {
  const { maxRows, maxColumns } = tabOf(running, tab);
  return { tab, row: 1, column: 1, rows: maxRows, columns: maxColumns };
}

function refuseIfProtected(running: Running, area: Area): void {
  const refusal = running.world.grid.refusal(area, running.user, ownerOf(running.world));
  if (refusal) throw new GoogleError(refusal);
}

type LineArgs = TabArgs & { axis: Axis; at: number; count: number };

function insert(running: Running, { tab, axis, at, count }: LineArgs): void {
  chargeStructure(running);
  running.world.grid.insert(axis, tab, at, count);
}

function remove(running: Running, { tab, axis, at, count }: LineArgs): void {
  chargeStructure(running);
  const all = whole(running, tab);
  refuseIfProtected(
    running,
    axis === 'row' ? { ...all, row: at, rows: count } : { ...all, column: at, columns: count },
  );
  running.world.grid.remove(axis, tab, at, count);
}

function move(running: Running, { tab, axis, at, count, to }: LineArgs & { to: number }): void {
  chargeStructure(running);
  running.world.grid.move(axis, tab, at, count, to);
}

function appendRow(running: Running, { tab, row }: TabArgs & { row: CellInput[] }): void {
  commit(running);
  charge(running, running.world.costs.appendRowMs);
  const { grid } = running.world;
  const at = grid.lastRow(tab) + 1;
  const { maxRows, maxColumns } = tabOf(running, tab);
  if (at > maxRows) grid.insert('row', tab, maxRows + 1, 1);
  if (row.length > maxColumns) grid.insert('column', tab, maxColumns + 1, row.length - maxColumns);
  const area = { tab, row: at, column: 1, rows: 1, columns: row.length };
  refuseIfProtected(running, area);
  grid.write(area, [row]);
}

function change(running: Running, args: TabArgs & { name?: string; hidden?: boolean; frozenRows?: number }): void {
  chargeStructure(running);
  const { tab, ...changes } = args;
  running.world.grid.changeTab(tab, changes);
}

function clear(running: Running, { tab, contentsOnly }: TabArgs & { contentsOnly: boolean }): void {
  chargeStructure(running);
  const area = whole(running, tab);
  refuseIfProtected(running, area);
  running.world.grid.clear(area, contentsOnly ? { contents: true } : { contents: true, formats: true });
}

function insertSheet(running: Running, { name, index }: { name?: string; index?: number }): TabInfo {
  chargeStructure(running);
  const { grid } = running.world;
  let n = grid.tabs().length + 1;
  while (name === undefined && grid.tabs().some((tab) => tab.name === `Sheet${n}`)) n++;
  const added = grid.addTab(name ?? `Sheet${n}`, index);
  // A sheet that a script inserts becomes the active one.
  running.world.selections.set(running.user, { tab: added.id, row: 1, column: 1, rows: 1, columns: 1 });
  return added;
}

function readOf(answer: (running: Running, args: never) => unknown) {
  return (running: Running, args: never): unknown => {
    chargeRead(running, 1);
    return answer(running, args);
  };
}

function selection(running: Running): Area | null {
  const { grid, selections } = running.world;
  const selected = selections.get(running.user);
  const tabs = grid.tabs();
  if (selected && tabs.some((tab) => tab.id === selected.tab)) return selected;
  const first = tabs.find((tab) => !tab.hidden);
  return first ? { tab: first.id, row: 1, column: 1, rows: 1, columns: 1 } : null;
}

export const SHEET_CALLS: CallTable = {
  'SpreadsheetApp.getActiveSpreadsheet': free('read sheet', active),
  'SpreadsheetApp.openById': free('read sheet', () => {
    throw new GoogleError(
      'You do not have permission to call SpreadsheetApp.openById. Required permissions: https://www.googleapis.com/auth/spreadsheets',
    );
  }),
  'SpreadsheetApp.flush': counted('write sheet', (running: Running) => commit(running)),
  'Spreadsheet.about': free('read sheet', ({ world: { grid } }: Running) => {
    return { id: grid.id, name: grid.name, zone: grid.zone, locale: grid.locale };
  }),
  'Spreadsheet.getOwner': free('read sheet', ({ world }: Running) => ownerOf(world)),
  'Spreadsheet.getSheets': free('read sheet', ({ world }: Running) => world.grid.tabs()),
  'Spreadsheet.selection': free('read sheet', selection),
  'Spreadsheet.select': free('read sheet', (running: Running, area: Area) => {
    tabOf(running, area.tab);
    running.world.selections.set(running.user, area);
  }),
  'Spreadsheet.insertSheet': counted('write sheet', insertSheet, (_running, args) => args.name ?? ''),
  'Spreadsheet.deleteSheet': counted<TabArgs>(
    'write sheet',
    (running, { tab }) => {
      chargeStructure(running);
      refuseIfProtected(running, whole(running, tab));
      running.world.grid.deleteTab(tab);
    },
    detail,
  ),
  'Spreadsheet.moveActiveSheet': counted<TabArgs & { index: number }>(
    'write sheet',
    (running, { tab, index }) => {
      chargeStructure(running);
      running.world.grid.moveTab(tab, index - 1);
    },
    detail,
  ),
  'Spreadsheet.toast': free('write sheet', (running: Running, args: { message: string; title: string }) => {
    running.world.toasts.push({ ...args, user: running.user });
  }),
  'Sheet.info': free('read sheet', (running: Running, { tab }: TabArgs) => tabOf(running, tab)),
  'Sheet.resolve': free('read sheet', resolve),
  'Sheet.checkBounds': free('read sheet', checkBounds),
  'Sheet.getLastRow': counted(
    'read sheet',
    readOf((running, { tab }: TabArgs) => running.world.grid.lastRow(tab)),
    detail,
  ),
  'Sheet.getLastColumn': counted(
    'read sheet',
    readOf((running, { tab }: TabArgs) => running.world.grid.lastColumn(tab)),
    detail,
  ),
  'Sheet.getMaxRows': counted(
    'read sheet',
    readOf((running, { tab }: TabArgs) => tabOf(running, tab).maxRows),
    detail,
  ),
  'Sheet.getMaxColumns': counted(
    'read sheet',
    readOf((running, { tab }: TabArgs) => tabOf(running, tab).maxColumns),
    detail,
  ),
  'Sheet.dataArea': free('read sheet', (running: Running, { tab }: TabArgs): Area => {
    commit(running);
    const { grid } = running.world;
    return { tab, row: 1, column: 1, rows: Math.max(1, grid.lastRow(tab)), columns: Math.max(1, grid.lastColumn(tab)) };
  }),
  'Sheet.isRowHiddenByFilter': counted(
    'read sheet',
    readOf((running, { tab, row }: TabArgs & { row: number }) => running.world.grid.isRowHidden(tab, row, 'filter')),
    detail,
  ),
  'Sheet.isRowHiddenByUser': counted(
    'read sheet',
    readOf((running, { tab, row }: TabArgs & { row: number }) => running.world.grid.isRowHidden(tab, row, 'user')),
    detail,
  ),
  'Sheet.getFilter': free(
    'read sheet',
    (running: Running, { tab }: TabArgs) => running.world.grid.filter(tab)?.area ?? null,
  ),
  'Sheet.insertRowsBefore': counted('write sheet', insert, detail),
  'Sheet.insertRowsAfter': counted('write sheet', insert, detail),
  'Sheet.insertColumnsBefore': counted('write sheet', insert, detail),
  'Sheet.insertColumnsAfter': counted('write sheet', insert, detail),
  'Sheet.deleteRows': counted('write sheet', remove, detail),
  'Sheet.deleteColumns': counted('write sheet', remove, detail),
  'Sheet.moveRows': counted('write sheet', move, detail),
  'Sheet.moveColumns': counted('write sheet', move, detail),
  'Sheet.appendRow': counted('write sheet', appendRow, detail),
  'Sheet.setName': counted('write sheet', change, detail),
  'Sheet.hideSheet': counted('write sheet', change, detail),
  'Sheet.showSheet': counted('write sheet', change, detail),
  'Sheet.setFrozenRows': counted('write sheet', change, detail),
  'Sheet.clear': counted('write sheet', clear, detail),
  'Sheet.clearContents': counted('write sheet', clear, detail),
};
