// When a schedule is due next: on the wall of Berlin, New York and zones with odd offsets, over daylight saving. Not what runs then.
import { describe, expect, test } from 'vitest';
import { nextDue } from '../../src/schedule/next-due';
import { msOf, wallOf } from '../../workbench/host/grid/zone-time';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const HOUR = 3_600_000;

function wallIn(zone: string): (ms: number) => number {
  return (ms) => {
    const { year, month, day, hour, minute, second } = wallOf(ms, zone);
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
}

function at(zone: string, text: string): number {
  const [year, month, day, hour, minute] = text.match(/\d+/g)!.map(Number) as [number, number, number, number, number];
  return msOf({ year, month, day, hour, minute, second: 0 }, zone);
}

function shown(zone: string, ms: number): string {
  return new Date(wallIn(zone)(ms)).toISOString().slice(0, 16).replace('T', ' ');
}

type Clock = Parameters<typeof nextDue>[0];
const daily = (time: string): Clock => ({ every: 'day', at: time, weekday: 0 });

function dues(clock: Clock, zone: string, from: string, count: number): string[] {
  const list: string[] = [];
  for (let ms = at(zone, from); list.length < count; ) {
    ms = nextDue(clock, ms, wallIn(zone));
    list.push(shown(zone, ms));
  }
  return list;
}

describe('a daily schedule', () => {
  test.each([
    [BERLIN, '2026-03-27 12:00', ['2026-03-28 09:00', '2026-03-29 09:00', '2026-03-30 09:00']],
    [NEW_YORK, '2026-10-30 12:00', ['2026-10-31 09:00', '2026-11-01 09:00', '2026-11-02 09:00']],
  ])('keeps its time on the wall of %s when the clocks change', (zone, from, expected) => {
    expect(dues(daily('09:00'), zone, from, 3)).toEqual(expected);
  });

  test('goes from the end of a short month to the first of the next: there is no 30 February', () => {
    expect(dues(daily('00:00'), BERLIN, '2026-02-27 10:00', 2)).toEqual(['2026-02-28 00:00', '2026-03-01 00:00']);
    expect(dues(daily('23:59'), BERLIN, '2028-02-28 23:59', 2)).toEqual(['2028-02-29 23:59', '2028-03-01 23:59']);
  });

  test.each([
    [BERLIN, '2026-03-29', '2026-03-28 12:00'],
    [NEW_YORK, '2026-03-08', '2026-03-07 12:00'],
  ])('at 02:30 in %s runs once on the day that has no 02:30: at 03:30', (zone, day, from) => {
    const list = dues(daily('02:30'), zone, from, 2);
    expect(list[0]).toBe(`${day} 03:30`);
    expect(list[1]).toMatch(/ 02:30$/);
  });

  test.each([
    [BERLIN, '2026-10-24 12:00', '2026-10-25'],
    [NEW_YORK, '2026-10-31 12:00', '2026-11-01'],
  ])('at a time that %s has twice runs at the first of the two, once', (zone, from, day) => {
    const time = zone === BERLIN ? '02:30' : '01:30';
    const first = nextDue(daily(time), at(zone, from), wallIn(zone));
    const second = nextDue(daily(time), first, wallIn(zone));
    expect(shown(zone, first)).toBe(`${day} ${time}`);
    expect(shown(zone, first + HOUR)).toBe(`${day} ${time}`);
    expect(second - first).toBe(25 * HOUR);
  });

  test('is due strictly later than now, also on the minute itself', () => {
    expect(dues(daily('09:00'), BERLIN, '2026-05-01 09:00', 1)).toEqual(['2026-05-02 09:00']);
    expect(dues(daily('09:00'), BERLIN, '2026-05-01 08:59', 1)).toEqual(['2026-05-01 09:00']);
  });
});

describe('an hourly schedule', () => {
  test.each([BERLIN, NEW_YORK, 'Asia/Kolkata', 'Australia/Lord_Howe'])(
    'comes at its minute of each hour on the wall of %s, also when the clocks change',
    (zone) => {
      const clock: Clock = { every: 'hour', at: '09:15', weekday: 0 };
      let ms = Date.UTC(2026, 2, 1, 4, 4);
      for (let n = 0; n < 24 * 60; n++) {
        const next = nextDue(clock, ms, wallIn(zone));
        expect(next - ms).toBeLessThanOrEqual(1.5 * HOUR);
        // Lord Howe moves by half an hour: the turn in which it does is off once, then it is right again.
        if (zone !== 'Australia/Lord_Howe') expect(shown(zone, next)).toMatch(/:15$/);
        ms = next;
      }
      expect(shown(zone, ms)).toMatch(/:15$/);
    },
  );
});

describe('a weekly schedule', () => {
  test('comes on its weekday on the wall, although the day is another in UTC', () => {
    const clock: Clock = { every: 'week', at: '23:30', weekday: 3 };
    expect(dues(clock, NEW_YORK, '2026-03-04 23:30', 2)).toEqual(['2026-03-11 23:30', '2026-03-18 23:30']);
  });

  test('may be due later today', () => {
    expect(dues({ every: 'week', at: '10:00', weekday: 5 }, BERLIN, '2026-05-01 09:00', 1)).toEqual([
      '2026-05-01 10:00',
    ]);
  });
});
