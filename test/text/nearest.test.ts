// The nearest known word, for messages about an unknown one.

import fc from 'fast-check';
import * as library from 'fastest-levenshtein';
import { describe, expect, test } from 'vitest';
import { distance, nearest, nearestHint } from '../../src/text/nearest';
import { SEEDED } from './seed';

test('the distance of two words is that of an independent library', () => {
  const word = fc.string({ maxLength: 40 });
  fc.assert(
    fc.property(word, word, (one, other) => distance(one, other) === library.distance(one, other)),
    SEEDED,
  );
});

describe('nearest', () => {
  test.each([
    ['nam', ['version', 'name', 'operation'], 'name'],
    ['WORK EMAIL', ['Phone', 'Work email'], 'Work email'],
    ['First Name', ['Last name', 'First name'], 'First name'],
    ['id', ['ID'], 'ID'],
  ])('of %j among %j it is %j', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });

  test('there is none when no known word is even half alike', () => {
    expect(nearest('outputs', ['xyzzy', 'quartz'])).toBeNull();
    expect(nearest('anything', [])).toBeNull();
  });

  test('of two that are equally near the first is named', () => {
    expect(nearest('cat', ['bat', 'hat'])).toBe('bat');
  });

  test('the hint is a sentence of its own, or nothing', () => {
    expect(nearestHint('nam', ['name'])).toBe(' The nearest is "name".');
    expect(nearestHint('outputs', ['xyzzy'])).toBe('');
  });
});
