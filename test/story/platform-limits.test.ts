// What Google withholds: authorisation, room for state, the cache, alarms, locks, an honest clock. Nothing is billed twice, lost or misplaced, and
// the person is told what to do. Quotas of the day are in day-quota.test.ts, calls that fail in failing-calls.test.ts.
import { describe, expect, test } from 'vitest';
import { calculate } from './formula-cells';
import { openRecords } from './open-records';
import { ANN, billed, leads, type Scene, scene, WORK_EMAILS } from './scene';

const HOUR = 3_600_000;
const STATUS = 'Work emails status';
const ROWS = 12;

const posts = (s: Scene) => s.host.http.filter((one) => one.method.toUpperCase() === 'POST').length;

function withKey(options: Parameters<typeof scene>[0] = {}): Scene {
  const s = scene({ rows: leads(ROWS), ...options });
  s.giveKey();
  return s;
}

function expectDone(s: Scene, jobId: string): void {
  expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: ROWS, check: 0 } });
  expect(s.column(STATUS)).toEqual(Array(ROWS).fill('found'));
  expect(new Set(billed(s)).size).toBe(ROWS);
  expect(billed(s)).toHaveLength(ROWS);
  // Bystanders.
  expect(s.column('Notes')).toEqual(leads(ROWS).map((row) => row[5]));
}

describe('authorisation (developers.google.com/workspace/add-ons/concepts/editor-auth-lifecycle)', () => {
  test.each(['NONE', 'LIMITED'] as const)(
    'in mode %s the menu stands, and nothing else was asked of Google for it',
    (authMode) => {
      const s = scene({ host: { addOn: true } });
      const opened = s.host.run({ user: ANN, fn: 'onOpen', as: 'simple', authMode });
      expect(opened).toMatchObject({ ok: true, calls: {} });
      expect(s.host.menus.flatMap((menu) => menu.items)).toMatchObject([
        { fn: 'openSidebar' },
        { fn: 'freezeFormulas' },
      ]);
    },
  );

  test.each(['NONE', 'LIMITED'] as const)(
    'in mode %s whatever else is called spends nothing and says where to go',
    (authMode) => {
      const s = withKey();
      s.start();
      const before = { bought: billed(s), sheet: s.sheet() };
      for (const [fn, args] of [
        ['rpc', ['advance', '{}']],
        ['rpc', ['open', '{}']],
        ['alarm', [{}]],
        ['openSidebar', []],
        ['freezeFormulas', []],
      ] as const) {
        const done = s.host.run({ user: ANN, fn, args: [...args], as: 'simple', authMode });
        expect(`${done.error ?? ''}${done.value ?? ''}${done.logs.join()}`).toContain(
          'Open Backfill from the Extensions menu',
        );
      }
      expect({ bought: billed(s), sheet: s.sheet() }).toEqual(before);
    },
  );

  test('withdrawn in mid-run: a charge that Google does not let out is not in doubt; the run says what to do and goes on after', () => {
    const s = withKey({ switches: { taskMs: 30_000 } });
    const { jobId } = s.start().value;
    s.host.switches.scopesWithdrawn = ['script.external_request'];
    for (let beat = 0; beat < 4; beat++) {
      s.host.clock.advance(20_000);
      s.call('advance');
    }
    const paused = s.view(jobId);
    expect(paused).toMatchObject({ state: 'paused', outcomes: { check: 0 } });
    expect(paused.reason).toContain('allow');
    s.host.switches.scopesWithdrawn = [];
    s.call('resume', { jobId });
    s.drive();
    expectDone(s, jobId);
  });

  test('withdrawn altogether: alarm and panel fail closed with words, and go on once it is given again', () => {
    const s = withKey({ switches: { taskMs: 30_000 } });
    const { jobId } = s.start().value;
    s.host.switches.scopesWithdrawn = ['userinfo.email'];
    const [fired] = s.host.clock.advance(6 * 60_000);
    expect(fired!.as).toBe('trigger');
    expect(s.call('advance').error).toMatchObject({ kind: 'denied' });
    s.host.switches.scopesWithdrawn = [];
    s.drive();
    expectDone(s, jobId);
  });
});

describe('properties nearly full', () => {
  test.each([
    ['by the script’s own other records', 'x', 480_000],
    ['by texts of more bytes than characters', '語', 160_000],
  ])('%s: a start is refused before money moves, and says what to do', (_what, letter, characters) => {
    const s = withKey();
    for (let n = 0; n * 3000 < characters; n++) s.host.properties.document.set(`other.${n}`, letter.repeat(3000));
    const started = s.start();
    expect(started.error).toMatchObject({
      kind: 'busy',
      message: expect.stringMatching(/memory.*(fewer rows|has ended)/),
    });
    expect(posts(s)).toBe(0);
    expect(openRecords(s.host.properties.document)).toEqual([]);
  });

  test('filled up by others in mid-run: nothing is charged that could not be written down, what was paid is kept, and the run goes on', () => {
    const s = withKey({ switches: { taskMs: 30_000 } });
    const { jobId } = s.start().value;
    let left =
      500 * 1024 - [...s.host.properties.document].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    for (let n = 0; left > 60; n++) {
      const key = `other.${n}`;
      const value = 'x'.repeat(Math.min(8000, left - 20));
      s.host.properties.document.set(key, value);
      left -= key.length + value.length;
    }
    s.host.clock.advance(60_000);
    for (let beat = 0; beat < 3; beat++) {
      const reply = s.call('advance');
      if (!reply.ok) expect(reply.error!.message).toMatch(/memory is full. End a run/);
      s.host.clock.advance(20_000);
    }
    for (const key of [...s.host.properties.document.keys()].filter((one) => one.startsWith('other.')))
      s.host.properties.document.delete(key);
    s.drive();
    expectDone(s, jobId);
  });
});

describe('a cache that forgets', () => {
  test.each([true, 0.3])('at will (%s) costs time and nothing else', (cacheForgets) => {
    const s = withKey({ host: { switches: { cacheForgets } } });
    s.call('open');
    s.call('list', { of: 'databar.enrichments' });
    expectDone(s, s.run().jobId);
    expect(s.call('open').ok).toBe(true);
    expect(s.call('jobs').value.ended).toHaveLength(1);
    expect(s.run({ ...WORK_EMAILS, rows: 'all' })).toMatchObject({ reused: ROWS, credits: { spent: 0 } });
    expect(billed(s)).toHaveLength(ROWS);
  });

  test('leaves formulas showing what was bought', () => {
    const s = withKey({ host: { switches: { cacheForgets: 0.5 } } });
    s.call('saveRecipe', { recipe: WORK_EMAILS });
    s.run();
    s.person.addTab('Report').type('A1', `=BACKFILL("Work emails", Leads!A2:B${ROWS + 1}, "email")`);
    for (let again = 0; again < 4; again++) {
      calculate(s, { all: true });
      expect(s.person.tab('Report').range(`A1:A${ROWS}`).flat()).toEqual(s.column('Work email'));
    }
  });
});

describe('alarms', () => {
  test('that cannot be made: the panel says so, and moves the run to its end', () => {
    const s = withKey({ host: { switches: { triggersCanBeCreated: false } }, switches: { taskMs: 30_000 } });
    const { jobId } = s.start().value;
    expect(s.call('open').value.alarm).toBe('none');
    s.drive();
    expectDone(s, jobId);
  });

  test('that were deleted behind our back are made again when the panel opens', () => {
    const s = withKey({ switches: { taskMs: 30_000 } });
    const { jobId } = s.start().value;
    s.host.world.triggers = [];
    expect(s.call('open').value.alarm).toBe('minutes');
    s.host.clock.advance(HOUR);
    expectDone(s, jobId);
  });

  test('that Google has silently disabled: nothing is lost, and the panel goes on', () => {
    const s = withKey({ host: { switches: { triggersDisabled: true } }, switches: { taskMs: 30_000 } });
    const { jobId } = s.start().value;
    expect(s.host.clock.advance(5 * HOUR)).toEqual([]);
    s.drive();
    expectDone(s, jobId);
  });

  test('that are out of time for the day do not come; the panel goes on', () => {
    const s = withKey({ host: { switches: { triggerMsPerDay: 0 } }, switches: { taskMs: 30_000 } });
    const { jobId } = s.start().value;
    expect(s.host.clock.advance(HOUR).every((fired) => !fired.ok)).toBe(true);
    s.drive();
    expectDone(s, jobId);
  });
});

describe('a clock that is off', () => {
  test.each([-HOUR, -25 * HOUR, HOUR])(
    'by %d ms from the middle of a run on, and right again later: nothing is bought twice or given up',
    (offMs) => {
      const s = withKey({ switches: { taskMs: 30_000 } });
      const { jobId } = s.start().value;
      s.host.switches.clockOffMs = offMs;
      for (let beat = 0; beat < 6; beat++) {
        s.host.clock.advance(20_000);
        expect(s.call('advance').ok).toBe(true);
      }
      s.host.switches.clockOffMs = 0;
      s.host.clock.advance(2 * HOUR);
      s.drive();
      expectDone(s, jobId);
    },
  );

  test.each([HOUR, -HOUR])(
    'by %d ms while a run bought: what the next plan says it reuses, it does not buy again',
    (offMs) => {
      const s = withKey();
      s.host.switches.clockOffMs = offMs;
      s.run({ ...WORK_EMAILS, rows: { first: 3 } });
      s.host.switches.clockOffMs = 0;
      const { jobId, plan } = s.start({ ...WORK_EMAILS, rows: 'all' }).value;
      s.drive();
      expect(plan).toMatchObject({ toBuy: ROWS - 3, reused: 3 });
      expectDone(s, jobId);
    },
  );

  test('that jumps while a run is started: what its plan reused is not too old a moment later', () => {
    const s = withKey();
    const recipe = { ...WORK_EMAILS, reuse: { days: 1 } };
    s.run({ ...recipe, rows: { first: 3 } });
    s.host.clock.advance(23.5 * HOUR);
    let jumped = false;
    s.host.setHook((call) => {
      if (call.name !== 'DeveloperMetadataFinder.find') return;
      jumped = true;
      s.host.switches.clockOffMs = HOUR;
    });
    const { jobId, plan } = s.start({ ...recipe, rows: 'all' }).value;
    expect(jumped).toBe(true);
    s.drive();
    expect(plan).toMatchObject({ toBuy: ROWS - 3, reused: 3 });
    expectDone(s, jobId);
  });

  test('that jumps back at each call of a slice', () => {
    const s = withKey({ switches: { taskMs: 10_000 } });
    const { jobId } = s.start().value;
    let n = 0;
    s.host.setHook((_call, phase) => {
      if (phase === 'before') s.host.switches.clockOffMs = n++ % 2 === 0 ? -90_000 : 0;
    });
    for (let beat = 0; beat < 10; beat++) {
      s.host.clock.advance(20_000);
      s.call('advance');
    }
    s.host.setHook(undefined);
    s.host.switches.clockOffMs = 0;
    s.host.clock.advance(HOUR);
    s.drive();
    expectDone(s, jobId);
  });
});

describe('locks that are never free', () => {
  test.each([
    ['document', true],
    ['user', true],
    ['both', true],
    ['too many LockService operations', false],
  ] as const)(
    '%s: nothing is charged or written meanwhile, start says to try again, and the run goes on after',
    (which, held) => {
      const s = withKey({ switches: { taskMs: 30_000 } });
      const { jobId } = s.start().value;
      const trouble = (on: boolean): void => {
        s.host.switches.lockTrouble = on && !held;
        s.host.switches.locksHeld = !on || !held ? [] : which === 'both' ? ['document', 'user'] : [which as 'user'];
      };
      trouble(true);
      const before = { sent: posts(s), sheet: s.sheet() };
      for (let beat = 0; beat < 3; beat++) {
        s.host.clock.advance(60_000);
        expect(s.call('advance').ok).toBe(true);
      }
      // A batch whose stubs stand in the archive needs the person's lock alone.
      if (which !== 'document') expect(posts(s)).toBe(before.sent);
      expect(s.sheet()).toEqual(before.sheet);
      const other = s.start({ ...WORK_EMAILS, name: 'Other', rows: { first: 3 } });
      if (which !== 'user') expect(other.error!.message).toMatch(/try again/i);
      trouble(false);
      s.drive();
      expectDone(s, jobId);
    },
  );
});
