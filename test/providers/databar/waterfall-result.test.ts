// One element of a waterfall's data, in every shape that was seen. Shapes: github.com/databar-ai/databar-mcp-server (types.ts).
import { describe, expect, test } from 'vitest';
import { waterfallElement } from '../../../src/providers/databar/waterfall-result';
import type { Json } from '../../../src/providers/operation';

const step = (provider: string, cost: Json, action = 'enrichment'): Json => ({
  action,
  provider,
  cost,
  is_verified: true,
});
const element = (result: Json, steps: Json = [step('A', '0.05'), step('B', '0.08')]): Json => ({
  enrichment_data: { raw: 1 },
  result,
  steps,
  result_field: ['email'],
});
const read = (value: Json) => waterfallElement.resultOf(value);

describe('a result', () => {
  test('starts in `result`, with the provider that had it and the cost of all that were asked', () => {
    expect(read(element({ email: 'a@b.c' }))).toEqual({ email: 'a@b.c', provider: 'B', cost: 0.13 });
    expect(waterfallElement.creditsOf?.(element({ email: 'a@b.c' }))).toBe(0.13);
  });

  test.each<[string, Json]>([
    ['the element in a list of one', [element({ email: 'x' })]],
    ['the result in a list of one', element([{ email: 'x' }])],
    ['costs as numbers', element({ email: 'x' }, [step('B', 0.13)])],
    [
      'a verifier as a step of its own',
      element({ email: 'x' }, [step('A', '0.05'), step('B', '0.07'), step('V', '0.01', 'email_verification')]),
    ],
  ])('is the same with %s', (_what, value) => {
    expect(read(value)).toEqual({ email: 'x', provider: 'B', cost: 0.13 });
  });

  test('a field of the waterfall’s own named like ours stays its own', () => {
    expect(read(element({ email: 'x', provider: 'mine' }))).toMatchObject({ provider: 'mine' });
  });

  test('without steps it has neither provider nor cost', () => {
    expect(read({ result: { email: 'x' } })).toEqual({ email: 'x' });
    expect(waterfallElement.creditsOf?.({ result: { email: 'x' } })).toBeUndefined();
  });

  test('a step that does not tell its cost makes the cost unknown', () => {
    expect(read(element({ email: 'x' }, [step('A', null)]))).toEqual({ email: 'x', provider: 'A' });
  });

  test('fields without their envelope are the result', () => {
    expect(read({ email: 'x', phone: null })).toEqual({ email: 'x', phone: null });
  });

  test('a plain value is kept under `value`', () => {
    expect(read({ result: 'x' })).toEqual({ value: 'x' });
  });
});

test.each<[string, Json]>([
  ['null', null],
  ['an empty text', ''],
  ['an empty list', []],
  ['an empty object', {}],
  ['steps without a result', { steps: [step('A', '0.05')] }],
  ['a result without a value', element({ email: null, phone: '' })],
  ['a result of null', element(null)],
])('%s is a miss', (_what, value) => {
  expect(read(value)).toBeNull();
});
