// What the simulated Databar remembers between calls, and how it is saved. Never holds a key, and no result: those are computed anew.

import { randomBytes } from 'node:crypto';
import { uuidOf } from '../repeatable';
import type { Json } from '../simulator';
import type { Charge } from './cascade';
import type { Lookup } from './lookup';
import type { DatabarSwitches } from './switches';
import type { Table, TableRun } from './tables/table';

export type Params = { [slug: string]: Json };

export type Task = Lookup & {
  id: string;
  account: string;
  /** Made by `run`, not by `bulk-run`. */
  single: boolean;
  /** Never changed after submit, so that saved copies may share it. */
  params: Params[];
  /** Rows that were accepted although their params are wrong. */
  badRows: number[];
  createdMs: number;
  readyMs: number;
  cancelledMs: number | null;
  reserved: number;
  /** What each row cost, once the task is over. */
  charged: Charge[][] | null;
};

export type DatabarState = {
  version: 1;
  seed: string;
  salt: string;
  /** `toppedUp`: how much of the balance is the switch's doing; absent in older states. */
  accounts: Record<string, { balance: number; toppedUp?: number }>;
  tasks: Record<string, Task>;
  /** Ids of tasks that are not settled, so that a look at one does not visit all. */
  open: string[];
  tables: Record<string, Table>;
  tableRuns: Record<string, TableRun>;
  /** Ids of runs with rows that are not over. */
  openRuns: string[];
  /** How many tables, columns and rows were made: what their ids come from. */
  made: number;
  calls: Record<string, number>;
  acceptedPosts: number;
  /** How often a magic input or a fault was met. */
  seen: Record<string, number>;
  /** Calls of the last minute, for a rate limit. */
  recentMs: number[];
};

/** All that an answer depends on besides the request. */
export type Scene = { state: DatabarState; switches: DatabarSwitches; nowMs: number };

export function newState(seed: string): DatabarState {
  const salt = randomBytes(8).toString('hex');
  return {
    version: 1,
    seed,
    salt,
    accounts: {},
    tasks: {},
    open: [],
    tables: {},
    tableRuns: {},
    openRuns: [],
    made: 0,
    calls: {},
    acceptedPosts: 0,
    seen: {},
    recentMs: [],
  };
}

/** A copy that later calls do not change. Params are shared: a run of 40,000 rows is saved often. */
export function copyState(state: DatabarState): DatabarState {
  const tasks: Record<string, Task> = {};
  for (const [id, task] of Object.entries(state.tasks)) tasks[id] = { ...task };
  const accounts: DatabarState['accounts'] = {};
  for (const [tag, account] of Object.entries(state.accounts)) accounts[tag] = { ...account };
  return {
    ...state,
    tasks,
    accounts,
    open: [...state.open],
    tables: copyTables(state.tables),
    tableRuns: copyRuns(state.tableRuns),
    openRuns: [...state.openRuns],
    calls: { ...state.calls },
    seen: { ...state.seen },
    recentMs: [...state.recentMs],
  };
}

/** Rows, columns and what is attached are replaced when they change, never written into: the copy may share them. */
function copyTables(tables: DatabarState['tables']): DatabarState['tables'] {
  const copy: DatabarState['tables'] = {};
  for (const [id, table] of Object.entries(tables)) copy[id] = { ...table, rows: { ...table.rows } };
  return copy;
}

function copyRuns(runs: DatabarState['tableRuns']): DatabarState['tableRuns'] {
  const copy: DatabarState['tableRuns'] = {};
  for (const [id, run] of Object.entries(runs)) copy[id] = { ...run, landed: [...run.landed] };
  return copy;
}

/** Shaped as a UUID; the same for the same seed and thing, so that runs can be repeated. */
export function idOf(state: DatabarState, thing: string): string {
  return uuidOf(`${state.seed} ${thing}`);
}
