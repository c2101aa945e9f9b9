// Validation jobs: words, counters, what is skipped, what is charged.

import { describe, expect, test } from 'vitest';
import { errorOf, lead, scene } from './ask';

const LIST = [
  lead('invalid'),
  lead('risky'),
  lead('unknown'),
  { email: 'ada@gmail.com' },
  { email: 'info@works.example' },
];
const done = 60_000;

function validated(service: string, switches = {}, list: object[] = LIST) {
  const at = scene(switches);
  const id = at.filled(list);
  const job = at.validation({ pipeline_id: id, service });
  at.pass(done);
  const progress = at.progress(job, 'validation');
  const wordOf = (name: string) =>
    at.rows(id).find((row) => row.lead.lead_email.startsWith(name))!.pipeline_lead_email_validation_status;
  return { at, id, job, progress, wordOf };
}

describe('words', () => {
  test.each([
    ['BOUNCEBAN', 'UNKNOWN'],
    ['MAILVERI', expect.stringMatching(/^(VALID|INVALID)$/)],
    ['HYBRID', expect.stringMatching(/^(VALID|INVALID)$/)],
  ])('%s: the words on the rows, and a Gmail address is %s', (service, gmail) => {
    const { wordOf } = validated(service);
    expect(['invalid', 'risky', 'unknown', 'ada', 'info'].map(wordOf)).toEqual([
      'INVALID',
      'RISKY',
      'UNKNOWN',
      gmail,
      'RISKY',
    ]);
  });

  test('they stand on the row, not on the lead', () => {
    const { at, id } = validated('HYBRID', {}, [lead('risky')]);
    expect(JSON.stringify(at.rows(id)[0]!.lead)).not.toContain('RISKY');
  });
});

describe('a lead in two pipelines', () => {
  test.each([
    ['row', null],
    ['all-rows', 'RISKY'],
  ] as const)('has its word on: %s', (wordStands, elsewhere) => {
    const at = scene({ wordStands, knownLead: 'attached' });
    const [first, second] = [at.filled([lead('risky')]), at.filled([lead('risky')])];
    at.validation({ pipeline_id: first, service: 'MAILVERI' });
    at.pass(done);
    const words = [first, second].map((id) => at.rows(id)[0]!.pipeline_lead_email_validation_status);
    expect(words).toEqual(['RISKY', elsewhere]);
  });
});

describe('progress', () => {
  test('UNKNOWN is processed and in none of the tallies', () => {
    expect(validated('BOUNCEBAN').progress).toMatchObject({
      status: 'COMPLETED',
      progress_percentage: 100,
      processed_leads: 5,
      total_leads: 5,
      valid_leads: 0,
      invalid_leads: 1,
      risky_leads: 2,
      failed_leads: 0,
    });
  });

  test('it may have the counters only', () => {
    const { progress } = validated('BOUNCEBAN', { validationProgress: 'counters-only' });
    expect(Object.keys(progress).sort()).toEqual(
      ['invalid_leads', 'processed_leads', 'risky_leads', 'status', 'total_leads', 'valid_leads'].sort(),
    );
  });

  test('there is no record of a validation job', () => {
    const { at, job } = validated('HYBRID');
    expect(at.http('GET', `/v1/validation/jobs/${job}`).status).toBe(404);
    expect(at.http('GET', `/v1/enrichment/jobs/${job}`).status).toBe(404);
  });

  test('it can be cancelled', () => {
    const at = scene();
    const job = at.validation({ pipeline_id: at.filled(LIST), service: 'HYBRID' });
    at.pass(2000 + 160);
    at.cancel(job, 'validation');
    expect(at.progress(job, 'validation')).toMatchObject({ status: 'CANCELLED', processed_leads: 2 });
  });
});

describe('leads that are validated already', () => {
  const again = (switches: object, list = LIST) => {
    const { at, id } = validated('BOUNCEBAN', switches, list);
    at.upload(id, [lead('new')]);
    const job = at.validation({ pipeline_id: id, service: 'MAILVERI' });
    at.pass(done);
    return at.progress(job, 'validation');
  };

  test('are skipped: only the new work counts', () => {
    expect(again({})).toMatchObject({ status: 'COMPLETED', processed_leads: 1, total_leads: 1 });
  });

  test('total_leads may count them all the same', () => {
    expect(again({ validationTotal: 'all-targets' })).toMatchObject({ processed_leads: 1, total_leads: 6 });
  });

  test('UNKNOWN may be validated again', () => {
    expect(again({ unknownAgain: 'validated' })).toMatchObject({ processed_leads: 3 });
  });

  test('a job with nothing left is empty and COMPLETED, at 100 or 0 percent, or refused', () => {
    const { at, id } = validated('HYBRID');
    const job = at.validation({ pipeline_id: id, service: 'HYBRID' });
    expect(at.progress(job, 'validation')).toMatchObject({ status: 'PENDING', progress_percentage: 0, total_leads: 0 });
    at.pass(done);
    expect(at.progress(job, 'validation')).toMatchObject({ status: 'COMPLETED', progress_percentage: 100 });
    at.switches.emptyJobPercent = 0;
    expect(at.progress(job, 'validation')).toMatchObject({ progress_percentage: 0 });
    at.switches.nothingToValidate = '400';
    expect(errorOf(at.start('validation', { pipeline_id: id, service: 'HYBRID' }))).toEqual([
      400,
      'No leads to process',
    ]);
  });
});

describe('start', () => {
  test.each(['hybrid', 'ZEROBOUNCE', undefined])('the service %s is refused', (service) => {
    const at = scene();
    expect(errorOf(at.start('validation', { pipeline_id: at.filled(LIST), service }))).toEqual([
      400,
      'invalid service',
    ]);
  });

  test('each service needs its key, HYBRID both', () => {
    const at = scene({ providerKeys: ['BOUNCEBAN'], missingKeyAs: 403 });
    const pipeline_id = at.filled(LIST);
    const start = (service: string) => at.start('validation', { pipeline_id, service });
    expect(errorOf(start('MAILVERI'))).toEqual([403, 'No API key found for MAILVERI']);
    expect(errorOf(start('HYBRID'))).toEqual([403, 'No API key found for MAILVERI']);
    expect(start('BOUNCEBAN').status).toBe(202);
  });

  test('the newest n, or listed leads', () => {
    const at = scene();
    const id = at.filled([lead('old')]);
    at.upload(id, [lead('new')]);
    at.validation({ pipeline_id: id, limit: 1, service: 'MAILVERI' });
    at.validation({ lead_ids: [at.rowOf(id, 'old@works.example').lead.lead_id], service: 'MAILVERI' });
    expect(at.enrichabl.ledger.billed.map((one) => (one.params as { email: string }).email)).toEqual([
      'new@works.example',
      'old@works.example',
    ]);
  });
});

test.each([
  ['BOUNCEBAN', [1, 1]],
  ['MAILVERI', [0, 1]],
  ['HYBRID', [1, 2]],
] as const)('%s: charged per request by BounceBan, per answer by Mailveri', (service, charges) => {
  const { at } = validated(service, {}, [lead('unknown'), { email: 'ada@gmail.com' }]);
  const of = (name: string) =>
    at.enrichabl.ledger.billed.find((one) => (one.params as { email: string }).email.startsWith(name))!.credits;
  expect([of('unknown'), of('ada')]).toEqual(charges);
});
