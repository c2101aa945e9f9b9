// Sheet inside the realm, with its Filter. Not cells and not structure, which are outside.
import { type Area, areaFrom, badSignature } from './area';
import { ask, cellOut } from './bridge';
import type { GoogleEnum } from './google-enum';
import { DeveloperMetadataFinder, type MetadataScope, metadataAdder, metadataLister } from './metadata';
import { Protection } from './protection';
import { Range, RangeList } from './range';
import { refuseUnknown } from './refuse-unknown';
import { Spreadsheet } from './spreadsheet';
import { TextFinder } from './text-finder';

type Lines =
  | 'insertRowsBefore'
  | 'insertRowsAfter'
  | 'insertColumnsBefore'
  | 'insertColumnsAfter'
  | 'deleteRows'
  | 'deleteColumns';

export class Filter {
  constructor(
    private readonly sheet: Sheet,
    private readonly area: Area,
  ) {}
  getRange(): Range {
    return new Range(this.sheet, this.area);
  }
}
refuseUnknown(Filter, 'Filter');

export class Sheet {
  constructor(private readonly tab: number) {}

  private info() {
    return ask('Sheet.info', { tab: this.tab });
  }
  private scope(): MetadataScope {
    return { tab: this.tab, area: null };
  }
  private lines(method: Lines, at: number, count: number): this {
    const axis = method.includes('Row') ? 'row' : 'column';
    ask(`Sheet.${method}`, { tab: this.tab, axis, at: method.endsWith('After') ? at + 1 : at, count });
    return this;
  }

  getSheetId(): number {
    return this.tab;
  }
  getName(): string {
    return this.info().name;
  }
  getSheetName(): string {
    return this.info().name;
  }
  setName(name: string): this {
    ask('Sheet.setName', { tab: this.tab, name });
    return this;
  }
  getParent(): Spreadsheet {
    return new Spreadsheet();
  }
  getIndex(): number {
    return ask('Spreadsheet.getSheets').findIndex((one: { id: number }) => one.id === this.tab) + 1;
  }
  createTextFinder(text: string): TextFinder {
    return new TextFinder(this.tab, String(text));
  }
  getLastRow(): number {
    return ask('Sheet.getLastRow', { tab: this.tab });
  }
  getLastColumn(): number {
    return ask('Sheet.getLastColumn', { tab: this.tab });
  }
  getMaxRows(): number {
    return ask('Sheet.getMaxRows', { tab: this.tab });
  }
  getMaxColumns(): number {
    return ask('Sheet.getMaxColumns', { tab: this.tab });
  }
  getFrozenRows(): number {
    return this.info().frozenRows;
  }
  getRange(...args: unknown[]): Range {
    const area = areaFrom(this.tab, args);
    return new Range(area.tab === this.tab ? this : sheetOf(area.tab), area);
  }
  getRangeList(a1: string[]): RangeList {
    return new RangeList(a1.map((one) => this.getRange(one)));
  }
  getDataRange(): Range {
    return new Range(this, ask('Sheet.dataArea', { tab: this.tab }));
  }
  getActiveRange(): Range | null {
    const selected: Area | null = ask('Spreadsheet.selection');
    return selected && selected.tab === this.tab ? new Range(this, selected) : null;
  }
  activate(): this {
    ask('Spreadsheet.select', { tab: this.tab, row: 1, column: 1, rows: 1, columns: 1 });
    return this;
  }

  insertRowsAfter(after: number, count: number): this {
    return this.lines('insertRowsAfter', after, count);
  }
  insertRowAfter(after: number): this {
    return this.lines('insertRowsAfter', after, 1);
  }
  insertRowsBefore(before: number, count: number): this {
    return this.lines('insertRowsBefore', before, count);
  }
  insertRowBefore(before: number): this {
    return this.lines('insertRowsBefore', before, 1);
  }
  insertColumnsAfter(after: number, count: number): this {
    return this.lines('insertColumnsAfter', after, count);
  }
  insertColumnAfter(after: number): this {
    return this.lines('insertColumnsAfter', after, 1);
  }
  insertColumnsBefore(before: number, count: number): this {
    return this.lines('insertColumnsBefore', before, count);
  }
  insertColumnBefore(before: number): this {
    return this.lines('insertColumnsBefore', before, 1);
  }
  deleteRows(at: number, count: number): void {
    this.lines('deleteRows', at, count);
  }
  deleteRow(at: number): this {
    return this.lines('deleteRows', at, 1);
  }
  deleteColumns(at: number, count: number): void {
    this.lines('deleteColumns', at, count);
  }
  deleteColumn(at: number): this {
    return this.lines('deleteColumns', at, 1);
  }
  moveRows(range: Range, to: number): void {
    ask('Sheet.moveRows', { tab: this.tab, axis: 'row', at: range.getRow(), count: range.getNumRows(), to });
  }
  moveColumns(range: Range, to: number): void {
    ask('Sheet.moveColumns', {
      tab: this.tab,
      axis: 'column',
      at: range.getColumn(),
      count: range.getNumColumns(),
      to,
    });
  }
  appendRow(row: unknown): this {
    if (!Array.isArray(row)) throw badSignature('Sheet.appendRow', row);
    ask('Sheet.appendRow', { tab: this.tab, row: row.map(cellOut) });
    return this;
  }
  hideSheet(): this {
    ask('Sheet.hideSheet', { tab: this.tab, hidden: true });
    return this;
  }
  showSheet(): this {
    ask('Sheet.showSheet', { tab: this.tab, hidden: false });
    return this;
  }
  isSheetHidden(): boolean {
    return this.info().hidden;
  }
  setFrozenRows(frozenRows: number): void {
    ask('Sheet.setFrozenRows', { tab: this.tab, frozenRows });
  }
  getFilter(): Filter | null {
    const area: Area | null = ask('Sheet.getFilter', { tab: this.tab });
    return area ? new Filter(this, area) : null;
  }
  isRowHiddenByFilter(row: number): boolean {
    return ask('Sheet.isRowHiddenByFilter', { tab: this.tab, row });
  }
  isRowHiddenByUser(row: number): boolean {
    return ask('Sheet.isRowHiddenByUser', { tab: this.tab, row });
  }
  clear(): this {
    ask('Sheet.clear', { tab: this.tab, contentsOnly: false });
    return this;
  }
  clearContents(): this {
    ask('Sheet.clearContents', { tab: this.tab, contentsOnly: true });
    return this;
  }
  sort(column: number, ascending = true): this {
    const frozen = this.getFrozenRows();
    const data: Area = ask('Sheet.dataArea', { tab: this.tab });
    if (data.rows > frozen) this.getRange(frozen + 1, 1, data.rows - frozen, data.columns).sort({ column, ascending });
    return this;
  }
  protect(): Protection {
    const { maxRows, maxColumns } = this.info();
    const area = { tab: this.tab, row: 1, column: 1, rows: maxRows, columns: maxColumns };
    return new Protection(ask('Sheet.protect', { area, wholeTab: true }), this);
  }
  getProtections(type: GoogleEnum): Protection[] {
    const found = ask('Sheet.getProtections', { tab: this.tab, type: type.name() });
    return found.map((entry: ConstructorParameters<typeof Protection>[0]) => new Protection(entry, this));
  }
  addDeveloperMetadata(key: string, ...rest: unknown[]): this {
    metadataAdder('Sheet', this.scope())(key, ...rest);
    return this;
  }
  createDeveloperMetadataFinder(): DeveloperMetadataFinder {
    return new DeveloperMetadataFinder(this.scope());
  }
  getDeveloperMetadata() {
    return metadataLister('Sheet', this.scope())();
  }
}
refuseUnknown(Sheet, 'Sheet');

export function sheetOf(tab: number): Sheet {
  return new Sheet(tab);
}
