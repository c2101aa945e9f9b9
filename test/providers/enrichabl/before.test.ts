import { expect, test } from 'vitest';
import {
  isNew,
  markAt,
  markOf,
  NOT_SENT,
  standingOf,
  UNKNOWN_BEFORE,
  type Values,
} from '../../../src/providers/enrichabl/before';

test('the same values have the same mark, whatever their order: an old value is never taken for a new one', () => {
  for (const values of [{}, { a: 1 }, { a: 'x', b: 'y' }] as Values[]) {
    for (const standing of ['E', 'F', '-'] as const) {
      const turned = Object.fromEntries(Object.entries(values).reverse());
      expect(isNew(markOf(values, standing), turned, standing)).toBe(false);
    }
  }
});

test('whatever lands on a lead that had nothing is new', () => {
  const nothing = markOf({}, '-');
  for (let i = 0; i < 300; i++) expect(isNew(nothing, { value: `answer ${i}` }, '-')).toBe(true);
  expect(isNew(nothing, {}, 'E')).toBe(true);
  expect(isNew(nothing, {}, 'F')).toBe(true);
  expect(isNew(nothing, {}, '-')).toBe(false);
});

test('a status that is taken back while the lead waits makes its old values no newer', () => {
  expect(isNew(markOf({ a: 'old' }, 'E'), { a: 'old' }, '-')).toBe(false);
  expect(isNew(markOf({ a: 'old' }, 'F'), { a: 'old' }, '-')).toBe(false);
});

test('of a lead that was not sent, or that nothing is known of, nothing is new', () => {
  for (const mark of [NOT_SENT, UNKNOWN_BEFORE]) expect(isNew(mark, { a: 1 }, 'E')).toBe(false);
});

test('marks are one character each, and where there is none nothing is known', () => {
  expect(markOf({ value: 'x' }, 'E')).toHaveLength(1);
  expect([markAt('ab', 1), markAt('ab', 2), markAt(undefined, 0)]).toEqual(['b', UNKNOWN_BEFORE, UNKNOWN_BEFORE]);
});

test.each([
  ['ENRICHED', 'E'],
  ['completed', 'E'],
  ['FAILED', 'F'],
  ['error', 'F'],
  ['PENDING', '-'],
  ['', '-'],
])('the status %s stands at %s', (status, standing) => {
  expect(standingOf(status)).toBe(standing);
});
