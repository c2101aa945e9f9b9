// Databar's error bodies as text, and the rows that they blame.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { blamedRows, errorText } from '../../../src/providers/databar/error-text';

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

  test('a body nested ten thousand times does not throw', () => {
    const body = `{"detail":${'['.repeat(10_000)}"x"${']'.repeat(10_000)}}`;
    expect(() => errorText(body)).not.toThrow();
  });
});

describe('the rows that a 400 or 422 blames', () => {
  test.each<[string, unknown, number, unknown]>([
    ['aligned with {} for good rows', [{}, { email: ['Bad.'] }, {}], 3, [{ index: 1, reason: 'email: Bad.' }]],
    ['aligned with null for good rows', [null, { email: ['Bad.'] }], 2, [{ index: 1, reason: 'email: Bad.' }]],
    ['only the bad ones, which does not say which', [{ email: ['Bad.'] }], 3, 'perRow'],
    ['aligned but all good: nobody is named', [{}, {}], 2, 'perRow'],
    [
      'by place',
      [
        { loc: ['body', 'params', 1, 'email'], msg: 'required' },
        { loc: ['body', 'params', 1, 'name'], msg: 'required' },
        { loc: ['body', 'params', 0], msg: 'wrong' },
      ],
      2,
      [
        { index: 1, reason: 'email: required; name: required' },
        { index: 0, reason: 'wrong' },
      ],
    ],
    ['by a place outside of the batch', [{ loc: ['body', 'params', 7, 'email'], msg: 'x' }], 2, null],
    ['by a negative place', [{ loc: ['body', 'params', -1], msg: 'x' }], 2, null],
    ['by a place that is no whole number', [{ loc: ['body', 'params', 0.5], msg: 'x' }], 2, null],
    ['by a place that is no row', [{ loc: ['body', 'pagination'], msg: 'x' }], 2, null],
    ['by a place without an index', [{ loc: ['body', 'params'], msg: 'x' }], 2, null],
    ['a sentence', 'Bad request', 2, null],
    ['a list of sentences', ['Bad', 'worse'], 2, null],
    ['an object', { email: ['Bad.'] }, 1, null],
    ['an empty list', [], 2, null],
  ])('%s', (_shape, detail, sent, rows) => {
    expect(blamedRows(j({ detail }), sent)).toEqual(rows);
  });

  test.each(['', '<html>', '{"detail":[{', 'null'])('%j blames none', (body) => {
    expect(blamedRows(body, 2)).toBeNull();
  });
});
