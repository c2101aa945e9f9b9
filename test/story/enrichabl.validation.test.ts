// Whole runs of `enrichabl.validation` on the built bundle.
import { describe, expect, test } from 'vitest';
import { charged, held, leadScene, people, VALIDATE } from './enrichabl-scene';

const rows = (): string[][] => {
  const some = people(6);
  some[1]![0] = 'invalid@example.com';
  some[2]![0] = 'risky@example.com';
  some[3]![0] = 'unknown@example.com';
  return some;
};
const WORDS = ['INVALID', 'RISKY', 'UNKNOWN'];

for (const service of ['BOUNCEBAN', 'MAILVERI', 'HYBRID'] as const) {
  test(`${service}: each row has its word, and UNKNOWN is one`, () => {
    const s = leadScene({ rows: rows() });
    const job = s.run({ ...VALIDATE, settings: { ...(VALIDATE.settings as object), service } });
    expect(job).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
    expect(s.column('Verdict').slice(1, 4)).toEqual(WORDS);
  });
}

test('leads that were validated before are read for free, wherever they are', () => {
  const s = leadScene({ rows: rows() });
  s.run(VALIDATE);
  const before = charged(s).length;
  const again = { ...VALIDATE, name: 'Again', settings: { ...(VALIDATE.settings as object), service: 'MAILVERI' } };
  expect(s.run({ ...again, outputs: { status: 'Verdict again' } }).outcomes).toMatchObject({ found: 6 });
  expect(charged(s).length).toBe(before);
  expect(s.column('Verdict again').slice(1, 4)).toEqual(WORDS);
});

test('a job that is looked at again only after a long weekend, and then in vain at first, has all its words', () => {
  const s = leadScene({ rows: rows() });
  const { jobId } = s.start(VALIDATE).value;
  s.host.switches.triggersDisabled = true;
  for (let beats = 0; charged(s).length === 0 && beats < 20; beats++) {
    s.host.clock.advance(2000);
    s.call('advance');
  }
  s.host.clock.advance(4 * 24 * 3_600_000);
  s.enrichabl.switches.faults = [{ match: 'progress', nth: 1, fault: 'gateway-done' }] as never;
  s.drive();
  expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 6, check: 0 } });
  expect(s.column('Verdict').slice(1, 4)).toEqual(WORDS);
  expect(charged(s)).toHaveLength(6);
});

describe('whatever Enrichabl answers of a validation', () => {
  const SWITCHES = [
    { validationProgress: 'counters-only' },
    { validationTotal: 'all-targets' },
    { unknownAgain: 'validated' },
    { nothingToValidate: '400' },
    { emptyJobPercent: 0 },
    { unvalidatedAs: 'PENDING' },
    { unvalidatedAs: 'UNKNOWN' },
    { jobId: 'id' },
    { jobId: 'nested' },
    { leadIds: 'pipeline_lead_id', progressIds: 'pipeline_lead_id' },
    { statusWords: { COMPLETED: 'DONE', IN_PROGRESS: 'RUNNING' } },
    { resultsLand: 'at-end' },
    { knownLead: 'attached' },
  ] as const;
  test.each(SWITCHES)('%o', (switches) => {
    const s = leadScene({ rows: rows(), switches: switches as never });
    expect(s.run(VALIDATE)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
    expect(s.column('Verdict').slice(1, 4)).toEqual(WORDS);
    // Once more: the one that came back UNKNOWN may have nothing left to do for the provider, which is no failure.
    const again = { ...VALIDATE, name: 'Again', reuse: 'never', outputs: { status: 'Verdict again' } };
    expect(s.run(again)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
  });
});

for (const fault of ['gateway-done', 'lost-done', 'unreadable-done']) {
  test(`a start whose answer is lost (${fault}) is settled by looking at the leads`, () => {
    const s = leadScene({ rows: rows(), switches: { faults: [{ match: 'start', nth: 1, fault: fault as never }] } });
    expect(s.run(VALIDATE)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
    expect(s.posts('/validation/start')).toHaveLength(1);
  });
}

test('HYBRID without one of its keys pauses and names it', () => {
  const s = leadScene({ rows: rows(), switches: { providerKeys: ['BOUNCEBAN'] } });
  expect(s.run(VALIDATE).reason).toContain('No API key found for MAILVERI.');
});

test('the whole pipeline is validated in one job when asked for', () => {
  const s = leadScene({ rows: rows() });
  const recipe = { ...VALIDATE, settings: { ...(VALIDATE.settings as object), target: 'pipeline' } };
  expect(s.run(recipe)).toMatchObject({ state: 'finished', outcomes: { found: 6 } });
  expect(s.posts('/validation/start')).toHaveLength(1);
  expect(held(s).emails).toHaveLength(6);
});
