// The rows that Databar's 400 and 422 blame.
import { describe, expect, test } from 'vitest';
import { blamedRows } from '../../../src/providers/databar/blamed-rows';

const j = JSON.stringify;

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
  ])('rows told as %s', (_shape, detail, sent, rows) => {
    expect(blamedRows(j({ detail }), sent)).toEqual(rows);
  });

  test.each(['', '<html>', '{"detail":[{', 'null'])('%j blames none', (body) => {
    expect(blamedRows(body, 2)).toBeNull();
  });
});
