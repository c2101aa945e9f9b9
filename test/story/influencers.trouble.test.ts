// Creator batches in trouble: paused for want of credits, refused, lost, broken off, killed; what was bought is kept, nothing is bought twice.
import { describe, expect, test } from 'vitest';
import { bought, CREATORS, creatorScene, creators, STATUS } from './influencers-scene';
import type { Recipe } from './scene';

const FULL: Recipe = {
  ...CREATORS,
  settings: { mode: 'full', platform: 'instagram' },
  outputs: { email: 'Followers' },
};
const row = (handle: string): string[] => [handle, '', '', '', '', ''];
const fault = (name: string, match: string, nth: number | 'every' = 1) =>
  ({ faults: [{ match, nth, fault: name }] }) as never;

function statuses(s: { column(name: string): unknown[] }): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of s.column(STATUS)) counts[String(status)] = (counts[String(status)] ?? 0) + 1;
  return counts;
}

function notTwice(s: Parameters<typeof bought>[0]): void {
  expect(bought(s).length).toBe(new Set(bought(s)).size);
}

describe('out of credits', () => {
  for (const pausedDownload of ['partial', '400'] as const) {
    test(`in the middle (results of a paused batch: ${pausedDownload}): Resume goes on with the same batch`, () => {
      const s = creatorScene({ rows: creators(450), switches: { startCredits: 120, pausedDownload } });
      const { jobId } = s.start(FULL).value;
      s.drive();
      expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'out of credits' });
      expect(s.view(jobId).reason).toMatch(/Top up there\. Then press Resume/);
      expect(s.calls('create')).toBe(3);
      expect(s.view(jobId).outcomes).toMatchObject({ found: pausedDownload === 'partial' ? 120 : 0, 'not run': 150 });
      expect(statuses(s).found ?? 0).toBe(pausedDownload === 'partial' ? 120 : 0);
      const rest = s.call('provisional', { jobId }).value.rows.map((one: { status: string }) => one.status);
      expect(rest.filter((status: string) => status === 'not run: out of credits')).toHaveLength(150);
      expect(rest.filter((status: string) => status === 'waiting')).toHaveLength(
        pausedDownload === 'partial' ? 180 : 300,
      );
      s.influencers.switches.boughtCredits = 1000;
      s.call('resume', { jobId });
      s.drive();
      expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 450 }, credits: { spent: 450 } });
      expect([s.calls('create'), s.calls('resume')]).toEqual([5, 3]);
      expect(s.column(STATUS)).toEqual(Array(450).fill('found'));
      notTwice(s);
    });
  }

  test('resume is called only when a person resumes, and only for a batch that is paused', () => {
    const s = creatorScene({ rows: creators(6), switches: { startCredits: 0.1 } });
    const job = s.run();
    s.host.world.clock.pass(3_600_000);
    s.drive();
    expect(s.calls('resume')).toBe(0);
    s.call('resume', { jobId: job.jobId });
    s.drive();
    // Nobody has topped up: it pauses again.
    expect(s.view(job.jobId)).toMatchObject({ state: 'paused', reasonKind: 'out of credits' });
    s.influencers.switches.boughtCredits = 1;
    s.call('resume', { jobId: job.jobId });
    s.drive();
    expect(s.view(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
    expect(s.calls('resume')).toBe(2);
  });

  for (const resumeAnswer of ['message', 'empty'] as const) {
    test(`a resume that answers with ${resumeAnswer} is a resume`, () => {
      const s = creatorScene({ rows: creators(6), switches: { startCredits: 0.1, resumeAnswer } });
      const job = s.run();
      s.influencers.switches.boughtCredits = 1;
      s.call('resume', { jobId: job.jobId });
      s.drive();
      expect(s.view(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
    });
  }

  test('weeks may pass before somebody tops up', () => {
    const s = creatorScene({ rows: creators(6), switches: { startCredits: 0.1 } });
    const job = s.run();
    s.host.world.clock.pass(20 * 24 * 3_600_000);
    s.influencers.switches.boughtCredits = 1;
    s.influencers.switches.waitsMs = 60_000;
    s.call('resume', { jobId: job.jobId });
    s.drive();
    expect(s.view(job.jobId).outcomes).toMatchObject({ found: 6 });
  });

  for (const lowCredit of ['402', '400'] as const) {
    test(`refused at the upload with ${lowCredit}: paused, and Resume sends it again`, () => {
      const s = creatorScene({ rows: creators(6), switches: { startCredits: 0.1, lowCredit } });
      const job = s.run();
      expect(job).toMatchObject({ state: 'paused', reasonKind: 'out of credits', credits: { spent: 0 } });
      s.influencers.switches.boughtCredits = 1;
      s.call('resume', { jobId: job.jobId });
      s.drive();
      expect(s.view(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
      notTwice(s);
    });
  }

  test('stopped while it is paused: what was found stays, the rest is to check, and the run ends', () => {
    const s = creatorScene({ rows: creators(6), switches: { startCredits: 0.1, pausedDownload: 'partial' } });
    const job = s.run();
    s.call('stop', { jobId: job.jobId });
    s.drive();
    expect(s.view(job.jobId)).toMatchObject({
      state: 'stopped',
      outcomes: { found: 3, check: 3 },
      credits: { spent: 0.09 },
    });
    expect(statuses(s)).toEqual({ found: 3, 'check: the run was stopped before this was done': 3 });
  });

  for (const [what, startCredits] of [
    ['finished', 100],
    ['paused', 0.1],
  ] as const)
    test(`a batch that is met ${what} only after the keeping time: what is there is kept, and what is paused waits`, () => {
      const s = creatorScene({ rows: creators(6), switches: { startCredits, pausedDownload: 'partial' } });
      const { jobId } = s.start(CREATORS).value;
      s.host.switches.triggersDisabled = true;
      s.host.clock.advance(8 * 24 * 3_600_000);
      s.drive();
      expect(statuses(s).found).toBe(what === 'finished' ? 6 : 3);
      if (what === 'paused') {
        expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'out of credits', outcomes: { check: 0 } });
        s.influencers.switches.boughtCredits = 1;
        s.call('resume', { jobId });
        s.drive();
      }
      expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
      notTwice(s);
    });
});

describe('an upload whose fate is open', () => {
  for (const name of [
    'gateway-done',
    'gateway-not-done',
    'lost-done',
    'timeout-done',
    'unreadable-done',
    'html-200-done',
    'server-error',
  ]) {
    test(`after ${name} its rows are to check and are never sent again by themselves`, () => {
      const s = creatorScene({ rows: creators(5), switches: fault(name, 'create') });
      expect(s.run()).toMatchObject({ state: 'finished', outcomes: { check: 5 } });
      expect(s.start({ ...CREATORS, rows: 'all' }).error).toMatchObject({ kind: 'nothing' });
      expect(s.http('POST', '/batch/')).toHaveLength(1);
    });
  }

  for (const name of ['too-many', 'too-many-html', 'dns-error', 'connection-refused']) {
    test(`after ${name} nothing was made, so it is sent again`, () => {
      const s = creatorScene({ rows: creators(5), switches: fault(name, 'create') });
      expect(s.run()).toMatchObject({ state: 'finished', outcomes: { found: 5 } });
      notTwice(s);
    });
  }

  test('a redirect is not followed, and pauses', () => {
    const s = creatorScene({ rows: creators(5), switches: fault('redirect', 'create', 'every') });
    expect(s.run()).toMatchObject({ state: 'paused', reasonKind: 'refused' });
  });
});

describe('an upload that is refused', () => {
  for (const badForm of ['fields', 'detail', 'detail-list', 'message', 'error', 'empty'] as const) {
    for (const badFormAs of [400, 422] as const) {
      test(`for one record (${badFormAs}, ${badForm}): that one fails, the others are bought once`, () => {
        const rows = [...creators(11), row('invalid.one')];
        const s = creatorScene({ rows, switches: { badForm, badFormAs } });
        expect(s.run()).toMatchObject({ state: 'finished', outcomes: { found: 11, failed: 1 } });
        expect(String(s.column(STATUS)[11])).toMatch(/^failed: /);
        notTwice(s);
      });
    }
  }

  test('for the mode: the run pauses at once and says what was said', () => {
    const s = creatorScene({
      rows: [row('ada@example.com'), row('bo@example.com')],
      switches: { advanced: 'refused' },
    });
    const job = s.run({
      ...CREATORS,
      settings: { mode: 'advanced' },
      inputs: { email: 'Handle' },
      outputs: { email: 'Followers' },
    });
    expect(job).toMatchObject({ state: 'paused', reasonKind: 'refused' });
    expect(job.reason).toContain('"advanced" is not a valid choice');
    expect(s.http('POST', '/batch/')).toHaveLength(1);
  });
});

describe('keys', () => {
  test('one that is refused is said before anything is uploaded', () => {
    const s = creatorScene({ switches: { keys: ['another'] } });
    expect(s.start(CREATORS).error).toMatchObject({ kind: 'key', message: expect.stringContaining('rejected') });
    expect(s.calls('create')).toBe(0);
  });

  test('one without API access is told about the plan', () => {
    const s = creatorScene({ switches: { plan: 'without-api' } });
    expect(s.start(CREATORS).error!.message).toMatch(/Pro plan/);
  });

  test('revoked on the way: paused, and collected under the new key', () => {
    const s = creatorScene({ rows: creators(5), switches: { accounts: 'one-for-all' } });
    const { jobId } = s.start(CREATORS).value;
    s.influencers.switches.keys = ['new-key'];
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'key rejected' });
    s.giveKey('Bearer new-key');
    s.call('resume', { jobId });
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 5 } });
    notTwice(s);
  });

  test('a key of another account does not turn paid results into failures', () => {
    const s = creatorScene({ rows: creators(5) });
    const { jobId } = s.start(CREATORS).value;
    s.giveKey('the-key-of-somebody-else');
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'key rejected' });
    s.giveKey();
    s.call('resume', { jobId });
    s.drive();
    expect(s.view(jobId).outcomes).toMatchObject({ found: 5 });
  });
});

describe('results that do not come', () => {
  for (const goneAs of ['404', '400'] as const) {
    test(`gone (${goneAs}): to check, with what was spent`, () => {
      const s = creatorScene({ rows: [row('expired.one'), ...creators(3)], switches: { goneAs } });
      expect(s.run()).toMatchObject({ state: 'finished', outcomes: { check: 4 }, credits: { spent: 0.12 } });
    });
  }

  test('a page instead of results, a cut answer, a cold start: read again until they are there', () => {
    for (const name of ['gateway-done', 'html-200-done', 'unreadable-done', 'timeout-done']) {
      const s = creatorScene({ rows: [row('cold.one'), ...creators(3)], switches: fault(name, 'download') });
      expect(s.run()).toMatchObject({ outcomes: { found: 4 }, credits: { spent: 0.12 } });
    }
  });

  test('a batch that failed and cost nothing failed for each; one that cost something is to check', () => {
    for (const failedBatch of ['refunds', 'keeps-charges'] as const) {
      const s = creatorScene({ rows: [...creators(3), row('broken.one')], switches: { failedBatch } });
      const job = s.run();
      if (failedBatch === 'refunds') expect(job).toMatchObject({ outcomes: { failed: 4 }, credits: { spent: 0 } });
      else expect(job).toMatchObject({ outcomes: { check: 4 }, credits: { spent: 0.09 } });
    }
  });
});
