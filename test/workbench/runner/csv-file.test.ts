// The runner's CSV: what is not ours leaves byte for byte, whatever way it was written. What is ours is in drive and tab tests.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitWidths, NEW_FORM, readCsv, writeCsv } from '../../../workbench/runner/csv-file';

const read = (text: string) => readCsv(new TextEncoder().encode(text));
const again = (text: string) => writeCsv(read(text));

describe('a file that nothing was changed in leaves byte for byte', () => {
  test.each([
    ['plain', 'a,b\n1,2\n'],
    ['without a newline at the end', 'a,b\n1,2'],
    ['with CRLF', 'a,b\r\n1,2\r\n'],
    ['with mixed line ends', 'a,b\r\n1,2\n3,4\r\n'],
    ['with a byte order mark', '\uFEFFa,b\n1,2\n'],
    ['with a byte order mark before a quote', '\uFEFF"a",b\n1,2\n'],
    ['all quoted', '"a","b"\n"1","2"\n'],
    ['with quotes here and there', 'a,"b"\n"1",2\n'],
    ['with blank cells, quoted and not', 'a,b\n"",\n,""\n'],
    ['with newlines and quotes in cells', 'a,b\n"x\r\ny","say ""hi"""\n'],
    ['with rows that are short or long', 'a,b\n1\n1,2,3\n'],
    ['with blank lines', 'a,b\n\n1,2\n\n\n'],
    ['with spaces around cells', 'a, b \n 1,2 \n'],
    ['with a quote inside an unquoted cell', 'a,b\n6" pipe,2\n'],
    ['with leading zeros and formulas', 'a,b\n007,=1+1\n'],
  ])('%s', (_, text) => {
    expect(again(text)).toBe(text);
  });

  test('whatever the cells and the quotes are', () => {
    const cell = fc.tuple(fc.stringMatching(/^[a",\r\n ='é]{0,6}$/), fc.boolean());
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (cells, newline) => {
        const text = cells
          .map((row) => row.map(([t, q]) => (q || /[",\r\n]/.test(t) ? `"${t.replaceAll('"', '""')}"` : t)).join(','))
          .map((line) => line + newline)
          .join('');
        expect(again(text)).toBe(text);
        expect(read(text).rows).toEqual(cells.map((row) => row.map(([t]) => t)));
      }),
    );
  });
});

describe('a file that cannot be kept is refused', () => {
  test('one that is not UTF-8', () => {
    expect(() => readCsv(Uint8Array.from([0x61, 0x2c, 0xe9, 0x0a]))).toThrow('not UTF-8');
  });
  test('one whose quotes do not close', () => {
    expect(() => read('a,b\n"1,2\n')).toThrow('not valid CSV');
  });
});

describe('rows that come back from the sheet', () => {
  const sheet = [
    ['a', 'b', 'new'],
    ['1', '2', 'x'],
    ['', '', ''],
    ['3', '', ''],
    ['4', '', 'y'],
  ];
  test('keep their width where nothing was added, and reach as far as the header otherwise', () => {
    const { form } = read('a,b\n1,2\n\n3,\n4\n');
    expect(fitWidths(sheet, form)).toEqual([['a', 'b', 'new'], ['1', '2', 'x'], [''], ['3', '', ''], ['4', '', 'y']]);
  });

  test('are quoted where the new text needs it, also in a cell whose quotes were odd', () => {
    const file = read('a,b\n6" pipe,2\n');
    file.rows[1]![0] = 'x,y';
    expect(writeCsv(file, (_, column) => column === 0)).toBe('a,b\n"x,y",2\n');
  });

  test('make a file of their own where there was none', () => {
    expect(writeCsv({ rows: [['a'], ['x,y']], form: NEW_FORM })).toBe('a\n"x,y"\n');
  });
});
