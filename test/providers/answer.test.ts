// Reading answers: long integers survive, and only what proves a refusal counts as one.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  field,
  isObject,
  numberField,
  provesRefusal,
  quoteLongNumbers,
  readJson,
  textField,
} from '../../src/providers/answer';
import type { Answer } from '../../src/providers/operation';
import { ANY_TEXT, SEEDED } from '../text/seed';

const digits = (min: number, max: number) =>
  fc
    .tuple(
      fc.constantFrom('', '-'),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min - 1, maxLength: max - 1 }),
    )
    .map(([sign, first, rest]) => `${sign}${first}${rest.join('')}`);

describe('integers in answers', () => {
  test('of 16 digits and more arrive as text, every digit as it was', () => {
    fc.assert(
      fc.property(digits(16, 40), (integer) => {
        expect(readJson(integer)).toBe(integer);
        const read = readJson(`{"a":[${integer} , {"b":${integer}}]}`);
        expect(read).toEqual({ a: [integer, { b: integer }] });
        expect(BigInt((read as { a: [string] }).a[0])).toBe(BigInt(integer));
      }),
      SEEDED,
    );
  });

  test('of 15 digits and fewer stay numbers, and are exact', () => {
    fc.assert(
      fc.property(digits(1, 15), (integer) => {
        expect(readJson(`[${integer}]`)).toEqual([Number(integer)]);
        expect(BigInt(Number(integer))).toBe(BigInt(integer));
      }),
      SEEDED,
    );
  });

  test('the same digits inside a text are left alone', () => {
    fc.assert(
      fc.property(fc.string(ANY_TEXT), digits(16, 30), fc.string(ANY_TEXT), (before, integer, after) => {
        const value = { [before + integer]: `${before}${integer}${after}` };
        expect(readJson(JSON.stringify(value))).toEqual(value);
      }),
      SEEDED,
    );
  });

  test.each([
    '12345678901234567.5',
    '1.12345678901234567',
    '12345678901234567e3',
    '-0.00000000000000000001',
    '1E-12345678901234567',
  ])('a number with a point or an exponent is no integer and stays as it is: %s', (number) => {
    expect(quoteLongNumbers(`[${number}]`)).toBe(`[${number}]`);
    expect(readJson(`[${number}]`)).toEqual([Number(number)]);
  });

  test('any JSON without long integers is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = JSON.stringify(value);
        const long = /\d{16}/.test(json.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
        if (!long) expect(readJson(json)).toEqual(JSON.parse(json));
      }),
      { ...SEEDED, numRuns: 300 },
    );
  });
});

describe('numbers beyond a double', () => {
  test.each(['1e999', '-1E+400', '1.5e309', `${'9'.repeat(310)}.5`])('arrive as text: %s', (number) => {
    expect(readJson(`{"a":[${number}]}`)).toEqual({ a: [number] });
  });

  test.each(['1e308', '"1e999"', '1e-999', '"x1e999y"'])('others and texts are left alone: %s', (json) => {
    expect(readJson(`[${json}]`)).toEqual([JSON.parse(json)]);
  });
});

describe('a body that is nested too deep to be written again', () => {
  test('is read, with a note where it was cut', () => {
    const json = JSON.stringify(readJson(`{"id":"a","data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`));
    expect(json).toMatch(/^\{"id":"a","data":\[+"\(nested too deep\)"\]+\}$/);
  });
});

describe('a body that is no JSON', () => {
  test.each(['', ' ', '<html>502 Bad Gateway</html>', '{"a":', '{"a":1}<!-- -->', 'undefined', 'NaN', "{'a':1}"])(
    '%j is undefined',
    (text) => {
      expect(readJson(text)).toBeUndefined();
    },
  );

  test('whatever the body, reading it does not throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(ANY_TEXT),
          fc.json().map((json) => json.slice(0, -1)),
        ),
        (text) => {
          expect(() => readJson(text)).not.toThrow();
        },
      ),
      SEEDED,
    );
  });

  test('the word null is JSON', () => {
    expect(readJson('null')).toBeNull();
  });
});

const HTML = '<html><body>Error</body></html>';
const statuses = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The contract, read literally: whether an answer with this status and kind of body proves that nothing was charged. */
function contract(status: number, body: 'empty' | 'JSON' | 'other'): boolean {
  if (status >= 300 && status < 400) return true;
  if ([401, 403, 404, 405, 413, 429].includes(status)) return true;
  return status >= 400 && status < 500 && body !== 'other';
}

describe('what proves a refusal', () => {
  test.each([
    ['empty', ['', ' \n']],
    ['JSON', ['{"detail":"no"}', '"no"', '[]', 'null', '{"id":12345678901234567890}']],
    ['other', [HTML, '{"detail":"cut o', 'Bad request', '<']],
  ] as const)('is exactly what the contract says, for every status with a body that is %s', (kind, bodies) => {
    for (const status of statuses(100, 599)) {
      for (const text of bodies) {
        const answer: Answer = { status, headers: {}, text };
        expect([status, text, provesRefusal(answer)]).toEqual([status, text, contract(status, kind)]);
      }
    }
  });

  test.each([
    [400, HTML],
    [402, HTML],
    [406, HTML],
    [408, HTML],
    [409, HTML],
    [422, HTML],
    [499, 'gone'],
    [200, '{"detail":"refused"}'],
    [204, ''],
    [500, ''],
    [500, '{"detail":"x"}'],
    [502, HTML],
    [503, '{"detail":"try later"}'],
    [504, HTML],
  ])('%i with %j leaves the charge open', (status, text) => {
    expect(provesRefusal({ status, headers: {}, text })).toBe(false);
  });

  test('an exception proves it only where it says that nothing was sent', () => {
    expect(provesRefusal({ fault: 'DNS error', sent: false })).toBe(true);
    expect(provesRefusal({ fault: 'Address unavailable', sent: true })).toBe(false);
  });
});

describe('properties of answers', () => {
  test('only own ones count', () => {
    expect(field({}, 'constructor')).toBeUndefined();
    expect(field({}, '__proto__')).toBeUndefined();
    expect(field(JSON.parse('{"__proto__":1}'), '__proto__')).toBe(1);
  });

  const ODD = JSON.parse('{"toString":1,"valueOf":1}');

  test.each<[unknown, string, number | null]>([
    ['x', 'x', null],
    ['0.25', '0.25', 0.25],
    [5, '5', 5],
    [0, '0', 0],
    [' 7 ', ' 7 ', 7],
    ['', '', null],
    [' ', ' ', null],
    ['1e999', '1e999', null],
    [null, '', null],
    [true, '', null],
    [[], '', null],
    [[5], '', null],
    [ODD, '', null],
    [[ODD], '', null],
  ])('%j is read as the text %j and the number %j', (value, text, number) => {
    expect(textField({ a: value }, 'a')).toBe(text);
    expect(numberField({ a: value }, 'a')).toBe(number);
  });

  test.each([[null], [undefined], ['text'], [5], [[1]]])('%j has none', (value) => {
    expect(isObject(value)).toBe(false);
    expect(field(value, 'length')).toBeUndefined();
  });
});
