// Schedules in a document, armed by a person whose panel stays closed. Asserts only that arming went well.
import { expect } from 'vitest';
import { ANN, letters, type Scene, type SceneOptions, scene, WORK_EMAILS } from './scene';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** In the morning, before the first run of the day. */
export const SEVEN = Date.UTC(2026, 0, 5, 7);
export const DAILY = { every: 'day', at: '09:00', cap: { requests: 3 } };

/** Under the hourly alarm of a published add-on, unless told otherwise: 30 days of five-minute alarms take minutes to play. */
export function armed(schedule: object = DAILY, { host = { addOn: true }, ...options }: SceneOptions = {}): Scene {
  const s = scene({ rows: [], host: { startMs: SEVEN, ...host }, ...options });
  s.giveKey();
  expect(s.call('saveRecipe', { recipe: { ...WORK_EMAILS, schedule } }).ok).toBe(true);
  const reply = s.call('arm', { name: 'Work emails' });
  expect(reply.error).toBeUndefined();
  return s;
}

let people = 0;
/** New rows at the end of the list, as a form or a colleague adds them. */
export function addLeads(s: Scene, count: number, tab = 'Leads'): void {
  const list = s.person.tab(tab);
  for (let i = 0; i < count; i++) {
    const row = list.values().length + 1;
    const who = letters(people++);
    list.set(`A${row}`, `Person${who}`);
    list.set(`B${row}`, `Company ${who}`);
  }
}

export const schedules = (s: Scene, user = ANN) => s.call('open', {}, user).value.schedules;
export const runs = (s: Scene) => s.call('jobs').value.ended.length + s.call('jobs').value.open.length;
