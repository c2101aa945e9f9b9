// Paths into one result: longest literal key first, then dots, then [0].
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPresent, valueAt } from '../../src/text/result-path';
import { SEEDED } from './seed';

const RESULT = {
  email: 'a@b.example',
  person: { name: { first: 'Ada' }, 'job.title': 'Engineer' },
  'person.name': { first: 'the longer key' },
  emails: [{ address: 'first' }, { address: 'second', tags: ['x', ['deep']] }],
  'list[0]': 'literal',
  list: ['item'],
  empty: null,
  zero: 0,
};

describe('valueAt', () => {
  test.each([
    ['email', 'a@b.example'],
    ['person.name.first', 'the longer key'],
    ['person.job.title', 'Engineer'],
    ['emails[1].address', 'second'],
    ['emails[0]', { address: 'first' }],
    ['emails[1].tags[1][0]', 'deep'],
    ['list[0]', 'literal'],
    ['empty', null],
    ['zero', 0],
    ['', RESULT],
  ])('%j leads to %j', (path, value) => {
    expect(valueAt(RESULT, path)).toEqual(value);
  });

  test.each([
    'nothing',
    'email.length',
    'emails[2]',
    'emails[-1]',
    'emails[x]',
    'person.name.last',
    'zero.a',
    'empty.a',
    '[0]',
  ])('%j leads nowhere', (path) => {
    expect(valueAt(RESULT, path)).toBeUndefined();
  });

  test('where the longest literal key ends in nothing, a shorter one is tried', () => {
    expect(valueAt({ 'a.b': { x: 1 }, a: { b: { c: 2 } } }, 'a.b.c')).toBe(2);
  });

  test('a result that is a list is entered by [0]', () => {
    expect(valueAt([{ a: 1 }, { a: 2 }], '[1].a')).toBe(2);
  });

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'person.constructor',
    'person.__proto__',
    'emails[0].hasOwnProperty',
    '__proto__.toString',
  ])('inherited properties are none: %j leads nowhere', (path) => {
    expect(valueAt(RESULT, path)).toBeUndefined();
  });

  test('what a provider itself calls __proto__ is a name like any other', () => {
    expect(valueAt(JSON.parse('{"__proto__":{"a":1},"constructor":"c"}'), '__proto__.a')).toBe(1);
    expect(valueAt(JSON.parse('{"constructor":"c"}'), 'constructor')).toBe('c');
  });

  test("a list's length is no property of a result", () => {
    expect(valueAt(RESULT, 'emails.length')).toBeUndefined();
  });

  test('a property under its own name is always found, whatever dots and brackets are in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '.', '[', ']', '0', '_'), minLength: 1, maxLength: 8 }),
        fc.jsonValue(),
        (key, value) => {
          expect(valueAt({ a: { b: 'other' }, [key]: value }, key)).toEqual(value);
        },
      ),
      SEEDED,
    );
  });

  test('no path and no result make it throw', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.string({ unit: fc.constantFrom('a', '.', '[', ']', '0', '9'), maxLength: 12 }),
        (result, path) => {
          expect(() => valueAt(result, path)).not.toThrow();
        },
      ),
      SEEDED,
    );
  });
});

describe('isPresent', () => {
  test.each([undefined, null, '', '  ', '\n', [], {}])('%j is no value', (value) => {
    expect(isPresent(value)).toBe(false);
  });

  test.each([0, false, true, 'x', ' x ', 'UNKNOWN', [0], [null], { a: null }])('%j is a value', (value) => {
    expect(isPresent(value)).toBe(true);
  });
});
