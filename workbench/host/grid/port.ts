// The port of a spreadsheet: cells, tabs, structure, metadata, guards. Not the services on top of it (no costs, users, time limits).
// Rows and columns count from 1, as in A1 notation. Dates are `{ $d: epoch ms }`, so that everything here is plain JSON.

export type StoredDate = { $d: number };
export type CellValue = string | number | boolean | StoredDate;
/** What a script or a person hands in; strings are read as if typed, null clears. */
export type CellInput = CellValue | null;
/** A cell put down exactly: nothing is parsed. */
export type ExactCell = { value: CellValue; formula?: string; format?: string };

export type Area = { tab: number; row: number; column: number; rows: number; columns: number };
export type TabInfo = {
  id: number;
  name: string;
  hidden: boolean;
  maxRows: number;
  maxColumns: number;
  frozenRows: number;
};

export type MetadataPlace = {
  type: 'SPREADSHEET' | 'SHEET' | 'ROW' | 'COLUMN';
  tab: number | null;
  index: number | null;
};
export type Metadata = {
  id: number;
  key: string;
  value: string | null;
  visibility: 'DOCUMENT' | 'PROJECT';
  place: MetadataPlace;
};

export type Protection = {
  id: number;
  area: Area;
  wholeTab: boolean;
  description: string;
  editors: string[];
  warningOnly: boolean;
};
export type Filter = { area: Area; hides: Record<number, string[]> };
export type SortKey = { column: number; ascending: boolean };
export type Axis = 'row' | 'column';
export type What = { contents?: boolean; formats?: boolean; notes?: boolean };
export type Texts = 'formats' | 'notes';

/** Everything that a grid holds, as plain JSON. */
export type SavedGrid = {
  id: string;
  name: string;
  zone: string;
  locale: string;
  nextId: number;
  tabs: unknown[];
  metadata: Metadata[];
};

export interface Grid {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly locale: string;

  tabs(): TabInfo[];
  addTab(name: string, index?: number): TabInfo;
  deleteTab(id: number): void;
  changeTab(id: number, change: { name?: string; hidden?: boolean; frozenRows?: number }): void;
  moveTab(id: number, index: number): void;

  lastRow(id: number): number;
  lastColumn(id: number): number;
  values(area: Area): CellValue[][];
  displayed(area: Area): string[][];
  formulas(area: Area): string[][];
  texts(what: Texts, area: Area): string[][];

  /** As `setValues` and typing do: strings are parsed. */
  write(area: Area, rows: CellInput[][]): void;
  put(area: Area, rows: ExactCell[][]): void;
  setTexts(what: Texts, area: Area, rows: string[][]): void;
  clear(area: Area, what: What): void;

  insert(axis: Axis, tab: number, before: number, count: number): void;
  remove(axis: Axis, tab: number, at: number, count: number): void;
  /** `to` is counted before the move, as in `Sheet.moveRows`: the moved lines land in front of what was there. */
  move(axis: Axis, tab: number, from: number, count: number, to: number): void;
  sort(area: Area, keys: SortKey[]): void;

  metadata(): readonly Metadata[];
  addMetadata(entry: Omit<Metadata, 'id'>): Metadata;
  changeMetadata(
    id: number,
    change: { key?: string; value?: string | null; visibility?: 'DOCUMENT' | 'PROJECT' },
  ): void;
  removeMetadata(id: number): void;

  protections(tab: number): Protection[];
  protect(area: Area, wholeTab: boolean, editors: string[]): Protection;
  changeProtection(id: number, change: Partial<Omit<Protection, 'id' | 'area'>>): void;
  unprotect(id: number): void;
  /** Only these displayed texts are accepted in the area; null lifts the rule. */
  restrict(area: Area, allowed: string[] | null): void;
  /** Why this user may not change this area, in Google's words; null when nothing is in the way. */
  refusal(area: Area, user: string, owner: string): string | null;
  /** Why these values are not accepted there by data validation. */
  invalid(area: Area, rows: CellInput[][]): string | null;

  filter(tab: number): Filter | null;
  setFilter(tab: number, filter: Filter | null): void;
  hideRows(tab: number, row: number, count: number, hidden: boolean): void;
  isRowHidden(tab: number, row: number, by: 'filter' | 'user'): boolean;

  save(): SavedGrid;
}
