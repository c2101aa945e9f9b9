import { describe, expect, test } from 'vitest';
import { ENRICHABL, makeFailure, quotaIn, readFailure } from '../../../src/providers/enrichabl/refusal';
import { accountFailure, errorText } from '../../../src/providers/refusal';
import { answer } from './answers';

describe('a missing third-party key', () => {
  test.each([400, 403])('told as %i says where to configure it', (status) => {
    const failure = accountFailure(ENRICHABL, answer(status, { error: 'No API key found for OPENAI' }));
    expect(failure).toMatchObject({ kind: 'pause', why: 'refused' });
    expect(JSON.stringify(failure)).toContain('No API key found for OPENAI. Enter the key');
    expect(JSON.stringify(failure)).toContain('Settings → API Keys');
  });
});

test.each([
  [401, 'key rejected'],
  [402, 'lead quota'],
  [403, 'plan'],
])('%i pauses as %s', (status, why) => {
  expect(accountFailure(ENRICHABL, answer(status, { error: 'Lead quota or gate' }))).toMatchObject({
    kind: 'pause',
    why,
  });
});

test('a 402 gives its counts; one without them has none', () => {
  expect(quotaIn({ error: 'x', current_count: 98, quota_limit: '100' })).toEqual({ count: 98, limit: 100 });
  expect(quotaIn({ error: { message: 'x', current_count: 98, quota_limit: 100 } })).toEqual({ count: 98, limit: 100 });
  expect(quotaIn({ error: 'x', current_count: 98 })).toBeNull();
  expect(quotaIn(undefined)).toBeNull();
});

test('429 is later, 404 names what is missing, 500 is asked again', () => {
  expect(readFailure(answer(429, ''), 'the job')).toEqual({ kind: 'later' });
  expect(readFailure(answer(404, { error: 'x' }), 'the job')).toMatchObject({ kind: 'pause', why: 'refused' });
  expect(readFailure(answer(500, ''), 'the job')).toEqual({ kind: 'again', reason: 'Enrichabl answered HTTP 500' });
});

describe('a start', () => {
  test.each([
    ['HTML with 500', answer(500, '<html>')],
    ['an unreadable 200', answer(200, '<html>')],
    ['a lost connection', { fault: 'Unexpected error', sent: true }],
  ])('answered by %s is in doubt', (_what, said) => {
    expect(makeFailure(said, 'the job').kind).toBe('doubt');
  });

  test('that was surely not sent is made again; a refusal pauses', () => {
    expect(makeFailure({ fault: 'DNS error', sent: false }, 'the job').kind).toBe('again');
    expect(makeFailure(answer(400, { error: 'invalid enrichment_type' }), 'the job')).toMatchObject({
      kind: 'pause',
      why: 'refused',
    });
    expect(makeFailure(answer(307, ''), 'the job')).toMatchObject({ kind: 'pause', why: 'refused' });
  });
});

test.each([
  ['{"error":"text"}', 'text'],
  ['{"error":{"message":"inner"}}', 'inner'],
  ['{"message":"m"}', 'm'],
  ['<html>', ''],
  ['', ''],
])('%s says "%s"', (body, said) => {
  expect(errorText(body)).toBe(said);
});
