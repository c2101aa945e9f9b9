// Fires the time triggers that fall due while the clock is moved. Executions are serial here: a late one runs late, and only once.
import type { Execution } from './options';
import { runAlone } from './run-alone';
import { seededRandom, seedOf } from './seeded-random';
import { dueAfter, type Trigger } from './trigger-clock';
import { dayOf, nextNumber, type World } from './world';

const USED_UP = 'Service using too much computer time for one day';

export function nextDue(world: World, untilMs: number): Trigger | null {
  let next: Trigger | null = null;
  for (const trigger of world.triggers) {
    if (trigger.dueMs === null || trigger.dueMs > untilMs) continue;
    if (!next || trigger.dueMs < (next.dueMs ?? 0)) next = trigger;
  }
  return next;
}

export function refused(world: World, trigger: Trigger): Execution {
  const nowMs = world.clock.now();
  const { fn, user } = trigger;
  const execution: Execution = {
    ok: false,
    error: USED_UP,
    killed: false,
    startedMs: nowMs,
    endedMs: nowMs,
    calls: {},
    fn,
    user,
    as: 'trigger',
    logs: [],
  };
  world.executions.push(execution);
  return execution;
}

/** Trigger time is counted per user and day: 90 minutes for consumer accounts (apps-script/guides/services/quotas). */
export function isUsedUp(world: World, trigger: Trigger): boolean {
  return dayOf(world, trigger.user, world.clock.now()).triggerMs >= world.switches.triggerMsPerDay;
}

function fire(world: World, trigger: Trigger): Execution {
  const day = dayOf(world, trigger.user, world.clock.now());
  if (isUsedUp(world, trigger)) return refused(world, trigger);
  const execution = runAlone(world, { user: trigger.user, fn: trigger.fn, as: 'trigger' }, trigger.uid);
  day.triggerMs += execution.endedMs - execution.startedMs;
  return execution;
}

export function advanceTo(world: World, untilMs: number): Execution[] {
  const fired: Execution[] = [];
  for (let trigger = nextDue(world, untilMs); trigger; trigger = nextDue(world, untilMs)) {
    world.clock.moveTo(trigger.dueMs ?? 0);
    trigger.dueMs = dueAfter(trigger, Math.max(world.clock.now(), trigger.dueMs ?? 0), world.zone);
    if (world.switches.triggersDisabled) continue;
    const chance = seededRandom(seedOf(world.seed, 'fire', nextNumber(world, 'firings')))();
    const { triggersSkipped, triggersDoubled } = world.costs;
    if (chance < triggersSkipped) continue;
    fired.push(fire(world, trigger));
    if (chance > 1 - triggersDoubled) fired.push(fire(world, trigger));
  }
  world.clock.moveTo(untilMs);
  return fired;
}
