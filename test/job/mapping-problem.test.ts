// What is wrong with a recipe's mapping as a whole, said before anything is planned or sent.
import { describe, expect, test } from 'vitest';
import { mappingProblem } from '../../src/job/plan';
import { databarEnrichment } from '../../src/providers/databar/enrichment';
import type { Learnt } from '../../src/providers/operation';
import { recipeOf } from '../recipe/a-recipe';

const parameter = (name: string, required: boolean, type = 'text') => ({ name, label: name, required, type });
const CATALOGUE: Learnt = {
  entry: {
    name: 'Find work e-mail',
    price: 1,
    perParameter: null,
    parameters: [parameter('first_name', true), parameter('limit', false, 'number')],
  },
};

function problem(inputs: object, learnt = CATALOGUE): string | null {
  const operation = databarEnrichment;
  return mappingProblem({ recipe: recipeOf({ inputs }), operation, settings: { enrichment: 833, pages: 1 }, learnt });
}

describe('a constant', () => {
  test.each(['', '  ', '\n'])('of a required parameter must not be blank: %j', (value) => {
    const sentence = 'first_name is required, but its constant is empty.';
    expect(problem({ first_name: { value }, limit: 'Limit' })).toBe(sentence);
  });

  test('must not be blank where no catalogue says what is optional', () => {
    expect(problem({ first_name: 'First name', limit: { value: ' ' } }, {})).toBe(
      'limit is required, but its constant is empty.',
    );
  });

  test('of an optional parameter may be blank: it is not sent', () => {
    expect(problem({ first_name: 'First name', limit: { value: '' } })).toBeNull();
  });

  test('is checked as it will be sent: without the blanks around it', () => {
    expect(problem({ first_name: 'First name', limit: { value: ' 5 ' } })).toBeNull();
    expect(problem({ first_name: 'First name', limit: { value: 'many' } })).toBe(
      'The constant for "limit" does not fit: "many" is not a number.',
    );
  });

  test.each([0, false])('%j is not blank', (value) => {
    expect(problem({ first_name: { value }, limit: 'Limit' })).toBeNull();
  });
});

describe('a mapping', () => {
  test('names parameters that there are, and all that are required', () => {
    expect(problem({ first_nam: 'First name' })).toMatch(
      /has no parameter "first_nam".* The nearest is "first_name"\.$/,
    );
    expect(problem({ limit: 'Limit' })).toBe(
      '"first_name" (first_name) is required. Map it to a column, or give it a constant.',
    );
  });

  test('of a required parameter called like a property of every object must be there too', () => {
    const learnt: Learnt = {
      entry: {
        ...(CATALOGUE.entry as object),
        parameters: [parameter('limit', false), parameter('constructor', true)],
      },
    };
    expect(problem({ limit: 'Limit' }, learnt)).toMatch(/^"constructor"/);
  });
});
