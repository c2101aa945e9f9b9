// LockService: three locks in all, freed when their execution ends. Not the waiting itself, which needs to know who else runs.
// developers.google.com/apps-script/reference/lock
import { GoogleError, Parked } from '../google-error';
import { charge, type Running } from '../running';
import { type CallTable, counted, free } from './call-kind';

type LockArgs = { kind: 'document' | 'script' | 'user'; waitMs: number };

function keyOf(running: Running, { kind }: LockArgs): string {
  return kind === 'user' ? `user:${running.user}` : kind;
}

function trouble(running: Running): void {
  if (!running.world.switches.lockTrouble) return;
  throw new GoogleError('There are too many LockService operations against the same script.');
}

/** True when this execution holds the lock afterwards. */
function take(running: Running, args: LockArgs): boolean {
  trouble(running);
  const key = keyOf(running, args);
  const { locks, costs } = running.world;
  const holder = locks.get(key);
  if (running.world.switches.locksHeld.includes(args.kind)) {
    charge(running, Math.max(0, args.waitMs), 'pass');
    return false;
  }
  if (holder === running) return true;
  if (!holder) {
    charge(running, costs.lockMs);
    locks.set(key, running);
    return true;
  }
  if (running.waitIsOver) return false;
  throw new Parked(running.time.now() + Math.max(0, args.waitMs), key);
}

function wait(running: Running, args: LockArgs): void {
  if (take(running, args)) return;
  throw new GoogleError('Lock timeout: another process was holding the lock for too long.');
}

function release(running: Running, args: LockArgs): void {
  trouble(running);
  const key = keyOf(running, args);
  if (running.world.locks.get(key) === running) running.world.locks.delete(key);
}

const kind = (_running: Running, args: LockArgs) => args.kind;

export const LOCK_CALLS: CallTable = {
  'LockService.open': free('lock', () => null),
  'Lock.tryLock': counted('lock', take, kind),
  'Lock.waitLock': counted('lock', wait, kind),
  'Lock.releaseLock': counted('lock', release, kind),
  'Lock.hasLock': free(
    'lock',
    (running: Running, args: LockArgs) => running.world.locks.get(keyOf(running, args)) === running,
  ),
};
