// Fires the time triggers as the workbench's clock reaches them. When they are due is host/trigger-clock.ts.
import { isUsedUp, nextDue, refused } from '../host/fire-triggers';
import { dueAfter, type Trigger } from '../host/trigger-clock';
import { dayOf } from '../host/world';
import type { Bench } from './workbench';

const LOOK_MS = 200;

export type Firing = { stop(): void };

async function fire({ host, runs }: Bench, trigger: Trigger): Promise<void> {
  const { world } = host;
  if (isUsedUp(world, trigger)) {
    refused(world, trigger);
    return;
  }
  const execution = await runs.run({ user: trigger.user, fn: trigger.fn, as: 'trigger' }, trigger.uid);
  dayOf(world, trigger.user, world.clock.now()).triggerMs += execution.endedMs - execution.startedMs;
}

export function fireDue(bench: Bench): Firing {
  const { world } = bench.host;
  const look = () => {
    const nowMs = world.clock.now();
    for (let due = nextDue(world, nowMs); due; due = nextDue(world, nowMs)) {
      due.dueMs = dueAfter(due, nowMs, world.zone);
      void fire(bench, due);
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return { stop: () => clearInterval(timer) };
}

/** Fires every time trigger of this person now, as if it were due. */
export async function fireNow(bench: Bench, user: string): Promise<void> {
  const own = bench.host.triggers(user).filter((trigger) => trigger.schedule !== null);
  await Promise.all(own.map((trigger) => fire(bench, trigger)));
}
