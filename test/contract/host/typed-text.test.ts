// What a typed text becomes: the table that typing and setValues share. To be checked once against a real account.
import { describe, expect, it } from 'vitest';
import { literalValue } from '../../../workbench/host/grid/literal-formula';
import { typedText } from '../../../workbench/host/grid/typed-text';

const RULES = { zone: 'Etc/UTC', nowMs: Date.UTC(2026, 0, 5), textFormatStopsFormulas: false };
const day = (year: number, month: number, date: number) => ({ $d: Date.UTC(year, month - 1, date) });

/** Typed text, stored value, how sure we are. */
const TABLE: [string, unknown, string][] = [
  ['007', 7, 'reported: vlucas/sheetquery issue 20'],
  ['22 34', 2234, 'reported'],
  ['2.000', 2, 'documented: apps-script/reference/spreadsheet/range'],
  ['1,000,000', 1_000_000, 'documented: apps-script/reference/spreadsheet/range'],
  ['$2.99', 2.99, 'documented: apps-script/reference/spreadsheet/range'],
  ['+15551234567', 15_551_234_567, 'reported'],
  ['-12.5', -12.5, 'common knowledge'],
  ['50%', 0.5, 'common knowledge'],
  ['1e3', 1000, 'common knowledge'],
  ['(5)', -5, 'assumed'],
  ['TRUE', true, 'common knowledge'],
  ['false', false, 'common knowledge'],
  ['1/2/2024', day(2024, 1, 2), 'common knowledge, en_US'],
  ['2024-01-02', day(2024, 1, 2), 'common knowledge'],
  ['5-6', day(2026, 5, 6), 'assumed'],
  ['Jan 2, 2024', day(2024, 1, 2), 'common knowledge'],
  ['2 January 2024', day(2024, 1, 2), 'common knowledge'],
  ['1/2/2024 15:30', { $d: Date.UTC(2024, 0, 2, 15, 30) }, 'common knowledge'],
  ['3:30 PM', { $d: Date.UTC(1899, 11, 30, 15, 30) }, 'assumed'],
  ["'007", '007', 'common knowledge: an apostrophe escapes and is no part of the value'],
  ["'=1+1", '=1+1', 'common knowledge'],
  ['13/45/2024', '13/45/2024', 'assumed'],
  ['2024-01-02T10:00:00Z', '2024-01-02T10:00:00Z', 'assumed'],
  ['May Jones', 'May Jones', 'assumed'],
  ['March', 'March', 'assumed'],
  ['Decathlon 5', 'Decathlon 5', 'assumed'],
  ['@handle', '@handle', 'assumed'],
  ['-', '-', 'common knowledge'],
  ['1.2.3', '1.2.3', 'assumed'],
  ['1,23', '1,23', 'assumed'],
  ['ada@example.com', 'ada@example.com', 'common knowledge'],
  ['', '', 'common knowledge'],
];

describe('typed text', () => {
  it.each(TABLE)('%j is stored as %j (%s)', (typed, value) => {
    const cell = typedText(typed, '', RULES);
    expect(cell.value).toEqual(value);
    expect(cell.formula).toBeUndefined();
  });

  it.each([
    ['=1+1', 2],
    ['+1 555', '#ERROR!'],
    ['-abc', '#NAME?'],
    ['+A1', 'Loading...'],
    ['=IMPORTXML("https://x.example","//a")', 'Loading...'],
  ])('%j becomes a formula showing %j (leading = documented, + and - reported)', (typed, value) => {
    const cell = typedText(typed, '', RULES);
    expect(cell.value).toBe(value);
    expect(cell.formula?.startsWith('=')).toBe(true);
  });

  it('keeps text in a plain-text cell, but for a leading = (the exception is unknown: a switch)', () => {
    expect(typedText('007', '@', RULES)).toEqual({ value: '007' });
    expect(typedText('1/2/2024', '@', RULES)).toEqual({ value: '1/2/2024' });
    expect(typedText('=1+1', '@', RULES).value).toBe(2);
    expect(typedText('=1+1', '@', { ...RULES, textFormatStopsFormulas: true })).toEqual({ value: '=1+1' });
  });

  it('reads dates in the zone of the sheet', () => {
    const cell = typedText('7/4/2026', '', { ...RULES, zone: 'America/New_York' });
    expect(cell.value).toEqual({ $d: Date.UTC(2026, 6, 4, 4) });
  });
});

describe('formulas of literals', () => {
  it.each([
    ['=1+2*3', 7],
    ['=(1+2)*3', 9],
    ['=-2^2', 4],
    ['="a"&"b"&1', 'ab1'],
    ['="say ""hi"""', 'say "hi"'],
    ['=TRUE', true],
    ['=1=1', true],
    ['=50%', 0.5],
    ['=1/0', '#DIV/0!'],
    ['="a"+1', '#VALUE!'],
    ['=1+', '#ERROR!'],
    ['=A1+1', 'Loading...'],
    ['=SUM(1,2)', 'Loading...'],
  ])('%s is %j', (formula, value) => {
    expect(literalValue(formula)).toBe(value);
  });
});
