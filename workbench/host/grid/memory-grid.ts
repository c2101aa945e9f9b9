// The memory grid: the port over plain data, synchronous and deterministic. Formulas are kept as text and not evaluated.
// Longer than most files because it answers the whole port; what has rules of its own lives beside it.
import { displayed } from './displayed';
import { GridError } from './grid-error';
import { window } from './layer';
import { clear, place, setTexts } from './memory-cells';
import { applyFilter, invalid, refusal, restrict, withMetadata } from './memory-guards';
import {
  type Edit,
  lastColumn,
  lastRow,
  newTab,
  restoredTab,
  restructure,
  savedTab,
  sortArea,
  type Tab,
} from './memory-tab';
import type {
  Area,
  Axis,
  CellInput,
  CellValue,
  ExactCell,
  Filter,
  Grid,
  Metadata,
  Protection,
  SavedGrid,
  SortKey,
  TabInfo,
  Texts,
  What,
} from './port';
import { type TypingRules, typedValue } from './typed-text';

/** support.google.com/drive/answer/37603 */
export const MOST_CELLS = 10_000_000;
export type GridOptions = {
  id: string;
  name: string;
  zone: string;
  now: () => number;
  textFormatStopsFormulas?: boolean;
  sortMovesRowMetadata?: boolean;
  /** Gives the value of a formula that tests care about; undefined keeps the stored one. */
  evaluate?: (formula: string, cell: (a1Row: number, a1Column: number) => CellValue) => CellValue | undefined;
};

export class MemoryGrid implements Grid {
  readonly locale = 'en_US';
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  private list: Tab[] = [];
  private entries: Metadata[] = [];
  private nextId = 1;
  private readonly options: GridOptions;

  constructor(options: GridOptions, saved?: SavedGrid) {
    this.options = options;
    this.id = saved?.id ?? options.id;
    this.name = saved?.name ?? options.name;
    this.zone = saved?.zone ?? options.zone;
    if (!saved) return;
    this.list = saved.tabs.map(restoredTab);
    this.entries = structuredClone(saved.metadata);
    this.nextId = saved.nextId;
  }

  private tab(id: number): Tab {
    const tab = this.list.find((one) => one.id === id);
    if (!tab) throw new GridError(`Sheet ${id} not found`);
    return tab;
  }

  /** The area's tab, if all of the area lies in it. */
  within(area: Area): Tab {
    const tab = this.tab(area.tab);
    const fits = area.row + area.rows - 1 <= tab.maxRows && area.column + area.columns - 1 <= tab.maxColumns;
    if (!fits || area.row < 1 || area.column < 1)
      throw new GridError('The coordinates or dimensions of the range are invalid.');
    return tab;
  }

  private cellCount(): number {
    return this.list.reduce((sum, tab) => sum + tab.maxRows * tab.maxColumns, 0);
  }

  private roomFor(cells: number): void {
    if (this.cellCount() + cells <= MOST_CELLS) return;
    throw new GridError(
      `This action would increase the number of cells in the workbook above the limit of ${MOST_CELLS} cells.`,
    );
  }

  tabs(): TabInfo[] {
    return this.list.map(({ id, name, hidden, maxRows, maxColumns, frozenRows }) => ({
      id,
      name,
      hidden,
      maxRows,
      maxColumns,
      frozenRows,
    }));
  }

  addTab(name: string, index = this.list.length): TabInfo {
    if (this.list.some((tab) => tab.name.toLowerCase() === name.toLowerCase())) {
      throw new GridError(`A sheet with the name "${name}" already exists. Please enter another name.`);
    }
    this.roomFor(26_000);
    // The first tab of a spreadsheet has id 0, later ones a large number, as at Google.
    const id = this.list.length === 0 && this.nextId === 1 ? 0 : 1_000_000 + this.nextId;
    this.nextId++;
    const tab = newTab(id, name);
    this.list.splice(Math.max(0, Math.min(index, this.list.length)), 0, tab);
    return tab;
  }

  deleteTab(id: number): void {
    this.tab(id);
    if (this.list.length === 1) throw new GridError("You can't remove all the sheets in a document.");
    this.list = this.list.filter((tab) => tab.id !== id);
    this.entries = this.entries.filter((entry) => entry.place.tab !== id);
  }

  changeTab(id: number, change: { name?: string; hidden?: boolean; frozenRows?: number }): void {
    const tab = this.tab(id);
    const taken = change.name !== undefined && this.list.some((one) => one !== tab && one.name === change.name);
    if (taken) throw new GridError(`A sheet with the name "${change.name}" already exists. Please enter another name.`);
    const shown = this.list.filter((one) => !one.hidden && one !== tab);
    if (change.hidden && shown.length === 0) throw new GridError("You can't hide all the sheets in a document.");
    Object.assign(tab, change);
  }

  moveTab(id: number, index: number): void {
    const tab = this.tab(id);
    this.list = this.list.filter((one) => one !== tab);
    this.list.splice(index, 0, tab);
  }

  lastRow(id: number): number {
    return lastRow(this.tab(id));
  }

  lastColumn(id: number): number {
    return lastColumn(this.tab(id));
  }

  values(area: Area): CellValue[][] {
    const tab = this.within(area);
    const rows = window(tab.values, area.row - 1, area.column - 1, area.rows, area.columns, '' as CellValue);
    if (this.options.evaluate && tab.formulas.length > 0) this.evaluated(tab, area, rows);
    return rows;
  }

  private evaluated(tab: Tab, area: Area, rows: CellValue[][]): void {
    const cell = (row: number, column: number) =>
      this.values({ tab: tab.id, row, column, rows: 1, columns: 1 })[0]?.[0] ?? '';
    rows.forEach((line, r) => {
      const formulas = tab.formulas[area.row - 1 + r];
      if (!formulas) return;
      for (let c = 0; c < line.length; c++) {
        const formula = formulas[area.column - 1 + c];
        const value = formula ? this.options.evaluate?.(formula, cell) : undefined;
        if (value !== undefined) line[c] = value;
      }
    });
  }

  displayed(area: Area): string[][] {
    const formats = this.texts('formats', area);
    return this.values(area).map((line, r) =>
      line.map((value, c) => displayed(value, formats[r]?.[c] ?? '', this.zone)),
    );
  }

  formulas(area: Area): string[][] {
    return window(this.within(area).formulas, area.row - 1, area.column - 1, area.rows, area.columns, '');
  }

  texts(what: Texts, area: Area): string[][] {
    return window(this.within(area)[what], area.row - 1, area.column - 1, area.rows, area.columns, '');
  }

  typingRules(): TypingRules {
    const { now, textFormatStopsFormulas = false } = this.options;
    return { zone: this.zone, nowMs: now(), textFormatStopsFormulas };
  }

  write(area: Area, rows: CellInput[][]): void {
    const tab = this.within(area);
    const rules = this.typingRules();
    for (let r = 0; r < area.rows; r++) {
      const formats = tab.formats[area.row - 1 + r];
      for (let c = 0; c < area.columns; c++) {
        const format = formats?.[area.column - 1 + c] ?? '';
        const cell = typedValue(rows[r]?.[c], format, rules);
        place(tab, area.row - 1 + r, area.column - 1 + c, cell, format);
      }
    }
  }

  put(area: Area, rows: ExactCell[][]): void {
    const tab = this.within(area);
    rows.forEach((line, r) => {
      line.forEach((cell, c) => {
        place(tab, area.row - 1 + r, area.column - 1 + c, cell, '');
      });
    });
  }

  setTexts(what: Texts, area: Area, rows: string[][]): void {
    setTexts(this.within(area)[what], area, rows);
  }

  clear(area: Area, what: What): void {
    clear(this.within(area), area, what);
  }

  private restructured(tabId: number, edit: Edit): void {
    const tab = this.tab(tabId);
    const mapping = restructure(tab, edit);
    const type = edit.axis === 'row' ? 'ROW' : 'COLUMN';
    this.entries = this.entries.flatMap((entry) => {
      if (entry.place.tab !== tabId || entry.place.type !== type || entry.place.index === null) return [entry];
      const index = mapping(entry.place.index);
      return index === null ? [] : [{ ...entry, place: { ...entry.place, index } }];
    });
  }

  private sizeOf(axis: Axis, tab: Tab): number {
    return axis === 'row' ? tab.maxRows : tab.maxColumns;
  }

  insert(axis: Axis, tabId: number, before: number, count: number): void {
    const tab = this.tab(tabId);
    const size = this.sizeOf(axis, tab);
    if (before < 1 || before > size + 1 || count < 1) throw new GridError(`Those ${axis}s are out of bounds.`);
    this.roomFor(count * (axis === 'row' ? tab.maxColumns : tab.maxRows));
    this.restructured(tabId, { axis, kind: 'insert', at: before, count, to: 0 });
  }

  remove(axis: Axis, tabId: number, at: number, count: number): void {
    const size = this.sizeOf(axis, this.tab(tabId));
    if (at < 1 || at + count - 1 > size || count < 1) throw new GridError(`Those ${axis}s are out of bounds.`);
    if (count === size) throw new GridError(`You can't delete all the ${axis}s on the sheet.`);
    this.restructured(tabId, { axis, kind: 'remove', at, count, to: 0 });
  }

  move(axis: Axis, tabId: number, from: number, count: number, to: number): void {
    const size = this.sizeOf(axis, this.tab(tabId));
    if (from < 1 || from + count - 1 > size || to < 1 || to > size + 1)
      throw new GridError(`Those ${axis}s are out of bounds.`);
    if (to >= from && to <= from + count) return;
    this.restructured(tabId, { axis, kind: 'move', at: from, count, to });
  }

  sort(area: Area, keys: SortKey[]): void {
    this.followSort(area, sortArea(this.within(area), area, keys));
  }

  /** `order` says where each row of the area came from. Metadata goes along where the options say so. */
  followSort(area: Area, order: number[]): void {
    if (!this.options.sortMovesRowMetadata) return;
    this.entries = this.entries.map((entry) => {
      const { type, tab, index } = entry.place;
      const row = type === 'ROW' && tab === area.tab ? order.indexOf((index ?? 0) - area.row) : -1;
      return row < 0 ? entry : { ...entry, place: { ...entry.place, index: area.row + row } };
    });
  }

  metadata(): readonly Metadata[] {
    return this.entries;
  }

  addMetadata(entry: Omit<Metadata, 'id'>): Metadata {
    const added: Metadata = { ...entry, id: 500_000_000 + this.nextId++ };
    this.entries = withMetadata(this.entries, added);
    return added;
  }

  changeMetadata(id: number, change: Partial<Pick<Metadata, 'key' | 'value' | 'visibility'>>): void {
    const entry = this.entries.find((one) => one.id === id);
    if (!entry) throw new GridError('The developer metadata does not exist.');
    this.entries = withMetadata(this.entries, { ...entry, ...change });
  }

  removeMetadata(id: number): void {
    this.entries = this.entries.filter((entry) => entry.id !== id);
  }

  protections(tab: number): Protection[] {
    return this.tab(tab).protections;
  }

  protect(area: Area, wholeTab: boolean, editors: string[]): Protection {
    const added = { id: this.nextId++, area, wholeTab, description: '', editors, warningOnly: false };
    this.tab(area.tab).protections.push(added);
    return added;
  }

  changeProtection(id: number, change: Partial<Omit<Protection, 'id' | 'area'>>): void {
    for (const tab of this.list) {
      tab.protections = tab.protections.map((one) => (one.id === id ? { ...one, ...change } : one));
    }
  }

  unprotect(id: number): void {
    for (const tab of this.list) tab.protections = tab.protections.filter((one) => one.id !== id);
  }

  restrict(area: Area, allowed: string[] | null): void {
    restrict(this.within(area), area, allowed);
  }

  refusal(area: Area, user: string, owner: string): string | null {
    return refusal(this.tab(area.tab), area, user, owner);
  }

  invalid(area: Area, rows: CellInput[][]): string | null {
    return invalid(this.tab(area.tab), area, rows);
  }

  filter(tab: number): Filter | null {
    return this.tab(tab).filter;
  }

  setFilter(tab: number, filter: Filter | null): void {
    applyFilter(this.tab(tab), filter, filter ? this.displayed(filter.area) : []);
  }

  hideRows(tab: number, row: number, count: number, hidden: boolean): void {
    const rows = this.tab(tab).hiddenByUser;
    for (let at = row; at < row + count; at++) {
      if (hidden) rows.add(at);
      else rows.delete(at);
    }
  }

  isRowHidden(tab: number, row: number, by: 'filter' | 'user'): boolean {
    const { hiddenByFilter, hiddenByUser } = this.tab(tab);
    return (by === 'filter' ? hiddenByFilter : hiddenByUser).has(row);
  }

  save(): SavedGrid {
    const { id, name, zone, locale, nextId } = this;
    return { id, name, zone, locale, nextId, tabs: this.list.map(savedTab), metadata: structuredClone(this.entries) };
  }
}
