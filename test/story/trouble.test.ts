// Providers that refuse, delay, lose and garble: what each does to the run, its rows and its spend.
import { describe, expect, test } from 'vitest';
import { billed, leads, type Recipe, scene, WORK_EMAILS } from './scene';

const STATUS = 'Work emails status';
const fault = (name: string, match = 'submit', nth: number | 'every' = 1) =>
  ({ faults: [{ match, nth, fault: name }] }) as never;

describe('a charge whose fate is open', () => {
  for (const name of [
    'gateway-done',
    'gateway-not-done',
    'lost-done',
    'lost-not-done',
    'timeout-done',
    'unreadable-done',
    'html-200-done',
    'server-error',
  ]) {
    test(`after ${name} its requests are to check, are never sent again, and the rest is bought`, () => {
      const s = scene({ rows: leads(12), switches: fault(name) });
      s.giveKey();
      const job = s.run();
      expect(job.outcomes).toMatchObject({ check: 5, found: 7 });
      expect(s.column(STATUS).filter((status) => String(status).startsWith('check: '))).toHaveLength(5);
      const sent = s.host.http.filter((one) => one.method.toUpperCase() === 'POST');
      expect(sent).toHaveLength(3);
      s.run({ ...WORK_EMAILS, rows: 'all' });
      expect(billed(s).length).toBe(new Set(billed(s)).size);
    });
  }

  test('settled as not sent its rows may be bought again; settled as sent they stay in check', () => {
    for (const as of ['not-sent', 'sent'] as const) {
      const s = scene({ rows: leads(6), switches: fault('gateway-not-done') });
      s.giveKey();
      const job = s.run();
      const settled = s.call('settle', { jobId: job.jobId, as });
      expect(settled.value.outcomes).toMatchObject(as === 'sent' ? { check: 5 } : { check: 0, 'not run': 5 });
      expect(s.column(STATUS)[0]).toBe(as === 'sent' ? 'check: settled as sent' : 'not run: settled as not sent');
      const again = s.start();
      if (as === 'sent') expect(again.error).toMatchObject({ kind: 'nothing' });
      else {
        s.drive();
        expect(s.column(STATUS)).toEqual(Array(6).fill('found'));
      }
    }
  });

  test('three in a row pause the run, since each may have cost something', () => {
    const s = scene({ rows: leads(40), switches: fault('gateway-done', 'submit', 'every') });
    s.giveKey();
    const job = s.run();
    expect(job).toMatchObject({ state: 'paused', reasonKind: 'unreadable', outcomes: { check: 15 } });
  });
});

describe('a charge that was refused for certain', () => {
  for (const name of ['too-many', 'too-many-html', 'dns-error', 'connection-refused']) {
    test(`after ${name} it is sent again and nothing is lost`, () => {
      const s = scene({ rows: leads(12), switches: fault(name) });
      s.giveKey();
      expect(s.run()).toMatchObject({ state: 'finished', outcomes: { found: 12 } });
      expect(billed(s)).toHaveLength(12);
    });
  }

  test('Retry-After is honoured', () => {
    const s = scene({
      rows: leads(6),
      switches: { faults: [{ match: 'submit', nth: 1, fault: 'too-many', retryAfterSeconds: 120 }] } as never,
    });
    s.giveKey();
    s.run();
    const [first, second] = s.host.http.filter((one) => one.method.toUpperCase() === 'POST');
    expect(second!.atMs - first!.atMs).toBeGreaterThanOrEqual(120_000);
  });

  test('fifteen minutes of "too many requests" pause the run; Resume goes on', () => {
    const s = scene({ rows: leads(6), switches: fault('too-many', 'submit', 'every') });
    s.giveKey();
    const job = s.run();
    expect(job).toMatchObject({ state: 'paused', reasonKind: 'too many requests' });
    s.databar.switches.faults = [];
    s.call('resume', { jobId: job.jobId });
    s.drive();
    expect(s.view(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
  });

  test('a redirect is not followed, and pauses', () => {
    const s = scene({ rows: leads(6), switches: fault('redirect', 'submit', 'every') });
    s.giveKey();
    expect(s.run()).toMatchObject({ state: 'paused', reasonKind: 'refused' });
    expect(s.host.http.every((one) => one.url.startsWith('https://api.databar.ai/'))).toBe(true);
  });
});

describe('one bad row', () => {
  for (const badParams of ['aligned', 'only-bad', 'text', 'object'] as const) {
    test(`in a 400 told as ${badParams} fails alone; the others are bought once`, () => {
      const rows = leads(20);
      rows[9]![1] = 'Invalid Inc';
      const s = scene({ rows, switches: { badParams } });
      s.giveKey();
      const job = s.run();
      expect(job).toMatchObject({ state: 'finished', outcomes: { found: 19, failed: 1 } });
      expect(String(s.column(STATUS)[9])).toMatch(/^failed: /);
      expect(billed(s)).toHaveLength(19);
    });
  }

  test('when the first five are all refused the run pauses, having cost nothing', () => {
    const rows = leads(30).map((row) => [row[0]!, 'Invalid Inc', '', '', '', '']);
    const s = scene({ rows });
    s.giveKey();
    expect(s.run()).toMatchObject({ state: 'paused', reasonKind: 'refused', credits: { spent: 0 } });
    expect(s.host.http.filter((one) => one.method.toUpperCase() === 'POST')).toHaveLength(1);
  });
});

describe('money', () => {
  test('out of credits: what was bought is in the cells, the rest waits for Resume, which buys only the rest', () => {
    const s = scene({ rows: leads(150), switches: { startCredits: 5.3 } });
    s.giveKey();
    const job = s.run();
    expect(job).toMatchObject({ state: 'paused', reasonKind: 'out of credits' });
    const before = billed(s).length;
    expect(before).toBeLessThan(150);
    expect(s.column(STATUS).filter((status) => status === 'found')).toHaveLength(before);
    expect(s.call('provisional', { jobId: job.jobId }).value.rows[0].status).toBe('not run: out of credits');
    s.topUp(100);
    s.call('resume', { jobId: job.jobId });
    s.drive();
    expect(s.view(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 150 }, credits: { spent: 7.5 } });
    expect(billed(s)).toHaveLength(150);
  });

  test('the cap holds: spent plus the most in the air never passes it, and the rest is not run', () => {
    const s = scene({ rows: leads(60) });
    s.giveKey();
    const job = s.run({ ...WORK_EMAILS, cap: { credits: 1.02 } });
    expect(job).toMatchObject({ state: 'stopped', reasonKind: 'cap reached', outcomes: { found: 20, 'not run': 40 } });
    expect(s.column(STATUS).filter((status) => status === 'not run: cap reached')).toHaveLength(40);
    expect(billed(s)).toHaveLength(20);
  });

  test('a cap on requests holds', () => {
    const s = scene({ rows: leads(60) });
    s.giveKey();
    expect(s.run({ ...WORK_EMAILS, cap: { requests: 7 } }).outcomes).toMatchObject({ found: 7, 'not run': 53 });
  });

  test('a cap in credits needs a known price', () => {
    const s = scene({ rows: leads(6), switches: { details: '404' } });
    s.giveKey();
    expect(s.start({ ...WORK_EMAILS, cap: { credits: 3 } }).error).toMatchObject({
      kind: 'recipe',
      message: expect.stringContaining('price'),
    });
    expect(s.run(WORK_EMAILS)).toMatchObject({ state: 'finished', credits: { estimatedMax: null } });
  });

  test('stop: nothing more is sent, what is in the air is still collected', () => {
    const s = scene({ rows: leads(150), switches: { taskMs: 30_000 } });
    s.giveKey();
    const { jobId } = s.start().value;
    s.call('stop', { jobId });
    s.call('advance');
    expect(s.column(STATUS).slice(0, 6)).toEqual([...Array(5).fill('waiting'), 'not run: stopped']);
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'stopped', outcomes: { found: 5, 'not run': 145 } });
    expect(s.column(STATUS).slice(0, 6)).toEqual([...Array(5).fill('found'), 'not run: stopped']);
  });
});

describe('keys', () => {
  test('a missing or refused key is said before anything is sent', () => {
    const s = scene({ rows: leads(6), switches: { keys: ['another'] } });
    expect(s.start().error).toMatchObject({ kind: 'key' });
    s.giveKey();
    expect(s.start().error).toMatchObject({ kind: 'key', message: expect.stringContaining('rejected') });
    expect(s.host.http.some((one) => one.method.toUpperCase() === 'POST')).toBe(false);
  });

  test('a key that is revoked mid-run pauses it, and the results are collected under a new key', () => {
    const s = scene({ rows: leads(30), switches: { accounts: 'one-for-all' } });
    s.giveKey();
    const { jobId } = s.start().value;
    s.databar.switches.keys = ['new-key'];
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'key rejected' });
    expect(s.column(STATUS).slice(0, 5)).toEqual(Array(5).fill('waiting'));
    s.giveKey(undefined, 'new-key');
    s.call('resume', { jobId });
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 30 } });
    expect(billed(s)).toHaveLength(30);
  });

  test('no record, cell or archive row holds the key', () => {
    const s = scene({ rows: leads(30) });
    s.giveKey();
    s.run();
    const { properties, ...rest } = s.host.save();
    expect(JSON.stringify([rest, properties.document, properties.script])).not.toContain('sample-key-for-tests');
  });
});

describe('results that cannot be used', () => {
  const cases: [string, Recipe][] = [
    ['a length that does not agree', { alignment: 'hits-only' }],
    ['results that are gone', { expiresAfterMs: 1, expiredAs: 'gone' }],
    ['results that are gone as 410', { expiresAfterMs: 1, expiredAs: '410' }],
    ['results that are gone as 404', { expiresAfterMs: 1, expiredAs: '404' }],
  ];
  for (const [what, switches] of cases) {
    test(`${what}: check, and nothing written by position`, () => {
      const rows = leads(5);
      rows[2]![0] = 'Miss Piggy';
      const s = scene({ rows, switches: switches as never });
      s.giveKey();
      expect(s.run().outcomes).toMatchObject({ check: 5 });
      expect(s.column('Work email')).toEqual(Array(5).fill(''));
    });
  }

  test('an unknown word means still running, until the results would be gone: then check, with the word', () => {
    const s = scene({
      rows: leads(5),
      switches: { statusWords: { completed: 'simmering' }, expiresAfterMs: 48 * 3_600_000 },
    });
    s.giveKey();
    const { jobId } = s.start().value;
    s.host.clock.advance(10_000);
    s.call('advance');
    expect(s.view(jobId)).toMatchObject({ state: 'running', outcomes: { check: 0 } });
    // Nobody looked for a day: neither a sidebar nor an alarm.
    s.host.world.clock.pass(24 * 3_600_000);
    s.drive();
    expect(s.view(jobId).outcomes).toMatchObject({ check: 5 });
    expect(String(s.column(STATUS)[0])).toMatch(/^check: .*24 hours.*simmering/);
  });

  test('misses among counted failures cannot be told apart', () => {
    const rows = leads(6);
    rows[1]![0] = 'Missy';
    rows[2]![0] = 'Failing';
    const s = scene({ rows });
    s.giveKey();
    s.run();
    expect(s.column(STATUS).slice(0, 3)).toEqual(['found', 'no match or failed', 'no match or failed']);
  });
});
