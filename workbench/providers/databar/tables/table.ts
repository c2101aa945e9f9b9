// A table at the simulated Databar, as data: columns, rows, what is attached to it, and runs. Makes and finds them; asks and answers nothing.

import { digest } from '../../repeatable';
import type { Json } from '../../simulator';
import type { Charge } from '../cascade';
import type { Lookup, Verdict } from '../lookup';
import { type DatabarState, idOf, type Params } from '../state';

export type Column = {
  identifier: string;
  /** Hex. What placeholders in a mapping name. */
  internal: string;
  /** What writes and filters name; on the wire misspelt as `additional_intenal_name`. */
  additional: string | null;
  /** What people see. */
  name: string;
  type: string;
  /** The attached enrichment that fills it, and with which field of its result. */
  filledBy: { attached: number; field: string } | null;
};
export type RowResult = { verdict: Verdict; params: Params };
/** Never written into: a change makes a new one, so that saved copies may share it. */
export type Row = {
  id: string;
  /** By column identifier. What an attached enrichment found is not here: it is computed from `results`. */
  cells: Record<string, Json>;
  /** By attached id. */
  results: Record<string, RowResult>;
  /** Attached ids that are running on it. */
  waiting: number[];
};
export type Mapped = { type: 'mapping'; column: string } | { type: 'simple'; text: string };
/** An enrichment or a waterfall within one table. Its id is not the catalogue's. */
export type Attached = {
  id: number;
  name: string;
  lookup: Lookup;
  mapping: Record<string, Mapped>;
  launch: 'run_on_click' | 'run_on_update';
};
export type Table = {
  id: string;
  /** What its owner calls it by, where that is not its id: every account has its own sample table. */
  shownId?: string;
  account: string;
  name: string;
  createdMs: number;
  updatedMs: number;
  columns: Column[];
  /** In the order of insertion. */
  rows: Record<string, Row>;
  attached: Attached[];
};
/** Rows in the order in which they land. `worst` is what each can cost at most. */
export type RunRow = { row: string; params: Params; isBad: boolean; worst: Charge[]; dueMs: number };
export type TableRun = {
  id: string;
  account: string;
  table: string;
  attached: number;
  lookup: Lookup;
  createdMs: number;
  rows: RunRow[];
  isReserved: boolean;
  /** What each row cost; as long as rows have landed. */
  landed: Charge[][];
};

export function madeId(state: DatabarState, thing: string): string {
  state.made++;
  return idOf(state, `${thing} ${state.made}`);
}

export function addRow(table: Table, cells: Record<string, Json>, state: DatabarState): Row {
  const row: Row = { id: madeId(state, 'row'), cells, results: {}, waiting: [] };
  table.rows[row.id] = row;
  return row;
}

export function addColumn(
  table: Table,
  wanted: { name: string; type: string; filledBy?: Column['filledBy']; hasAdditional?: boolean },
  state: DatabarState,
): Column {
  const identifier = madeId(state, 'column');
  const column: Column = {
    identifier,
    internal: digest(identifier).slice(0, 12),
    additional: wanted.hasAdditional === false ? null : freeName(slugOf(wanted.name), table, '_'),
    name: wanted.filledBy ? freeName(wanted.name, table, ' ') : wanted.name,
    type: wanted.type,
    filledBy: wanted.filledBy ?? null,
  };
  table.columns = [...table.columns, column];
  return column;
}

function freeName(name: string, table: Table, between: string): string {
  const taken = new Set(table.columns.flatMap((column) => [column.name, column.additional]));
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}${between}${n}`;
  return free;
}

function slugOf(name: string): string {
  return (
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'column'
  );
}
