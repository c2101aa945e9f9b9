// One execution while it runs: its time, its write buffer, its death. Not the V8 context in which its code runs.
import type { Clock } from './clock';
import { BUFFER_CELLS } from './cost-model';
import { Dead, GoogleError, TOO_LONG } from './google-error';
import type { Area, CellInput, Grid, Texts, What } from './grid/port';
import type { AuthMode, RunAs } from './options';
import type { Random } from './seeded-random';
import { ownerOf, type World } from './world';

/** A write that Google would still hold back. Plain data, so that a saved host can carry it. */
export type Pending =
  | { kind: 'write'; area: Area; rows: CellInput[][]; user: string }
  | { kind: 'texts'; what: Texts; area: Area; rows: string[][]; user: string }
  | { kind: 'clear'; what: What; area: Area; user: string }
  /** Looks that the host does not keep: they cost a pending cell and nothing else. */
  | { kind: 'look'; area: Area; user: string };

export type Running = {
  world: World;
  user: string;
  fn: string;
  as: RunAs;
  mode: AuthMode;
  time: Clock;
  startedMs: number;
  limitMs: number;
  dead: string | null;
  /** A fault of the host or of a test's hook, to be thrown where the run was asked for. */
  fault: unknown;
  calls: Record<string, number>;
  logs: string[];
  pending: Pending[];
  pendingCells: number;
  random: Random;
  /** Set when a parked lock call is tried for the last time. */
  waitIsOver: boolean;
};

export function die(running: Running, reason: string): never {
  running.dead ??= reason;
  throw new Dead(running.dead);
}

/** Lets the time of a call pass, and ends the execution where its time is up. */
export function charge(running: Running, ms: number, how: 'charge' | 'pass' = 'charge'): void {
  const leftMs = running.startedMs + running.limitMs - running.time.now();
  running.time[how](Math.max(0, Math.min(ms, leftMs)));
  // On a real clock a cost passes no time: only what really went by counts. One millisecond forgives rounding.
  if (ms > leftMs && running.time.now() - running.startedMs >= running.limitMs - 1) die(running, TOO_LONG);
}

function refuseWrite(grid: Grid, world: World, write: Pending): void {
  const refusal = grid.refusal(write.area, write.user, ownerOf(world));
  if (refusal) throw new GoogleError(refusal);
  const invalid = write.kind === 'write' ? grid.invalid(write.area, write.rows) : null;
  if (invalid) throw new GoogleError(invalid);
}

export function applyWrite(world: World, write: Pending): void {
  refuseWrite(world.grid, world, write);
  if (write.kind === 'write') world.grid.write(write.area, write.rows);
  else if (write.kind === 'texts') world.grid.setTexts(write.what, write.area, write.rows);
  else if (write.kind === 'clear') world.grid.clear(write.area, write.what);
}

/** Applies what is held back. A refused write does not stop the others (assumed); the first refusal is thrown. */
export function applyPending(running: Running): void {
  const writes = running.pending;
  running.pending = [];
  running.pendingCells = 0;
  let refusal: unknown = null;
  for (const write of writes) {
    try {
      applyWrite(running.world, write);
    } catch (error) {
      refusal ??= error;
    }
  }
  if (refusal) throw refusal;
}

export function commit(running: Running): void {
  if (running.pending.length === 0) return;
  const { commitMs, commitCellMs } = running.world.costs;
  charge(running, commitMs + running.pendingCells * commitCellMs);
  applyPending(running);
}

export function enqueue(running: Running, write: Pending, cells: number): void {
  if (running.world.switches.writeErrors === 'at once') refuseWrite(running.world.grid, running.world, write);
  charge(running, running.world.costs.enqueueMs);
  running.pending.push(write);
  running.pendingCells += cells;
  if (running.pendingCells >= BUFFER_CELLS) commit(running);
}

/** Any read commits first: alternating reads and writes is what makes scripts slow. */
export function chargeRead(running: Running, cells: number): void {
  commit(running);
  const { readMs, readCellMs } = running.world.costs;
  charge(running, readMs + cells * readCellMs);
}

export function chargeStructure(running: Running): void {
  commit(running);
  charge(running, running.world.costs.structureMs);
}

/** Frees what an execution held, and lets its unflushed writes land or be lost. */
export function bury(running: Running): void {
  for (const [key, holder] of running.world.locks) if (holder === running) running.world.locks.delete(key);
  if (!running.dead) return;
  if (!running.world.switches.unflushedWritesSurvive) running.pending = [];
  try {
    applyPending(running);
  } catch {
    // Nobody is left to be told that a write of a dead execution was refused.
  }
}
