// When a schedule is due next, by the clock on the spreadsheet's wall. Pure: the time zone comes as a function.
import type { Schedule } from '../engine/schedule-record';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A moment as the wall shows it, in milliseconds as if the wall were in UTC. */
export type WallOf = (ms: number) => number;

/** The first time after `afterMs`. */
export function nextDue(
  { every, at, weekday }: Pick<Schedule, 'every' | 'at' | 'weekday'>,
  afterMs: number,
  wallOf: WallOf,
): number {
  const wall = wallOf(afterMs);
  const atMs = Date.parse(`1970-01-01T${at}Z`);
  if (every === 'hour') {
    const wait = (atMs - wall) % HOUR_MS;
    return afterMs + (wait > 0 ? wait : wait + HOUR_MS);
  }
  const today = Math.floor(wall / DAY_MS) * DAY_MS;
  for (let day = today; ; day += DAY_MS) {
    if (every === 'week' && weekdayOf(day) !== weekday) continue;
    const ms = momentOf(day + atMs, wallOf);
    if (ms > afterMs) return ms;
  }
}

export function weekdayOf(wall: number): number {
  return new Date(wall).getUTCDay();
}

/** A time that the clock shows twice is the first of the two; one that it leaves out is as much later as it was put forward. */
function momentOf(wall: number, wallOf: WallOf): number {
  const guesses = [wall - DAY_MS, wall + DAY_MS].map((ms) => wall - (wallOf(ms) - ms));
  const right = guesses.filter((ms) => wallOf(ms) === wall);
  return right.length > 0 ? Math.min(...right) : Math.max(...guesses);
}
