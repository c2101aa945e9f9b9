// Armed recipes in document properties: which of them a document takes for its own, and when each needs somebody to look. Not what runs then.
import { describe, expect, test } from 'vitest';
import { loadSchedules, NEVER, type Schedule, scheduleDueMs, scheduleKey } from '../../src/engine/schedule-record';

const HERE = 'this document';
const run = { jobId: 'job 1', step: 0, dueMs: 500, credits: 0, requests: 0, texts: [], failed: false };

function schedule(changes: Partial<Schedule> = {}): Schedule {
  const clock = { every: 'day', at: '09:00', weekday: 0, nextMs: 1000 } as const;
  const rest = { armed: '', sheet: 'Leads', run: null, last: null, failures: 0, paused: null };
  return { v: 1, name: 'leads', spreadsheet: HERE, user: 'ann', ...clock, ...rest, ...changes };
}

describe('the schedules of a document', () => {
  test('are found under their keys, also those with names like those of others', () => {
    const all: Record<string, string> = {};
    const names = ['leads', 'leads~1', 'bf.schedule.', ''];
    for (const name of names) all[scheduleKey(name)] = JSON.stringify(schedule({ name }));
    expect(loadSchedules(all, HERE)).toEqual(names.map((name) => schedule({ name })));
  });

  test('are not those that came with a copy, nor records of another kind or version', () => {
    const mine = schedule();
    const all = {
      [scheduleKey('leads')]: JSON.stringify(mine),
      [scheduleKey('copied')]: JSON.stringify(schedule({ spreadsheet: 'the document it was copied from' })),
      [scheduleKey('later')]: JSON.stringify({ ...mine, v: 2 }),
      'bf.recipe.leads': JSON.stringify(mine),
    };
    expect(loadSchedules(all, HERE)).toEqual([mine]);
  });

  test.each(['', '{', 'null', '[null]', '1'])('are read beside a record of %j, which counts as none', (text) => {
    const all = { [scheduleKey('broken')]: text, [scheduleKey('leads')]: JSON.stringify(schedule()) };
    expect(loadSchedules(all, HERE)).toEqual([schedule()]);
  });
});

describe('somebody looks at a schedule', () => {
  test.each([
    ['at its time', {}, 1000],
    ['never while it is paused', { paused: 'why' }, NEVER],
    ['at its time while its run goes on', { run }, 1000],
    ['never while its run goes on and it is paused', { run, paused: 'why' }, NEVER],
    ['at once when its run is gone', { run: { ...run, jobId: 'gone' } }, 0],
    ['at once when its run is gone, paused or not', { run: { ...run, jobId: 'gone' }, paused: 'why' }, 0],
  ])('%s', (_rule, changes, dueMs) => {
    expect(scheduleDueMs(schedule(changes), (jobId) => jobId === 'gone')).toBe(dueMs);
  });
});
