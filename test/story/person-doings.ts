// All that a person does to a sheet, to the real one and to its shadow alike, and how each is undone. Judges nothing.
import { columnLetters } from '../../src/sheet/a1';
import type { CellValue } from '../../workbench/host/grid/port';
import type { HostState } from '../../workbench/host/host';
import { BEN, letters, type Scene } from './scene';
import { cellAt, columnOf, lastRow, type Own, type Shadow, type ShadowCell } from './shadow-sheet';

/**
 * A person at one tab. `call`: the service call before which they act. `isWaveOpen`: the run has written into the tab and not yet let it go,
 * so that it may still take back what it wrote. `whileLocked`: doings since the run took the document's lock. `undo`: takes back their last
 * doing.
 */
export type AtWork = {
  s: Scene;
  shadow: Shadow;
  call: number;
  isWaveOpen: boolean;
  whileLocked: number;
  undo: (() => void) | null;
  copies: HostState[];
  /** Other tabs as people left them. */
  others: Map<number, string>;
};

/** `a` and `b` choose where: taken modulo what is there at the time. @returns how to undo it, or null where nobody can */
type Doing = (at: AtWork, a: number, b: number) => (() => void) | null;

const a1 = (row: number, column: number): string => `${columnLetters(column)}${row}`;
const tabOf = ({ s }: AtWork): Scene['leads'] => s.leads;
const dataRows = ({ shadow }: AtWork): number => Math.max(1, lastRow(shadow) - shadow.headerRow);
const dataRow = (at: AtWork, n: number): number => at.shadow.headerRow + 1 + (n % dataRows(at));
const anyColumn = ({ shadow }: AtWork, n: number): number => 1 + (n % shadow.width);

function real({ s }: AtWork, row: number, column: number): CellValue {
  return s.leads.values()[row - 1]?.[column - 1] ?? '';
}

/** Puts something into a cell. What the run had put there counts as the person's own from now on if they put it back. */
function put(at: AtWork, row: number, column: number, value: CellValue): () => void {
  const before = { ...cellAt(at.shadow, row, column) };
  const stood = real(at, row, column);
  tabOf(at).set(a1(row, column), value);
  Object.assign(cellAt(at.shadow, row, column), { value, typedAt: at.call });
  delete cellAt(at.shadow, row, column).vouched;
  return () => {
    tabOf(at).set(a1(row, column), stood);
    Object.assign(cellAt(at.shadow, row, column), { ...before, typedAt: at.call });
  };
}

function insertRows(at: AtWork, before: number, count: number, lines?: ShadowCell[][], stood?: CellValue[][]): void {
  const { shadow } = at;
  tabOf(at).insertRows(before, count);
  while (shadow.rows.length < before - 1) shadow.rows.push([]);
  shadow.rows.splice(before - 1, 0, ...(lines ?? Array.from({ length: count }, () => [])));
  if (before <= shadow.headerRow) shadow.headerRow += count;
  restore(at, stood, (i, j) => a1(before + i, 1 + j));
}

function removeRows(at: AtWork, row: number, count: number): void {
  tabOf(at).deleteRows(row, count);
  at.shadow.rows.splice(row - 1, count);
  if (row < at.shadow.headerRow) at.shadow.headerRow -= count;
}

function restore(at: AtWork, stood: CellValue[][] | undefined, where: (i: number, j: number) => string): void {
  stood?.forEach((line, i) => {
    line.forEach((value, j) => {
      if (value !== '') tabOf(at).set(where(i, j), value);
    });
  });
}

function insertColumn(at: AtWork, before: number): void {
  const { shadow } = at;
  for (let row = 1; row <= shadow.rows.length; row++) cellAt(shadow, row, before);
  tabOf(at).insertColumns(before, 1);
  for (const line of shadow.rows) line.splice(before - 1, 0, { value: '' });
  shadow.columns.splice(before - 1, 0, null);
  shadow.width++;
}

function removeColumn(at: AtWork, column: number): () => void {
  const { s, shadow } = at;
  const cells = shadow.rows.map((_, i) => cellAt(shadow, i + 1, column));
  const stood = s.leads.values().map((line) => [line[column - 1] ?? '']);
  const marks = s.leads.metadata().filter(({ place }) => place.type === 'COLUMN' && place.index === column);
  const key = shadow.columns[column - 1] ?? null;
  tabOf(at).deleteColumns(column, 1);
  for (const line of shadow.rows) line.splice(column - 1, 1);
  shadow.columns.splice(column - 1, 1);
  shadow.width--;
  return () => {
    insertColumn(at, column);
    shadow.columns[column - 1] = key;
    cells.forEach((cell, i) => {
      cellAt(shadow, i + 1, column);
      shadow.rows[i]![column - 1] = cell;
    });
    restore(at, stood, (i) => a1(1 + i, column));
    for (const { id: _, ...mark } of marks) s.host.world.grid.addMetadata(mark);
  };
}

function moveColumn(at: AtWork, from: number, to: number): () => void {
  const { shadow } = at;
  const landed = to > from ? to - 1 : to;
  const shift = <T>(list: T[]): void => {
    list.splice(landed - 1, 0, ...list.splice(from - 1, 1));
  };
  for (let row = 1; row <= shadow.rows.length; row++) cellAt(shadow, row, shadow.width);
  tabOf(at).moveColumn(from, to);
  for (const line of shadow.rows) shift(line);
  shift(shadow.columns);
  return () => {
    moveColumn(at, landed, from > landed ? from + 1 : from);
  };
}

/** @param order for each new place the row that comes there, both counted below the header */
function reorder({ shadow }: AtWork, order: number[]): void {
  const from = shadow.headerRow;
  while (shadow.rows.length < from + order.length) shadow.rows.push([]);
  const rows = shadow.rows.slice(from, from + order.length);
  order.forEach((n, i) => {
    shadow.rows[from + i] = rows[n]!;
  });
}

/** Tags in the last column tell where each row went: what is sorted by may be the run's own. */
function sort(at: AtWork, column: number, ascending: boolean): () => void {
  const { s, shadow } = at;
  const tags = s.leads.maxColumns;
  const count = Math.max(0, s.leads.values().length - shadow.headerRow);
  const place = (i: number): string => a1(shadow.headerRow + 1 + i, tags);
  for (let i = 0; i < count; i++) s.leads.set(place(i), i);
  s.leads.sort(column, ascending, shadow.headerRow);
  const values = s.leads.values();
  const order = Array.from({ length: count }, (_, i) => Number(values[shadow.headerRow + i]![tags - 1]));
  for (let i = 0; i < count; i++) s.leads.set(place(i), '');
  reorder(at, order);
  return () => {
    const now = s.leads.values();
    const cells = Array.from({ length: count }, (_, i) => now[shadow.headerRow + i] ?? []);
    const back: number[] = [];
    order.forEach((n, i) => {
      back[n] = i;
    });
    back.forEach((n, i) => {
      for (let j = 1; j < tags; j++) s.leads.set(a1(shadow.headerRow + 1 + i, j), cells[n]![j - 1] ?? '');
    });
    reorder(at, back);
  };
}

/**
 * Everything in some cells of a row goes to another row, over what is there. What the run wrote there in a wave that is still open does
 * not become the person's own: the run may take it back, and what belongs in its place goes along.
 */
function cutAndPaste(at: AtWork, from: number, to: number, columns: number[]): () => void {
  const undone = columns.flatMap((column) => {
    if (from === to) return [];
    const value = real(at, from, column);
    const cell = { ...cellAt(at.shadow, from, column) };
    const undo = [put(at, from, column, ''), put(at, to, column, value)];
    if (at.isWaveOpen && value !== cell.value)
      Object.assign(cellAt(at.shadow, to, column), { ...cell, typedAt: at.call });
    return undo;
  });
  return () => {
    for (const undo of undone.reverse()) undo();
  };
}

const inputColumns = ({ shadow }: AtWork): number[] =>
  [columnOf(shadow, 'first'), columnOf(shadow, 'company')].filter((column) => column > 0);
const OWN_KEYS: Own[] = ['email', 'confidence', 'status'];

export const DOINGS: Record<string, Doing> = {
  sort: (at, a, b) => sort(at, anyColumn(at, a), b % 2 === 0),
  'insert rows': (at, a, b) => {
    const before = at.shadow.headerRow + (a % (dataRows(at) + 2));
    insertRows(at, before, 1 + (b % 3));
    return () => removeRows(at, before, 1 + (b % 3));
  },
  'delete rows': (at, a, b) => {
    const row = dataRow(at, a);
    const count = 1 + (b % 2);
    for (let i = 0; i < count; i++) cellAt(at.shadow, row + i, 1);
    const lines = at.shadow.rows.slice(row - 1, row - 1 + count);
    const stood = at.s.leads.values().slice(row - 1, row - 1 + count);
    removeRows(at, row, count);
    return () => insertRows(at, row, count, lines, stood);
  },
  'insert a column': (at, a) => {
    const column = 1 + (a % (at.shadow.width + 1));
    insertColumn(at, column);
    return () => {
      removeColumn(at, column);
    };
  },
  'delete a column': (at, a) => removeColumn(at, anyColumn(at, a)),
  'move a column': (at, a, b) => {
    const [from, to] = [anyColumn(at, a), 1 + (b % (at.shadow.width + 1))];
    return to === from || to === from + 1 ? null : moveColumn(at, from, to);
  },
  'cut and paste a row': (at, a, b) => {
    const to = at.shadow.headerRow + 1 + dataRows(at) + (b % 3);
    const columns = Array.from({ length: at.shadow.width }, (_, i) => i + 1);
    return cutAndPaste(at, dataRow(at, a), to, columns);
  },
  'cut and paste inputs': (at, a, b) => cutAndPaste(at, dataRow(at, a), dataRow(at, b), inputColumns(at)),
  'cut and paste a cell': (at, a, b) => cutAndPaste(at, dataRow(at, a), dataRow(at, b), [anyColumn(at, a + b)]),
  'edit an input': (at, a, b) => {
    const column = inputColumns(at)[b % 2];
    const others = [`Person${letters(40 + (b % 20))}`, `Company ${letters(60 + (b % 20))}`];
    const another = column ? real(at, dataRow(at, a + b), column) : '';
    return column ? put(at, dataRow(at, a), column, [others[b % 2]!, another, ''][b % 3]!) : null;
  },
  'edit an output': (at, a, b) => {
    const column = columnOf(at.shadow, OWN_KEYS[b % 3]!);
    return column > 0 ? put(at, dataRow(at, a), column, b % 2 === 0 ? `mine ${b % 7}` : '') : null;
  },
  'edit a note': (at, a, b) => {
    const column = anyColumn(at, b);
    return at.shadow.columns[column - 1] ? null : put(at, dataRow(at, a), column, `edited ${a % 9}`);
  },
  'rename a header': (at, a) => {
    const column = anyColumn(at, a);
    return put(at, at.shadow.headerRow, column, `${String(real(at, at.shadow.headerRow, column))}!`);
  },
  hide: (at, a, b) => {
    const row = dataRow(at, a);
    at.s.leads.hideRows(row, 1 + (b % 3));
    return () => at.s.leads.showRows(row, 1 + (b % 3));
  },
  'hide the sheet': ({ s }) => {
    s.leads.hide();
    return () => s.leads.show();
  },
  filter: (at, a, b) => {
    const column = anyColumn(at, b);
    at.s.leads.filter({ column, hide: [String(real(at, dataRow(at, a), column))], headerRow: at.shadow.headerRow });
    return () => at.s.leads.filter(null);
  },
  'rename the sheet': ({ s }, a) => {
    const before = s.leads.name;
    s.leads.rename(`Renamed ${a % 5}`);
    return () => s.leads.rename(before);
  },
  'duplicate the sheet': ({ s, others }, a) => {
    const copy = s.person.addTab(`Copy ${a} ${others.size}`);
    copy.load(s.leads.values() as string[][]);
    others.set(copy.id, JSON.stringify(copy.values()));
    return () => {
      others.delete(copy.id);
      s.person.deleteTab(copy.name);
    };
  },
  'delete the sheet': ({ s }) => {
    s.person.deleteTab(s.leads.name);
    return null;
  },
  'copy the document': ({ s, copies }, a) => {
    copies.push(s.host.copySpreadsheet('copied', { documentProperties: a % 2 === 0 }));
    return null;
  },
  protect: (at, a, b) => {
    const column = columnOf(at.shadow, OWN_KEYS[b % 3]!) || 1;
    const row = dataRow(at, a);
    const { id } = at.s.leads.protect(`${a1(row, column)}:${a1(row + (a % 3), column)}`);
    return () => at.s.leads.unprotect(id);
  },
  'accept only': (at, a, b) => {
    const area = a1(dataRow(at, a), columnOf(at.shadow, OWN_KEYS[b % 3]!) || 1);
    at.s.leads.restrict(area, ['yes', 'no']);
    return () => at.s.leads.restrict(area, null);
  },
  undo: (at) => {
    at.undo?.();
    return null;
  },
};

/** Whose sheet it is may write where it is protected: with protection in it, somebody else runs the recipe. */
export const NEEDS_ANOTHER_PERSON: Record<string, string> = { protect: BEN };
