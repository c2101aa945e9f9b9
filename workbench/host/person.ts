// A human at the spreadsheet: types, sorts, inserts, deletes, without service calls and without cost. Not a script.
import { boundsOf, splitTabName } from './grid/a1';
import { GridError } from './grid/grid-error';
import type { Area, Axis, CellInput, CellValue, ExactCell, Protection } from './grid/port';
import { applyPending } from './running';
import { ownerOf, type Selection, type World } from './world';

export type Cell = { value: CellValue; formula: string; format: string; note: string; shown: string };

function areaIn(world: World, tab: number, a1: string): Area {
  const info = world.grid.tabs().find((one) => one.id === tab);
  const bounds = info ? boundsOf(splitTabName(a1).a1, info.maxRows, info.maxColumns) : null;
  if (!bounds) throw new GridError(`not a range: ${a1}`);
  return { tab, ...bounds };
}

function used(world: World, tab: number): Area | null {
  const rows = world.grid.lastRow(tab);
  const columns = world.grid.lastColumn(tab);
  return rows === 0 ? null : { tab, row: 1, column: 1, rows, columns };
}

/** Grows the tab so that the area fits, as pasting does. */
function makeRoom(world: World, area: Area): void {
  const info = world.grid.tabs().find((one) => one.id === area.tab);
  if (!info) throw new GridError(`no tab ${area.tab}`);
  const rows = area.row + area.rows - 1 - info.maxRows;
  const columns = area.column + area.columns - 1 - info.maxColumns;
  if (rows > 0) world.grid.insert('row', area.tab, info.maxRows + 1, rows);
  if (columns > 0) world.grid.insert('column', area.tab, info.maxColumns + 1, columns);
}

/** Reading and writing cells as a person sees them. */
function cellsOf(world: World, tab: number, email: string) {
  const area = (a1: string) => areaIn(world, tab, a1);
  const allow = (where: Area) => {
    const refusal = world.grid.refusal(where, email, ownerOf(world));
    if (refusal) throw new GridError(refusal);
  };
  return {
    /** Typed into every cell of the range, and so parsed. */
    type(a1: string, text: CellInput): void {
      const where = area(a1);
      allow(where);
      world.grid.write(
        where,
        Array.from({ length: where.rows }, () => new Array<CellInput>(where.columns).fill(text)),
      );
    },
    /** Puts down an exact value; with a formula, the value is what that formula shows. */
    set(a1: string, value: CellValue, formula?: string): void {
      const cell: ExactCell = formula === undefined ? { value } : { value, formula };
      world.grid.put(area(a1), [[cell]]);
    },
    values: (): CellValue[][] => {
      const all = used(world, tab);
      return all ? world.grid.values(all) : [];
    },
    formulas: (): string[][] => {
      const all = used(world, tab);
      return all ? world.grid.formulas(all) : [];
    },
    displayed: (): string[][] => {
      const all = used(world, tab);
      return all ? world.grid.displayed(all) : [];
    },
    range: (a1: string): CellValue[][] => world.grid.values(area(a1)),
    cell(a1: string): Cell {
      const where = area(a1);
      return {
        value: world.grid.values(where)[0]?.[0] ?? '',
        formula: world.grid.formulas(where)[0]?.[0] ?? '',
        format: world.grid.texts('formats', where)[0]?.[0] ?? '',
        note: world.grid.texts('notes', where)[0]?.[0] ?? '',
        shown: world.grid.displayed(where)[0]?.[0] ?? '',
      };
    },
    /** Replaces the tab's contents by these texts, cell for cell and unparsed, as an import without conversion does. */
    load(rows: string[][]): void {
      const all = used(world, tab);
      if (all) world.grid.clear(all, { contents: true });
      const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
      if (rows.length === 0 || columns === 0) return;
      const where = { tab, row: 1, column: 1, rows: rows.length, columns };
      makeRoom(world, where);
      world.grid.put(
        where,
        rows.map((row) => row.map((value) => ({ value }))),
      );
    },
    note: (a1: string, text: string) => world.grid.setTexts('notes', area(a1), [[text]]),
    format: (a1: string, format: string): void => {
      const where = area(a1);
      const rows = Array.from({ length: where.rows }, () => new Array<string>(where.columns).fill(format));
      world.grid.setTexts('formats', where, rows);
    },
    clear: (a1?: string): void => {
      const where = a1 ? area(a1) : used(world, tab);
      if (where) world.grid.clear(where, { contents: true });
    },
  };
}

/** Changing the shape of a tab, and who may edit it. */
function shapeOf(world: World, tab: number) {
  const { grid } = world;
  const lines = (axis: Axis) => ({
    insert: (before: number, count = 1) => grid.insert(axis, tab, before, count),
    remove: (at: number, count = 1) => grid.remove(axis, tab, at, count),
    move: (from: number, to: number, count = 1) => grid.move(axis, tab, from, count, to),
  });
  const rows = lines('row');
  const columns = lines('column');
  return {
    insertRows: rows.insert,
    deleteRows: rows.remove,
    moveRows: rows.move,
    insertColumns: columns.insert,
    deleteColumns: columns.remove,
    moveColumn: columns.move,
    sort(column: number, ascending = true, headerRows = 1): void {
      const all = used(world, tab);
      if (!all || all.rows <= headerRows) return;
      grid.sort({ ...all, row: 1 + headerRows, rows: all.rows - headerRows }, [{ column, ascending }]);
    },
    rename: (name: string) => grid.changeTab(tab, { name }),
    hide: () => grid.changeTab(tab, { hidden: true }),
    show: () => grid.changeTab(tab, { hidden: false }),
    hideRows: (row: number, count = 1) => grid.hideRows(tab, row, count, true),
    showRows: (row: number, count = 1) => grid.hideRows(tab, row, count, false),
    /** Hides the rows whose displayed text in that column is one of these; null takes the filter away. */
    filter(what: { column: number; hide: string[]; headerRow?: number } | null): void {
      const all = used(world, tab);
      if (!what || !all) {
        grid.setFilter(tab, null);
        return;
      }
      const headerRow = what.headerRow ?? 1;
      const area = { ...all, row: headerRow, rows: all.rows - headerRow + 1 };
      grid.setFilter(tab, { area, hides: { [what.column]: what.hide } });
    },
    /** Only the owner and these may edit it from now on. */
    protect: (a1: string, editors: string[] = []): Protection => grid.protect(areaIn(world, tab, a1), false, editors),
    unprotect: (id: number) => grid.unprotect(id),
    /** Data validation that rejects: only these texts are accepted there. */
    restrict: (a1: string, allowed: string[] | null) => grid.restrict(areaIn(world, tab, a1), allowed),
  };
}

export function personTab(world: World, tab: number, email: string) {
  const info = () => {
    const found = world.grid.tabs().find((one) => one.id === tab);
    if (!found) throw new GridError(`the tab ${tab} is gone`);
    return found;
  };
  return {
    id: tab,
    get name(): string {
      return info().name;
    },
    get hidden(): boolean {
      return info().hidden;
    },
    get maxRows(): number {
      return info().maxRows;
    },
    get maxColumns(): number {
      return info().maxColumns;
    },
    metadata: () => world.grid.metadata().filter((entry) => entry.place.tab === tab),
    protections: () => world.grid.protections(tab),
    select(a1: string): void {
      const selection: Selection = areaIn(world, tab, a1);
      world.selections.set(email, selection);
    },
    ...cellsOf(world, tab, email),
    ...shapeOf(world, tab),
  };
}

export function personOf(world: World, email: string) {
  const tabNamed = (name: string) => {
    const found = world.grid.tabs().find((one) => one.name === name);
    if (!found) throw new GridError(`no tab named ${name}: ${world.grid.tabs().map((one) => one.name)}`);
    return personTab(world, found.id, email);
  };
  return {
    email,
    tab: tabNamed,
    tabs: () => world.grid.tabs(),
    hasTab: (name: string) => world.grid.tabs().some((one) => one.name === name),
    addTab: (name: string, index?: number) => personTab(world, world.grid.addTab(name, index).id, email),
    deleteTab: (name: string) => world.grid.deleteTab(tabNamed(name).id),
    /** Makes what running executions still hold back visible, as if Google had flushed by itself. */
    waitForWrites: () => {
      for (const running of world.running) applyPending(running);
    },
  };
}
