// The one place where a call of the script arrives outside: hook, permission, cost, effect, hook. Not what each call does.
// Answers are strings: J plain JSON, D JSON with dates in it, U undefined, E a Google exception, K the execution is dead.
import { checkAllowed } from './allowed';
import { ASSUMPTIONS } from './assumptions';
import { ALL_CALLS } from './calls/all-calls';
import { type CallKind, Dated } from './calls/call-kind';
import { Dead, GoogleError, KILLED, Parked } from './google-error';
import { GridError } from './grid/grid-error';
import type { ServiceCall } from './options';
import { charge, commit, die, type Running } from './running';
import { nextNumber } from './world';

export type Crossing = { answer: string } | { parkedUntilMs: number; lockKey: string; again: () => Crossing };

function record(running: Running, name: string, kind: CallKind, args: unknown): ServiceCall {
  const { world } = running;
  running.calls[name] = (running.calls[name] ?? 0) + 1;
  world.calls[name] = (world.calls[name] ?? 0) + 1;
  const detail = kind.detail(running, args as never);
  return { n: nextNumber(world, 'calls'), name, detail, user: running.user, atMs: Math.round(running.time.now()) };
}

function tellHook(running: Running, call: ServiceCall | null, phase: 'before' | 'after'): void {
  const done = call && running.world.hook?.(call, phase);
  if (done === 'kill') die(running, KILLED);
  if (done) throw new GoogleError(done.fails);
}

function encoded(value: unknown): string {
  if (value === undefined) return 'U';
  return value instanceof Dated ? `D${JSON.stringify(value.value)}` : `J${JSON.stringify(value)}`;
}

function failed(running: Running, error: unknown): string {
  if (error instanceof Dead) return `K${error.reason}`;
  if (error instanceof GoogleError || error instanceof GridError)
    return `E${Object.hasOwn(ASSUMPTIONS.messages, error.message) ? ASSUMPTIONS.messages[error.message] : error.message}`;
  running.fault = error;
  running.dead = 'The local host failed';
  return `K${running.dead}`;
}

function performed(running: Running, name: string, kind: CallKind, args: unknown, call: ServiceCall | null): Crossing {
  let answer: string;
  try {
    const { options, switches } = running.world;
    checkAllowed(kind.need, name, running.mode, options.manifest?.oauthScopes, switches.scopesWithdrawn);
    answer = encoded(kind.perform(running, args as never));
  } catch (error) {
    if (error instanceof Parked) {
      return {
        parkedUntilMs: error.untilMs,
        lockKey: error.lockKey,
        again: () => performed(running, name, kind, args, call),
      };
    }
    answer = failed(running, error);
    if (running.dead !== null) return { answer };
  }
  try {
    tellHook(running, call, 'after');
  } catch (error) {
    return { answer: failed(running, error) };
  }
  return { answer };
}

export function cross(running: Running, name: string, json: string): Crossing {
  if (running.dead !== null) return { answer: `K${running.dead}` };
  const kind = ALL_CALLS[name];
  if (!kind) return { answer: `Enot supported by the local host: ${name}` };
  let args: unknown;
  let call: ServiceCall | null = null;
  try {
    args = JSON.parse(json);
    call = kind.counted ? record(running, name, kind, args) : null;
    tellHook(running, call, 'before');
  } catch (error) {
    return { answer: failed(running, error) };
  }
  return performed(running, name, kind, args, call);
}

/** With nobody else running, a lock that is held stays held: the wait passes and the call fails. */
export function crossAlone(running: Running, name: string, json: string): string {
  let crossing = cross(running, name, json);
  while ('parkedUntilMs' in crossing) {
    try {
      charge(running, Math.max(0, crossing.parkedUntilMs - running.time.now()), 'pass');
    } catch (error) {
      return failed(running, error);
    }
    running.waitIsOver = true;
    crossing = crossing.again();
    running.waitIsOver = false;
  }
  return crossing.answer;
}

/** Lets what a script still holds back land before its next call, where a calculation has to follow it; null when all went well. */
export function commitFirst(running: Running): Crossing | null {
  try {
    commit(running);
    return null;
  } catch (error) {
    return { answer: failed(running, error) };
  }
}
