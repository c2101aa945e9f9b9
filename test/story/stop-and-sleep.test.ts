// What a slice holds while it works or waits: a person's Stop is taken within seconds whoever works, and the alarm sleeps with no lock held.
import { describe, expect, test, vi } from 'vitest';
import type { RunRequest } from '../../workbench/host/options';
import { leads as exported, exportScene } from './export-scene';
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

describe('an export that reads page after page', () => {
  /** Stopped when the given page is asked for; 0: never. Tells the moments at which the run's record moved. */
  function exporting(stopAtPage: number) {
    let pages = 0;
    const tookMs = { leads: 6_000 } as Record<string, number>;
    const s = exportScene({ leads: exported(20_000), switches: { tookMs }, beforePage: (n) => (pages = n) });
    const moves: number[] = [];
    let last = '';
    let isStopped = false;
    s.host.setHook(({ name }, phase) => {
      const header = s.host.properties.document.get('bf.job.0') ?? '';
      if (phase === 'after' && name.startsWith('Properties.set') && header !== last) {
        last = header;
        moves.push(s.host.clock.now());
      }
      if (isStopped || stopAtPage === 0 || pages !== stopAtPage) return;
      isStopped = true;
      s.host.switches.locksHeld = ['user'];
      expect(s.call('stop', { jobId: JSON.parse(header).id }).ok).toBe(true);
      s.host.switches.locksHeld = [];
    });
    const { jobId } = s.start().value;
    s.drive();
    s.host.setHook(undefined);
    return { view: s.view(jobId), pages, moves };
  }

  test('hears Stop before the next page', () => {
    const { view, pages } = exporting(10);
    expect(pages).toBe(10);
    expect(view).toMatchObject({ state: 'stopped', reason: 'Stopped by you.' });
  });

  test('tells whoever looks from beside how far it is', () => {
    const { view, pages, moves } = exporting(0);
    expect(view).toMatchObject({ state: 'finished', outcomes: { found: 20_000 } });
    expect(pages).toBeGreaterThan(10);
    for (let i = 1; i < moves.length; i++) expect(moves[i]! - moves[i - 1]!).toBeLessThan(20_000);
  });
});

test.each([
  ['removed', 'removeKey', {}],
  ['replaced by another', 'saveKey', { key: 'another-key', test: false }],
])('a key that is %s while a slice charges is used for no further charge', (_how, name, more) => {
  const s = scene({ rows: leads(900), switches: { accounts: 'one-for-all', taskMs: 2_000 } });
  s.giveKey();
  const { jobId } = s.start().value;
  s.host.setHook((_call, phase) => {
    if (phase === 'before' || paid(s) !== 4) return;
    s.host.setHook(undefined);
    expect(s.call(name, { provider: 'databar', ...more })).toMatchObject({ ok: true });
  });
  s.host.clock.advance(30_000);
  s.call('advance');
  expect(paid(s)).toBe(4);
  s.drive();
  expect(s.view(jobId)).toMatchObject(
    name === 'saveKey' ? { state: 'finished' } : { state: 'paused', reasonKind: 'key rejected' },
  );
  expect(paid(s)).toBe(name === 'saveKey' ? 10 : 4);
});

test('a stopped run whose end finds the document held by somebody else is ended by a later slice', () => {
  const s = scene({ rows: leads(30), switches: { taskMs: 20_000 } });
  s.giveKey();
  const { jobId } = s.start().value;
  s.call('stop', { jobId });
  let waves = 0;
  s.host.setHook(({ name, detail }, phase) => {
    if (phase === 'before' && name === 'Range.setValues' && String(detail).startsWith('Leads!')) waves++;
    // From the check of the last wave on: the first one says what was not run, the second what came.
    if (phase === 'after' && name === 'Lock.releaseLock' && waves === 2) s.host.switches.locksHeld = ['document'];
  });
  s.host.clock.advance(30_000);
  s.call('advance');
  s.host.setHook(undefined);
  expect(waves).toBe(2);
  expect(s.call('jobs').value.open).toHaveLength(1);
  s.host.switches.locksHeld = [];
  s.drive();
  expect(s.call('jobs').value).toMatchObject({ open: [], ended: [{ state: 'stopped' }] });
  expect(openRecords(s.host.properties.document)).toEqual([]);
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
