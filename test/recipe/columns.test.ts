// A recipe's headers in a tab: found, missing, or there twice.
import { describe, expect, test } from 'vitest';
import type { CellValue } from '../../src/platform/ports';
import { findColumns, headerTexts, ownHeaders } from '../../src/recipe/columns';
import { recipeOf } from './a-recipe';

const HEADERS = ['First name', 'Company', 'Work email', 'Work emails status'];

function columns(values: CellValue[][], change: object = {}) {
  const found = findColumns(recipeOf(change), values, 'Leads');
  return 'problem' in found ? found.problem : { ...found, byHeader: { ...found.byHeader } };
}

describe('columns', () => {
  test('are found by their headers, which match exactly after trimming', () => {
    expect(columns([[' Company', 'x', 'First name\n', 'Work email', 'Work emails status']])).toEqual({
      headerRow: 1,
      byHeader: { 'First name': 3, Company: 1, 'Work email': 4, 'Work emails status': 5 },
      missing: [],
    });
  });

  test('of outputs and status may be missing: they are named in their order, status last', () => {
    expect(columns([['First name', 'Company']])).toEqual({
      headerRow: 1,
      byHeader: { 'First name': 1, Company: 2 },
      missing: ['Work email', 'Work emails status'],
    });
  });

  test('without a status column there are only the outputs', () => {
    expect(ownHeaders(recipeOf({ status: null }))).toEqual(['Work email']);
  });

  test('a missing input is an error that names the nearest', () => {
    expect(columns([['First Name', 'Company']])).toBe(
      'Column "First name" is not in row 1 of "Leads". The nearest is "First Name".',
    );
    expect(columns([['Xyz', '']])).toBe('Column "First name" is not in row 1 of "Leads".');
  });

  test.each([
    ['an input', ['First name', 'Company', 'x', 'First name'], 'First name', 'A and D'],
    ['an output', ['First name', 'Company', 'Work email', ' Work email'], 'Work email', 'C and D'],
    ['the status', [...HEADERS, 'Work emails status'], 'Work emails status', 'D and E'],
  ])('a header that occurs twice is an error that names both columns: %s', (_which, row, header, both) => {
    expect(columns([row])).toBe(`Header "${header}" occurs twice in "Leads": columns ${both}. Rename one of them.`);
  });

  test('a header that the recipe does not use may occur twice', () => {
    expect(columns([[...HEADERS, 'Notes', 'Notes']])).toMatchObject({ missing: [] });
  });

  test.each<[string, CellValue[][]]>([
    ['an empty tab', []],
    ['a blank row', [['', ' ']]],
  ])('%s has no headers', (_what, values) => {
    expect(columns(values)).toBe('Row 1 of "Leads" has no headers. Put the column names there, or set "headerRow".');
  });

  test('a header row that moved down is found again by its texts', () => {
    expect(columns([['A list of leads'], [''], HEADERS])).toMatchObject({ headerRow: 3 });
  });

  test("the recipe's own row wins over another one with the same texts", () => {
    expect(columns([HEADERS, HEADERS, HEADERS], { headerRow: 2 })).toMatchObject({ headerRow: 2 });
  });

  test('a row far below is data, not a header row', () => {
    const values: CellValue[][] = Array.from({ length: 300 }, () => ['x', 'y']);
    values[299] = HEADERS;
    expect(columns(values)).toMatch(/^Column "First name" is not in row 1/);
  });

  test('numbers and dates in the header row are texts like any other', () => {
    expect(headerTexts([2024, true, ' x '])).toEqual(['2024', 'true', 'x']);
    expect(headerTexts(undefined)).toEqual([]);
  });

  test('a column whose header is __proto__ or constructor is a column', () => {
    const found = findColumns(
      recipeOf({ inputs: { a: '__proto__', b: 'constructor' } }),
      [['constructor', '__proto__']],
      'Leads',
    );
    expect(found).toMatchObject({ headerRow: 1, missing: ['Work email', 'Work emails status'] });
    expect('byHeader' in found && [found.byHeader.constructor, Object.entries(found.byHeader)]).toEqual([
      1,
      [
        ['__proto__', 2],
        ['constructor', 1],
      ],
    ]);
  });
});
