// ScriptApp: creating, listing and deleting triggers, and the authorisation state. Not when they fire.
// developers.google.com/apps-script/guides/triggers/installable; add-ons: …/workspace/add-ons/concepts/editor-triggers; messages as reported.
import { GoogleError } from '../google-error';
import { charge, type Running } from '../running';
import { dueAfter, offsetOf, type Schedule, type Trigger } from '../trigger-clock';
import { nextNumber } from '../world';
import { type CallTable, counted, free } from './call-kind';

const MOST_TRIGGERS = 20;
const MINUTES_ALLOWED = [1, 5, 10, 15, 30];

type NewTrigger = { fn: string; type: string; schedule: Schedule | null };

function mine(running: Running): Trigger[] {
  return running.world.triggers.filter((trigger) => trigger.user === running.user);
}

function refuseInAddOn(running: Running, asked: NewTrigger): void {
  if (!running.world.options.addOn) return;
  if (asked.schedule?.everyMinutes) {
    throw new GoogleError('The recurrence interval for an Add-on trigger must be at least one hour.');
  }
  if (!mine(running).some((trigger) => trigger.type === asked.type)) return;
  const kind = asked.type === 'CLOCK' ? 'time-based triggers' : 'triggers';
  throw new GoogleError(`This add-on has created too many ${kind} in this document for this Google user account.`);
}

function create(running: Running, asked: NewTrigger): Trigger {
  const { world } = running;
  charge(running, world.costs.triggerMs);
  const minutes = asked.schedule?.everyMinutes;
  if (minutes !== undefined && !MINUTES_ALLOWED.includes(minutes)) {
    throw new GoogleError(`The value you passed to everyMinutes was invalid. It must be one of 1, 5, 10, 15 or 30.`);
  }
  if (!world.switches.triggersCanBeCreated) {
    throw new GoogleError("We're sorry, a server error occurred. Please wait a bit and try again.");
  }
  refuseInAddOn(running, asked);
  if (mine(running).length >= MOST_TRIGGERS) {
    throw new GoogleError(
      'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
    );
  }
  const uid = String(7_000_000_000_000 + nextNumber(world, 'triggers'));
  const createdMs = running.time.now();
  const offsetMs = asked.schedule ? offsetOf(asked.schedule, world.seed, uid) : 0;
  const trigger: Trigger = { uid, user: running.user, ...asked, createdMs, offsetMs, dueMs: null };
  trigger.dueMs = dueAfter(trigger, createdMs, world.zone);
  world.triggers.push(trigger);
  return trigger;
}

function list(running: Running): Trigger[] {
  charge(running, running.world.costs.triggerMs);
  return mine(running);
}

function remove(running: Running, { uid }: { uid: string }): void {
  const { world } = running;
  charge(running, world.costs.triggerMs);
  world.triggers = world.triggers.filter((trigger) => trigger.uid !== uid || trigger.user !== running.user);
}

export const TRIGGER_CALLS: CallTable = {
  'ClockTriggerBuilder.create': counted('triggers', create, (_running, { fn }) => fn),
  'SpreadsheetTriggerBuilder.create': counted('triggers', create, (_running, { fn }) => fn),
  'ScriptApp.getUserTriggers': counted('triggers', list),
  'ScriptApp.getProjectTriggers': counted('triggers', list),
  'ScriptApp.deleteTrigger': counted('triggers', remove, (_running, { uid }) => uid),
  'ScriptApp.checkTriggers': free('triggers', () => null),
  'ScriptApp.getAuthorizationInfo': free('identity', ({ world }: Running) => world.switches.authorizationRequired),
};
