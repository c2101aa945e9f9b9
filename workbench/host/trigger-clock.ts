// When a time trigger is due: the schedules of ClockTriggerBuilder with the spread that Google adds. Not the running of triggers.
// Documented: `after` is a minimum; `atHour(9)` is one fixed minute between 9 and 10; `nearMinute` is ±15 minutes (measured: ±8).
// The spread of up to a minute for everyMinutes, everyHours and after is assumed.
import { msOf, wallOf } from './grid/zone-time';
import { seededRandom, seedOf } from './seeded-random';

export type Schedule = {
  everyMinutes?: number;
  everyHours?: number;
  everyDays?: number;
  everyWeeks?: number;
  afterMs?: number;
  atMs?: number;
  atHour?: number;
  nearMinute?: number;
  weekDay?: number;
  monthDay?: number;
  zone?: string;
};
export type Trigger = {
  uid: string;
  user: string;
  fn: string;
  /** CLOCK or the type of a spreadsheet trigger (ON_OPEN, ON_EDIT …), which only the test fires. */
  type: string;
  schedule: Schedule | null;
  createdMs: number;
  offsetMs: number;
  /** Null when it never fires again; a one-shot stays listed until code deletes it. */
  dueMs: number | null;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function offsetOf(schedule: Schedule, seed: number, uid: string): number {
  const chance = seededRandom(seedOf(seed, 'trigger', uid))();
  if (schedule.nearMinute !== undefined) return Math.round((chance * 16 - 8) * MINUTE);
  const daily = schedule.everyDays ?? schedule.everyWeeks ?? schedule.monthDay ?? schedule.weekDay;
  if (daily !== undefined || schedule.atHour !== undefined) return Math.round(chance * HOUR);
  return Math.round(chance * MINUTE);
}

function everyMs(schedule: Schedule): number | null {
  if (schedule.everyMinutes) return schedule.everyMinutes * MINUTE;
  return schedule.everyHours ? schedule.everyHours * HOUR : null;
}

/** The moment of the day that a daily, weekly or monthly trigger aims at, without its spread. */
function aimedMs(schedule: Schedule, dayMs: number, zone: string): number {
  const wall = wallOf(dayMs, zone);
  return msOf({ ...wall, hour: schedule.atHour ?? 0, minute: schedule.nearMinute ?? 0, second: 0 }, zone);
}

function fitsDay(schedule: Schedule, ms: number, zone: string): boolean {
  const wall = wallOf(ms, zone);
  if (schedule.monthDay !== undefined) return wall.day === schedule.monthDay;
  if (schedule.weekDay === undefined) return true;
  const weekDay = new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay();
  return weekDay === schedule.weekDay % 7;
}

/** The first due time after `afterMs`; null for a one-shot that has fired. */
export function dueAfter(
  trigger: Pick<Trigger, 'schedule' | 'createdMs' | 'offsetMs'>,
  afterMs: number,
  zone: string,
): number | null {
  const { schedule, createdMs, offsetMs } = trigger;
  if (!schedule) return null;
  if (schedule.afterMs !== undefined || schedule.atMs !== undefined) {
    const due = (schedule.atMs ?? createdMs + (schedule.afterMs ?? 0)) + offsetMs;
    return afterMs < due || afterMs === createdMs ? due : null;
  }
  const every = everyMs(schedule);
  if (every) {
    const rounds = Math.max(1, Math.floor((afterMs - createdMs - offsetMs) / every) + 1);
    return createdMs + offsetMs + rounds * every;
  }
  const localZone = schedule.zone ?? zone;
  const stepDays = schedule.everyDays ?? 1;
  for (let day = createdMs, n = 0; n < 4000; day += DAY, n++) {
    if (n % stepDays !== 0 || !fitsDay(schedule, day, localZone)) continue;
    const due = aimedMs(schedule, day, localZone) + offsetMs;
    if (due > afterMs) return due;
  }
  return null;
}
