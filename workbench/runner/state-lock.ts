// One command at a time on one state: a lock file beside it that names the process holding it. Two that worked on the same state would each buy
// the same requests. A lock whose process is gone (killed) is taken over. Keeps nobody out of the CSV files.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import { Complaint } from './complaint';

/** `mark` tells a process from a later one of the same number, where the system says when it began. */
type Holder = { pid: number; machine: string; mark: string | null };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ATTEMPTS = 5;
const held = new Set<string>();

export function lockPathOf(state: string): string {
  return `${state}.lock`;
}

/** Linux only: when the process began. 'gone' where it has ended, also where nobody has noticed yet; null where the system does not say. */
function processMark(pid: number): string | null {
  try {
    // The second field is the program's name and may hold anything; the state is the first after it, the begin the twentieth.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : fields[19]!;
  } catch {
    return null;
  }
}

function isAlive({ pid, machine, mark }: Holder): boolean {
  // Nothing can be known of a process on another machine.
  if (machine !== hostname()) return true;
  if (pid === process.pid && mark === processMark(pid)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = processMark(pid);
  return now === null || mark === null ? now !== 'gone' : now === mark;
}

function readHolder(path: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    return Number.isInteger(holder.pid) ? holder : null;
  } catch {
    return null;
  }
}

/** Puts a file in its place whole, and only where none is. */
function placeNew(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
  }
  // A file system without hard links.
  try {
    writeFileSync(path, readFileSync(draft), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead lock away. When another process was quicker and this one is alive, it goes back. */
function removeDead(path: string): void {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved && isAlive(moved)) placeNew(aside, path);
  rmSync(aside, { force: true });
}

function complaintOf(state: string, holder: Holder | null): Complaint {
  const who = holder
    ? `process ${holder.pid}${holder.machine === hostname() ? '' : ` on ${holder.machine}`}`
    : 'unknown';
  const elsewhere = holder && holder.machine !== hostname();
  const gone = elsewhere ? ` If it is not running any more, delete ${basename(lockPathOf(state))} beside it.` : '';
  return new Complaint(
    `${basename(state)} is being used by another run (${who}). Wait for it, or give --state.${gone}`,
  );
}

function take(state: string): void {
  const path = lockPathOf(state);
  const draft = `${path}.${process.pid}.tmp`;
  const own: Holder = { pid: process.pid, machine: hostname(), mark: processMark(process.pid) };
  writeFileSync(draft, JSON.stringify(own));
  try {
    for (let attempt = 1; !placeNew(draft, path); attempt++) {
      const holder = readHolder(path);
      if (held.has(path) || (holder && isAlive(holder)) || attempt > ATTEMPTS) throw complaintOf(state, holder);
      removeDead(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  held.add(path);
}

function releaseAll(): void {
  for (const path of held) rmSync(path, { force: true });
  held.clear();
}

let watchesExit = false;

/** Runs a command while nobody else may use its state. Throws a Complaint where somebody does. */
export async function withLockedState<T>(state: string, work: () => Promise<T>): Promise<T> {
  take(state);
  if (!watchesExit) process.once('exit', releaseAll);
  watchesExit = true;
  try {
    return await work();
  } finally {
    rmSync(lockPathOf(state), { force: true });
    held.delete(lockPathOf(state));
  }
}

/**
 * Waits; a signal that comes meanwhile ends the process at once, as it would without this, but for the locks that go first. Only
 * waits are watched: Node would hold a signal back until a call to a provider is answered, and a person who presses Ctrl+C means now.
 */
export async function releasedOnSignal<T>(waiting: Promise<T>): Promise<T> {
  const end = (signal: NodeJS.Signals) => {
    releaseAll();
    for (const each of SIGNALS) process.removeListener(each, end);
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await waiting;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, end);
  }
}
