// Schedules over virtual days on the built add-on: how often they run, what they may spend, when they pause. The panel stays closed.
import { describe, expect, test } from 'vitest';
import { ANN, BEN, billed, letters, SAMPLE_KEY, scene, WORK_EMAILS } from './scene';
import { addLeads, armed, DAILY, DAY, HOUR, MINUTE, runs, SEVEN, schedules } from './schedule-scene';

describe('a daily schedule', () => {
  test('killed now and then for 10 days runs as often, and buys nothing twice', () => {
    let n = 0;
    let kills = 0;
    const s = armed({ ...DAILY, cap: { requests: 10 } });
    s.host.setHook((call, phase) => {
      // An idle alarm reads one property: nothing can go wrong there. What a killed fetch does is told in crash.test.ts.
      if (call.name === 'Properties.getProperty' || call.name.startsWith('UrlFetchApp')) return;
      if (phase === 'before') n++;
      if (n % (phase === 'before' ? 23 : 29) !== 0) return;
      kills++;
      return 'kill';
    });
    for (let day = 0; day < 10; day++) {
      addLeads(s, 2);
      s.host.clock.advance(DAY);
    }
    s.host.setHook(undefined);
    s.host.clock.advance(2 * DAY);
    const checks = s.column('Work emails status').filter((text) => String(text).startsWith('check')).length;
    console.log(`kills: ${kills}; bought ${billed(s).length} of 20, in check ${checks}`);
    expect(kills).toBeGreaterThan(8);
    expect(billed(s).length).toBe(new Set(billed(s)).size);
    expect(billed(s).length + checks).toBeGreaterThanOrEqual(20);
    expect(runs(s)).toBeLessThanOrEqual(12);
  });

  test('that nothing is due for costs an alarm one property and no fetch', () => {
    const s = armed(DAILY, { host: {} });
    s.host.clock.advance(6 * MINUTE);
    const [last] = s.host.clock.advance(5 * MINUTE);
    expect(last!.calls).toEqual({ 'Properties.getProperty': 1 });
  });

  test('after five days without an alarm it catches up once', () => {
    const s = armed();
    s.host.clock.advance(DAY);
    addLeads(s, 15);
    s.host.switches.triggerMsPerDay = 0;
    s.host.clock.advance(5 * DAY);
    s.host.switches.triggerMsPerDay = 90 * MINUTE;
    const before = billed(s).length;
    s.host.clock.advance(HOUR);
    expect(billed(s).length - before).toBe(3);
    s.host.clock.advance(DAY);
    expect(billed(s).length - before).toBe(6);
  });

  test('is skipped while the run before is open', () => {
    const s = armed({ ...DAILY, cap: { requests: 100 } }, { switches: { startCredits: 0.36 } });
    addLeads(s, 12);
    s.host.clock.advance(DAY);
    expect(s.call('jobs').value.open).toMatchObject([{ state: 'paused', reasonKind: 'out of credits' }]);
    addLeads(s, 2);
    s.host.clock.advance(DAY);
    expect(s.call('jobs').value.open).toHaveLength(1);
    expect(schedules(s)[0]).toMatchObject({ paused: null, last: { failed: true } });
    s.topUp(100);
    s.call('resume', { jobId: s.call('jobs').value.open[0].jobId });
    s.host.clock.advance(DAY);
    expect(billed(s)).toHaveLength(14);
    expect(schedules(s)[0].last).toMatchObject({ failed: false });
  });

  test('another’s alarm does not run it, and in a copy it is not armed', () => {
    const s = armed();
    addLeads(s, 3);
    const copy = scene({ host: { state: s.host.copySpreadsheet('copied', { documentProperties: true }) } });
    copy.giveKey();
    copy.host.clock.advance(3 * DAY);
    copy.call('advance');
    expect(billed(copy)).toHaveLength(0);
    expect(schedules(copy)).toEqual([]);
    expect(copy.call('open').value.recipes).toHaveLength(1);
    s.giveKey(BEN, `${SAMPLE_KEY}-of-ben`);
    s.host.run({ user: BEN, fn: 'alarm', args: [{}], as: 'trigger' });
    expect(billed(s)).toHaveLength(0);
    expect(schedules(s, BEN)).toMatchObject([{ user: ANN, own: false }]);
  });

  test('runs what was armed: a recipe that somebody changed since waits for a person', () => {
    const s = armed();
    addLeads(s, 3);
    s.call(
      'saveRecipe',
      { recipe: { ...WORK_EMAILS, reuse: 'never', schedule: { ...DAILY, cap: { requests: 999 } } } },
      BEN,
    );
    s.host.clock.advance(DAY);
    expect(billed(s)).toHaveLength(0);
    expect(schedules(s)[0].paused).toMatch(/changed since it was armed/);
    s.call('arm', { name: 'Work emails' });
    s.host.clock.advance(2 * HOUR);
    expect(billed(s)).toHaveLength(3);
  });

  test('disarmed it runs no more, and its alarm goes', () => {
    const s = armed();
    addLeads(s, 3);
    expect(s.call('disarm', { name: 'Work emails' }).value).toEqual({ schedules: [] });
    s.host.clock.advance(3 * DAY);
    expect(billed(s)).toHaveLength(0);
    expect(s.host.triggers()).toEqual([]);
  });
});

describe('a schedule pauses', () => {
  test('when the key is rejected on day 10, says so, and after a new key runs once for what it missed', () => {
    const s = armed({ every: 'day', at: '09:00', cap: { requests: 5 } });
    for (let day = 1; day <= 9; day++) {
      addLeads(s, 2);
      s.host.clock.advance(DAY);
    }
    expect(billed(s)).toHaveLength(18);
    s.databar.switches.keys = ['another'];
    for (let day = 10; day <= 14; day++) {
      addLeads(s, 2);
      s.host.clock.advance(DAY);
    }
    expect(billed(s)).toHaveLength(18);
    expect(schedules(s)[0]).toMatchObject({ paused: expect.stringMatching(/key/i), nextMs: null });
    s.databar.switches.keys = [SAMPLE_KEY];
    s.call('arm', { name: 'Work emails' });
    s.host.clock.advance(2 * HOUR);
    expect(billed(s)).toHaveLength(23);
    s.host.clock.advance(DAY);
    expect(billed(s)).toHaveLength(28);
  });

  test('when its key is removed, and when three runs in a row have failed', () => {
    const s = armed();
    s.call('removeKey', { provider: 'databar' });
    addLeads(s, 1);
    s.host.clock.advance(DAY);
    expect(schedules(s)[0].paused).toMatch(/no key for Databar/);
    const t = armed();
    t.leads.type('A1', 'Another header');
    const seen: unknown[] = [];
    for (let day = 0; day < 5; day++) {
      t.host.clock.advance(DAY);
      seen.push(schedules(t)[0].paused !== null);
    }
    expect(seen).toEqual([false, false, true, true, true]);
    expect(schedules(t)[0].last).toMatchObject({ failed: true, text: expect.stringContaining('First name') });
  });
});

describe('the alarm', () => {
  test('of a published add-on comes hourly: an hourly schedule runs 24 times a day, and it is said', () => {
    const s = armed({ every: 'hour', at: '00:30', cap: { requests: 1 } }, { host: { addOn: true } });
    expect(s.call('open').value.alarm).toBe('hourly');
    addLeads(s, 40);
    s.host.clock.advance(DAY + HOUR);
    expect(billed(s).length).toBeGreaterThanOrEqual(23);
    expect(billed(s).length).toBeLessThanOrEqual(25);
  });

  test('that cannot be made is said; the open panel runs what is due', () => {
    const s = scene({ rows: [], host: { startMs: SEVEN, switches: { triggersCanBeCreated: false } } });
    s.giveKey();
    s.call('saveRecipe', { recipe: { ...WORK_EMAILS, schedule: DAILY } });
    expect(s.call('arm', { name: 'Work emails' }).value.alarm).toBe('none');
    expect(s.call('open').value.alarm).toBe('none');
    addLeads(s, 2);
    for (let n = 0; n < 26; n++) {
      s.host.clock.advance(HOUR);
      s.call('advance');
    }
    expect(billed(s)).toHaveLength(2);
  });
});

describe('what may be armed', () => {
  test.each<[object, RegExp]>([
    [{ schedule: undefined }, /has no "schedule"/],
    [{ schedule: { every: 'day' } }, /needs a cap/],
  ])('%j is refused', (change, message) => {
    const s = scene({ rows: [] });
    s.giveKey();
    s.call('saveRecipe', { recipe: { ...WORK_EMAILS, ...change } });
    expect(s.call('arm', { name: 'Work emails' }).error!.message).toMatch(message);
    expect(s.call('arm', { name: 'Work email' }).error!.message).toMatch(/nearest is "Work emails"/);
    expect(s.host.triggers()).toEqual([]);
  });

  test('without a key nothing is armed; what another has armed is theirs', () => {
    const s = armed();
    expect(s.call('arm', { name: 'Work emails' }, BEN).error!.message).toMatch(/no key/);
    s.giveKey(BEN, `${SAMPLE_KEY}-of-ben`);
    expect(s.call('arm', { name: 'Work emails' }, BEN).error!.message).toMatch(/armed by ann@example.com, who pays/);
  });
});

describe('a playbook', () => {
  test('runs its recipes in order, each on what the one before filled, under one cap', () => {
    const s = scene({ rows: [], host: { addOn: true, startMs: SEVEN } });
    s.giveKey();
    const second = {
      ...WORK_EMAILS,
      name: 'Second',
      inputs: { first_name: 'First name', company: 'Work email' },
      outputs: { email: 'Checked' },
    };
    s.call('saveRecipe', { recipe: WORK_EMAILS });
    s.call('saveRecipe', { recipe: second });
    const playbook = { version: 1, name: 'Both', recipes: ['Work emails', 'Second'] };
    s.call('saveRecipe', { recipe: { ...playbook, schedule: { every: 'day', at: '09:00', cap: { requests: 6 } } } });
    expect(s.call('arm', { name: 'Both' }).error).toBeUndefined();
    addLeads(s, 4);
    s.host.clock.advance(DAY);
    expect(s.column('Work email').every((value) => String(value).includes('@'))).toBe(true);
    expect(s.column('Second status').filter((text) => text !== '')).toHaveLength(4);
    // Four for the first, and only two more under the cap of six.
    expect(billed(s)).toHaveLength(6);
    expect(schedules(s)[0].last.text).toMatch(/^4 found.*; .*2 found.*cap reached/);
  });

  test('asks the second provider of a hand-made waterfall only for the rows that the first left blank', {
    timeout: 120_000,
  }, () => {
    const rows = Array.from({ length: 300 }, (_, i) => [
      i % 3 === 0 ? `miss ${letters(i)}` : `Person${letters(i)}`,
      `Company ${letters(i)}`,
    ]);
    const s = scene({ rows, host: { addOn: true, startMs: SEVEN } });
    s.giveKey();
    // Two pages are another purchase than one: it stands for another provider.
    const second = { ...WORK_EMAILS, name: 'Second', settings: { enrichment: 833, pages: 2 } };
    s.call('saveRecipe', { recipe: WORK_EMAILS });
    s.call('saveRecipe', { recipe: second });
    const playbook = { version: 1, name: 'Both', recipes: ['Work emails', 'Second'] };
    s.call('saveRecipe', { recipe: { ...playbook, schedule: { every: 'day', at: '09:00', cap: { requests: 900 } } } });
    s.call('arm', { name: 'Both' });
    s.host.clock.advance(DAY);
    const ended = s.call('jobs').value.ended.map((job: { name: string; requests: number }) => [job.name, job.requests]);
    expect(ended.sort()).toEqual([
      ['Second', 100],
      ['Work emails', 300],
    ]);
    const statuses = s.column('Second status');
    expect(statuses.every((text, i) => (i % 3 === 0) === (text !== ''))).toBe(true);
  });
});
