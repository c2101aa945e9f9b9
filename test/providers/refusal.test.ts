// Error bodies in every shape that a provider's page or client names, as one text; and answers as a provider's table reads them.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../src/providers/operation';
import { accountFailure, chargeFailure, errorText, type Refusals } from '../../src/providers/refusal';

const j = JSON.stringify;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('what an error says', () => {
  test.each([
    ['a text', { detail: 'Forbidden' }, 'Forbidden'],
    ['a list of texts', { detail: ['one', 'two', 'one'] }, 'one; two'],
    ['an object of parameters', { detail: { email: ['This field is required.'] } }, 'email: This field is required.'],
    ['a list of objects, one per row', { detail: [{ a: ['Needed.'] }, {}, { a: ['Needed.'] }] }, 'a: Needed.'],
    [
      "a validator's list",
      { detail: [{ loc: ['body', 'params', 3, 'email'], msg: 'field required', type: 'missing' }] },
      'email: field required',
    ],
    ['a place without a name', { detail: [{ loc: ['body'], msg: 'not JSON' }] }, 'not JSON'],
    ['error', { error: 'boom' }, 'boom'],
    ['message', { message: 'slow down' }, 'slow down'],
    ['the whole body', ['plain'], 'plain'],
    ['a nested message', { response_meta: { error_message: 'Deep' } }, 'Deep'],
    ['an object with a message', { error: { message: 'inner' } }, 'inner'],
    ['fields of a form', { platform: ['Required.'], file: ['Empty.'] }, 'platform: Required.; file: Empty.'],
    ['fields within fields', { filters: { x: ['bad'] } }, 'filters: x: bad'],
    ['the word for "all of it"', { non_field_errors: ['All wrong.'] }, 'All wrong.'],
    ['something else', { status: 'unhappy' }, 'status: unhappy'],
    ['an empty detail beside a message', { detail: '', message: 'x' }, 'x'],
  ])('%s', (_shape, body, said) => {
    expect(errorText(j(body))).toBe(said);
  });

  test.each(['', '<html>403</html>', '{"detail":', 'null', '{}', '[]', '{"detail":null}', '{"detail":5}'])(
    '%j says nothing',
    (body) => {
      expect(errorText(body)).toBe('');
    },
  );

  test('a deeply nested body is read in as many steps as it has levels, not twice as many for each', () => {
    const entries = vi.spyOn(Object, 'entries');
    expect(errorText(`{"detail":${'{"a":'.repeat(12)}"x"${'}'.repeat(12)}}`)).toMatch(/x$/);
    expect(entries.mock.calls.length).toBeLessThan(40);
  });

  test('a long one is cut', () => {
    expect(errorText(j({ detail: 'x'.repeat(5000) })).length).toBeLessThan(400);
  });

  test('a body nested ten thousand times does not throw', () => {
    const body = `{"detail":${'['.repeat(10_000)}"x"${']'.repeat(10_000)}}`;
    expect(() => errorText(body)).not.toThrow();
  });
});

describe('a table of refusals', () => {
  const of: Refusals = {
    name: 'Sample',
    rules: [
      [[402], /^$/, 'out of credits', 'Sample says nothing: {no credits} Top up.'],
      [[402, 403], /^<$/, 'refused', 'a page'],
      [[402], /(?:)/, 'out of credits', 'Sample says: {no credits} Top up.'],
    ],
    charge: [[[409], /busy/, 'refused', 'busy']],
  };
  const answer = (status: number, text: string): Answer => ({ status, headers: {}, text });

  test.each([
    [402, '', 'out of credits', 'Sample says nothing: no credits. Top up.'],
    [402, '{}', 'out of credits', 'Sample says nothing: no credits. Top up.'],
    [402, '<html>', 'refused', 'a page'],
    [402, '{"detail":"Pay $& now!"}', 'out of credits', 'Sample says: Pay $& now! Top up.'],
    [402, '{"detail":"Pay"}', 'out of credits', 'Sample says: Pay. Top up.'],
  ])('gives the first rule whose status and words fit: %i %s', (status, text, why, reason) => {
    expect(accountFailure(of, answer(status, text))).toEqual({ kind: 'pause', why, reason });
  });

  test('says nothing of an answer without a rule, but that 429 is for later', () => {
    expect(accountFailure(of, answer(403, '{}'))).toBeNull();
    expect(accountFailure(of, answer(409, '{"detail":"busy"}'))).toBeNull();
    expect(accountFailure(of, { fault: 'DNS error', sent: false })).toBeNull();
    expect(accountFailure(of, answer(429, '<html>'))).toEqual({ kind: 'later' });
  });

  test.each<[string, Answer, object]>([
    ['a rule of charges', answer(409, '{"detail":"busy"}'), { kind: 'pause', reason: 'busy' }],
    [
      'a 404',
      answer(404, ''),
      { kind: 'pause', reason: 'Sample does not know it. Correct the recipe and start again.' },
    ],
    ['a 400', answer(400, '{"detail":"Bad"}'), { kind: 'bad batch', reason: 'Bad', perRow: false }],
    ['a 413', answer(413, '<html>'), { kind: 'bad batch', perRow: true }],
    [
      'any other 4xx',
      answer(418, '{"detail":"Tea"}'),
      { kind: 'pause', reason: 'Sample refused the request (HTTP 418: Tea).' },
    ],
    ['a 500', answer(500, '{}'), { kind: 'doubt' }],
    ['an unknown status', answer(0, ''), { kind: 'doubt' }],
    ['a lost connection', { fault: 'Timeout', sent: true }, { kind: 'doubt', reason: 'Timeout' }],
    ['what was not sent', { fault: 'DNS error', sent: false }, { kind: 'again', reason: 'DNS error' }],
  ])('reads a charge answered by %s', (_what, said, failure) => {
    expect(chargeFailure(of, said, 'it')).toMatchObject(failure);
  });
});
