// Begins and ends an execution: limits, event, final flush, its record. Not the V8 context, and not who starts it.
import type { Clock } from './clock';
import { Dead, TOO_LONG } from './google-error';
import type { AuthMode, Execution, RunAs, RunRequest } from './options';
import type { Invocation, Outcome } from './realm/entry';
import { bury, commit, type Running } from './running';
import { seededRandom, seedOf } from './seeded-random';
import { declaredFunctions, realm, type Sources } from './sources';
import { nextNumber, type World } from './world';

/** developers.google.com/apps-script/guides/services/quotas: 6 minutes; 30 s for custom functions and simple triggers. */
const LIMIT_MS: Record<RunAs, number> = {
  sidebar: 360_000,
  menu: 360_000,
  trigger: 360_000,
  formula: 30_000,
  simple: 30_000,
};
const MODE: Record<RunAs, AuthMode> = {
  sidebar: 'FULL',
  menu: 'FULL',
  trigger: 'FULL',
  formula: 'CUSTOM_FUNCTION',
  simple: 'LIMITED',
};

export function sourcesOf(world: World): Sources {
  return { realm: realm(), bundle: world.options.code };
}

export function begin(world: World, request: RunRequest, time: Clock): Running {
  const { user, fn, as } = request;
  if (!world.users.includes(user)) throw new Error(`${user} is not a user of this host: ${world.users.join(', ')}`);
  const seed = seedOf(world.seed, 'execution', nextNumber(world, 'executions'));
  const running: Running = {
    world,
    user,
    fn,
    as,
    mode: request.authMode ?? MODE[as],
    time,
    startedMs: time.now(),
    limitMs: LIMIT_MS[as],
    dead: null,
    fault: undefined,
    calls: {},
    logs: [],
    pending: [],
    pendingCells: 0,
    random: seededRandom(seed),
    waitIsOver: false,
  };
  world.running.add(running);
  return running;
}

/** Null when Google would not even start it; then the text says why. */
export function refusedFunction(world: World, fn: string): string | null {
  return fn.endsWith('_') || !declaredFunctions(world.options.code).has(fn) ? `Script function not found: ${fn}` : null;
}

/** developers.google.com/apps-script/guides/html/communication: only JSON-legal parameters cross from a page. */
export function illegalArgument(value: unknown, above: unknown[] = []): boolean {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return true;
  if (typeof value !== 'object' || value === null) return false;
  const proto = Object.getPrototypeOf(value);
  if (above.includes(value) || (!Array.isArray(value) && proto !== Object.prototype && proto !== null)) return true;
  return Object.values(value).some((part) => illegalArgument(part, [...above, value]));
}

export function invocationOf(running: Running, request: RunRequest, triggerUid?: string): Invocation {
  const { as, fn, args } = running.as === 'formula' ? { ...request, as: 'formula' as const } : request;
  const getsEvent = args === undefined && (as === 'trigger' || as === 'simple');
  const when = new Date(running.startedMs);
  const clock = {
    year: when.getUTCFullYear(),
    month: when.getUTCMonth() + 1,
    hour: when.getUTCHours(),
    minute: when.getUTCMinutes(),
  };
  const event = {
    authMode: running.mode,
    user: running.user,
    ...(triggerUid ? { triggerUid, timezone: 'UTC', ...clock } : {}),
  };
  return {
    fn,
    args: args ?? [],
    seed: Math.floor(running.random() * 4_294_967_296),
    returns: as === 'formula' ? 'cells' : as === 'sidebar' ? 'json' : 'whatever',
    event: getsEvent ? event : null,
  };
}

function finalCommit(running: Running): string | null {
  if (running.dead !== null) return null;
  try {
    commit(running);
    return null;
  } catch (error) {
    return error instanceof Dead ? null : (error as Error).message;
  }
}

/** Only the bundle's own lines: the host's would mislead who reads them. */
function scriptFrames(stack: string): string {
  const [first = '', ...frames] = stack.split('\n');
  return [first, ...frames.filter((frame) => frame.includes('Code.gs'))].join('\n');
}

/** The record of an execution that came to its end, by itself or not. */
export function end(running: Running, outcome: Outcome & { timedOut?: boolean }): Execution {
  if (outcome.timedOut) running.dead ??= TOO_LONG;
  const late = finalCommit(running);
  bury(running);
  const { world } = running;
  world.running.delete(running);
  const error = running.dead ?? outcome.error ?? late;
  const execution: Execution = {
    ok: error === null || error === undefined,
    killed: running.dead !== null,
    startedMs: Math.round(running.startedMs),
    endedMs: Math.round(running.time.now()),
    calls: running.calls,
    fn: running.fn,
    user: running.user,
    as: running.as,
    logs: running.logs,
  };
  if (execution.ok) execution.value = outcome.value;
  else execution.error = error ?? '';
  if (!execution.ok && !running.dead && outcome.stack) execution.stack = scriptFrames(outcome.stack);
  world.executions.push(execution);
  if (running.fault !== undefined) throw running.fault;
  return execution;
}
