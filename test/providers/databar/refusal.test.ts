// What Databar's refusals mean. Statuses, bodies and words: docs.databar.ai/api-reference and the official clients.
import { describe, expect, test } from 'vitest';
import { DATABAR, submitFailure } from '../../../src/providers/databar/refusal';
import { accountFailure } from '../../../src/providers/refusal';
import { HTML, lost, says, text } from './answers';

const submit = (answer: Parameters<typeof submitFailure>[0], sent = 3) => submitFailure(answer, sent, 'enrichment 833');

describe('a 401 or 403', () => {
  test.each([
    ['401', says(401, { detail: 'Unauthorized' })],
    ['401 without a body', text(401, '')],
    ['403 Forbidden', says(403, { detail: 'Forbidden' })],
    ['403 that speaks of the key', says(403, { detail: 'Invalid API key' })],
    ['403 without a readable body', text(403, HTML)],
  ])('means a rejected key: %s', (_name, answer) => {
    expect(submit(answer)).toMatchObject({ kind: 'pause', why: 'key rejected' });
  });

  test.each([
    says(401, { detail: 'SDK is not available for your workspace' }),
    says(403, { detail: 'This is not available on your current plan.' }),
  ])('means a plan without API access, in the words that official clients look for', (answer) => {
    const failure = submit(answer);
    expect(failure).toMatchObject({ kind: 'pause', why: 'plan' });
    expect('reason' in failure && failure.reason).toMatch(/not available/);
  });

  test('means something that this account may not do, otherwise, in Databar’s words', () => {
    expect(submit(says(403, { detail: 'Not allowed' }))).toEqual({
      kind: 'pause',
      why: 'refused',
      reason: 'Databar does not allow this for your account: Not allowed.',
    });
  });
});

describe('a submit that was not accepted', () => {
  test.each([
    [says(404, { detail: 'Not found' }), 'Databar does not know enrichment 833 (Not found).'],
    [text(404, ''), 'Databar does not know enrichment 833.'],
    [text(404, HTML), 'Databar does not know enrichment 833.'],
  ])('a 404 names what is not known', (answer, start) => {
    const failure = submit(answer);
    expect(failure).toMatchObject({ kind: 'pause', why: 'refused' });
    expect('reason' in failure && failure.reason.startsWith(start)).toBe(true);
  });

  test.each([
    ['Check the number of remaining credits or the tariff plan.', 'out of credits'],
    ['Not enough credits', 'out of credits'],
    ['Insufficient balance for your plan', 'out of credits'],
    ['Upgrade your plan', 'plan'],
    ['', 'out of credits'],
  ])('a 406 that says %j means %s', (detail, why) => {
    expect(submit(says(406, { detail }))).toMatchObject({ kind: 'pause', why });
  });

  test.each([400, 422])('a %i that names rows takes only those out', (status) => {
    expect(submit(says(status, { detail: [{}, { email: ['Bad.'] }, {}] }))).toEqual({
      kind: 'bad rows',
      rows: [{ index: 1, reason: 'email: Bad.' }],
    });
  });

  test('a 422 names rows by their place', () => {
    const detail = [{ loc: ['body', 'params', 2, 'email'], msg: 'field required', type: 'missing' }];
    expect(submit(says(422, { detail }))).toEqual({
      kind: 'bad rows',
      rows: [{ index: 2, reason: 'email: field required' }],
    });
  });

  test.each([
    ['speaks of rows without saying which', says(400, { detail: [{ email: ['Bad.'] }] }), 'email: Bad.', true],
    ['speaks of the batch', says(400, { detail: 'Bad params' }), 'Bad params', false],
    ['speaks of the body', says(422, { detail: [{ loc: ['body'], msg: 'not JSON' }] }), 'not JSON', false],
    ['says nothing', text(400, ''), 'Databar gave no reason', false],
  ])('a 400 or 422 that %s is a bad batch', (_what, answer, reason, perRow) => {
    expect(submit(answer)).toEqual({ kind: 'bad batch', reason, perRow });
  });

  test('a 413 is halved, down to the row that is too large by itself', () => {
    expect(submit(text(413, HTML))).toMatchObject({ kind: 'bad batch', perRow: true });
  });

  test('a 429 is for later', () => {
    expect(submit(says(429, { detail: 'slow down' }, { 'Retry-After': '5' }))).toEqual({ kind: 'later' });
    expect(submit(text(429, HTML))).toEqual({ kind: 'later' });
  });

  test.each([301, 302, 307, 308])('a %i pauses: calls with a key do not follow redirects', (status) => {
    expect(submit(text(status, ''))).toMatchObject({ kind: 'pause', why: 'refused' });
  });

  test.each([402, 405, 409, 418])('a %i with a reason pauses, and says it', (status) => {
    const failure = submit(says(status, { detail: 'Because' }));
    expect(failure).toMatchObject({ kind: 'pause', why: 'refused' });
    expect('reason' in failure && failure.reason).toContain(`HTTP ${status}: Because`);
  });

  test.each([
    ['500 JSON', says(500, { detail: 'Internal Server Error' })],
    ['502 HTML', text(502, HTML)],
    ['503 empty', text(503, '')],
    ['504 HTML', text(504, HTML)],
    ['a lost connection', lost(true)],
  ])('%s leaves it open whether it was charged', (_name, answer) => {
    expect(submit(answer).kind).toBe('doubt');
  });

  test('an exception before sending may be sent again', () => {
    expect(submit(lost(false))).toEqual({ kind: 'again', reason: 'DNS error' });
  });
});

describe('an answer that is no matter of the account', () => {
  test.each([says(200, {}), says(400, { detail: 'key' }), text(500, HTML), says(404, {}), lost(true)])(
    'is none: %j',
    (answer) => {
      expect(accountFailure(DATABAR, answer)).toBeNull();
    },
  );
});
