// What is typed into a cell is what the provider said, never a formula, date or number of Sheets' own making. The model of Sheets' typing
// is the local host's (workbench/host/grid/typed-text.ts, en_US); other locales are not covered.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLANK, CUT_MARK, cutText, holds, inputText, isDate, textWriting, toWriting } from '../../src/sheet/cell-value';
import { typedValue } from '../../workbench/host/grid/typed-text';
import { ANY_TEXT, SEEDED } from '../text/seed';

const RULES = { zone: 'Etc/UTC', nowMs: Date.UTC(2026, 9, 5), textFormatStopsFormulas: false };

/** What getValues would say after setValues, and the formula that came to be, if any. */
function typed(entered: string | number | boolean, format = '') {
  const { value, formula } = typedValue(entered, format, RULES);
  return { value, formula };
}

/** Pieces that Sheets likes to read as something. */
const lively = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  "'",
  '"',
  '$',
  '€',
  '%',
  '(',
  ')',
  '.',
  ',',
  ':',
  '/',
  ' ',
  '\n',
  '\t',
  '\u00a0',
  '#N/A',
  'TRUE',
  'true',
  'FALSE',
  'May',
  'Jan',
  'March',
  'Sept',
  'T',
  'e',
  'E',
  'pm',
  '0',
  '1',
  '7',
  '12',
  '31',
  '2024',
  '2026-01-31',
  '15:30',
  '1e5',
  '=1+1',
  '=IMPORTXML("http://x.example")',
  'kr',
  'R$',
  '://',
  '😀',
  'é',
  '٣',
  'x',
);
const anyText = fc.oneof(
  fc.array(lively, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string(ANY_TEXT),
  fc.tuple(lively, fc.string(ANY_TEXT)).map(([start, rest]) => start + rest),
);

describe('text in a cell', () => {
  test('any text stays that text, and is never a formula', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const writing = toWriting(text);
        expect(typed(writing.entered)).toEqual({ value: text, formula: undefined });
        expect(writing.shown).toBe(text);
      }),
      { ...SEEDED, numRuns: 3000 },
    );
  });

  test('also in a cell that is formatted as plain text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(typed(textWriting(text).entered, '@')).toEqual({ value: text, formula: undefined });
      }),
      SEEDED,
    );
  });

  test.each([
    '=1+1',
    '+49 30 1234',
    '-5',
    '@handle',
    'valueOf',
    '__proto__',
    '007',
    '9007199254740993',
    '2024-01-02',
    'May 5',
    'TRUE',
    'false',
    '50%',
    '1e3',
    "'quoted",
    '5-6',
    '$2.99',
    '(5)',
    ' 12',
    '3:30 PM',
  ])('%j stays as it is', (text) => {
    expect(typed(toWriting(text).entered)).toEqual({ value: text, formula: undefined });
  });

  test.each(['true ', 'TRUE\n', 'false\u00a0', 'False '])(
    'blanks behind a truth word do not let it through: %j',
    (text) => {
      expect(typed(toWriting(text).entered)).toEqual({ value: text, formula: undefined });
    },
  );

  test.each(['WAHR', 'Falsch', 'vrai', 'VERDADERO', 'EPÄTOSI', 'ИСТИНА', 'Doğru', 'YANLIŞ', 'adeva\u0306rat'])(
    'truth words of other locales go in as text: %j',
    (text) => {
      expect(toWriting(text)).toEqual({ entered: `'${text}`, shown: text });
    },
  );

  test('ordinary names go in without an apostrophe, so that sheets stay clean to other tools', () => {
    for (const text of ['Ada Lovelace', 'ada99@example.com', 'https://example.com/1', 'Ümit'])
      expect(toWriting(text).entered).toBe(text);
  });

  test('an apostrophe is no part of what the cell shows', () => {
    expect(toWriting('=A1')).toEqual({ entered: "'=A1", shown: '=A1' });
  });
});

describe('other values in a cell', () => {
  test('finite numbers stay numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(toWriting(number)).toEqual({ entered: number, shown: number });
      }),
      SEEDED,
    );
  });

  test.each([true, false])('%j stays a truth value', (value) => {
    expect(toWriting(value)).toEqual({ entered: value, shown: value });
  });

  test.each([null, undefined, ''])('%j is a blank', (value) => {
    expect(toWriting(value)).toEqual(BLANK);
  });

  test('objects and lists are compact JSON, as text', () => {
    expect(toWriting({ a: [1, 'x'] }).shown).toBe('{"a":[1,"x"]}');
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const writing = toWriting(value);
        expect(typed(writing.entered)).toEqual({ value: writing.shown, formula: undefined });
        expect(JSON.parse(writing.shown as string)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      SEEDED,
    );
  });

  test('a number too large for a double is not shown as the word "null"', () => {
    expect(toWriting(JSON.parse('1e999')).shown).not.toBe('null');
  });
});

describe('text that is too long for a cell', () => {
  test('49,999 characters are kept, also behind an apostrophe', () => {
    const text = '='.repeat(49_999);
    expect(textWriting(text).shown).toBe(text);
    expect((textWriting(text).entered as string).length).toBe(50_000);
  });

  test('50,000 and more are cut with a visible mark', () => {
    for (const length of [50_000, 50_001, 200_000]) {
      const shown = textWriting('x'.repeat(length)).shown as string;
      expect(shown.length).toBe(49_999);
      expect(shown.endsWith(CUT_MARK)).toBe(true);
    }
  });

  test('the cut is never inside a surrogate pair, and what is entered always fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 24_900, max: 25_100 }), (before, pairs) => {
        const cut = cutText('a'.repeat(before) + '😀'.repeat(pairs));
        expect(cut).not.toMatch(/\p{Surrogate}/u);
        expect((textWriting(cut).entered as string).length).toBeLessThanOrEqual(50_000);
      }),
      SEEDED,
    );
  });

  test('cutting again changes nothing', () => {
    const once = cutText('😀'.repeat(40_000));
    expect(cutText(once)).toBe(once);
  });
});

describe('a cell read as an input', () => {
  const isoDate = (date: Date): string => date.toISOString();

  test('numbers, truth values and dates become text', () => {
    expect(inputText(42, isoDate)).toBe('42');
    expect(inputText(0.5, isoDate)).toBe('0.5');
    expect(inputText(false, isoDate)).toBe('FALSE');
    expect(inputText(new Date(0), isoDate)).toBe('1970-01-01T00:00:00.000Z');
  });

  test('a date of another realm is a date', () => {
    expect(isDate(new Date())).toBe(true);
    expect(isDate({ getTime: () => 0 })).toBe(false);
  });

  test('reading it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string(ANY_TEXT), (text) => {
        const once = inputText(text, isoDate);
        expect(inputText(once, isoDate)).toBe(once);
        expect(once.normalize('NFC')).toBe(once);
        expect(once.trim()).toBe(once);
      }),
      SEEDED,
    );
  });
});

describe('whether a cell still holds what was written', () => {
  test('it does as long as getValues says the same, type included', () => {
    expect(holds('=A1', toWriting('=A1'))).toBe(true);
    expect(holds(42, toWriting(42))).toBe(true);
    expect(holds('42', toWriting(42))).toBe(false);
    expect(holds('', toWriting('x'))).toBe(false);
    expect(holds('x ', toWriting('x'))).toBe(false);
  });
});
