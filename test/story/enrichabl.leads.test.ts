// Whole runs of `enrichabl.leads` on the built bundle: found, uploaded, refused, over the quota.
import { describe, expect, test } from 'vitest';
import { held, leadScene, people, UPLOAD } from './enrichabl-scene';

const STATUS = 'Upload status';

test('rows become leads of a pipeline that is made once, with its base columns, and their ids come back', () => {
  const s = leadScene();
  expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 8 }, credits: { spent: 0 } });
  const { pipelines, columns, emails } = held(s);
  expect(pipelines).toEqual(['Q3 outbound']);
  expect(columns).toEqual(['industry', 'company']);
  expect(emails.sort()).toEqual(
    people(8)
      .map((row) => row[0])
      .sort(),
  );
  expect(s.column('Stage')).toEqual(Array(8).fill('IMPORTED'));
  expect(new Set(s.column('Lead')).size).toBe(8);
});

test('more rows later go to the same pipeline, and nothing is sent again', () => {
  const s = leadScene({ rows: people(3) });
  s.run(UPLOAD);
  s.leads.load([['Email', 'Company', 'Website', 'Notes'], ...people(5)]);
  s.run({ ...UPLOAD, name: 'Again', rows: 'all', reuse: 'never' });
  expect(held(s).pipelines).toHaveLength(1);
  expect(held(s).emails).toHaveLength(5);
  const sent = s.posts('/leads');
  expect(sent).toHaveLength(2);
});

test('the plan says how many leads are new, since each counts against the quota for good', () => {
  const s = leadScene({ rows: people(5) });
  s.elsewhere([{ email: people(5)[0]![0], company: people(5)[0]![1], company_website: people(5)[0]![2] }]);
  const plan = s.call('plan', { recipe: UPLOAD });
  expect(plan.value.notes.join(' ')).toContain('4 of 5 leads are new to your Enrichabl account (which holds 1)');
});

test('a lead that lives in another pipeline is found there whatever its case, and what differs is named in the summary', () => {
  const s = leadScene({ rows: people(3) });
  const [first] = people(1);
  s.elsewhere([{ email: first![0]!.toUpperCase(), company: 'Another Ltd', company_website: first![2] }]);
  const job = s.run(UPLOAD);
  expect(job.outcomes).toMatchObject({ found: 3 });
  expect(held(s).emails).toHaveLength(3);
  expect((job as { notes?: string[] }).notes?.join(' ')).toContain(`${first![0]} (company)`);
});

test('two rows with one e-mail are one lead', () => {
  const rows = people(2);
  rows.push([` ${rows[0]![0]!.toUpperCase()} `, 'Other name', rows[0]![2]!, '']);
  const s = leadScene({ rows });
  expect(s.run(UPLOAD).outcomes).toMatchObject({ found: 3 });
  expect(held(s).emails).toHaveLength(2);
  expect(s.column('Lead')[2]).toBe(s.column('Lead')[0]);
});

describe('a lead that Enrichabl does not take', () => {
  for (const uploadSummary of ['counts', 'counted-names', 'nested', 'lists', 'per-row'] as const) {
    for (const badLead of ['fails-alone', 'refuses-upload'] as const) {
      test(`fails alone, told by ${uploadSummary}, where it ${badLead}`, () => {
        const rows = people(6);
        rows[2]![0] = 'nobody@nowhere';
        const s = leadScene({ rows, switches: { uploadSummary, badLead } });
        expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 5, failed: 1 } });
        expect(String(s.column(STATUS)[2])).toMatch(/^failed: (invalid email|Enrichabl refused or skipped the lead)$/);
      });
    }
  }

  test('is not sent at all where it is no e-mail', () => {
    const rows = people(2);
    rows[1]![0] = 'not an address';
    const s = leadScene({ rows });
    s.run(UPLOAD);
    expect(s.column(STATUS)[1]).toBe('failed: email: "not an address" is not an e-mail address.');
  });
});

describe('the lead quota', () => {
  for (const overQuota of ['truncates', '402', 'never-402'] as const) {
    test(`${overQuota}: what fits is in the cells, the rest is not run, and Resume sends only the rest`, () => {
      const s = leadScene({ rows: people(8), switches: { leadQuota: 5, overQuota } });
      const job = s.run(UPLOAD);
      expect(job).toMatchObject({ state: 'paused', reasonKind: 'lead quota', outcomes: { found: 5 } });
      expect(s.column(STATUS).filter((status) => status === 'found')).toHaveLength(5);
      expect(held(s).emails).toHaveLength(5);
      s.enrichabl.switches.leadQuota = 100;
      const before = s.posts('/leads').length;
      expect(s.resume(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 8 } });
      expect(held(s).emails).toHaveLength(8);
      expect(s.posts('/leads').length).toBe(before + 1);
    });
  }

  test('that is full lets the leads through that the account has, and says how many are left', () => {
    const s = leadScene({ rows: people(4), switches: { leadQuota: 1 } });
    const [first] = people(1);
    s.elsewhere([{ email: first![0], company: first![1], company_website: first![2] }]);
    const job = s.run(UPLOAD);
    expect(job).toMatchObject({ state: 'paused', outcomes: { found: 1 } });
    expect(job.reason).toContain('3 new leads, 0 left (1 of 1 are used)');
  });

  test('is said in the plan where it is known, which then starts all the same', () => {
    const s = leadScene({ rows: people(8), switches: { leadQuota: 5, quotaTold: 'in-list' } });
    const notes = (): string => s.call('plan', { recipe: UPLOAD }).value.notes.join(' ');
    expect(notes()).toContain('8 new leads, 5 left');
    s.enrichabl.switches.leadQuota = 8;
    expect(notes()).not.toContain('left');
    s.enrichabl.switches.leadQuota = 5;
    expect(s.run(UPLOAD)).toMatchObject({ state: 'paused', reasonKind: 'lead quota', outcomes: { found: 5 } });
  });

  test('of which nothing is known is not guessed at', () => {
    const s = leadScene({ rows: people(8), switches: { leadQuota: 5 } });
    expect(s.call('plan', { recipe: UPLOAD }).value.notes.join(' ')).not.toContain('left');
  });

  test('in the file of a paused run the rest says so', () => {
    const s = leadScene({ rows: people(3), switches: { leadQuota: 2 } });
    const job = s.run(UPLOAD);
    s.call('stop', { jobId: job.jobId });
    s.drive();
    expect(s.column(STATUS).filter((status) => String(status).startsWith('not run: '))).toHaveLength(1);
  });
});

describe('an upload whose answer tells nothing', () => {
  for (const fault of [
    'gateway-done',
    'gateway-not-done',
    'lost-done',
    'unreadable-done',
    'html-200-done',
    'timeout-not-done',
    'server-error',
  ]) {
    test(`${fault}: the leads are looked for, and end up there once`, () => {
      const s = leadScene({
        rows: people(4),
        switches: { faults: [{ match: 'upload', nth: 1, fault: fault as never }] },
      });
      expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 4 } });
      expect(held(s).emails).toHaveLength(4);
    });
  }

  for (const match of ['pipelines', 'leads', 'columns']) {
    for (const fault of ['gateway-done', 'gateway-not-done', 'lost-not-done', 'too-many', 'dns-error']) {
      test(`${fault} at ${match}: tried again, and nothing is made twice`, () => {
        const s = leadScene({
          rows: people(3),
          switches: { faults: [2, 3].map((nth) => ({ match, nth, fault: fault as never })) },
        });
        expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 3 } });
        expect(held(s)).toMatchObject({ pipelines: ['Q3 outbound'], columns: ['industry', 'company'] });
      });
    }
  }
});

test('a key that is rejected in the middle pauses the run; with a good one it goes on', () => {
  const undisturbed = leadScene({ rows: people(3) });
  undisturbed.run(UPLOAD);
  const s = leadScene({ rows: people(3), switches: { revokedFromMs: undisturbed.posts('/leads')[0]!.atMs } });
  const job = s.run(UPLOAD);
  expect(job).toMatchObject({ state: 'paused', reasonKind: 'key rejected' });
  s.enrichabl.switches.revokedFromMs = null;
  expect(s.resume(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 3 } });
});

test('a pipeline id that the key cannot see is refused before anything is made', () => {
  const s = leadScene({ rows: people(3) });
  const reply = s.start({ ...UPLOAD, settings: { pipeline: 'no-such-id' } });
  expect(reply.error?.message).toContain('Enrichabl has no pipeline no-such-id');
  expect(s.posts('')).toEqual([]);
});

describe('chunks', () => {
  test('hold at most 4,000 leads, one after the other', () => {
    const s = leadScene({ rows: people(9000) });
    expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 9000 } });
    expect(held(s).emails).toHaveLength(9000);
    expect(s.uploads.every((call) => call.length === 1 && call[0]!.leads <= 4000)).toBe(true);
    expect(s.uploads.flat().reduce((sum, one) => sum + one.leads, 0)).toBe(9000);
  }, 240_000);

  test('are halved until they are small enough', () => {
    const s = leadScene({ rows: people(60), switches: { maxLeads: 20 } });
    expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 60 } });
    expect(held(s).emails).toHaveLength(60);
  });

  for (const bigBodyAs of ['413', '413-html', '400'] as const) {
    test(`are halved after a ${bigBodyAs} for their size`, () => {
      const s = leadScene({ rows: people(40), switches: { bodyBytes: 2000, bigBodyAs } });
      expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 40 } });
    });
  }
});

test('chunks stay under 3.5 MB however long the texts are', () => {
  const rows = people(1500).map(([email, , website, notes]) => [email!, 'ü'.repeat(1500), website!, notes!]);
  const s = leadScene({ rows });
  expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 1500 } });
  expect(Math.max(...s.uploads.flat().map(({ bytes }) => bytes))).toBeLessThan(3_600_000);
  expect(s.uploads.length).toBeGreaterThan(1);
}, 120_000);
