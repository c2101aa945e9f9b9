// Whole runs of `enrichabl.enrichment` on the built bundle: what is bought, for whom, and which value is believed.
import { describe, expect, test } from 'vitest';
import { charged, done, held, type LeadScene, leadScene, PROFILE, people, SUMMARY, TAGLINE } from './enrichabl-scene';
import type { Recipe } from './scene';

const STATUS = 'Summary status';
const PIPELINE = { create: { name: 'Q3 outbound' } };

/** One lead of the list, left elsewhere with these custom fields. */
function known(s: LeadScene, at: number, more: object): string {
  const [email, company, company_website] = people(8)[at]!;
  return s.elsewhere([{ email, company, company_website, ...more }]);
}

describe('each kind of column', () => {
  const kinds: [Recipe, string[], string[]][] = [
    [SUMMARY, ['Company summary'], ['Summary']],
    [PROFILE, ['Profile: city', 'Profile: year'], ['City', 'Year']],
    [TAGLINE, ['Firecrawl: tagline'], ['Tagline']],
  ];
  test.each(kinds)(
    '$name: leads are uploaded, the template and its columns made once, each lead bought once',
    (recipe, columns, outputs) => {
      const s = leadScene();
      expect(s.run(recipe)).toMatchObject({ state: 'finished', outcomes: { found: 8 } });
      expect(held(s)).toMatchObject({ columns, pipelines: ['Q3 outbound'] });
      expect(held(s).templates).toHaveLength(1);
      expect(new Set(done(s)).size).toBe(done(s).length);
      expect(charged(s)).toHaveLength(8);
      for (const output of outputs)
        expect(s.column(output).every((value) => String(value).startsWith('Sample'))).toBe(true);
    },
  );

  test('AI: the value in a row is about the company in that row', () => {
    const s = leadScene();
    s.run(SUMMARY);
    const companies = s.column('Company').map(String);
    s.column('Summary').forEach((value, i) => {
      expect(String(value)).toContain(`Summarize ${companies[i]} in one sentence.`);
    });
  });

  test('a template by its id brings its name and its fields with it', () => {
    const s = leadScene();
    const body = { name: 'Facts', prompt_template: 'Facts on {{company}}', model: 'gpt-4o', output_fields: ['city'] };
    const { multi_ai_id } = s.direct<{ multi_ai_id: string }>('POST', 'columns/multi-ai-templates', body);
    const settings = { pipeline: PIPELINE, type: 'MULTI_AI_COLUMN', template: multi_ai_id };
    expect(s.run({ ...PROFILE, settings, outputs: { city: 'City' } }).outcomes).toMatchObject({ found: 8 });
    expect(held(s).templates).toEqual(['Facts']);
  });

  test('a template of that name with another prompt is refused, since the job would run with that prompt', () => {
    const s = leadScene();
    s.direct('POST', 'columns/ai-templates', { name: 'Company summary', prompt_template: 'Rhyme.', model: 'gpt-4o' });
    expect(s.start(SUMMARY).error?.message).toContain('with another prompt');
  });
});

describe('the lead that the account has', () => {
  test('elsewhere is used by its id, and not uploaded', () => {
    const s = leadScene();
    known(s, 0, {});
    expect(s.run(SUMMARY).outcomes).toMatchObject({ found: 8 });
    expect(held(s).emails).toHaveLength(8);
    expect(s.uploads.flat()).toEqual([expect.objectContaining({ leads: 7 })]);
  });

  test('that differs from the row is not sent, and says in what', () => {
    const s = leadScene();
    known(s, 2, { company: 'Another Ltd' });
    expect(s.run(SUMMARY).outcomes).toMatchObject({ found: 7, failed: 1 });
    expect(s.column(STATUS)[2]).toBe("failed: the account's lead differs (company)");
    expect(charged(s)).toHaveLength(7);
  });

  test('whose old value stays when the job fails gets no value', () => {
    const rows = people(4);
    rows[1] = ['failing@example.com', 'Company x', '', ''];
    const s = leadScene({ rows });
    s.elsewhere([
      { email: 'failing@example.com', company: 'Company x', custom_fields: { 'Company summary': 'an old one' } },
    ]);
    s.run(SUMMARY);
    expect(s.column('Summary')[1]).toBe('');
    expect(s.column(STATUS)[1]).toBe('failed: The provider returned an error.');
  });

  test('with a value of another Firecrawl template under the same name is not sent', () => {
    const s = leadScene({ rows: people(3) });
    s.run(TAGLINE);
    const other = {
      pipeline: PIPELINE,
      type: 'FIRECRAWL_EXTRACT',
      template: { name: 'Other' },
      firecrawl: { urlColumn: 'company_website', prompt: 'Something else.', fields: ['tagline'] },
    };
    const job = s.run({ ...TAGLINE, name: 'Other', settings: other, outputs: { tagline: 'Other tagline' } });
    expect(job.outcomes).toMatchObject({ failed: 3 });
    expect(String(s.column('Other status')[0])).toContain('is written by the template "Firecrawl tagline" too');
    expect(charged(s)).toHaveLength(3);
  });

  test('an input that the results would overwrite is refused', () => {
    const s = leadScene();
    const inputs = { ...(SUMMARY.inputs as object), 'custom_fields.Company summary': 'Notes' };
    expect(s.start({ ...SUMMARY, inputs }).error?.message).toContain('would be overwritten by the results');
  });
});

describe('what a job does not answer', () => {
  test('misses, failures and their reasons stand in their own rows', () => {
    const rows = people(4);
    rows[1]![0] = 'miss@example.com';
    rows[2]![0] = 'fail@example.com';
    const s = leadScene({ rows });
    s.run(SUMMARY);
    expect(s.column(STATUS)).toEqual(['found', 'no match', 'failed: The provider returned an error.', 'found']);
  });

  test('a job that fails in the middle keeps what was done; the rest failed', () => {
    const rows = people(4);
    rows[2]![0] = 'broken@example.com';
    const s = leadScene({ rows });
    const job = s.run(SUMMARY);
    expect(job.state).toBe('finished');
    expect(job.outcomes).toMatchObject({ check: 0 });
    expect(job.outcomes.found! + job.outcomes.failed!).toBe(4);
  });

  test('a job that somebody cancelled leaves in check what it had not come to', () => {
    const rows = people(4);
    rows[0]![0] = 'stuck@example.com';
    const s = leadScene({ rows });
    const started = s.start(SUMMARY);
    const id = Object.keys((s.enrichabl.save() as { jobs: object }).jobs)[0]!;
    s.direct('POST', `enrichment/jobs/${id}/cancel`, {});
    s.drive();
    expect(s.view(started.value.jobId).outcomes.check).toBeGreaterThan(0);
    expect(s.view(started.value.jobId).outcomes.failed).toBe(0);
  });
});

describe('a missing key of a third party', () => {
  for (const missingKeyAs of [400, 403] as const) {
    test(`told as ${missingKeyAs}, pauses and says what to configure; then it goes on`, () => {
      const s = leadScene({ switches: { providerKeys: [], missingKeyAs } });
      const job = s.run(SUMMARY);
      expect(job).toMatchObject({ state: 'paused', reasonKind: 'refused' });
      expect(job.reason).toContain('No API key found for OPENAI.');
      expect(job.reason).toContain('Settings → API Keys');
      s.enrichabl.switches.providerKeys = ['OPENAI'];
      expect(s.resume(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 8 } });
      expect(charged(s)).toHaveLength(8);
    });
  }
});

test('a full lead quota holds back only leads that would be new', () => {
  const s = leadScene({ rows: people(6), switches: { leadQuota: 4 } });
  const job = s.run(SUMMARY);
  expect(job).toMatchObject({ state: 'paused', reasonKind: 'lead quota', outcomes: { found: 4 } });
  s.enrichabl.switches.leadQuota = 100;
  expect(s.resume(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
  expect(charged(s)).toHaveLength(6);
});

describe('a start whose answer is lost', () => {
  for (const fault of [
    'gateway-done',
    'lost-done',
    'timeout-done',
    'unreadable-done',
    'html-200-done',
    'empty-200-done',
  ]) {
    test(`${fault}: the leads tell, and nothing is bought again`, () => {
      const rows = people(5);
      rows[1]![0] = 'miss@example.com';
      const s = leadScene({ rows, switches: { faults: [{ match: 'start', nth: 1, fault: fault as never }] } });
      expect(s.run(SUMMARY)).toMatchObject({ state: 'finished', outcomes: { found: 4, 'no match': 1 } });
      expect(charged(s)).toHaveLength(5);
    });
  }

  for (const fault of ['gateway-not-done', 'lost-not-done', 'server-error']) {
    test(`${fault}: where no value lands the rows are to check, and the run ends`, () => {
      const s = leadScene({
        rows: people(3),
        switches: { faults: [{ match: 'start', nth: 1, fault: fault as never }] },
      });
      expect(s.run(SUMMARY)).toMatchObject({ state: 'finished', outcomes: { check: 3 } });
      expect(charged(s)).toHaveLength(0);
    });
  }

  for (const fault of ['too-many', 'dns-error', 'connection-refused']) {
    test(`${fault} proves that nothing was started: it is started again`, () => {
      const s = leadScene({
        rows: people(3),
        switches: { faults: [{ match: 'start', nth: 1, fault: fault as never }] },
      });
      expect(s.run(SUMMARY)).toMatchObject({ state: 'finished', outcomes: { found: 3 } });
      expect(charged(s)).toHaveLength(3);
    });
  }
});

describe('more than the rows', () => {
  test('a whole pipeline is warned of, started once, and answers the rows that are in it', () => {
    const s = leadScene({ rows: people(3) });
    s.direct('POST', 'pipelines', { pipeline_name: 'Q3 outbound' });
    const recipe = { ...SUMMARY, settings: { ...(SUMMARY.settings as object), target: 'pipeline' } };
    const plan = s.call('plan', { recipe });
    expect(plan.value.notes.join(' ')).toContain('The job takes every lead of the pipeline');
    expect(s.run(recipe)).toMatchObject({ state: 'finished', outcomes: { found: 3 } });
    expect(s.posts('/enrichment/start')).toHaveLength(1);
  });

  test('of the newest n the rows that are not among them failed, at no cost', () => {
    const s = leadScene({ rows: people(4) });
    const recipe = { ...SUMMARY, settings: { ...(SUMMARY.settings as object), target: { newest: 3 } } };
    expect(s.run(recipe).outcomes).toMatchObject({ found: 3, failed: 1 });
    expect(s.column(STATUS).filter((one) => one === 'failed: the job did not take this lead')).toHaveLength(1);
    expect(charged(s)).toHaveLength(3);
  });
});

test('bought in three jobs, never more than two at once, each lead once', () => {
  const s = leadScene({ rows: people(700) });
  expect(s.run(SUMMARY)).toMatchObject({ state: 'finished', outcomes: { found: 700 } });
  expect(s.posts('/enrichment/start')).toHaveLength(3);
  expect(new Set(charged(s)).size).toBe(700);
}, 120_000);
