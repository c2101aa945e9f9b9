// The day meter alone: what it lets pass in any 24 hours, when it goes on, what it keeps. Not the runs that it stops.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadMeter, METER, saveMeter, usedUp } from '../../src/engine/day-meter';
import type { Platform } from '../../src/platform/ports';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5, 9, 20);

/** A person's user properties and clock; each execution counts from nothing. */
function account() {
  const store = new Map<string, string>();
  let nowMs = START;
  const platform = {
    nowMs: () => nowMs,
    userStore: {
      get: (key: string) => store.get(key) ?? null,
      set: (entries: Record<string, string>) => {
        for (const [key, value] of Object.entries(entries)) store.set(key, value);
      },
    },
    used: { fetches: 0, properties: 0, shut: false },
  } as unknown as Platform;
  return {
    platform,
    text: () => store.get(METER) ?? '',
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** One execution that uses so much, where it may. */
    use(fetches: number): boolean {
      if (usedUp(platform, loadMeter(store.get(METER)))) return false;
      platform.used.fetches = fetches;
      saveMeter(platform);
      return true;
    },
    up: () => usedUp(platform, loadMeter(store.get(METER))),
  };
}

describe('the day meter', () => {
  test('stops at 80 % of an ordinary account’s 20,000 calls, and says when half of that is free again', () => {
    const a = account();
    expect(a.use(15_999)).toBe(true);
    expect(a.up()).toBeNull();
    a.use(1);
    expect(a.up()).toMatchObject({ what: expect.stringContaining('calls'), isAlarm: false });
    expect(new Date(a.up()!.untilMs).toISOString()).toBe('2026-01-06T10:00:00.000Z');
    a.pass(a.up()!.untilMs - START - 1);
    expect(a.up()).not.toBeNull();
    a.pass(1);
    expect(a.up()).toBeNull();
  });

  test('no 24 hours in a row use more than Google gives, wherever Google’s day begins', () => {
    const seed = Number(process.env.SEED ?? 6);
    const steps = fc.array(
      fc.record({ ms: fc.integer({ min: 0, max: 3 * HOUR }), calls: fc.integer({ min: 1, max: 900 }) }),
      {
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(steps, (plan) => {
        const a = account();
        const made: { atMs: number; calls: number }[] = [];
        let atMs = START;
        for (const { ms, calls } of plan) {
          a.pass(ms);
          atMs += ms;
          if (a.use(calls)) made.push({ atMs, calls });
        }
        for (const { atMs: fromMs } of made) {
          const day = made.filter((one) => one.atMs >= fromMs && one.atMs < fromMs + 24 * HOUR);
          expect(day.reduce((sum, one) => sum + one.calls, 0)).toBeLessThan(16_000 + 900);
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test('a clock that goes back a day loses no count, and one hour’s record is all that it adds', () => {
    const a = account();
    a.use(16_000);
    a.pass(-24 * HOUR);
    expect(a.up()).not.toBeNull();
    a.pass(24 * HOUR);
    expect(a.up()).not.toBeNull();
  });

  test('a year of use stays one small record', () => {
    const a = account();
    for (let hour = 0; hour < 24 * 365; hour++) {
      a.use(600);
      a.pass(HOUR);
    }
    expect(a.text().length).toBeLessThan(1200);
  });

  test.each([
    [
      'where one hour is more than half, it must be over',
      [
        [0, 10_000],
        [3, 6000],
      ],
      0,
    ],
    [
      'where it is the earliest two, both',
      [
        [0, 6000],
        [2, 5000],
        [4, 5000],
      ],
      2,
    ],
    [
      'down to exactly half',
      [
        [0, 6000],
        [1, 2000],
        [2, 8000],
      ],
      1,
    ],
  ])('goes on when half is free again: %s', (_rule, uses, last) => {
    const a = account();
    let hour = 0;
    for (const [atHour, fetches] of uses as [number, number][]) {
      a.pass((atHour - hour) * HOUR);
      hour = atHour;
      a.use(fetches);
    }
    expect(a.up()!.untilMs).toBe(Math.floor(START / HOUR + last + 25) * HOUR);
  });

  test('what one execution used alone holds it back before that is written down', () => {
    const a = account();
    a.platform.used.fetches = 16_000;
    expect(a.up()).toMatchObject({ untilMs: Math.floor(START / HOUR + 25) * HOUR });
  });

  test('the writing itself counts: the 40,000th of the operations on properties is the last', () => {
    const a = account();
    a.platform.used.properties = 39_999;
    expect(a.up()).toBeNull();
    saveMeter(a.platform);
    expect(a.up()).toMatchObject({ what: 'saving where it stands', isAlarm: false });
  });

  test('alarms without time left hold back only alarms', () => {
    const a = account();
    a.platform.alarmSinceMs = START;
    a.pass(72 * 60_000 - 1);
    expect(a.up()).toBeNull();
    a.pass(1);
    expect(a.up()).toMatchObject({ isAlarm: true });
    saveMeter(a.platform);
    expect(a.up()).toMatchObject({ isAlarm: true });
    delete a.platform.alarmSinceMs;
    expect(a.up()).toBeNull();
  });

  test('an alarm that writes several times counts each minute once, and the panel’s writing after it loses none', () => {
    const a = account();
    const hours = () => Object.values(loadMeter(a.text()).hours);
    a.platform.alarmSinceMs = START;
    a.pass(10_000);
    saveMeter(a.platform);
    a.pass(5000);
    saveMeter(a.platform);
    expect(hours()).toEqual([[0, 2, 15_000]]);
    delete a.platform.alarmSinceMs;
    a.pass(60_000);
    saveMeter(a.platform);
    expect(hours()).toEqual([[0, 3, 15_000]]);
  });

  test('Google’s own word that the day is over holds for an hour, then it is asked again', () => {
    const a = account();
    a.platform.used.shut = true;
    saveMeter(a.platform);
    a.platform.used.shut = false;
    a.pass(HOUR / 2);
    expect(a.up()).toEqual({ what: 'calls to other services', untilMs: START + HOUR, isAlarm: false });
    a.pass(HOUR / 2);
    expect(a.up()).toBeNull();
    // Asked again, it says so again.
    a.platform.used.shut = true;
    expect(a.up()).toMatchObject({ untilMs: START + 2 * HOUR });
  });

  test('a record that cannot be read counts as none', () => {
    for (const text of ['', 'x', '{"v":2}', 'null']) expect(loadMeter(text)).toEqual({ v: 1, hours: {}, shutMs: 0 });
  });
});
