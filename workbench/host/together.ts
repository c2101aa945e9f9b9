// Executions that interleave: one thread each, one at a time, the next one picked by a seeded scheduler at every service call.
// Deterministic: same seed, same order. Not a model of load: Google's own order is as free as this one.
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { ALL_CALLS } from './calls/all-calls';
import { type Clock, VirtualClock } from './clock';
import { type Crossing, cross } from './crossing';
import { begin, end, invocationOf, refusedFunction, sourcesOf } from './execution';
import { TOO_LONG } from './google-error';
import type { Execution, RunRequest } from './options';
import type { Invocation, Outcome } from './realm/entry';
import type { Running } from './running';
import { type Random, seededRandom } from './seeded-random';
import { HERE } from './sources';
import type { World } from './world';

export type WorkerTask = {
  realm: string;
  bundle: string;
  invocation: Invocation;
  port: MessagePort;
  flag: SharedArrayBuffer;
};
type Finished = Outcome & { timedOut?: boolean };

type Lane = {
  running: Running;
  worker: Worker;
  port: MessagePort;
  turn: Int32Array;
  /** An answer that waits for its time, or a call that waits for a lock. */
  held: Crossing;
  readyMs: number;
  finished: Finished | null;
  wake: ((message: [string, string] | Finished) => void) | null;
};

/** Executions whose next moment lies within this window of the earliest may be taken in any order. */
const WINDOW_MS = 2000;

let workerSource: string | null = null;
function workerCode(): string {
  workerSource ??=
    buildSync({
      entryPoints: [join(HERE, 'together-worker.ts')],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
    }).outputFiles[0]?.text ?? '';
  return workerSource;
}

function laneOf(world: World, request: RunRequest): Lane {
  const time = world.options.realTime ? world.clock : new VirtualClock(world.clock.now());
  const running = begin(world, request, time);
  const refusal = refusedFunction(world, request.fn);
  const { port1, port2 } = new MessageChannel();
  const flag = new SharedArrayBuffer(4);
  const task: WorkerTask = { ...sourcesOf(world), invocation: invocationOf(running, request), port: port2, flag };
  const worker = new Worker(workerCode(), { eval: true, workerData: task, transferList: [port2] });
  const finished = refusal ? { error: refusal } : null;
  const held: Crossing = { answer: 'U' };
  const lane: Lane = {
    running,
    worker,
    port: port1,
    turn: new Int32Array(flag),
    held,
    readyMs: time.now(),
    finished,
    wake: null,
  };
  port1.on('message', (message: [string, string]) => lane.wake?.(message));
  worker.on('message', (outcome: Finished) => lane.wake?.(outcome));
  worker.on('error', (error) => lane.wake?.({ error: error.message }));
  return lane;
}

function heard(lane: Lane): Promise<[string, string] | Finished> {
  return new Promise((resolve) => {
    lane.wake = resolve;
  });
}

function reply(lane: Lane, answer: string): Promise<[string, string] | Finished> {
  const next = heard(lane);
  lane.port.postMessage(answer);
  Atomics.store(lane.turn, 0, 1);
  Atomics.notify(lane.turn, 0);
  return next;
}

/** A lane that waits for a lock is ready when the lock is free, else at the end of its patience. */
function momentOf(lane: Lane, nowMs: number): number {
  if (!('parkedUntilMs' in lane.held)) return lane.readyMs;
  const isFree = !lane.running.world.locks.has(lane.held.lockKey);
  return isFree ? Math.max(lane.readyMs, nowMs) : lane.held.parkedUntilMs;
}

function pick(lanes: Lane[], random: Random, nowMs: number): Lane {
  const moments = lanes.map((lane) => momentOf(lane, nowMs));
  const earliest = Math.min(...moments);
  const near = lanes.filter((_, index) => (moments[index] ?? 0) <= earliest + WINDOW_MS);
  const lane = near[Math.floor(random() * near.length)];
  if (!lane) throw new Error('no execution left to run');
  return lane;
}

function moveClock(shared: Clock, lane: Lane, toMs: number): void {
  shared.moveTo(toMs);
  lane.running.time.moveTo(shared.now());
}

function settle(lane: Lane, crossing: Crossing): void {
  lane.held = crossing;
  lane.readyMs = lane.running.time.now();
}

/** One turn: the held answer is given, the thread runs on to its next service call, and that call takes effect. */
async function step(lane: Lane, shared: Clock): Promise<void> {
  moveClock(shared, lane, momentOf(lane, shared.now()));
  const { running } = lane;
  if (running.time.now() - running.startedMs > running.limitMs) {
    running.dead ??= TOO_LONG;
    lane.held = { answer: `K${running.dead}` };
  }
  if ('parkedUntilMs' in lane.held) {
    lane.running.waitIsOver = shared.now() >= lane.held.parkedUntilMs;
    settle(lane, lane.held.again());
    lane.running.waitIsOver = false;
    return;
  }
  let message = await reply(lane, lane.held.answer);
  while (Array.isArray(message)) {
    const [op, json] = message;
    const crossing = cross(lane.running, op, json);
    // Getters of objects in hand do not reach Google: they take no turn.
    const takesTurn = op === 'Utilities.sleep' || ALL_CALLS[op]?.counted === true;
    if (takesTurn || 'parkedUntilMs' in crossing) return settle(lane, crossing);
    message = await reply(lane, crossing.answer);
  }
  lane.finished = message;
}

export async function runTogether(world: World, requests: RunRequest[], seed: number): Promise<Execution[]> {
  const random = seededRandom(seed);
  const lanes = requests.map((request) => laneOf(world, request));
  await Promise.all(lanes.map((lane) => heard(lane)));
  const executions = new Map<Lane, Execution>();
  try {
    for (let left = lanes; left.length > 0; left = lanes.filter((lane) => !executions.has(lane))) {
      const lane = pick(left, random, world.clock.now());
      if (!lane.finished) await step(lane, world.clock);
      if (lane.finished) executions.set(lane, end(lane.running, lane.finished));
      world.clock.moveTo(executions.get(lane)?.endedMs ?? 0);
    }
  } finally {
    await Promise.all(lanes.map((lane) => lane.worker.terminate()));
  }
  return lanes.map((lane) => executions.get(lane) as Execution);
}
