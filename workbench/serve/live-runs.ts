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

/** What all executions share; `current` is the one whose call is being carried out. */
type Desk = {
  options: LiveOptions;
  runs: LiveRun[];
  idle: Thread[];
  busy: Set<Thread>;
  current: LiveRun | null;
  isClosed: boolean;
};
/** One execution. */
type Live = { request: RunRequest; triggerUid: string | undefined; running: Running; note: LiveRun; time: OwingClock };

/** The sidebar's calls all have one name: which one it was stands in the first argument. */
function argumentOf({ args }: RunRequest): string {
  return typeof args?.[0] === 'string' ? args[0].slice(0, 40) : '';
}

function noted(runs: LiveRun[], request: RunRequest, { startedMs }: Running): LiveRun {
  const { user, fn, as } = request;
  const note: LiveRun = {
    id: (runs.at(-1)?.id ?? 0) + 1,
    user,
    fn,
    as,
    argument: argumentOf(request),
    startedMs,
    endedMs: null,
    costMs: 0,
    calls: [],
    error: null,
  };
  runs.push(note);
  if (runs.length > MOST_KEPT) runs.shift();
  return note;
}

/** Carries a call out, and notes what it cost by its own clock. */
function timed(desk: Desk, { note, time }: Live, act: () => Crossing): Crossing {
  const beforeMs = time.costMs;
  const calls = note.calls.length;
  desk.current = note;
  const crossing = act();
  desk.current = null;
  note.costMs = time.costMs;
  const call = note.calls[calls];
  if (call) call.costMs = time.costMs - beforeMs;
  return crossing;
}

/** Waits until the call's time has passed. */
async function payOff(desk: Desk, { time }: Live): Promise<void> {
  if (time.owedMs <= 0) return;
  const { clock } = desk.options;
  const untilMs = clock.now() + time.owedMs;
  clock.rest();
  // In small steps, because the clock may be made faster meanwhile.
  while (clock.now() < untilMs && !desk.isClosed) {
    const leftMs = untilMs - clock.now();
    time.owedMs = leftMs;
    await wait(Math.min(100, Math.max(1, leftMs / clock.speed)));
  }
  time.owedMs = 0;
  clock.work();
}

/** A call that waits for a lock is tried again when the lock is free or the wait is over. */
async function unparked(desk: Desk, live: Live, held: Crossing): Promise<string> {
  const { world, clock } = desk.options;
  const { running, time } = live;
  let crossing = held;
  while ('parkedUntilMs' in crossing) {
    const { parkedUntilMs, lockKey, again } = crossing;
    clock.rest();
    while (world.locks.has(lockKey) && time.now() < parkedUntilMs) await wait(LOCK_LOOK_MS);
    clock.work();
    running.waitIsOver = time.now() >= parkedUntilMs;
    crossing = timed(desk, live, again);
    running.waitIsOver = false;
  }
  return crossing.answer;
}

/** The answer that takes the call's place where what was pending is refused; else waits until the sheet has calculated. */
async function afterCalculation({ options }: Desk, { note, running }: Live, op: string): Promise<string | null> {
  // A formula's own execution is a part of the calculation, and would wait for itself.
  const waits = note.as !== 'formula' && ALL_CALLS[op]?.counted && ALL_CALLS[op].need.endsWith(' sheet');
  if (!options.calculated || !waits) return null;
  const refused = running.dead === null && running.pending.length > 0 ? commitFirst(running) : null;
  if (refused && 'answer' in refused) return refused.answer;
  await options.calculated();
  return null;
}

async function answerTo(desk: Desk, live: Live, op: string, json: string): Promise<string> {
  const { options } = desk;
  const { running, note, time } = live;
  await options.beforeCall(note, op, json);
  if (time.now() - running.startedMs > running.limitMs) running.dead ??= TOO_LONG;
  const refused = await afterCalculation(desk, live, op);
  if (refused !== null) return refused;
  const crossing = timed(desk, live, () => cross(running, op, json));
  const answer = await unparked(desk, live, crossing);
  options.afterCall(note, op);
  await payOff(desk, live);
  return answer;
}

async function converse(desk: Desk, live: Live, thread: Thread) {
  const { options } = desk;
  const invocation = invocationOf(live.running, live.request, live.triggerUid);
  let heard = await thread.start({ ...sourcesOf(options.world), invocation, realMs: LONGEST_REAL_MS });
  let answer = 'U';
  for (heard = await thread.reply(answer); isCall(heard); heard = await thread.reply(answer)) {
    answer = await answerTo(desk, live, ...heard);
    options.changed();
  }
  return heard;
}

function refusalOf({ world }: LiveOptions, { as, args = [], fn }: RunRequest): string | null {
  const illegal = as === 'sidebar' ? args.findIndex((arg) => illegalArgument(arg)) : -1;
  return illegal >= 0 ? `Failed due to illegal value in property: ${illegal}` : refusedFunction(world, fn);
}

function finish(desk: Desk, { running, note }: Live, outcome: Parameters<typeof end>[1]): Execution {
  desk.current = note;
  const execution = end(running, outcome);
  desk.current = null;
  note.endedMs = Math.max(note.startedMs, desk.options.clock.now());
  note.error = execution.error ?? null;
  desk.options.changed();
  return execution;
}

async function carryOut(desk: Desk, request: RunRequest, triggerUid?: string): Promise<Execution> {
  const { options, idle, busy } = desk;
  const time = new OwingClock(options.clock, options.atGooglesPace);
  const running = begin(options.world, request, time);
  const live: Live = { request, triggerUid, running, time, note: noted(desk.runs, request, running) };
  const refusal = refusalOf(options, request);
  if (refusal) return finish(desk, live, { error: refusal });
  const thread = idle.pop() ?? openThread();
  busy.add(thread);
  options.changed();
  try {
    return finish(desk, live, await converse(desk, live, thread));
  } finally {
    busy.delete(thread);
    if (idle.length < SPARE_THREADS && !desk.isClosed && !thread.isGone()) idle.push(thread);
    else void thread.end();
  }
}

export function createLiveRuns(options: LiveOptions): LiveRuns {
  const { world, clock } = options;
  const desk: Desk = { options, runs: [], idle: [], busy: new Set(), current: null, isClosed: false };
  world.hook = (call, phase) => {
    const { current } = desk;
    if (!current) return;
    if (phase === 'before' && current.calls.length < MOST_CALLS_KEPT)
      current.calls.push({ name: call.name, detail: call.detail, costMs: 0 });
    return options.kills(current, call.name, call.detail, phase) ? 'kill' : undefined;
  };
  return {
    runs: desk.runs,
    async run(request, triggerUid) {
      // From before its thread is made: that is this machine's time, too.
      clock.work();
      try {
        return await carryOut(desk, request, triggerUid);
      } finally {
        clock.rest();
      }
    },
    async close() {
      desk.isClosed = true;
      await Promise.all([...desk.idle, ...desk.busy].map((thread) => thread.end()));
    },
  };
}
