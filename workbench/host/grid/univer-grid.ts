// The Univer grid: the port over a headless Univer workbook, which calculates formulas and can be shown in a browser. Sheet sizes, names,
// metadata, protections and rules are kept in a memory grid without cells (its `records`), which follows every change of structure, also
// those that come from a browser. Longer than most files because it answers the whole port; cells, engine and structure are beside it.
import { randomUUID } from 'node:crypto';
import { displayed } from './displayed';
import { GridError } from './grid-error';
import { type GridOptions, MemoryGrid } from './memory-grid';
import { newTab, savedTab, setTabCell, sortedOrder } from './memory-tab';
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
import { typedValue } from './typed-text';
import { cellValueOf, changeTo, isUsed, type RawCell } from './univer-cells';
import { type Applied, type CellChange, type CellChanges, type Engine, startEngine } from './univer-engine';
import { blankSheet, cellsOfSaved, emptied, type SavedCells, workbookOf } from './univer-snapshot';
import { recordMutation, STRUCTURAL } from './univer-structure';

const CLEARED: CellChange = { v: null, t: null, f: null, si: null, p: null };
const CALCULATION_MS = 60_000;
/** Univer starts to calculate 100 ms after a change, later on a busy machine; when it has not by then, there was nothing to calculate. */
const START_MS = 1_000;
/** The mutations after which it calculates. */
const CALCULATES = new Set(['sheet.mutation.set-range-values', ...STRUCTURAL]);
const NOTE_SIZE = { width: 160, height: 72 };

export class UniverGrid implements Grid {
  readonly locale = 'en_US';
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly engine: Engine;
  readonly unit = 'workbook';
  /** Univer's name of each tab, by its id. */
  readonly sheetIds = new Map<number, string>();
  readonly records: MemoryGrid;
  private buffer = new Map<number, CellChanges>();
  private flushTimer: NodeJS.Immediate | null = null;
  private recording = true;
  private uncalculated = false;
  private readonly options: GridOptions;

  constructor(options: GridOptions, saved?: SavedGrid) {
    this.options = options;
    this.records = new MemoryGrid(options, saved && { ...saved, tabs: saved.tabs.map(emptied) });
    this.id = this.records.id;
    this.name = this.records.name;
    this.zone = this.records.zone;
    this.engine = startEngine(workbookOf(this.unit, this.name, this.records.tabs()));
    for (const tab of this.records.tabs()) this.sheetIds.set(tab.id, String(tab.id));
    this.engine.onMutation((applied) => this.heard(applied));
    for (const [index, tab] of this.records.tabs().entries()) {
      if (saved) this.fill(tab.id, cellsOfSaved(saved.tabs[index]));
    }
    this.flush();
  }

  private fill(tab: number, { cells, notes, hiddenRows }: SavedCells): void {
    for (const { row, column, cell, format } of cells) {
      const change = changeTo({ ...cell, format: format || cell.format }, '', this.zone);
      this.change(tab, row, column, format === '' ? change : { ...change, s: { n: { pattern: format } } });
    }
    this.flush();
    for (const { row, column, text } of notes) this.setNote(tab, row, column, text);
    for (const row of hiddenRows) this.hideRows(tab, row, 1, true);
  }

  private heard({ mutation, options }: Applied): void {
    if (this.recording) recordMutation(this, mutation);
    // What the calculation writes itself is no reason to calculate.
    if (!(options as { fromFormula?: boolean }).fromFormula && CALCULATES.has(mutation.id)) this.uncalculated = true;
  }

  /** Does what the listener would record as well, so that its checks come first. */
  private recordedBy<T>(act: () => T): T {
    this.recording = false;
    try {
      return act();
    } finally {
      this.recording = true;
    }
  }

  private run(id: string, tab: number, params: object): void {
    this.flush();
    const target = { unitId: this.unit, subUnitId: this.sheetId(tab), ...params };
    if (!this.engine.run(id, target)) throw new Error(`Univer refused ${id} ${JSON.stringify(target).slice(0, 200)}`);
  }

  private sheetId(tab: number): string {
    const id = this.sheetIds.get(tab);
    if (id === undefined) throw new GridError(`Sheet ${tab} not found`);
    return id;
  }

  private sheet(tab: number) {
    const sheet = this.engine.workbook.getSheetBySheetId(this.sheetId(tab));
    if (!sheet) throw new GridError(`Sheet ${tab} not found`);
    return sheet;
  }

  private within(area: Area): void {
    const tab = this.tabs().find((one) => one.id === area.tab);
    if (!tab) throw new GridError(`Sheet ${area.tab} not found`);
    const fits = area.row + area.rows - 1 <= tab.maxRows && area.column + area.columns - 1 <= tab.maxColumns;
    if (!fits || area.row < 1 || area.column < 1)
      throw new GridError('The coordinates or dimensions of the range are invalid.');
  }

  /** A change of one cell, held back so that many become one mutation: each one makes Univer look through the whole tab. */
  private change(tab: number, row: number, column: number, change: CellChange): void {
    let changes = this.buffer.get(tab);
    if (!changes) {
      changes = {};
      this.buffer.set(tab, changes);
    }
    changes[row - 1] ??= {};
    const line = changes[row - 1]!;
    line[column - 1] = { ...line[column - 1], ...change };
    this.flushTimer ??= setImmediate(() => this.flush());
  }

  flush(): void {
    if (this.flushTimer) clearImmediate(this.flushTimer);
    this.flushTimer = null;
    const held = this.buffer;
    this.buffer = new Map();
    for (const [tab, cellValue] of held) {
      const target = { unitId: this.unit, subUnitId: this.sheetId(tab) };
      this.engine.run('sheet.mutation.set-range-values', { ...target, cellValue });
      this.putInterim(target, cellValue);
    }
  }

  /** Univer blanks a formula until it is calculated; until then the cell shows what is known already. */
  private putInterim(target: object, changes: CellChanges): void {
    const interim: CellChanges = {};
    for (const [row, line] of Object.entries(changes))
      for (const [column, { f, v, t }] of Object.entries(line)) {
        if (!f || v === null || v === undefined) continue;
        interim[Number(row)] ??= {};
        interim[Number(row)]![Number(column)] = { v, t: t ?? null };
      }
    if (Object.keys(interim).length === 0) return;
    const options = { onlyLocal: true, fromFormula: true };
    this.engine.run('sheet.mutation.set-range-values', { ...target, cellValue: interim }, options);
  }

  hasFormulas(): boolean {
    const sheets = this.engine.formulas.getFormulaData()[this.unit] ?? {};
    return Object.values(sheets).some((rows) => Object.values(rows ?? {}).some((row) => Object.keys(row).length > 0));
  }

  /** Settles when every formula shows its value. */
  async calculated(): Promise<void> {
    this.flush();
    while (this.uncalculated && this.hasFormulas()) {
      this.uncalculated = false;
      await this.engine.calculation.waitForLatestApplied(CALCULATION_MS, START_MS).catch(() => {});
    }
    this.uncalculated = false;
  }

  close(): void {
    if (this.flushTimer) clearImmediate(this.flushTimer);
    this.engine.close();
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
    this.recordedBy(() => this.engine.run('sheet.mutation.insert-sheet', { unitId: this.unit, index, sheet }));
    this.removeStrays();
    return this.tabs().find((one) => one.id === tab.id)!;
  }

  /** Univer gives a workbook that starts without a tab one of its own. */
  private removeStrays(): void {
    const known = new Set(this.sheetIds.values());
    for (const sheet of this.engine.workbook.getSheets())
      if (!known.has(sheet.getSheetId()))
        this.engine.run('sheet.mutation.remove-sheet', { unitId: this.unit, subUnitId: sheet.getSheetId() });
  }

  deleteTab(id: number): void {
    const sheetId = this.sheetId(id);
    this.flush();
    this.records.deleteTab(id);
    this.recordedBy(() => this.engine.run('sheet.mutation.remove-sheet', { unitId: this.unit, subUnitId: sheetId }));
    this.sheetIds.delete(id);
  }

  changeTab(id: number, change: { name?: string; hidden?: boolean; frozenRows?: number }): void {
    this.records.changeTab(id, change);
    this.recordedBy(() => {
      // The command, not the mutation: formulas that name the tab follow.
      if (change.name !== undefined && this.sheet(id).getName() !== change.name)
        this.run('sheet.command.set-worksheet-name', id, { name: change.name });
      if (change.hidden !== undefined)
        this.run('sheet.mutation.set-worksheet-hidden', id, { hidden: change.hidden ? 1 : 0 });
      if (change.frozenRows !== undefined) {
        const ySplit = change.frozenRows;
        this.run('sheet.mutation.set-frozen', id, { startRow: ySplit || -1, startColumn: -1, ySplit, xSplit: 0 });
      }
    });
  }

  moveTab(id: number, index: number): void {
    const fromOrder = this.tabs().findIndex((tab) => tab.id === id);
    this.records.moveTab(id, index);
    this.recordedBy(() => this.run('sheet.mutation.set-worksheet-order', id, { fromOrder, toOrder: index }));
  }

  // ── cells ──

  private raw(tab: number, row: number, column: number): RawCell | null {
    const own = this.sheet(tab).getCellRaw(row - 1, column - 1) as RawCell | null;
    if (isUsed(own)) return own;
    // What an array formula spills is not in the table of cells.
    const spill = this.engine.formulas.getArrayFormulaCellData()[this.unit]?.[this.sheetId(tab)];
    const spilled = spill?.[row - 1]?.[column - 1];
    return spilled ? { ...own, ...spilled } : own;
  }

  private formatOf(raw: RawCell | null): string {
    if (!raw?.s) return '';
    const style = this.engine.workbook.getStyles().get(raw.s as string);
    return (style as { n?: { pattern?: string } } | undefined)?.n?.pattern ?? '';
  }

  private read<T>(area: Area, cell: (row: number, column: number) => T): T[][] {
    this.flush();
    this.within(area);
    return Array.from({ length: area.rows }, (_, r) =>
      Array.from({ length: area.columns }, (__, c) => cell(area.row + r, area.column + c)),
    );
  }

  lastRow(id: number): number {
    return this.lastUsed(id).row;
  }

  lastColumn(id: number): number {
    return this.lastUsed(id).column;
  }

  private lastUsed(id: number): { row: number; column: number } {
    this.flush();
    const last = { row: 0, column: 0 };
    const see = (row: number, column: number, raw: RawCell | null | undefined) => {
      if (!isUsed(raw)) return;
      last.row = Math.max(last.row, row + 1);
      last.column = Math.max(last.column, column + 1);
    };
    this.sheet(id)
      .getCellMatrix()
      .forValue((row, column, raw) => see(row, column, raw as RawCell));
    const spills = this.engine.formulas.getArrayFormulaCellData()[this.unit]?.[this.sheetId(id)] ?? {};
    for (const [row, line] of Object.entries(spills))
      for (const [column, raw] of Object.entries(line ?? {})) see(Number(row), Number(column), raw);
    return last;
  }

  values(area: Area): CellValue[][] {
    return this.read(area, (row, column) => {
      const raw = this.raw(area.tab, row, column);
      return cellValueOf(raw, this.formatOf(raw), this.zone);
    });
  }

  displayed(area: Area): string[][] {
    const formats = this.texts('formats', area);
    return this.values(area).map((line, r) =>
      line.map((value, c) => displayed(value, formats[r]?.[c] ?? '', this.zone)),
    );
  }

  formulas(area: Area): string[][] {
    const sheet = this.sheetId(area.tab);
    return this.read(area, (row, column) => {
      const raw = this.sheet(area.tab).getCellRaw(row - 1, column - 1) as RawCell | null;
      if (raw?.f) return String(raw.f);
      if (!raw?.si) return '';
      return this.engine.formulas.getFormulaStringByCell(row - 1, column - 1, sheet, this.unit) ?? '';
    });
  }

  texts(what: Texts, area: Area): string[][] {
    if (what === 'formats') return this.read(area, (row, column) => this.formatOf(this.raw(area.tab, row, column)));
    const sheet = this.sheetId(area.tab);
    return this.read(
      area,
      (row, column) => this.engine.notes.getNote(this.unit, sheet, { row: row - 1, col: column - 1 })?.note ?? '',
    );
  }

  write(area: Area, rows: CellInput[][]): void {
    const formats = this.texts('formats', area);
    const rules = {
      zone: this.zone,
      nowMs: this.options.now(),
      textFormatStopsFormulas: this.options.textFormatStopsFormulas ?? false,
    };
    for (let r = 0; r < area.rows; r++) {
      for (let c = 0; c < area.columns; c++) {
        const format = formats[r]?.[c] ?? '';
        const cell = typedValue(rows[r]?.[c], format, rules);
        this.change(area.tab, area.row + r, area.column + c, changeTo(cell, format, this.zone));
      }
    }
  }

  put(area: Area, rows: ExactCell[][]): void {
    this.within(area);
    rows.forEach((line, r) => {
      line.forEach((cell, c) => {
        this.change(area.tab, area.row + r, area.column + c, changeTo(cell, '', this.zone));
      });
    });
  }

  private setNote(tab: number, row: number, column: number, text: string): void {
    const at = { unitId: this.unit, sheetId: this.sheetId(tab), row: row - 1, col: column - 1 };
    const has = this.engine.notes.getNote(this.unit, at.sheetId, { row: at.row, col: at.col });
    if (text !== '') this.engine.run('sheet.mutation.update-note', { ...at, note: { ...NOTE_SIZE, note: text } });
    else if (has) this.engine.run('sheet.mutation.remove-note', at);
  }

  setTexts(what: Texts, area: Area, rows: string[][]): void {
    this.flush();
    this.within(area);
    for (let r = 0; r < area.rows; r++) {
      for (let c = 0; c < area.columns; c++) {
        const text = rows[r]?.[c] ?? '';
        if (what === 'notes') this.setNote(area.tab, area.row + r, area.column + c, text);
        else this.change(area.tab, area.row + r, area.column + c, { s: { n: text === '' ? null : { pattern: text } } });
      }
    }
  }

  clear(area: Area, what: What): void {
    this.flush();
    this.within(area);
    const bottom = area.row + area.rows - 1;
    const right = area.column + area.columns - 1;
    this.sheet(area.tab)
      .getCellMatrix()
      .forValue((r, c) => {
        const [row, column] = [r + 1, c + 1];
        if (row < area.row || row > bottom || column < area.column || column > right) return;
        if (what.contents) this.change(area.tab, row, column, CLEARED);
        if (what.formats) this.change(area.tab, row, column, { s: null });
      });
    if (!what.notes) return;
    for (const note of [...(this.engine.notes.getSheetNotes(this.unit, this.sheetId(area.tab))?.values() ?? [])]) {
      const [row, column] = [note.row + 1, note.col + 1];
      if (row >= area.row && row <= bottom && column >= area.column && column <= right)
        this.setNote(area.tab, row, column, '');
    }
  }

  // ── structure ──

  private lines(axis: Axis, tab: number, at: number, count: number) {
    const { maxRows, maxColumns } = this.tabs().find((one) => one.id === tab)!;
    if (axis === 'row') return { startRow: at - 1, endRow: at + count - 2, startColumn: 0, endColumn: maxColumns - 1 };
    return { startRow: 0, endRow: maxRows - 1, startColumn: at - 1, endColumn: at + count - 2 };
  }

  private sizeOf(axis: Axis, tab: number): number {
    const info = this.tabs().find((one) => one.id === tab)!;
    return axis === 'row' ? info.maxRows : info.maxColumns;
  }

  /** Moving formulas blanks them until they are calculated anew; what they showed stays until then. */
  private keepingValues(tab: number, act: () => void): void {
    this.flush();
    const sheet = this.sheet(tab);
    const shown = new Map<unknown, CellChange>();
    sheet.getCellMatrix().forValue((_row, _column, raw) => {
      const cell = raw as RawCell | null;
      if (cell?.f && cell.v !== undefined) shown.set(cell, { v: cell.v as string, t: (cell.t as number) ?? null });
    });
    act();
    if (shown.size === 0) return;
    const values: CellChanges = {};
    sheet.getCellMatrix().forValue((row, column, raw) => {
      const change = shown.get(raw);
      if (!change || (raw as RawCell).v !== undefined) return;
      values[row] ??= {};
      values[row]![column] = { f: String((raw as RawCell).f), ...change };
    });
    this.putInterim({ unitId: this.unit, subUnitId: this.sheetId(tab) }, values);
  }

  insert(axis: Axis, tab: number, before: number, count: number): void {
    this.sheetId(tab);
    const size = this.sizeOf(axis, tab);
    this.records.insert(axis, tab, before, count);
    this.recordedBy(() => {
      if (before > size) {
        const sizes = axis === 'row' ? { rowCount: size + count } : { columnCount: size + count };
        this.run(`sheet.mutation.set-worksheet-${axis}-count`, tab, sizes);
        return;
      }
      const range = this.lines(axis, tab, before, count);
      const id = axis === 'row' ? 'insert-row-by-range' : 'insert-col-by-range';
      // Univer's Direction: 0 is up, 3 is left.
      this.keepingValues(tab, () => this.run(`sheet.command.${id}`, tab, { range, direction: axis === 'row' ? 0 : 3 }));
    });
  }

  remove(axis: Axis, tab: number, at: number, count: number): void {
    const range = this.lines(axis, tab, at, count);
    this.records.remove(axis, tab, at, count);
    const id = axis === 'row' ? 'remove-row-by-range' : 'remove-col-by-range';
    this.recordedBy(() => this.keepingValues(tab, () => this.run(`sheet.command.${id}`, tab, { range })));
  }

  move(axis: Axis, tab: number, from: number, count: number, to: number): void {
    const range = { ...this.lines(axis, tab, from, count), rangeType: axis === 'row' ? 1 : 2 };
    this.records.move(axis, tab, from, count, to);
    if (to >= from && to <= from + count) return;
    const toRange = this.lines(axis, tab, to, 1);
    const id = axis === 'row' ? 'move-rows' : 'move-cols';
    this.recordedBy(() =>
      this.keepingValues(tab, () => this.run(`sheet.command.${id}`, tab, { range, fromRange: range, toRange })),
    );
  }

  sort(area: Area, keys: SortKey[]): void {
    const order = sortedOrder(this.values(area), area, keys);
    const formulas = this.formulas(area);
    const formats = this.texts('formats', area);
    const notes = this.texts('notes', area);
    const values = this.values(area);
    const sorted = <T>(rows: T[][]): T[][] => order.map((from) => rows[from]!);
    const cells = order.map((from, row) =>
      values[from]!.map((value, c): ExactCell => {
        const formula = formulas[from]![c]!;
        // Google moves the references of a formula along with its row.
        return formula === '' ? { value } : { value, formula: this.engine.rebased(formula, row - from) };
      }),
    );
    this.setTexts('formats', area, sorted(formats));
    this.put(area, cells);
    if (notes.some((line) => line.some((text) => text !== ''))) this.setTexts('notes', area, sorted(notes));
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

  /** One that a person set in the browser, or the picture of one that was set here: that is in the records, until a person changes it. */
  private shownFilter(tab: number) {
    return this.engine.filters.getFilterModel(this.unit, this.sheetId(tab));
  }

  filter(tab: number): Filter | null {
    const own = this.records.filter(tab);
    const shown = this.shownFilter(tab);
    if (own || !shown) return own;
    const { startRow, endRow, startColumn, endColumn } = shown.getRange();
    const size = { rows: endRow - startRow + 1, columns: endColumn - startColumn + 1 };
    return { area: { tab, row: startRow + 1, column: startColumn + 1, ...size }, hides: {} };
  }

  setFilter(tab: number, filter: Filter | null): void {
    this.recordedBy(() => this.drawFilter(tab, filter));
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

  /** For the pages: Univer's filter says which texts are shown, the port's which are hidden. */
  private drawFilter(tab: number, filter: Filter | null): void {
    if (this.shownFilter(tab)) this.run('sheet.mutation.remove-filter', tab, {});
    if (!filter) return;
    const { area } = filter;
    const [startRow, startColumn] = [area.row - 1, area.column - 1];
    const range = {
      startRow,
      startColumn,
      endRow: startRow + area.rows - 1,
      endColumn: startColumn + area.columns - 1,
    };
    this.run('sheet.mutation.set-filter-range', tab, { range });
    const shown = this.displayed(area).slice(1);
    for (const [column, hidden] of Object.entries(filter.hides)) {
      const texts = new Set(shown.map((line) => line[Number(column) - area.column] ?? ''));
      const filters = [...texts].filter((text) => text !== '' && !hidden.includes(text));
      const values = hidden.includes('') ? { filters } : { filters, blank: true };
      const col = Number(column) - 1;
      this.run('sheet.mutation.set-filter-criteria', tab, { col, criteria: { colId: col, filters: values } });
    }
  }

  hideRows(tab: number, row: number, count: number, hidden: boolean): void {
    this.records.hideRows(tab, row, count, hidden);
    const ranges = [this.lines('row', tab, row, count)];
    this.run(`sheet.mutation.set-row-${hidden ? 'hidden' : 'visible'}`, tab, { ranges });
  }

  isRowHidden(tab: number, row: number, by: 'filter' | 'user'): boolean {
    if (by === 'user') return !this.sheet(tab).getRowRawVisible(row - 1);
    if (this.records.filter(tab)) return this.records.isRowHidden(tab, row, 'filter');
    return this.shownFilter(tab)?.isRowFiltered(row - 1) === true;
  }

  save(): SavedGrid {
    this.flush();
    const saved = this.records.save();
    return { ...saved, tabs: this.tabs().map((tab, index) => this.savedCells(tab, saved.tabs[index])) };
  }

  private savedCells(tab: TabInfo, record: unknown): unknown {
    const full = newTab(tab.id, tab.name);
    const { row: rows, column: columns } = this.lastUsed(tab.id);
    if (rows > 0) {
      const area = { tab: tab.id, row: 1, column: 1, rows, columns };
      const formulas = this.formulas(area);
      this.values(area).forEach((line, r) => {
        line.forEach((value, c) => {
          setTabCell(full, r, c, { value, formula: formulas[r]![c]! });
        });
      });
    }
    this.sheet(tab.id)
      .getCellMatrix()
      .forValue((r, c, raw) => setTabCell(full, r, c, { format: this.formatOf(raw as RawCell) }));
    for (const note of this.engine.notes.getSheetNotes(this.unit, this.sheetId(tab.id))?.values() ?? [])
      setTabCell(full, note.row, note.col, { note: note.note });
    const hiddenByUser = Array.from({ length: tab.maxRows }, (_, r) => r + 1).filter((row) =>
      this.isRowHidden(tab.id, row, 'user'),
    );
    const { values, formulas, formats, notes } = savedTab(full) as Record<string, unknown>;
    return { ...(record as object), values, formulas, formats, notes, hiddenByUser };
  }
}
