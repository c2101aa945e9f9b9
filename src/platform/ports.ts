// What the core needs from the world outside, as interfaces. Not an implementation: apps-script/ has the only one that ships.

/** A cell as getValues gives it. A date is a Date of the running realm; a blank cell is ''. */
export type CellValue = string | number | boolean | Date;

export type Tab = { id: number; name: string };

/** A tab's used range, row 1 first: what stands in the cells and, where a cell has a formula, its text (else ''). */
export type Cells = { values: CellValue[][]; formulas: string[][] };

/** A rectangle of a tab, 1-based. */
export type Area = { row: number; column: number; rows: number; columns: number };

export interface SpreadsheetPort {
  id(): string;
  tabs(): Tab[];
  activeTab(): Tab;
  /** Tabs that are not hidden. */
  shownTabs(): Tab[];
  /** What this person has selected. */
  selection(): (Area & { tab: Tab }) | null;
  /** How far the tab is used; at least one by one. */
  extent(tabId: number): { rows: number; columns: number };
  /** Two service calls: the used range's values and its formulas; one, and no formulas, where only the values matter. */
  read(tabId: number, onlyValues?: boolean): Cells;
  readValues(tabId: number, area: Area): CellValue[][];
  lastRow(tabId: number): number;
  /** Adds rows or columns to the grid where the area reaches over its edge, then writes. Throws what Sheets throws. */
  write(tabId: number, row: number, column: number, values: CellValue[][]): void;
  flush(): void;
  /** Puts its own values over an area: formulas become what they show. Nothing is parsed again. */
  pasteValues(tabId: number, area: Area): void;
  /** In the texts of a tab's formulas; found and replaced in one step, so that no row can move in between. */
  replaceInFormulas(tabId: number, text: string, by: string): void;
  /** A short message at the edge of the person's window. */
  toast(text: string): void;
  addHiddenTab(name: string): Tab;
  deleteRows(tabId: number, row: number, count: number): void;
  /** Marks are developer metadata under our key: they stay with their column or tab when those move. */
  columnMarks(tabId: number): { column: number; mark: string }[];
  markColumn(tabId: number, column: number, mark: string): void;
  tabWithMark(mark: string): Tab | null;
  markTab(tabId: number, mark: string): void;
  hasFilter(tabId: number): boolean;
  /** Which of these rows (1-based) the tab's filter hides. One service call a row: ask for few. */
  rowsHiddenByFilter(tabId: number, rows: number[]): Set<number>;
  /** A date in the spreadsheet's time zone: 2026-01-31, or 2026-01-31T09:30:00 when it has a time of day. */
  isoDate(date: Date): string;
}

/** Document or user properties. Strings only; Google allows 9 KB a value and 500 KB a store. */
export interface StorePort {
  get(key: string): string | null;
  all(): Record<string, string>;
  set(entries: Record<string, string>): void;
  remove(keys: string[]): void;
}

export interface LockPort {
  /** True when held. The platform frees it when the execution ends, however it ends. */
  take(waitMs: number): boolean;
  release(): void;
}

export type HttpRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  /** JSON text, or null for no body. */
  body: string | null;
  /** Instead of `body`: a multipart form with one file. */
  form: { fields: Record<string, string>; file: { field: string; name: string; type: string; text: string } } | null;
};

/** `fault`: no answer came. `sent: false` only where the exception says that nothing left Google. */
export type HttpAnswer =
  | { status: number; headers: Record<string, string>; text: string }
  | { fault: string; sent: boolean };

export interface HttpPort {
  one(request: HttpRequest): HttpAnswer;
  /** All at once. Never throws: where the platform fails as a whole, each request is asked alone. Only for reads. */
  many(requests: HttpRequest[]): HttpAnswer[];
}

export interface AlarmPort {
  /** How often the trigger comes; null where there is none. */
  state(): 'minutes' | 'hourly' | null;
  /** Makes sure that the one recurring trigger of this user in this document exists. */
  arm(): void;
  disarm(): void;
}

/** The person's own cache, which may lose anything at any time. Google takes texts of 100 KB at most. */
export interface CachePort {
  get(keys: string[]): Record<string, string>;
  set(key: string, text: string, seconds: number): void;
  /** One service call. */
  setAll(texts: Record<string, string>, seconds: number): void;
  remove(key: string): void;
}

/**
 * What this execution has used of daily quotas, and why Google let no call out of the house: `shut`, the day is used up; `barred`, the person
 * has taken the permission back.
 */
export type Used = { fetches: number; properties: number; shut: boolean; barred: boolean };

export interface Platform {
  nowMs(): number;
  sleep(ms: number): void;
  newId(): string;
  /** The person whose authority this execution has; throws `denied` where it runs as a formula. */
  user(): string;
  spreadsheet: SpreadsheetPort;
  documentStore: StorePort;
  userStore: StorePort;
  documentLock: LockPort;
  userLock: LockPort;
  http: HttpPort;
  userCache: CachePort;
  alarm: AlarmPort;
  used: Used;
  /** Since when this execution counts as the alarm's; absent where a person waits for it. */
  alarmSinceMs?: number;
}

/** All that a formula has in reach: it can fetch nothing, and writes nothing but the cache. */
export type FormulaPlatform = {
  spreadsheet: Pick<SpreadsheetPort, 'id' | 'tabs' | 'tabWithMark' | 'lastRow' | 'readValues' | 'isoDate'>;
  documentStore: Pick<StorePort, 'get' | 'all'>;
  documentCache: Pick<CachePort, 'get' | 'setAll'>;
};
