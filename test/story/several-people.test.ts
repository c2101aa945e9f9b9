// Two people, two tabs, a formula: who may start, whose key pays, and that nobody pays twice.
import { describe, expect, test } from 'vitest';
import { gather } from './crowd';
import { ANN, BEN, billed, leads, SAMPLE_KEY, scene, WORK_EMAILS } from './scene';

describe('two people', () => {
  test('confirming the same plan at once, in any order of their service calls, buys once', {
    timeout: 120_000,
  }, async () => {
    const seeds = 4;
    for (let seed = 1; seed <= seeds; seed++) {
      const s = scene({ rows: leads(8) });
      s.giveKey(ANN);
      s.giveKey(BEN, `${SAMPLE_KEY}-of-ben`);
      const plans = [ANN, BEN].map((user) => s.call('plan', { recipe: WORK_EMAILS }, user).value);
      const runs = [ANN, BEN].map((user, i) => ({
        user,
        fn: 'rpc',
        as: 'sidebar' as const,
        args: [
          'start',
          JSON.stringify({ recipe: WORK_EMAILS, planId: plans[i].planId, shown: { toBuy: 8, maxCredits: 0.4 } }),
        ],
      }));
      const started = await s.host.together(runs, seed);
      const replies = started.map((one) => JSON.parse(String(one.value)));
      expect(
        replies.filter((reply) => reply.ok),
        `seed ${seed}`,
      ).toHaveLength(1);
      s.drive(ANN);
      s.drive(BEN);
      expect(billed(s), `seed ${seed}`).toHaveLength(8);
      expect(s.column('Work emails status')).toEqual(Array(8).fill('found'));
    }
  });

  test('the same press twice starts one run', () => {
    const s = scene({ rows: leads(8) });
    s.giveKey();
    const plan = s.call('plan', { recipe: WORK_EMAILS }).value;
    const press = () =>
      s.call('start', { recipe: WORK_EMAILS, planId: plan.planId, shown: { toBuy: 8, maxCredits: 0.4 } });
    expect(press().ok).toBe(true);
    expect(press()).toMatchObject({ ok: false, error: { kind: 'changed' } });
    s.drive();
    expect(press()).toMatchObject({ ok: false, error: { kind: 'changed' } });
    expect(billed(s)).toHaveLength(8);
  });

  test('heartbeat and alarm of one person at once send each batch once', { timeout: 120_000 }, async () => {
    for (let seed = 1; seed <= 3; seed++) {
      const s = scene({ rows: leads(12) });
      s.giveKey();
      s.start();
      for (let round = 0; round < 6; round++) {
        s.host.clock.advance(8_000);
        await s.host.together(
          [
            { user: ANN, fn: 'rpc', args: ['advance', '{}'], as: 'sidebar' },
            { user: ANN, fn: 'alarm', args: [{}], as: 'trigger' },
          ],
          seed * 100 + round,
        );
      }
      s.drive();
      expect(billed(s), `seed ${seed}`).toHaveLength(12);
      expect(s.column('Work emails status')).toEqual(Array(12).fill('found'));
    }
  });

  test('two to five people, every kind of provider, locks that fail and executions that wake late: nothing twice, no key of another person', {
    timeout: 240_000,
  }, async () => {
    const operations = new Set<string>();
    for (let seed = 1; seed <= 6; seed++) {
      const told = await gather(seed);
      expect(told.problems, `seed ${seed}`).toEqual([]);
      for (const one of told.operations) operations.add(one);
    }
    expect(operations.size).toBe(5);
  });

  test('a run goes on only under the person who started it, with that person’s key', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey(ANN);
    const { jobId } = s.start(WORK_EMAILS, ANN).value;
    s.host.clock.advance(20_000);
    s.giveKey(BEN, 'key-of-ben');
    s.drive(BEN);
    expect(s.call('stop', { jobId }, BEN)).toMatchObject({ ok: false });
    expect(billed(s)).toHaveLength(5);
    s.drive(ANN);
    expect(billed(s)).toHaveLength(12);
    expect(Object.keys((s.databar.save() as { accounts: object }).accounts)).toHaveLength(1);
  });

  test('with the sidebar closed the alarm finishes the run, and is gone afterwards', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey();
    const { jobId } = s.start().value;
    expect(s.host.triggers(ANN)).toHaveLength(1);
    s.host.clock.advance(40 * 60_000);
    expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 12 } });
    expect(s.host.triggers()).toHaveLength(0);
  });

  test('in a copy of the document the run is inert', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey();
    s.start();
    const copy = scene({ host: { state: s.host.copySpreadsheet('copied', { documentProperties: true }) } });
    copy.giveKey();
    expect(copy.call('advance').value).toEqual({ jobs: [], nextDueMs: null });
    expect(billed(copy)).toHaveLength(0);
  });
});

describe('entry points typed into a cell', () => {
  const CALLS: [string, unknown[]][] = [
    ['rpc', ['advance', '{}']],
    [
      'rpc',
      [
        'start',
        JSON.stringify({ recipe: WORK_EMAILS, planId: 'typed-into-a-cell', shown: { toBuy: 9, maxCredits: null } }),
      ],
    ],
    ['rpc', ['saveKey', '{"provider":"databar","key":"stolen"}']],
    ['rpc', ['plan', JSON.stringify({ recipe: WORK_EMAILS })]],
    ['alarm', [{}]],
    ['openSidebar', []],
    ['freezeFormulas', []],
    ['onOpen', [{}]],
    ['onInstall', [{}]],
    ['advance', []],
  ];
  for (const [fn, args] of CALLS) {
    test(`=${fn}(${args.map((arg) => String(arg).slice(0, 20)).join(', ')}) fetches nothing and writes no property`, () => {
      const s = scene({ rows: leads(12) });
      s.giveKey();
      s.start();
      s.host.clock.advance(20_000);
      const before = JSON.stringify([s.host.save().properties, s.sheet()]);
      const fetched = s.host.http.length;
      for (const user of [ANN, BEN]) {
        try {
          s.host.formula(user, { fn, args });
        } catch {
          // A name that is no function at all.
        }
      }
      expect(s.host.http).toHaveLength(fetched);
      expect(JSON.stringify([s.host.save().properties, s.sheet()])).toBe(before);
    });
  }

  test('the test above can fail: the same calls from the sidebar do fetch and write', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey();
    s.start();
    s.host.clock.advance(20_000);
    const fetched = s.host.http.length;
    s.call('advance');
    expect(s.host.http.length).toBeGreaterThan(fetched);
  });
});
