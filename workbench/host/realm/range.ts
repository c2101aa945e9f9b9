// Range and RangeList inside the realm. Not the cells themselves, which are outside.
import { type Area, a1Of, badSignature, checkShape } from './area';
import { ask, cellOut, Exception } from './bridge';
import { type DataValidation, setDataValidation } from './data-validation';
import { enumOf } from './google-enum';
import { DeveloperMetadataFinder, type MetadataScope, metadataAdder, metadataLister } from './metadata';
import { Protection } from './protection';
import { refuseUnknown } from './refuse-unknown';
import type { Sheet } from './sheet';

type Options = { contentsOnly?: boolean; formatOnly?: boolean; commentsOnly?: boolean };
type SortSpec = number | { column: number; ascending?: boolean };

export const CopyPasteType = enumOf('PASTE_NORMAL', 'PASTE_VALUES', 'PASTE_FORMULA', 'PASTE_FORMAT');

export class Range {
  constructor(
    private readonly sheet: Sheet,
    private readonly area: Area,
  ) {}

  private scope(): MetadataScope {
    return { tab: this.area.tab, area: this.area };
  }
  private read(method: string): unknown[][] {
    return ask(`Range.${method}`, { area: this.area });
  }
  private readOne(method: string): unknown {
    const area = { ...this.area, rows: 1, columns: 1 };
    return ask(`Range.${method}`, { area })[0][0];
  }
  private fill(method: string, value: unknown): this {
    ask(`Range.${method}`, { area: this.area, rows: [[value]], fill: this.area.rows * this.area.columns > 1 });
    return this;
  }
  private writeAll(method: string, data: unknown, out: (value: unknown) => unknown): this {
    checkShape(this.area, data, `Range.${method}`);
    ask(`Range.${method}`, { area: this.area, rows: data.map((line) => line.map(out)) });
    return this;
  }

  getValues() {
    return this.read('getValues');
  }
  getValue() {
    return this.readOne('getValue');
  }
  getDisplayValues() {
    return this.read('getDisplayValues');
  }
  getDisplayValue() {
    return this.readOne('getDisplayValue');
  }
  getFormulas() {
    return this.read('getFormulas');
  }
  getFormula() {
    return this.readOne('getFormula');
  }
  getNotes() {
    return this.read('getNotes');
  }
  getNote() {
    return this.readOne('getNote');
  }
  getNumberFormats() {
    return this.read('getNumberFormats');
  }
  getNumberFormat() {
    return this.readOne('getNumberFormat');
  }
  isBlank(): boolean {
    return this.read('getValues').every((line) => line.every((value) => value === ''));
  }

  setValues(data: unknown): this {
    return this.writeAll('setValues', data, cellOut);
  }
  setValue(value: unknown): this {
    return this.fill('setValue', cellOut(value));
  }
  setFormulas(data: unknown): this {
    return this.writeAll('setFormulas', data, (value) => String(value ?? ''));
  }
  setFormula(formula: string): this {
    return this.fill('setFormula', formula.startsWith('=') ? formula : `=${formula}`);
  }
  setNotes(data: unknown): this {
    return this.writeAll('setNotes', data, (value) => String(value ?? ''));
  }
  setNote(note: string | null): this {
    return this.fill('setNote', note ?? '');
  }
  setNumberFormats(data: unknown): this {
    return this.writeAll('setNumberFormats', data, String);
  }
  setNumberFormat(format: string): this {
    return this.fill('setNumberFormat', String(format));
  }
  setFontWeight(_weight: string | null): this {
    ask('Range.setFontWeight', { area: this.area });
    return this;
  }
  setBackground(_color: string | null): this {
    ask('Range.setBackground', { area: this.area });
    return this;
  }
  setWrap(_wraps: boolean): this {
    ask('Range.setWrap', { area: this.area });
    return this;
  }
  setDataValidation(rule: DataValidation | null): this {
    setDataValidation(this.area, rule);
    return this;
  }
  clearContent(): this {
    ask('Range.clearContent', { area: this.area, what: { contents: true } });
    return this;
  }
  clear(options?: Options): this {
    const what = options
      ? {
          contents: options.contentsOnly === true,
          formats: options.formatOnly === true,
          notes: options.commentsOnly === true,
        }
      : { contents: true, formats: true, notes: true };
    ask('Range.clear', { area: this.area, what });
    return this;
  }
  sort(spec: SortSpec | SortSpec[]): this {
    const list = Array.isArray(spec) ? spec : [spec];
    const keys = list.map((one) =>
      typeof one === 'number'
        ? { column: one, ascending: true }
        : { column: one.column, ascending: one.ascending ?? true },
    );
    ask('Range.sort', { area: this.area, keys });
    return this;
  }
  /** Only values over values: what a copy with formats or formulas does is not known here. */
  copyTo(destination: Range, type?: unknown, transposed = false): void {
    if (type !== CopyPasteType.PASTE_VALUES || transposed)
      throw new Exception('not supported by the local host: Range.copyTo but with PASTE_VALUES');
    ask('Range.copyTo', { area: this.area, to: destination.area });
  }

  getRow(): number {
    return this.area.row;
  }
  getColumn(): number {
    return this.area.column;
  }
  getNumRows(): number {
    return this.area.rows;
  }
  getNumColumns(): number {
    return this.area.columns;
  }
  getHeight(): number {
    return this.area.rows;
  }
  getWidth(): number {
    return this.area.columns;
  }
  getLastRow(): number {
    return this.area.row + this.area.rows - 1;
  }
  getLastColumn(): number {
    return this.area.column + this.area.columns - 1;
  }
  getSheet(): Sheet {
    return this.sheet;
  }
  getGridId(): number {
    return this.area.tab;
  }
  getA1Notation(): string {
    return a1Of(this.area);
  }
  getCell(row: number, column: number): Range {
    if (row < 1 || row > this.area.rows || column < 1 || column > this.area.columns)
      throw new Exception('Cell reference out of range');
    return this.offset(row - 1, column - 1, 1, 1);
  }
  offset(rowOffset: number, columnOffset: number, rows = this.area.rows, columns = this.area.columns): Range {
    return this.sheet.getRange(this.area.row + rowOffset, this.area.column + columnOffset, rows, columns);
  }
  activate(): this {
    ask('Spreadsheet.select', this.area);
    return this;
  }
  canEdit(): boolean {
    return ask('Range.canEdit', { area: this.area });
  }
  protect(): Protection {
    return new Protection(ask('Range.protect', { area: this.area, wholeTab: false }), this.sheet);
  }
  addDeveloperMetadata(key: string, ...rest: unknown[]): this {
    metadataAdder('Range', this.scope())(key, ...rest);
    return this;
  }
  createDeveloperMetadataFinder(): DeveloperMetadataFinder {
    return new DeveloperMetadataFinder(this.scope());
  }
  getDeveloperMetadata() {
    return metadataLister('Range', this.scope())();
  }
}
refuseUnknown(Range, 'Range');

export class RangeList {
  constructor(private readonly ranges: Range[]) {}

  private areas(): Area[] {
    return this.ranges.map((range) => ({
      tab: range.getGridId(),
      row: range.getRow(),
      column: range.getColumn(),
      rows: range.getNumRows(),
      columns: range.getNumColumns(),
    }));
  }
  getRanges(): Range[] {
    return [...this.ranges];
  }
  setValue(value: unknown): this {
    if (value === undefined) throw badSignature('RangeList.setValue', value);
    ask('RangeList.setValue', { areas: this.areas(), value: cellOut(value) });
    return this;
  }
  clearContent(): this {
    ask('RangeList.clearContent', { areas: this.areas(), what: { contents: true } });
    return this;
  }
}
refuseUnknown(RangeList, 'RangeList');
