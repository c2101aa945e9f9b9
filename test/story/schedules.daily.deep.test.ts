// A daily schedule over 30 virtual days, rows piling up every second day: what each day may buy.
import { expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { ANN, billed } from './scene';
import { addLeads, armed, DAY, schedules } from './schedule-scene';

test('a daily schedule runs once a day for 30 days, never above its cap, also where rows pile up', async () => {
  await proveDeep('a daily schedule over 30 days', () => {
    const s = armed();
    const perDay: number[] = [];
    for (let day = 0; day < 30; day++) {
      addLeads(s, day % 2 === 0 ? 5 : 0);
      const before = billed(s).length;
      s.host.clock.advance(DAY);
      perDay.push(billed(s).length - before);
    }
    expect(Math.max(...perDay)).toBe(3);
    expect(perDay.filter((bought) => bought > 0).length).toBeGreaterThan(20);
    expect(billed(s).length).toBe(new Set(billed(s)).size);
    expect(billed(s).length).toBe(perDay.reduce((a, b) => a + b, 0));
    const [view] = schedules(s);
    expect(view).toMatchObject({ name: 'Work emails', every: 'day', at: '09:00', user: ANN, own: true, paused: null });
    expect(view.last).toMatchObject({ failed: false });
    console.log(`30 days: bought per day ${perDay.join(' ')}; last: ${view.last.text}`);
    return { cases: 30, problems: [] };
  });
});
