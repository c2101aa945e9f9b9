// Executions beside a page that people use: each in a thread that waits while this one answers its calls and lets their time pass. Real
// interleaving, so not repeatable: host/together.ts is for tests.
import { setTimeout as wait } from 'node:timers/promises';
import { ALL_CALLS } from '../host/calls/all-calls';
import { type Crossing, commitFirst, cross } from '../host/crossing';
import { begin, end, illegalArgument, invocationOf, refusedFunction, sourcesOf } from '../host/execution';
import { isCall, openThread, type Thread } from '../host/execution-thread';
import { TOO_LONG } from '../host/google-error';
import type { Execution, RunRequest } from '../host/options';
import type { Running } from '../host/running';
import type { World } from '../host/world';
import { type LiveClock, OwingClock } from './live-clock';

/** An execution ends after six minutes by its own clock; one that makes no call at all is cut a little later. */
const LONGEST_REAL_MS = 400_000;
const LOCK_LOOK_MS = 20;
const SPARE_THREADS = 4;

export type LiveCall = { name: string; detail: string; costMs: number };
export type LiveRun = {
  id: number;
  user: string;
  fn: string;
  as: RunRequest['as'];
  argument: string;
  startedMs: number;
  endedMs: number | null;
  costMs: number;
  calls: LiveCall[];
  error: string | null;
};

export type LiveOptions = {
  world: World;
  clock: LiveClock;
  /** Charge what each call costs at Google, instead of only what fetches and sleeps take. */
  atGooglesPace: () => boolean;
  /** Before the call is carried out; the page may have to be asked. */
  beforeCall(run: LiveRun, op: string, args: string): Promise<void> | null;
  /** Whether to end the execution here. */
  kills(run: LiveRun, name: string, detail: string, phase: 'before' | 'after'): boolean;
  afterCall(run: LiveRun, op: string): void;
  /** Set where the spreadsheet calculates on its own time. */
  calculated?: () => Promise<void> | null;
  changed(): void;
};

const MOST_KEPT = 200;
const MOST_CALLS_KEPT = 500;

export type LiveRuns = {
  runs: LiveRun[];
  run(request: RunRequest, triggerUid?: string): Promise<Execution>;
  close(): Promise<void>;
};

/** The sidebar's calls all have one name: which one it was stands in the first argument. */
function argumentOf({ args }: RunRequest): string {
  return typeof args?.[0] === 'string' ? args[0].slice(0, 40) : '';
}

export function createLiveRuns(options: LiveOptions): LiveRuns {
  const { world, clock } = options;
  const runs: LiveRun[] = [];
  const idle: Thread[] = [];
  const busy = new Set<Thread>();
  let current: LiveRun | null = null;
  let closed = false;

  world.hook = (call, phase) => {
    if (!current) return;
    if (phase === 'before' && current.calls.length < MOST_CALLS_KEPT)
      current.calls.push({ name: call.name, detail: call.detail, costMs: 0 });
    return options.kills(current, call.name, call.detail, phase) ? 'kill' : undefined;
  };

  const timed = (live: LiveRun, time: OwingClock, act: () => Crossing): Crossing => {
    const beforeMs = time.costMs;
    const calls = live.calls.length;
    current = live;
    const crossing = act();
    current = null;
    live.costMs = time.costMs;
    const call = live.calls[calls];
    if (call) call.costMs = time.costMs - beforeMs;
    return crossing;
  };

  const payOff = async (time: OwingClock): Promise<void> => {
    if (time.owedMs <= 0) return;
    const until = clock.now() + time.owedMs;
    clock.rest();
    // In small steps, because the clock may be made faster meanwhile.
    while (clock.now() < until && !closed) {
      const leftMs = until - clock.now();
      time.owedMs = leftMs;
      await wait(Math.min(100, Math.max(1, leftMs / clock.speed)));
    }
    time.owedMs = 0;
    clock.work();
  };

  const unparked = async (running: Running, live: LiveRun, time: OwingClock, held: Crossing): Promise<string> => {
    let crossing = held;
    while ('parkedUntilMs' in crossing) {
      const { parkedUntilMs, lockKey, again } = crossing;
      clock.rest();
      while (world.locks.has(lockKey) && time.now() < parkedUntilMs) await wait(LOCK_LOOK_MS);
      clock.work();
      running.waitIsOver = time.now() >= parkedUntilMs;
      crossing = timed(live, time, again);
      running.waitIsOver = false;
    }
    return crossing.answer;
  };

  const answerTo = async (running: Running, live: LiveRun, time: OwingClock, op: string, json: string) => {
    await options.beforeCall(live, op, json);
    if (time.now() - running.startedMs > running.limitMs) running.dead ??= TOO_LONG;
    // A formula's own execution is a part of the calculation, and would wait for itself.
    const waits = live.as !== 'formula' && ALL_CALLS[op]?.counted && ALL_CALLS[op].need.endsWith(' sheet');
    if (options.calculated && waits) {
      const refused = running.dead === null && running.pending.length > 0 ? commitFirst(running) : null;
      if (refused && 'answer' in refused) return refused.answer;
      await options.calculated();
    }
    const answer = await unparked(
      running,
      live,
      time,
      timed(live, time, () => cross(running, op, json)),
    );
    options.afterCall(live, op);
    await payOff(time);
    return answer;
  };

  const converse = async (thread: Thread, running: Running, live: LiveRun, request: RunRequest, uid?: string) => {
    const time = running.time as OwingClock;
    const invocation = invocationOf(running, request, uid);
    let heard = await thread.start({ ...sourcesOf(world), invocation, realMs: LONGEST_REAL_MS });
    let answer = 'U';
    for (heard = await thread.reply(answer); isCall(heard); heard = await thread.reply(answer)) {
      answer = await answerTo(running, live, time, ...heard);
      options.changed();
    }
    return heard;
  };

  const noted = (request: RunRequest, running: Running): LiveRun => {
    const { user, fn, as } = request;
    const live: LiveRun = {
      id: (runs.at(-1)?.id ?? 0) + 1,
      user,
      fn,
      as,
      argument: argumentOf(request),
      startedMs: running.startedMs,
      endedMs: null,
      costMs: 0,
      calls: [],
      error: null,
    };
    runs.push(live);
    if (runs.length > MOST_KEPT) runs.shift();
    return live;
  };

  const carryOut = async (request: RunRequest, triggerUid?: string): Promise<Execution> => {
    const time = new OwingClock(clock, options.atGooglesPace);
    const running = begin(world, request, time);
    const live = noted(request, running);
    const illegal = request.as === 'sidebar' ? (request.args ?? []).findIndex((arg) => illegalArgument(arg)) : -1;
    const refusal =
      illegal >= 0 ? `Failed due to illegal value in property: ${illegal}` : refusedFunction(world, request.fn);
    const finish = (outcome: Parameters<typeof end>[1]): Execution => {
      current = live;
      const execution = end(running, outcome);
      current = null;
      live.endedMs = Math.max(live.startedMs, clock.now());
      live.error = execution.error ?? null;
      options.changed();
      return execution;
    };
    if (refusal) return finish({ error: refusal });
    const thread = idle.pop() ?? openThread();
    busy.add(thread);
    options.changed();
    try {
      const outcome = await converse(thread, running, live, request, triggerUid);
      return finish(outcome);
    } finally {
      busy.delete(thread);
      if (idle.length < SPARE_THREADS && !closed) idle.push(thread);
      else void thread.end();
    }
  };

  const run = async (request: RunRequest, triggerUid?: string): Promise<Execution> => {
    // From before its thread is made: that is this machine's time, too.
    clock.work();
    try {
      return await carryOut(request, triggerUid);
    } finally {
      clock.rest();
    }
  };

  const close = async (): Promise<void> => {
    closed = true;
    await Promise.all([...idle, ...busy].map((thread) => thread.end()));
  };
  return { runs, run, close };
}
