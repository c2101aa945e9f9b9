// Two schedules over 30 virtual days of hourly alarms: turns, pauses and spend, hour by hour.
import { describe, expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { billed, WORK_EMAILS } from './scene';
import { addLeads, armed, HOUR, schedules } from './schedule-scene';

describe('a weekly schedule and an hourly one over 30 days in Berlin', () => {
  test('with the key rejected on day 10 for a day and the clocks put forward on day 20: runs, spend and pauses as told', async () => {
    await proveDeep('schedules over 30 days', () => {
      const startMs = Date.UTC(2026, 2, 9, 7);
      const s = armed(
        { every: 'hour', at: '00:20', cap: { requests: 1 } },
        {
          host: { addOn: true, startMs, timeZone: 'Europe/Berlin' },
        },
      );
      const weekly = {
        ...WORK_EMAILS,
        name: 'Weekly',
        settings: { enrichment: 833, pages: 2 },
        outputs: { email: 'Weekly email' },
        schedule: { every: 'week', at: '09:00', cap: { requests: 4 } },
      };
      s.call('saveRecipe', { recipe: weekly });
      expect(s.call('arm', { name: 'Weekly' }).error).toBeUndefined();
      const wall = new Intl.DateTimeFormat('sv-SE', {
        timeZone: 'Europe/Berlin',
        dateStyle: 'short',
        timeStyle: 'short',
      });
      const turns = { 'Work emails': new Set<string>(), Weekly: new Set<string>() };
      const paused = new Set<number>();
      for (let hour = 0; hour < 30 * 24; hour++) {
        const day = Math.floor(hour / 24) + 1;
        if (hour % 24 === 0) addLeads(s, 2);
        s.databar.switches.keys = day === 10 ? ['another'] : null;
        if (hour === 10 * 24) s.call('arm', { name: 'Work emails' });
        s.host.clock.advance(HOUR);
        for (const one of schedules(s)) {
          if (one.last) turns[one.name as keyof typeof turns].add(wall.format(one.last.atMs));
          if (one.paused) paused.add(day);
        }
      }
      const weeklyTurns = [...turns.Weekly].sort();
      console.log(
        `hourly turns ${turns['Work emails'].size}, weekly ${weeklyTurns.join(', ')}, paused on days ${[...paused].join()}, bought ${billed(s).length}`,
      );
      expect([...paused]).toEqual([10]);
      expect(weeklyTurns.map((text) => text.slice(0, 13))).toEqual([
        '2026-03-09 09',
        '2026-03-16 09',
        '2026-03-23 09',
        '2026-03-30 09',
        '2026-04-06 09',
      ]);
      // One an hour, but for the day without a key: there it tried once.
      expect(turns['Work emails'].size).toBeGreaterThanOrEqual(29 * 24 - 1);
      expect(turns['Work emails'].size).toBeLessThanOrEqual(29 * 24 + 2);
      const hourly = s.column('Work emails status').filter((text) => text === 'found').length;
      const byWeek = s.column('Weekly status').filter((text) => text === 'found').length;
      // On the first Monday there were only two rows; later ones take four, their cap.
      expect([hourly, byWeek]).toEqual([60, 18]);
      expect(billed(s)).toHaveLength(78);
      return { cases: 30 * 24, problems: [] };
    });
  });
});
