// The calls of Range and RangeList: reading cells, and writes that go into the buffer. Not structure, not metadata.
import { GoogleError } from '../google-error';
import type { Area, CellInput, CellValue, SortKey, What } from '../grid/port';
import { applyWrite, charge, chargeRead, chargeStructure, commit, enqueue, type Running } from '../running';
import { ownerOf } from '../world';
import { areaName, type CallTable, counted, Dated } from './call-kind';

/** support.google.com/docs/answer/3541068; the message is reported by many developers. */
const MOST_CHARACTERS = 50_000;

type AreaArgs = { area: Area };
type WriteArgs = { area: Area; rows: CellInput[][]; fill?: boolean };
type TextArgs = { area: Area; rows: string[][]; fill?: boolean };

function detail(running: Running, args: AreaArgs): string {
  return areaName(running, args.area);
}

function cellsOf(area: Area): number {
  return area.rows * area.columns;
}

function hasDate(rows: CellValue[][]): boolean {
  return rows.some((line) => line.some((value) => typeof value === 'object'));
}

function read(running: Running, args: AreaArgs): unknown {
  chargeRead(running, cellsOf(args.area));
  const rows = running.world.grid.values(args.area);
  return hasDate(rows) ? new Dated(rows) : rows;
}

function checkLengths(rows: CellInput[][]): void {
  for (const line of rows) {
    for (const value of line) {
      if (typeof value === 'string' && value.length > MOST_CHARACTERS) {
        throw new GoogleError('Your input contains more than the maximum of 50000 characters in a single cell.');
      }
    }
  }
}

function filled<T>(area: Area, value: T): T[][] {
  return Array.from({ length: area.rows }, () => new Array<T>(area.columns).fill(value));
}

function inBounds(running: Running, area: Area): void {
  const tab = running.world.grid.tabs().find((one) => one.id === area.tab);
  if (!tab) throw new GoogleError(`Sheet ${area.tab} not found`);
  if (area.row + area.rows - 1 <= tab.maxRows && area.column + area.columns - 1 <= tab.maxColumns) return;
  throw new GoogleError('The coordinates or dimensions of the range are invalid.');
}

function write(running: Running, { area, rows, fill }: WriteArgs): void {
  inBounds(running, area);
  checkLengths(rows);
  const whole = fill ? filled(area, rows[0]?.[0] ?? null) : rows;
  enqueue(running, { kind: 'write', area, rows: whole, user: running.user }, fill ? 1 : cellsOf(area));
}

function writeTexts(what: 'formats' | 'notes') {
  return (running: Running, { area, rows, fill }: TextArgs): void => {
    inBounds(running, area);
    const whole = fill ? filled(area, rows[0]?.[0] ?? '') : rows;
    enqueue(running, { kind: 'texts', what, area, rows: whole, user: running.user }, fill ? 1 : cellsOf(area));
  };
}

function readTexts(what: 'formats' | 'notes' | 'formulas' | 'displayed') {
  return (running: Running, { area }: AreaArgs): string[][] => {
    chargeRead(running, cellsOf(area));
    const grid = running.world.grid;
    if (what === 'formulas') return grid.formulas(area);
    return what === 'displayed' ? grid.displayed(area) : grid.texts(what, area);
  };
}

function clear(running: Running, { area, what }: AreaArgs & { what: What }): void {
  inBounds(running, area);
  enqueue(running, { kind: 'clear', what, area, user: running.user }, 1);
}

function look(running: Running, { area }: AreaArgs): void {
  inBounds(running, area);
  enqueue(running, { kind: 'look', area, user: running.user }, 1);
}

function sort(running: Running, { area, keys }: AreaArgs & { keys: SortKey[] }): void {
  chargeStructure(running);
  const refusal = running.world.grid.refusal(area, running.user, ownerOf(running.world));
  if (refusal) throw new GoogleError(refusal);
  running.world.grid.sort(area, keys);
}

/** Values over values; typed text is not parsed again. */
function copyValues(running: Running, { area, to }: AreaArgs & { to: Area }): void {
  commit(running);
  charge(running, running.world.costs.commitMs);
  const { grid } = running.world;
  const refusal = grid.refusal(to, running.user, ownerOf(running.world));
  if (refusal) throw new GoogleError(refusal);
  grid.put(
    { ...to, rows: area.rows, columns: area.columns },
    grid.values(area).map((line) => line.map((value) => ({ value }))),
  );
}

/** In Google's own order of things: no reading and writing of the script's own, so nobody can come in between. */
function replaceInFormulas(running: Running, { tab, text, by }: { tab: number; text: string; by: string }): number {
  commit(running);
  const { grid } = running.world;
  const area = {
    tab,
    row: 1,
    column: 1,
    rows: Math.max(1, grid.lastRow(tab)),
    columns: Math.max(1, grid.lastColumn(tab)),
  };
  chargeRead(running, area.rows * area.columns);
  let replaced = 0;
  grid.formulas(area).forEach((line, r) => {
    line.forEach((formula, c) => {
      if (!formula.includes(text)) return;
      const cell = { tab, row: r + 1, column: c + 1, rows: 1, columns: 1 };
      applyWrite(running.world, {
        kind: 'write',
        area: cell,
        rows: [[formula.replaceAll(text, by)]],
        user: running.user,
      });
      replaced += formula.split(text).length - 1;
    });
  });
  return replaced;
}

function validate(running: Running, { area, allowed }: AreaArgs & { allowed: string[] | null }): void {
  chargeStructure(running);
  running.world.grid.restrict(area, allowed);
}

function canEdit(running: Running, { area }: AreaArgs): boolean {
  chargeRead(running, 1);
  return running.world.grid.refusal(area, running.user, ownerOf(running.world)) === null;
}

function writeList(running: Running, { areas, value, what }: { areas: Area[]; value?: CellInput; what?: What }): void {
  commit(running);
  charge(running, running.world.costs.rangeListMs);
  for (const area of areas) {
    const rows = filled(area, value ?? null);
    if (what) applyWrite(running.world, { kind: 'clear', what, area, user: running.user });
    else applyWrite(running.world, { kind: 'write', area, rows, user: running.user });
  }
}

export const RANGE_CALLS: CallTable = {
  'Range.getValues': counted('read sheet', read, detail),
  'Range.getValue': counted('read sheet', read, detail),
  'Range.getDisplayValues': counted('read sheet', readTexts('displayed'), detail),
  'Range.getDisplayValue': counted('read sheet', readTexts('displayed'), detail),
  'Range.getFormulas': counted('read sheet', readTexts('formulas'), detail),
  'Range.getFormula': counted('read sheet', readTexts('formulas'), detail),
  'Range.getNotes': counted('read sheet', readTexts('notes'), detail),
  'Range.getNote': counted('read sheet', readTexts('notes'), detail),
  'Range.getNumberFormats': counted('read sheet', readTexts('formats'), detail),
  'Range.getNumberFormat': counted('read sheet', readTexts('formats'), detail),
  'Range.setValues': counted('write sheet', write, detail),
  'Range.setValue': counted('write sheet', write, detail),
  'Range.setFormula': counted('write sheet', write, detail),
  'Range.setFormulas': counted('write sheet', write, detail),
  'Range.setNotes': counted('write sheet', writeTexts('notes'), detail),
  'Range.setNote': counted('write sheet', writeTexts('notes'), detail),
  'Range.setNumberFormats': counted('write sheet', writeTexts('formats'), detail),
  'Range.setNumberFormat': counted('write sheet', writeTexts('formats'), detail),
  'Range.setFontWeight': counted('write sheet', look, detail),
  'Range.setBackground': counted('write sheet', look, detail),
  'Range.setWrap': counted('write sheet', look, detail),
  'Range.clearContent': counted('write sheet', clear, detail),
  'Range.clear': counted('write sheet', clear, detail),
  'Range.copyTo': counted('write sheet', copyValues, detail),
  'TextFinder.replaceAllWith': counted('write sheet', replaceInFormulas, (_running, { text }) => text),
  'Range.sort': counted('write sheet', sort, detail),
  'Range.setDataValidation': counted('write sheet', validate, detail),
  'Range.canEdit': counted('read sheet', canEdit, detail),
  'RangeList.setValue': counted('write sheet', writeList),
  'RangeList.clearContent': counted('write sheet', writeList),
};
