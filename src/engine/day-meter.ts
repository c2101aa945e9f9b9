// How much of a day's quotas at Google a person has used, hour by hour, and when new charges may go on. Not the counting: the ports do that.
import type { Platform } from '../platform/ports';
import { readRecord } from './records';

/** A user property: quotas are a person's, over all documents. */
export const METER = 'bf.day';
const HOUR_MS = 3_600_000;

/** Calls to other hosts, property operations, milliseconds of alarms. */
type Amounts = [fetches: number, properties: number, alarmMs: number];

/** `hours`: what was used in each hour of the clock. `shutMs`: Google said that the day is used up; until then it is not asked again. */
export type Meter = { v: 1; hours: { [hour: string]: Amounts }; shutMs: number };

/**
 * New charges stop at 80 % of what an ordinary account has (developers.google.com/apps-script/guides/services/quotas): no script is told
 * that its person's account has more. The rest is for collecting what was paid.
 */
const MOST: Amounts = [16_000, 40_000, 72 * 60_000];
const WHAT = ['calls to other services', 'saving where it stands', 'work while the panel is closed'];
const ALARM = 2;

export function loadMeter(text: string | null | undefined): Meter {
  const meter = readRecord<Meter>(text);
  return meter?.v === 1 ? meter : { v: 1, hours: {}, shutMs: 0 };
}

/** What this execution has used since that was last written down. */
function usedNow({ used, alarmSinceMs, nowMs }: Platform): Amounts {
  return [used.fetches, used.properties, alarmSinceMs === undefined ? 0 : nowMs() - alarmSinceMs];
}

/** `untilMs`: when half of it is free again. `isAlarm`: only alarms lack it; the open panel goes on. */
export type UsedUp = { what: string; untilMs: number; isAlarm: boolean };

/**
 * Google's day begins with a person's first call, and no script knows when that was. So no 24 hours in a row, whenever they begin, may use
 * more. Null where there is room.
 */
export function usedUp(platform: Platform, { hours, shutMs }: Meter): UsedUp | null {
  const nowMs = platform.nowMs();
  if (platform.used.shut || shutMs > nowMs)
    return { what: WHAT[0]!, untilMs: shutMs > nowMs ? shutMs : nowMs + HOUR_MS, isAlarm: false };
  const kept = keptHours(hours, nowMs);
  const now = usedNow(platform);
  for (const [kind, most] of MOST.entries()) {
    const isAlarm = kind === ALARM;
    let sum = kept.reduce((total, hour) => total + hours[hour]![kind]!, now[kind]!);
    if (sum < most || (isAlarm && platform.alarmSinceMs === undefined)) continue;
    let last = Math.floor(nowMs / HOUR_MS);
    for (const hour of kept) {
      sum -= hours[hour]![kind]!;
      if (sum > most / 2) continue;
      last = hour;
      break;
    }
    return { what: WHAT[kind]!, untilMs: (last + HOURS_KEPT) * HOUR_MS, isAlarm };
  }
  return null;
}

/** An hour of the clock is over for the last 24 hours when 25 have begun since. */
const HOURS_KEPT = 25;

function keptHours(hours: Meter['hours'], nowMs: number): number[] {
  const oldest = Math.floor(nowMs / HOUR_MS) - HOURS_KEPT;
  return Object.keys(hours)
    .map(Number)
    .filter((hour) => hour > oldest)
    .sort((a, b) => a - b);
}

/** Adds what this execution has used to what stands there now: other documents may have written meanwhile. Two service calls a slice. */
export function saveMeter(platform: Platform): void {
  const { userStore, used } = platform;
  const { hours, shutMs } = loadMeter(userStore.get(METER));
  const nowMs = platform.nowMs();
  const hour = Math.floor(nowMs / HOUR_MS);
  const kept: Meter['hours'] = {};
  for (const one of keptHours(hours, nowMs)) kept[one] = hours[one]!;
  // The writing itself counts as well.
  used.properties++;
  kept[hour] = usedNow(platform).map((amount, kind) => amount + (kept[hour]?.[kind] ?? 0)) as Amounts;
  const meter: Meter = { v: 1, hours: kept, shutMs: used.shut ? nowMs + HOUR_MS : shutMs };
  userStore.set({ [METER]: JSON.stringify(meter) });
  Object.assign(used, { fetches: 0, properties: 0 });
  if (platform.alarmSinceMs !== undefined) platform.alarmSinceMs = nowMs;
}
