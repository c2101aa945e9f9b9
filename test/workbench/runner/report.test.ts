// Report and advice: the numbers of several jobs together, and one line for each thing that a person must decide.
import { describe, expect, test } from 'vitest';
import { adviceFor } from '../../../workbench/runner/advice';
import { readFlags } from '../../../workbench/runner/flags';
import { creditsOf, makeReport, NO_OUTCOMES } from '../../../workbench/runner/report';
import type { Session } from '../../../workbench/runner/session';
import type { JobView } from '../../../workbench/runner/sidebar-calls';

const JOB: JobView = {
  jobId: 'j1',
  name: 'Emails',
  operation: 'databar.enrichment',
  tab: { id: 1, name: 'leads' },
  state: 'finished',
  collecting: false,
  reason: null,
  reasonKind: null,
  requests: 3,
  rows: 4,
  incompleteRows: 1,
  reused: 1,
  done: 3,
  outcomes: { ...NO_OUTCOMES, found: 3 },
  credits: { estimatedMin: 0, estimatedMax: 0.1, spent: 0.1 },
  user: 'you@example.com',
  inAir: { requests: 0, maxCredits: 0 },
  collectByMs: null,
  notes: [],
  refusedCells: null,
  startedMs: 0,
  endedMs: null,
  nextDueMs: null,
};
const flags = readFlags({ out: '/tmp/filled.csv' }, {});
const session = {
  eraseInMessages: (text: string) => text,
  started: { realMs: 0, virtualMs: 1_000_000 },
  host: {
    clock: { now: () => 1_041_234 },
    executions: [{}, {}],
    calls: { 'Range.getValues': 4 },
    http: [{ method: 'POST', url: 'https://api.databar.ai/v1/x', status: 200, atMs: 1_000_800 }],
  },
} as unknown as Session;

describe('the report', () => {
  test('adds up the jobs of a command; fractions of credits stay readable', () => {
    const second = { ...JOB, jobId: 'j2', credits: { estimatedMin: 0, estimatedMax: 0.2, spent: 0.2 } };
    const report = makeReport(session, { jobs: [JOB, second], plan: null, stuck: null });
    expect(report).toMatchObject({ state: 'finished', requests: 6, rows: 8, reused: 2, outcomes: { found: 6 } });
    expect(report.credits).toEqual({ estimatedMin: 0, estimatedMax: 0.3, spent: 0.3 });
  });

  test('counts seconds from the start of the command, by the run’s clock', () => {
    const report = makeReport(session, { jobs: [JOB], plan: null, stuck: null });
    expect(report.virtualSeconds).toBe(41.23);
    expect(report.http).toEqual([{ method: 'POST', url: 'https://api.databar.ai/v1/x', status: 200, at: 0.8 }]);
    expect(report).toMatchObject({ executions: 2, calls: { 'Range.getValues': 4 } });
  });

  test('says null where one job’s credits are unknown', () => {
    const unknown = { ...JOB, credits: { estimatedMin: null, estimatedMax: null, spent: 0.2 } };
    expect(creditsOf({ jobs: [JOB, unknown], plan: null, stuck: null })).toEqual({
      estimatedMin: null,
      estimatedMax: null,
      spent: 0.3,
    });
  });

  test.each([
    ['paused', { state: 'paused' as const, reason: 'out of credits' }, null, 'out of credits'],
    ['stopped', { state: 'stopped' as const, reason: 'cap reached' }, null, 'cap reached'],
    ['paused', { state: 'running' as const }, 'No news for 10 minutes', 'No news for 10 minutes'],
  ])('calls it %s', (state, changes, stuck, reason) => {
    expect(makeReport(session, { jobs: [JOB, { ...JOB, ...changes }], plan: null, stuck })).toMatchObject({
      state,
      reason,
    });
  });
});

describe('advice', () => {
  test('is not given where all is well', () => {
    expect(adviceFor({ jobs: [JOB], plan: null, stuck: null }, flags)).toEqual([]);
  });

  test('names the reason and the command that goes on', () => {
    const paused = { ...JOB, state: 'paused' as const, reason: 'out of\ncredits', done: 1 };
    const [line, ...more] = adviceFor({ jobs: [paused], plan: null, stuck: null }, flags);
    expect(line).toContain('Emails is paused, 1 of 3 requests are done. out of credits.');
    expect(line).toContain('resume --out /tmp/filled.csv');
    expect(more).toEqual([]);
  });

  test('says how requests in check are settled', () => {
    const doubtful = { ...JOB, outcomes: { ...NO_OUTCOMES, found: 1, check: 2 } };
    expect(adviceFor({ jobs: [doubtful], plan: null, stuck: null }, flags).join()).toMatch(
      /2 requests are in check.*settle --as sent/,
    );
  });

  test('gives the routes again, since a run goes on only with those it began with', () => {
    const paused = { ...JOB, state: 'paused' as const };
    const route = ['https://api.databar.ai=http://127.0.0.1:4010'];
    const routed = readFlags({ out: '/tmp/filled.csv', route, key: ['databar=very-secret'], clock: 'virtual' }, {});
    const [line] = adviceFor({ jobs: [paused], plan: null, stuck: null }, routed);
    expect(line).toContain(`resume --out /tmp/filled.csv --route ${route[0]} --clock virtual`);
    expect(line).not.toContain('secret');
  });

  test('names files as a person would type them from where they are', () => {
    const paused = { ...JOB, state: 'paused' as const };
    const advise = (out: string) =>
      adviceFor({ jobs: [paused], plan: null, stuck: null }, readFlags({ out }, {})).join();
    expect(advise('filled.csv')).toContain('resume --out filled.csv ');
    expect(advise('my leads.csv')).toContain('resume --out "my leads.csv" ');
  });

  test('after a command that says itself what it did, is only what is still to be done', () => {
    const stopped = { ...JOB, state: 'stopped' as const, outcomes: { ...NO_OUTCOMES, check: 2 } };
    const paused = { ...JOB, state: 'paused' as const };
    expect(adviceFor({ jobs: [stopped], plan: null, stuck: null }, flags, true)).toEqual([]);
    expect(adviceFor({ jobs: [paused], plan: null, stuck: null }, flags, true)).toHaveLength(1);
  });

  test('names the state where it does not lie beside the file', () => {
    const elsewhere = readFlags({ out: '/tmp/filled.csv', state: '/tmp/s.json' }, {});
    expect(adviceFor({ jobs: [JOB], plan: null, stuck: 'No news' }, elsewhere).join()).toContain('--state /tmp/s.json');
  });
});
