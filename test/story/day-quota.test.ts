// The day's quotas at Google: new charges rest at 80 %, what was paid is still collected, the run says until when and goes on by itself;
// and what happens where Google says no first. Not the meter's arithmetic.
import { describe, expect, test } from 'vitest';
import { ANN, BEN, billed, leads, SAMPLE_KEY, type Scene, scene, WORK_EMAILS } from './scene';

const HOUR = 3_600_000;
const STATUS = 'Work emails status';
const METER = 'bf.day';
const ROWS = 60;

/** What Ann has used in the hour before this one. */
function hasUsed(s: Scene, [fetches, properties, alarmMs]: [number, number, number], hoursAgo = 1): void {
  const hour = Math.floor(s.host.clock.now() / HOUR) - hoursAgo;
  const meter = { v: 1, hours: { [hour]: [fetches, properties, alarmMs] }, shutMs: 0 };
  s.host.properties.user(ANN).set(METER, JSON.stringify(meter));
}

const posts = (s: Scene) => s.host.http.filter((one) => one.method.toUpperCase() === 'POST').length;

/** A run with its first batch in the air, under the hourly alarm: a day of five-minute ones takes long to play. */
function begun(): { s: Scene; jobId: string } {
  const s = scene({ rows: leads(ROWS), host: { addOn: true }, switches: { taskMs: 30_000 } });
  s.giveKey();
  return { s, jobId: s.start().value.jobId };
}

function expectAllBoughtOnce(s: Scene, jobId: string, count: number): void {
  expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: count } });
  expect(billed(s)).toHaveLength(count);
  expect(new Set(billed(s)).size).toBe(count);
  expect(s.column(STATUS)).toEqual(Array(count).fill('found'));
}

describe('the day meter', () => {
  test.each([
    ['calls to other services', [15_999, 0, 0]],
    ['saving where it stands', [0, 39_999, 0]],
  ] as const)(
    'at 80 %% of the day’s quota of %s charges stop, what was paid is collected, and the run goes on by itself',
    (what, used) => {
      const { s, jobId } = begun();
      hasUsed(s, [...used]);
      s.host.clock.advance(40_000);
      for (let beat = 0; beat < 12; beat++) {
        s.call('advance');
        s.host.clock.advance(20_000);
      }
      const paused = s.view(jobId);
      expect(paused).toMatchObject({ state: 'paused', reasonKind: 'day quota', collecting: false });
      expect(paused.reason).toContain(`Google's daily limit for ${what} is reached.`);
      expect(paused.reason).toContain('goes on by itself on 2026-01-06 at 09:00');
      expect(paused.nextDueMs).toBe(Date.UTC(2026, 0, 6, 9));
      const before = billed(s).length;
      expect(before).toBeGreaterThanOrEqual(5);
      expect(before).toBeLessThan(ROWS);
      // All that was paid is in the cells.
      expect(s.column(STATUS).filter((status) => status === 'found')).toHaveLength(before);
      const sent = posts(s);
      s.host.clock.advanceTo(paused.nextDueMs! - 10_000);
      s.call('advance');
      expect(posts(s)).toBe(sent);
      // The panel stays closed: the alarm goes on.
      s.host.clock.advance(3 * HOUR);
      expectAllBoughtOnce(s, jobId, ROWS);
    },
  );

  test('Resume before that asks for nothing: the run says again until when it rests', () => {
    const { s, jobId } = begun();
    hasUsed(s, [16_000, 0, 0]);
    s.host.clock.advance(40_000);
    s.call('advance');
    s.call('resume', { jobId });
    const sent = posts(s);
    s.call('advance');
    expect(posts(s)).toBe(sent);
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'day quota' });
  });

  test('a person’s quota is theirs: a colleague’s run in the same document goes on', () => {
    const s = scene({ rows: leads(30), host: { addOn: true } });
    s.giveKey(ANN);
    s.giveKey(BEN, `${SAMPLE_KEY}-of-ben`);
    hasUsed(s, [16_000, 0, 0]);
    const mine = s.start({ ...WORK_EMAILS, rows: { first: 10 } }, ANN).value.jobId;
    const theirs = s.start({ ...WORK_EMAILS, name: 'Of Ben' }, BEN);
    s.drive(BEN);
    expect(s.view(theirs.value.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 20 } });
    expect(s.view(mine)).toMatchObject({ state: 'paused', reasonKind: 'day quota', outcomes: { found: 0 } });
    s.drive(ANN);
    expect(s.view(mine)).toMatchObject({ state: 'finished', outcomes: { found: 10 } });
  });

  test('counts every call of a run, and costs it two service calls a slice', () => {
    const s = scene({ rows: leads(ROWS) });
    s.giveKey();
    const before = s.host.http.length;
    s.run();
    const meter = JSON.parse(s.host.properties.user(ANN).get(METER)!);
    const sum = Object.values<number[]>(meter.hours).reduce((all, [fetches]) => all + fetches!, 0);
    // The plan's own reads are not counted: the plan is an execution without a slice.
    expect(s.host.http.length - before - sum).toBeLessThanOrEqual(6);
    expect(sum).toBeGreaterThan(5);
  });

  test('a stopped run is not resumed by a new day', () => {
    const { s, jobId } = begun();
    hasUsed(s, [16_000, 0, 0]);
    s.host.clock.advance(40_000);
    s.call('advance');
    s.call('stop', { jobId });
    s.drive();
    const before = billed(s).length;
    s.host.clock.advance(48 * HOUR);
    expect(s.view(jobId).state).toBe('stopped');
    expect(billed(s)).toHaveLength(before);
  });

  test('alarms that have used their time only collect; the panel, once open, goes on at once', () => {
    const { s, jobId } = begun();
    hasUsed(s, [0, 0, 72 * 60_000]);
    s.host.clock.advance(3 * HOUR);
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'day quota', collecting: false });
    expect(s.view(jobId).reason).toContain('or as soon as this panel is open');
    const before = billed(s).length;
    expect(s.column(STATUS).filter((status) => status === 'found')).toHaveLength(before);
    const spentMs = s.host.save().days[ANN]!.triggerMs;
    s.host.clock.advance(4 * HOUR);
    // An alarm that may do nothing takes next to no time.
    expect(s.host.save().days[ANN]!.triggerMs - spentMs).toBeLessThan(60_000);
    expect(billed(s)).toHaveLength(before);
    s.drive();
    expectAllBoughtOnce(s, jobId, ROWS);
  });
});

describe('where Google says no first', () => {
  test('out of calls for the day: nothing is in doubt, and the run goes on by itself when Google’s day is over', () => {
    const s = scene({ rows: leads(ROWS), host: { addOn: true }, switches: { taskMs: 30_000 } });
    s.giveKey();
    const { jobId } = s.start().value;
    s.host.switches.fetchesPerDay = s.host.save().days[ANN]!.fetches + 2;
    for (let beat = 0; beat < 5; beat++) {
      s.host.clock.advance(20_000);
      s.call('advance');
    }
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'day quota', outcomes: { check: 0 } });
    expect(s.view(jobId).reason).toMatch(/goes on by itself on 2026-01-05 at 10:/);
    s.host.clock.advance(2 * HOUR);
    expect(s.view(jobId)).toMatchObject({ state: 'paused', outcomes: { check: 0 } });
    s.host.switches.fetchesPerDay = 20_000;
    s.host.clock.advance(26 * HOUR);
    expectAllBoughtOnce(s, jobId, ROWS);
  });
});
