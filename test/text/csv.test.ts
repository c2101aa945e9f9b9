// Lines of a log that people open in a spreadsheet.
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/text/csv';

test('any text comes back as it was from a CSV reader, but for an apostrophe before what could be a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (fields) => {
      const [read] = parse(csvLine(fields), { relax_column_count: true }) as string[][];
      expect(read!.map((field, n) => (field === `'${fields[n]}` ? fields[n] : field))).toEqual(fields);
      for (const field of read!) expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    }),
    { numRuns: 500, seed: 20261122 },
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '\n=1', '＝1'])('%j is no formula in it', (text) => {
  expect(csvLine([text])).toBe(`"'${text}"\r\n`);
});

test('numbers stay numbers', () => {
  expect(csvLine(['a', 0.05, ''])).toBe('"a",0.05,""\r\n');
});
