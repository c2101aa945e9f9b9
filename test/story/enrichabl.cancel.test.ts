// A person cancels a run in the middle of its jobs: what was done is kept, the rest is to check, and nothing is bought again.
import { describe, expect, test } from 'vitest';
import {
  charged,
  type LeadOptions,
  type LeadScene,
  leadScene,
  people,
  SUMMARY,
  UPLOAD,
  VALIDATE,
} from './enrichabl-scene';
import type { Recipe } from './scene';

const STUCK = 3;

/** The job comes to the fourth lead and no further. */
function rows(): string[][] {
  const some = people(6);
  some[STUCK]![0] = 'stuck@example.com';
  return some;
}

/** Some heartbeats, far enough apart for what is due. */
function beat(s: LeadScene, beats: number): void {
  for (let i = 0; i < beats; i++) {
    s.call('advance');
    s.host.clock.advance(6_000);
  }
}

function begun(recipe: Recipe, options: LeadOptions = {}): { s: LeadScene; jobId: string } {
  const s = leadScene({ rows: rows(), ...options });
  const { jobId } = s.start(recipe).value;
  beat(s, 3);
  return { s, jobId };
}

const cancels = (s: LeadScene): unknown[] => s.posts('/cancel');

describe.each([
  ['an enrichment', SUMMARY, 'Summary'],
  ['a validation', VALIDATE, 'Verdict'],
])('%s that is cancelled', (_what, recipe, output) => {
  const status = `${recipe.name} status`;

  test('keeps what was done, leaves the rest to check, sends nothing more and buys nothing again', () => {
    const { s, jobId } = begun(recipe);
    const starts = s.posts('/start').length;
    const reply = s.call('cancel', { jobId });
    expect(reply.value).toMatchObject({ state: 'stopped', reason: 'Cancelled by you.', collecting: true });
    expect(cancels(s)).toHaveLength(1);
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'stopped', outcomes: { found: STUCK, check: 6 - STUCK, failed: 0 } });
    expect(s.column(output).map((value) => value !== '')).toEqual([true, true, true, false, false, false]);
    expect(s.column(status).slice(STUCK)).toEqual(
      Array(6 - STUCK).fill('check: the job ended as CANCELLED without a word on this lead'),
    );
    expect((s.view(jobId) as never as { notes: string[] }).notes).toContain(
      `A job at Enrichabl ended as CANCELLED after ${STUCK} of 6 leads.`,
    );
    const paid = charged(s);
    expect(s.start(recipe).error).toMatchObject({ kind: 'nothing' });
    s.drive();
    expect(s.posts('/start')).toHaveLength(starts);
    expect(charged(s)).toEqual(paid);
  });

  test('whose values land only at its end has none to keep: all is to check, also what the job calls done', () => {
    const { s, jobId } = begun(recipe, { switches: { resultsLand: 'at-end' } });
    s.call('cancel', { jobId });
    s.drive();
    expect(s.view(jobId).outcomes).toMatchObject({ found: 0, 'no match': 0, failed: 0, check: 6 });
  });
});

test('what was not sent yet is not run', () => {
  const some = [...rows(), ...people(900, 10)];
  const s = leadScene({ rows: some, switches: { aiLeadMs: 60_000 } });
  const { jobId } = s.start(SUMMARY).value;
  beat(s, 3);
  const starts = s.posts('/enrichment/start').length;
  s.call('cancel', { jobId });
  expect(cancels(s)).toHaveLength(starts);
  s.drive();
  expect(s.posts('/enrichment/start')).toHaveLength(starts);
  expect(s.view(jobId).outcomes['not run']).toBe(906 - 300 * starts);
  expect(s.column('Summary status').filter((one) => one === 'not run: stopped')).toHaveLength(906 - 300 * starts);
});

test('a run that was stopped before can be cancelled too', () => {
  const { s, jobId } = begun(SUMMARY);
  s.call('stop', { jobId });
  expect(s.call('cancel', { jobId }).value).toMatchObject({ state: 'stopped' });
  s.drive();
  expect(s.view(jobId).outcomes).toMatchObject({ found: STUCK, check: 6 - STUCK });
});

describe('a cancelling that the provider does not carry out', () => {
  test.each([
    ['an error', { faults: [{ match: 'cancel', nth: 1, fault: 'server-error' }] }, 'did not cancel'],
    ['a lost connection', { faults: [{ match: 'cancel', nth: 1, fault: 'lost-not-done' }] }, 'did not cancel'],
  ])('%s: is said, the run is stopped, and can be cancelled again', (_what, switches, said) => {
    const { s, jobId } = begun(SUMMARY, { switches: switches as never });
    const reply = s.call('cancel', { jobId });
    expect(reply.value.notes.join(' ')).toContain(said);
    expect(reply.value).toMatchObject({ state: 'stopped', collecting: true });
    s.call('cancel', { jobId });
    s.drive();
    expect(s.view(jobId)).toMatchObject({ collecting: false, outcomes: { found: STUCK, check: 6 - STUCK } });
  });

  test('because the job was over meanwhile: its results are collected', () => {
    const s = leadScene({ rows: people(4) });
    const { jobId } = s.start(SUMMARY).value;
    s.host.clock.advance(60_000);
    expect(s.call('cancel', { jobId }).value.notes.join(' ')).toContain('Job is not running');
    s.drive();
    expect(s.view(jobId).outcomes).toMatchObject({ found: 4 });
    expect(charged(s)).toHaveLength(4);
  });
});

test('an operation that cannot be cancelled says what to do, and goes on', () => {
  const s = leadScene({ rows: people(5), switches: { leadQuota: 3 } });
  const job = s.run(UPLOAD);
  expect(job).toMatchObject({ state: 'paused', outcomes: { found: 3 } });
  expect(s.call('cancel', { jobId: job.jobId }).error?.message).toContain('Stop the run instead');
  s.enrichabl.switches.leadQuota = 100;
  expect(s.resume(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 5 } });
});

test('only its owner can cancel a run', () => {
  const { s, jobId } = begun(SUMMARY);
  const reply = s.call('cancel', { jobId }, 'ben@example.com');
  expect(reply.error?.message).toContain('belongs to ann@example.com');
  expect(cancels(s)).toHaveLength(0);
});

test('killed before and after each service call, cancelling leaves the same sheet and is charged nothing', () => {
  const undisturbed = begun(SUMMARY);
  let calls = 0;
  undisturbed.s.host.setHook((_call, phase) => {
    if (phase === 'before') calls++;
    return undefined;
  });
  undisturbed.s.call('cancel', { jobId: undisturbed.jobId });
  undisturbed.s.host.setHook(undefined);
  undisturbed.s.drive();
  expect(calls).toBeGreaterThan(3);
  for (let at = 1; at <= calls; at++)
    for (const when of ['before', 'after'] as const) {
      const { s, jobId } = begun(SUMMARY);
      let n = 0;
      s.host.setHook((_call, phase) => {
        if (phase === 'before') n++;
        return n === at && phase === when ? 'kill' : undefined;
      });
      s.call('cancel', { jobId });
      s.host.setHook(undefined);
      s.call('cancel', { jobId });
      s.drive();
      expect([at, when, s.sheet()]).toEqual([at, when, undisturbed.s.sheet()]);
      expect(charged(s)).toEqual(charged(undisturbed.s));
    }
}, 120_000);
