// What a slice holds while it works or waits: a person's Stop is taken within seconds whoever works, and the alarm sleeps with no lock held.
import { describe, expect, test, vi } from 'vitest';
import type { RunRequest } from '../../workbench/host/options';
import { openRecords } from './open-records';
import { ANN, billed, leads, scene } from './scene';

const MINUTE_MS = 60_000;
const STATUS = 'Work emails status';
const rpc = (name: string, args: object = {}): RunRequest => ({
  user: ANN,
  fn: 'rpc',
  args: [name, JSON.stringify(args)],
  as: 'sidebar',
});
const ALARM: RunRequest = { user: ANN, fn: 'alarm', args: [{}], as: 'trigger' };

const recordsOf = (s: ReturnType<typeof scene>) => openRecords(s.host.properties.document).join();
const paid = (s: ReturnType<typeof scene>) => s.host.http.filter(({ url }) => url.endsWith('/bulk-run')).length;

describe('Stop, pressed while a slice is under way', () => {
  const working: [string, RunRequest][] = [
    ['the alarm', ALARM],
    ['a heartbeat', rpc('advance')],
  ];
  test.each(working)(
    'of %s is answered within seconds, and nothing is sent after it',
    { timeout: 240_000 },
    async (_name, slice) => {
      for (let seed = 1; seed <= 3; seed++) {
        const s = scene({ rows: leads(900), switches: { taskMs: 20_000 } });
        s.giveKey();
        const { jobId } = s.start().value;
        s.host.clock.advance(30_000);
        const [, stop] = await s.host.together([slice, rpc('stop', { jobId })], seed);
        const answered = `seed ${seed}`;
        expect(stop!.endedMs - stop!.startedMs, answered).toBeLessThan(10_000);
        expect(JSON.parse(String(stop!.value)), answered).toMatchObject({ ok: true, value: { state: 'stopped' } });
        const sent = paid(s);
        s.drive();
        expect(paid(s), answered).toBe(sent);
        const view = s.view(jobId);
        expect(view, answered).toMatchObject({ state: 'stopped', reason: 'Stopped by you.' });
        expect(billed(s).length, answered).toBe(view.outcomes.found);
        expect(s.column(STATUS).filter((one) => one === 'not run: stopped')).toHaveLength(900 - billed(s).length);
        expect(recordsOf(s)).not.toContain('.stop');
      }
    },
  );
});

test('Stop of a run that waits for its person, pressed while another run of theirs is under way, ends it with the next slice', () => {
  const s = scene({ rows: leads(30), switches: { accounts: 'one-for-all', taskMs: 20_000 } });
  s.giveKey();
  const { jobId } = s.start().value;
  s.databar.switches.keys = ['new-key'];
  s.drive();
  expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'key rejected', nextDueMs: null });
  s.giveKey(undefined, 'new-key');
  s.host.switches.locksHeld = ['user'];
  expect(s.call('stop', { jobId }).value).toMatchObject({ state: 'stopped' });
  s.host.switches.locksHeld = [];
  s.drive();
  expect(s.call('jobs').value.open).toEqual([]);
  expect(s.view(jobId)).toMatchObject({ state: 'stopped', outcomes: { found: 5, 'not run': 25 } });
  expect(s.column(STATUS).slice(5)).toEqual(Array(25).fill('not run: stopped'));
  expect(recordsOf(s)).not.toContain('.stop');
});

describe('an alarm', { timeout: 240_000 }, () => {
  test('that comes back only in an hour works on through its time: a long run takes one, not one an hour', () => {
    const s = scene({ rows: leads(2000), switches: { taskMs: 20_000 }, host: { addOn: true } });
    s.giveKey();
    const { jobId } = s.start().value;
    s.host.clock.advance(65 * MINUTE_MS);
    expect(s.host.executions.filter(({ fn }) => fn === 'alarm')).toHaveLength(1);
    expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 2000 } });
    expect(s.column(STATUS).filter((one) => one === 'found')).toHaveLength(2000);
  });

  test('whose time is over has written what it bought: the next one may be an hour away', () => {
    const s = scene({ rows: leads(6000), switches: { taskMs: 60_000 }, host: { addOn: true } });
    s.giveKey();
    s.start();
    s.host.clock.advance(65 * MINUTE_MS);
    const [job] = s.call('jobs').value.open;
    expect(job.outcomes.found).toBeGreaterThan(500);
    expect(s.column(STATUS).filter((one) => one === 'found')).toHaveLength(job.outcomes.found);
  });

  test('that comes every five minutes sleeps no longer than it works', () => {
    const s = scene({ rows: leads(300), switches: { taskMs: 50 * MINUTE_MS } });
    s.giveKey();
    s.start();
    s.host.clock.advance(45 * MINUTE_MS);
    const alarms = s.host.executions.filter(({ fn }) => fn === 'alarm');
    expect(alarms.length).toBeGreaterThanOrEqual(8);
    const tookMs = alarms.reduce((sum, one) => sum + one.endedMs - one.startedMs, 0);
    // By Google's 90 minutes a day, this may go on day and night.
    expect(tookMs / (45 * MINUTE_MS)).toBeLessThan(90 / (24 * 60));
  });

  test('sleeps with no lock held, but for waits of seconds', () => {
    const s = scene({ rows: leads(600), switches: { taskMs: 40_000 }, host: { addOn: true } });
    s.giveKey();
    s.start();
    const { world } = s.host;
    const { clock } = world;
    const held: number[] = [];
    const pass = vi.spyOn(clock, 'pass').mockImplementation((ms) => {
      if (ms > 6_000) held.push(world.locks.size);
      clock.moveTo(clock.now() + ms);
    });
    s.host.clock.advance(65 * MINUTE_MS);
    pass.mockRestore();
    expect(held.length).toBeGreaterThan(1);
    expect(new Set(held)).toEqual(new Set([0]));
    expect(billed(s)).toHaveLength(600);
  });

  test('leaves a run to the open sidebar, which moves it on meanwhile', async () => {
    const s = scene({ rows: leads(600), switches: { taskMs: 40_000 }, host: { addOn: true } });
    s.giveKey();
    s.start();
    s.host.clock.advance(30_000);
    const ran = await s.host.together([ALARM, rpc('advance'), rpc('advance')], 3);
    expect(ran.every((one) => one.ok)).toBe(true);
    s.drive();
    expect(billed(s)).toHaveLength(600);
    expect(s.column(STATUS).filter((one) => one === 'found')).toHaveLength(600);
  });
});
