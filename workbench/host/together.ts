// Executions that interleave: one thread each, one at a time, the next one picked by a seeded scheduler at every service call.
// Deterministic: same seed, same order. Not a model of load: Google's own order is as free as this one.
import { ALL_CALLS } from './calls/all-calls';
import { type Clock, VirtualClock } from './clock';
import { type Crossing, cross } from './crossing';
import { begin, end, invocationOf, refusedFunction, sourcesOf } from './execution';
import { type Finished, isCall, openThread, type Thread } from './execution-thread';
import { TOO_LONG } from './google-error';
import type { Execution, RunRequest } from './options';
import type { Running } from './running';
import { type Random, seededRandom } from './seeded-random';
import type { World } from './world';

type Lane = {
  running: Running;
  thread: Thread;
  /** An answer that waits for its time, or a call that waits for a lock. */
  held: Crossing;
  readyMs: number;
  finished: Finished | null;
};

/** Executions whose next moment lies within this window of the earliest may be taken in any order. */
const WINDOW_MS = 2000;

async function laneOf(world: World, request: RunRequest): Promise<Lane> {
  const time = world.options.realTime ? world.clock : new VirtualClock(world.clock.now());
  const running = begin(world, request, time);
  const refusal = refusedFunction(world, request.fn);
  const task = { ...sourcesOf(world), invocation: invocationOf(running, request) };
  const thread = openThread();
  const lane: Lane = { running, thread, held: { answer: 'U' }, readyMs: time.now(), finished: null };
  if (refusal) lane.finished = { error: refusal };
  else await thread.start(task);
  return lane;
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
  let message = await lane.thread.reply(lane.held.answer);
  while (isCall(message)) {
    const [op, json] = message;
    const crossing = cross(lane.running, op, json);
    // Getters of objects in hand do not reach Google: they take no turn.
    const takesTurn = op === 'Utilities.sleep' || ALL_CALLS[op]?.counted === true;
    if (takesTurn || 'parkedUntilMs' in crossing) return settle(lane, crossing);
    message = await lane.thread.reply(crossing.answer);
  }
  lane.finished = message;
}

export async function runTogether(world: World, requests: RunRequest[], seed: number): Promise<Execution[]> {
  const random = seededRandom(seed);
  const lanes = await Promise.all(requests.map((request) => laneOf(world, request)));
  const executions = new Map<Lane, Execution>();
  try {
    for (let left = lanes; left.length > 0; left = lanes.filter((lane) => !executions.has(lane))) {
      const lane = pick(left, random, world.clock.now());
      if (!lane.finished) await step(lane, world.clock);
      if (lane.finished) executions.set(lane, end(lane.running, lane.finished));
      world.clock.moveTo(executions.get(lane)?.endedMs ?? 0);
    }
  } finally {
    await Promise.all(lanes.map((lane) => lane.thread.end()));
  }
  return lanes.map((lane) => executions.get(lane) as Execution);
}
