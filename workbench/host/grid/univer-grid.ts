// The Univer grid: the port over a headless Univer workbook, which calculates formulas and can be shown in a browser. Sheet sizes, names,
// metadata, protections and rules are kept in a memory grid without cells (its `records`), which follows every change of structure, also
// those that come from a browser. It answers the whole port, hence its length; what it does to the workbook is in the files beside it.
import { randomUUID } from 'node:crypto';
import { type GridOptions, MemoryGrid } from './memory-grid';
import { sortedOrder } from './memory-tab';
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
import { UNIT, UniverBook } from './univer-book';
import { startEngine } from './univer-engine';
import { drawFilter, isFilteredOut, shownFilter } from './univer-filter';
import { insertLines, linesOf, moveLines, removeLines, reorderRows } from './univer-lines';
import { displayedOf, formulasOf, lastUsed, textsOf, valuesOf } from './univer-read';
import { blankSheet, cellsOfSaved, emptied, workbookOf } from './univer-snapshot';
import { recordMutation } from './univer-structure';
import { clearArea, fillTab, putCells, savedCells, setTexts, typeInto } from './univer-write';

export class UniverGrid implements Grid {
  readonly locale = 'en_US';
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly unit = UNIT;
  private readonly records: MemoryGrid;
  private readonly book: UniverBook;
  private isRecording = true;

  constructor(options: GridOptions, saved?: SavedGrid) {
    this.records = new MemoryGrid(options, saved && { ...saved, tabs: saved.tabs.map(emptied) });
    this.id = this.records.id;
    this.name = this.records.name;
    this.zone = this.records.zone;
    this.book = new UniverBook(startEngine(workbookOf(UNIT, this.name, this.records.tabs())), this.zone);
    for (const tab of this.records.tabs()) this.sheetIds.set(tab.id, String(tab.id));
    const { engine, sheetIds, records } = this;
    this.engine.onMutation(({ mutation }) => {
      if (this.isRecording) recordMutation({ engine, sheetIds, records }, mutation);
    });
    for (const [index, tab] of this.records.tabs().entries()) if (saved) this.fill(tab.id, saved.tabs[index]);
    this.flush();
  }

  get engine() {
    return this.book.engine;
  }

  /** Univer's name of each tab, by its id. */
  get sheetIds() {
    return this.book.sheetIds;
  }

  private fill(tab: number, saved: unknown): void {
    const cells = cellsOfSaved(saved);
    fillTab(this.book, tab, cells);
    for (const row of cells.hiddenRows) this.hideRows(tab, row, 1, true);
  }

  /** Does what the listener would record as well, so that its checks come first. */
  private recordedBy(act: () => void): void {
    this.isRecording = false;
    try {
      act();
    } finally {
      this.isRecording = true;
    }
  }

  private info(tab: number): TabInfo {
    this.book.sheetId(tab);
    return this.tabs().find((one) => one.id === tab)!;
  }

  flush(): void {
    this.book.flush();
  }

  calculated(): Promise<void> {
    return this.book.calculated();
  }

  close(): void {
    this.book.close();
  }

  // ── tabs ──

  tabs(): TabInfo[] {
    return this.records.tabs();
  }

  addTab(name: string, index = this.tabs().length): TabInfo {
    this.flush();
    const tab = this.records.addTab(name, index);
    // A tab of an id that was there before would find Univer's leftovers of it.
    const sheetId = this.sheetIds.size === 0 ? String(tab.id) : `${tab.id}-${randomUUID().slice(0, 8)}`;
    this.sheetIds.set(tab.id, sheetId);
    const sheet = blankSheet(sheetId, tab);
    this.recordedBy(() => this.engine.run('sheet.mutation.insert-sheet', { unitId: UNIT, index, sheet }));
    this.removeStrays();
    return this.info(tab.id);
  }

  /** Univer gives a workbook that starts without a tab one of its own. */
  private removeStrays(): void {
    const known = new Set(this.sheetIds.values());
    for (const sheet of this.engine.workbook.getSheets())
      if (!known.has(sheet.getSheetId()))
        this.engine.run('sheet.mutation.remove-sheet', { unitId: UNIT, subUnitId: sheet.getSheetId() });
  }

  deleteTab(id: number): void {
    const subUnitId = this.book.sheetId(id);
    this.flush();
    this.records.deleteTab(id);
    this.recordedBy(() => this.engine.run('sheet.mutation.remove-sheet', { unitId: UNIT, subUnitId }));
    this.sheetIds.delete(id);
  }

  changeTab(id: number, change: { name?: string; hidden?: boolean; frozenRows?: number }): void {
    this.records.changeTab(id, change);
    const { book } = this;
    this.recordedBy(() => {
      // The command, not the mutation: formulas that name the tab follow.
      if (change.name !== undefined && book.sheet(id).getName() !== change.name)
        book.run('sheet.command.set-worksheet-name', id, { name: change.name });
      if (change.hidden !== undefined)
        book.run('sheet.mutation.set-worksheet-hidden', id, { hidden: change.hidden ? 1 : 0 });
      if (change.frozenRows !== undefined) {
        const ySplit = change.frozenRows;
        book.run('sheet.mutation.set-frozen', id, { startRow: ySplit || -1, startColumn: -1, ySplit, xSplit: 0 });
      }
    });
  }

  moveTab(id: number, index: number): void {
    const fromOrder = this.tabs().findIndex((tab) => tab.id === id);
    this.records.moveTab(id, index);
    this.recordedBy(() => this.book.run('sheet.mutation.set-worksheet-order', id, { fromOrder, toOrder: index }));
  }

  // ── cells ──

  lastRow(id: number): number {
    return lastUsed(this.book, id).row;
  }
  lastColumn(id: number): number {
    return lastUsed(this.book, id).column;
  }
  values(area: Area): CellValue[][] {
    this.records.within(area);
    return valuesOf(this.book, area);
  }
  displayed(area: Area): string[][] {
    this.records.within(area);
    return displayedOf(this.book, area);
  }
  formulas(area: Area): string[][] {
    this.records.within(area);
    return formulasOf(this.book, area);
  }
  texts(what: Texts, area: Area): string[][] {
    this.records.within(area);
    return textsOf(this.book, what, area);
  }
  write(area: Area, rows: CellInput[][]): void {
    this.records.within(area);
    typeInto(this.book, area, rows, this.records.typingRules());
  }
  put(area: Area, rows: ExactCell[][]): void {
    this.records.within(area);
    putCells(this.book, area, rows);
  }
  setTexts(what: Texts, area: Area, rows: string[][]): void {
    this.records.within(area);
    setTexts(this.book, what, area, rows);
  }
  clear(area: Area, what: What): void {
    this.records.within(area);
    clearArea(this.book, area, what);
  }

  // ── structure: the records check first, by the sizes before ──

  insert(axis: Axis, tab: number, before: number, count: number): void {
    const info = this.info(tab);
    this.records.insert(axis, tab, before, count);
    this.recordedBy(() => insertLines(this.book, axis, info, before, count));
  }

  remove(axis: Axis, tab: number, at: number, count: number): void {
    const info = this.info(tab);
    this.records.remove(axis, tab, at, count);
    this.recordedBy(() => removeLines(this.book, axis, info, at, count));
  }

  move(axis: Axis, tab: number, from: number, count: number, to: number): void {
    const info = this.info(tab);
    this.records.move(axis, tab, from, count, to);
    if (to >= from && to <= from + count) return;
    this.recordedBy(() => moveLines(this.book, axis, info, from, count, to));
  }

  sort(area: Area, keys: SortKey[]): void {
    const order = sortedOrder(this.values(area), area, keys);
    reorderRows(this.book, area, order);
    this.records.followSort(area, order);
  }

  // ── what surrounds the cells ──

  metadata(): readonly Metadata[] {
    return this.records.metadata();
  }
  addMetadata(entry: Omit<Metadata, 'id'>): Metadata {
    return this.records.addMetadata(entry);
  }
  changeMetadata(id: number, change: Partial<Pick<Metadata, 'key' | 'value' | 'visibility'>>): void {
    this.records.changeMetadata(id, change);
  }
  removeMetadata(id: number): void {
    this.records.removeMetadata(id);
  }
  protections(tab: number): Protection[] {
    return this.records.protections(tab);
  }
  protect(area: Area, wholeTab: boolean, editors: string[]): Protection {
    return this.records.protect(area, wholeTab, editors);
  }
  changeProtection(id: number, change: Partial<Omit<Protection, 'id' | 'area'>>): void {
    this.records.changeProtection(id, change);
  }
  unprotect(id: number): void {
    this.records.unprotect(id);
  }
  restrict(area: Area, allowed: string[] | null): void {
    this.records.restrict(area, allowed);
  }
  refusal(area: Area, user: string, owner: string): string | null {
    return this.records.refusal(area, user, owner);
  }
  invalid(area: Area, rows: CellInput[][]): string | null {
    return this.records.invalid(area, rows);
  }

  filter(tab: number): Filter | null {
    return this.records.filter(tab) ?? shownFilter(this.book, tab);
  }

  setFilter(tab: number, filter: Filter | null): void {
    this.recordedBy(() => drawFilter(this.book, tab, filter));
    if (!filter) {
      this.records.setFilter(tab, null);
      return;
    }
    // The records hide by what cells show, and have none: they are given these for a moment.
    const shown = this.displayed(filter.area);
    this.records.put(
      filter.area,
      shown.map((line) => line.map((value) => ({ value }))),
    );
    this.records.setFilter(tab, filter);
    this.records.clear(filter.area, { contents: true });
  }

  hideRows(tab: number, row: number, count: number, hidden: boolean): void {
    this.records.hideRows(tab, row, count, hidden);
    const ranges = [linesOf('row', this.info(tab), row, count)];
    this.book.run(`sheet.mutation.set-row-${hidden ? 'hidden' : 'visible'}`, tab, { ranges });
  }

  isRowHidden(tab: number, row: number, by: 'filter' | 'user'): boolean {
    if (by === 'user') return !this.book.sheet(tab).getRowRawVisible(row - 1);
    return this.records.filter(tab) ? this.records.isRowHidden(tab, row, by) : isFilteredOut(this.book, tab, row);
  }

  save(): SavedGrid {
    this.flush();
    const saved = this.records.save();
    const tabs = this.tabs().map((tab, index) => {
      const rows = Array.from({ length: tab.maxRows }, (_, r) => r + 1);
      const hidden = rows.filter((row) => this.isRowHidden(tab.id, row, 'user'));
      return savedCells(this.book, tab, saved.tabs[index], hidden);
    });
    return { ...saved, tabs };
  }
}
