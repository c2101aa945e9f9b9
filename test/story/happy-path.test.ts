// A recipe over a list, from the press to filled cells, on the built bundle.
import { describe, expect, test } from 'vitest';
import { billed, HEADERS, leads, rightAnswer, scene, WORK_EMAILS } from './scene';

describe('a run', () => {
  test('fills every row with its own input’s answer, buys each unique input once, and leaves other cells alone', () => {
    const s = scene({ rows: leads(30, true) });
    s.giveKey();
    const before = s.column('Notes');
    const job = s.run();
    expect(job).toMatchObject({ state: 'finished', requests: 20, rows: 30, reused: 0 });
    for (const row of s.sheet()) {
      const right = rightAnswer(row[0], row[1]);
      expect(row[2]).toBe(right?.email ?? '');
      expect(row[3]).toBe(right?.confidence ?? '');
      expect(row[4]).toBe(right ? 'found' : 'no match');
    }
    expect(s.column('Notes')).toEqual(before);
    expect(new Set(billed(s)).size).toBe(20);
    expect(billed(s)).toHaveLength(20);
  });

  test('the first batch has five requests, the next wait for it, and none has more than a hundred', () => {
    const s = scene({ rows: leads(230) });
    s.giveKey();
    s.run();
    const tasks = new Map<string, number>();
    for (const one of s.databar.ledger.billed) tasks.set(one.task, (tasks.get(one.task) ?? 0) + 1);
    expect([...tasks.values()]).toEqual([5, 100, 100, 25]);
  });

  test('the same recipe again fills from the archive and buys nothing', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey();
    s.run();
    s.leads.load([HEADERS, ...leads(12)]);
    const again = s.run();
    expect(again).toMatchObject({ state: 'finished', requests: 12, reused: 12, credits: { spent: 0 } });
    expect(billed(s)).toHaveLength(12);
    expect(s.column('Work emails status').every((status) => status !== '')).toBe(true);
  });

  test('a value typed by hand stays, and its row is not bought when nothing is blank', () => {
    const rows = leads(6);
    rows[1]![2] = 'mine@example.com';
    rows[2]![2] = 'mine@example.com';
    rows[2]![3] = '99';
    const s = scene({ rows });
    s.giveKey();
    const job = s.run();
    expect(job.requests).toBe(5);
    expect(s.sheet()[1]!.slice(2, 3)).toEqual(['mine@example.com']);
    expect(s.sheet()[1]![4]).toBe('found: kept your value');
    expect(s.sheet()[2]!.slice(2, 5)).toEqual(['mine@example.com', '99', '']);
  });

  test('missing columns are added at the right, outputs in their order and the status last', () => {
    const s = scene({ headers: ['First name', 'Company'], rows: leads(3).map((row) => row.slice(0, 2)) });
    s.giveKey();
    s.run();
    expect(s.header()).toEqual(['First name', 'Company', 'Work email', 'Confidence', 'Work emails status']);
  });

  test('with nothing to do it says so and starts nothing', () => {
    const s = scene({ rows: [] });
    s.giveKey();
    expect(s.start().error).toMatchObject({ kind: 'nothing' });
    expect(s.host.http).toEqual([]);
  });

  test('undo blanks what the run wrote and nothing else, and the next run fills it free', () => {
    const rows = leads(6);
    rows[3]![2] = 'mine@example.com';
    const s = scene({ rows });
    s.giveKey();
    const job = s.run();
    s.leads.type('C2', 'typed afterwards');
    const undone = s.call('undo', { jobId: job.jobId });
    expect(undone.value).toMatchObject({ left: 1 });
    const after = s.sheet();
    expect(after[0]![2]).toBe('typed afterwards');
    expect(after[3]![2]).toBe('mine@example.com');
    expect(after[1]!.slice(2, 5)).toEqual(['', '', '']);
    expect(s.run(WORK_EMAILS)).toMatchObject({ reused: expect.any(Number), credits: { spent: 0 } });
  });
});
