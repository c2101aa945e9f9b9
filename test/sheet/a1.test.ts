// A1 notation.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { a1, columnLetters, rowsOfRange } from '../../src/sheet/a1';
import { SEEDED } from '../text/seed';

describe('column letters', () => {
  test.each([
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [52, 'AZ'],
    [702, 'ZZ'],
    [703, 'AAA'],
    [18_278, 'ZZZ'],
  ])('%i is %s', (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
  });

  test('no two columns have the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 18_278 }), fc.integer({ min: 1, max: 18_278 }), (one, two) => {
        expect(columnLetters(one) === columnLetters(two)).toBe(one === two);
      }),
      SEEDED,
    );
  });

  test('row and column make a cell', () => {
    expect(a1(2, 3)).toBe('C2');
  });
});

describe('the rows of a range', () => {
  test.each([
    ['A2:F40', 2, 40],
    ['$A$2:$F$40', 2, 40],
    ['2:40', 2, 40],
    ['F40:A2', 2, 40],
    ['B7', 7, 7],
    ['A1:B5', 1, 5],
    ['B5:A1', 1, 5],
    [' a2:b3 ', 2, 3],
  ])('%j goes from %i to %i', (range, first, last) => {
    expect(rowsOfRange(range)).toEqual({ first, last });
  });

  test.each(['', 'A:C', 'A0:B2', 'A2:B0', 'Leads!A2', 'A2:', 'A2-B3', 'A2:B3:C4', 'A-1', 'two', 'ABCD2'])(
    '%j is no range of rows',
    (range) => {
      expect(rowsOfRange(range)).toBeNull();
    },
  );
});
