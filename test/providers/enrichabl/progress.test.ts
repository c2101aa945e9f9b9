import { describe, expect, test } from 'vitest';
import { type End, hearProgress, standing, startedJob, withRecord } from '../../../src/providers/enrichabl/progress';
import type { Json } from '../../../src/providers/operation';
import { answer } from './answers';

function ended(body: { [name: string]: Json }): End {
  const said = hearProgress(answer(200, { status: 'COMPLETED', ...body }));
  if (!('end' in said)) throw new Error(JSON.stringify(said));
  return said.end;
}

describe('the answer to a start', () => {
  test.each<[Json, string | null]>([
    [{ job_id: 'j1' }, 'j1'],
    [{ id: 'j1', status: 'PENDING' }, 'j1'],
    [{ job: { id: 'j1' } }, 'j1'],
    [{ data: { job_id: 'j1' } }, 'j1'],
    [{ job_id: 7 }, '7'],
    [{ ok: true }, null],
    [[], null],
    ['<html>', null],
    [{ job_id: 'with a space' }, null],
    [{ job_id: 'x'.repeat(81) }, null],
  ])('%o names the job %s', (body, job) => {
    expect(startedJob(answer(202, body))).toBe(job);
  });
});

describe('progress', () => {
  test.each(['PENDING', 'IN_PROGRESS', 'pending', 'SOMETHING_NEW'])('%s runs on', (status) => {
    expect(hearProgress(answer(200, { status, processed_leads: 1, total_leads: 2 }))).toEqual({
      word: status,
    });
  });

  test.each(['COMPLETED', 'FAILED', 'CANCELLED', 'completed', 'CANCELED'])('%s ends the job', (status) => {
    expect(hearProgress(answer(200, { status }))).toHaveProperty('end');
  });

  test('a word that is not known is an end where all leads are processed, also where there are none', () => {
    expect(hearProgress(answer(200, { status: 'DONE', processed_leads: 2, total_leads: 2 }))).toHaveProperty('end');
    expect(hearProgress(answer(200, { status: 'DONE', total_leads: 0, progress_percentage: 100 }))).toHaveProperty(
      'end',
    );
    expect(hearProgress(answer(200, { status: 'QUEUED', total_leads: 0, processed_leads: 0 }))).toEqual({
      word: 'QUEUED',
    });
  });

  test('a job that is gone is lost; a bad answer is asked again; a bad key pauses', () => {
    expect(hearProgress(answer(404, { error: 'x' }))).toMatchObject({ failure: { kind: 'lost' } });
    expect(hearProgress(answer(200, '<html>'))).toMatchObject({ failure: { kind: 'again' } });
    expect(hearProgress(answer(500, ''))).toMatchObject({ failure: { kind: 'again' } });
    expect(hearProgress(answer(401, { error: 'x' }))).toMatchObject({
      failure: { kind: 'pause', why: 'key rejected' },
    });
  });
});

describe('what a job says of a lead', () => {
  test.each<[string, Json]>([
    ['a map', { l1: 'no credit' }],
    ['a map of records', { l1: { message: 'no credit' } }],
    ['a list', [{ lead_id: 'l1', error: 'no credit' }]],
    ['texts', ['no credit', 'no credit']],
  ])('its error stands in %s', (_shape, lead_errors) => {
    const end = ended({ failed_lead_ids: ['l1'], lead_errors });
    expect(standing(end, ['l1', 'row1'])).toEqual({ completed: false, error: 'no credit' });
    expect(standing(end, ['l2']).error).toBeNull();
  });

  test('without a reason it has failed all the same', () => {
    expect(standing(ended({ failed_lead_ids: ['l1'] }), ['l1']).error).toBe('Enrichabl gave no reason');
  });

  test('is found by whichever id the job uses', () => {
    const end = ended({ completed_lead_ids: ['row1'] });
    expect(standing(end, ['l1', 'row1']).completed).toBe(true);
    expect(standing(end, ['l2', 'row2']).completed).toBe(false);
    expect(standing(ended({}), ['l1']).completed).toBeNull();
  });

  test('is nothing for ids that every object has', () => {
    expect(standing(ended({ lead_errors: {} }), ['constructor', '__proto__']).error).toBeNull();
  });
});

test('why a job failed stands in its record', () => {
  const end = ended({});
  expect(withRecord(end, answer(200, { job_id: 'j', error: 'quota' })).reason).toBe('quota');
  expect(withRecord({ ...end, reason: 'known' }, answer(500, '')).reason).toBe('known');
});
