// What is learnt from Databar's catalogue, in all the shapes it has been seen in; and that a run does without it.
import { describe, expect, test } from 'vitest';
import { LEARNT_BYTES } from '../../../src/engine/state-budget';
import { databarEnrichment } from '../../../src/providers/databar/enrichment';
import type { Json, Learnt } from '../../../src/providers/operation';
import { asciiJson } from '../../../src/text/ascii-json';
import { HTML, lost, says, text } from './answers';
import { catalogue, converted, entry, learnAll, withParam } from './learn-all';
import { SETTINGS } from './talk';

const { parameters, balance, priceOf } = databarEnrichment;

const price = (learnt: Learnt, sent: { [key: string]: Json } = {}, pages = 1) =>
  priceOf({ canonical: {}, sent }, { ...SETTINGS, pages }, learnt);

describe('a catalogue entry', () => {
  test('costs two reads, and gives parameters, price and balance', () => {
    const { learnt, calls } = learnAll(catalogue(entry()));
    expect(calls).toEqual([
      { effect: 'read', method: 'GET', path: '/v1/user/me' },
      { effect: 'read', method: 'GET', path: '/v1/enrichments/833' },
    ]);
    expect(parameters(SETTINGS, learnt)).toEqual([
      { name: 'first_name', label: 'First name', required: true, type: 'text' },
    ]);
    expect(price(learnt)).toEqual({ min: 0, max: 0.05 });
    expect(balance(learnt)).toBe(100);
  });

  test.each([
    ['text', 'text'],
    ['textarea', 'text'],
    ['datetime', 'text'],
    ['number', 'number'],
    ['integer', 'integer'],
    ['bool', 'boolean'],
    ['boolean', 'boolean'],
    ['Select', 'choice'],
    ['mselect', 'choices'],
    ['something new', 'text'],
  ])('a parameter of type %j is a %s', (type_field, type) => {
    const { learnt } = learnAll(catalogue(withParam({ type_field })));
    expect(parameters(SETTINGS, learnt)?.[0]?.type).toBe(type);
  });

  test.each<[string, Json]>([
    ['absent', null],
    ['empty', []],
    ['no list', { a: 1 }],
    ['without names', [{ is_required: true }, { name: '' }, 5]],
  ])('whose parameters are %s says nothing about them', (_what, params) => {
    expect(parameters(SETTINGS, learnAll(catalogue(entry({ params }))).learnt)).toBeNull();
  });

  test('names each parameter once, and keeps no more of it than the run has room for', () => {
    const params = Array.from({ length: 300 }, (_, i) => ({ name: `p${i % 150}`, description: 'x'.repeat(5000) }));
    const { learnt } = learnAll(catalogue(entry({ params })));
    const names = parameters(SETTINGS, learnt)!.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(asciiJson(learnt).length).toBeLessThan(LEARNT_BYTES);
  });

  test('a parameter without a description is called by its name', () => {
    expect(parameters(SETTINGS, learnAll(catalogue(withParam({}))).learnt)?.[0]).toEqual({
      name: 'p',
      label: 'p',
      required: false,
      type: 'text',
    });
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'a parameter named %j is a parameter, also with choices',
    (name) => {
      const choices = { mode: 'inline', items: [{ id: '1', name: 'One' }] };
      const learn = () => learnAll(catalogue(withParam({ name, type_field: 'select', choices })), { other: ['x'] });
      expect(learn).not.toThrow();
      expect(parameters(SETTINGS, learn().learnt)?.[0]?.name).toBe(name);
    },
  );
});

describe('the catalogue is optional', () => {
  test.each([404, 501])('where it answers %i the run goes on with the price unknown', (status) => {
    const { learnt, failure } = learnAll(() => text(status, HTML));
    expect(failure).toBeUndefined();
    expect(parameters(SETTINGS, learnt)).toBeNull();
    expect(price(learnt)).toBe('unknown');
    expect(balance(learnt)).toBeNull();
    expect(converted(' x', learnt)).toEqual({ value: ' x' });
  });

  test.each([
    ['500 HTML', text(500, HTML)],
    ['200 HTML', text(200, HTML)],
    ['a lost connection', lost(true)],
    ['429', says(429, {})],
    ['JSON cut off', text(200, '{"id":8')],
  ])('%s is asked again later, and nothing wrong is learnt', (_what, answer) => {
    const { learnt, failure } = learnAll(catalogue(answer));
    expect(failure?.kind).toBe('again');
    expect(parameters(SETTINGS, learnt)).toBeNull();
    expect(databarEnrichment.toLearn(SETTINGS, {}, learnt).map(({ path }) => path)).toEqual(['/v1/enrichments/833']);
  });

  test.each([
    [text(200, HTML), 'Databar answered HTTP 200 with something that is not JSON'],
    [text(502, HTML), 'Databar answered HTTP 502'],
  ])('an answer that cannot be read is called by what it is', (answer, reason) => {
    expect(learnAll(catalogue(answer)).failure).toMatchObject({ reason });
  });

  test('a rejected key pauses before anything is planned', () => {
    expect(learnAll(() => says(403, { detail: 'Forbidden' })).failure).toMatchObject({
      kind: 'pause',
      why: 'key rejected',
    });
  });

  test.each<[string, Json, number | null]>([
    ['a number', { balance: 5 }, 5],
    ['a text', { balance: '7.5' }, 7.5],
    ['absent', {}, null],
    ['null', { balance: null }, null],
    ['a word', { balance: 'plenty' }, null],
    ['no object', [], null],
  ])('the balance is %s', (_what, body, credits) => {
    const { learnt } = learnAll((path) => (path === '/v1/user/me' ? says(200, body) : entry()));
    expect(balance(learnt)).toBe(credits);
  });
});

describe('the price of a request', () => {
  test.each<[string, { [key: string]: Json }, { [key: string]: Json }, number, unknown]>([
    ['is the entry’s', {}, {}, 1, { min: 0, max: 0.05 }],
    ['is that for every page', {}, {}, 4, { min: 0, max: 0.2 }],
    ['may stand as text', { price: '0.1' }, {}, 1, { min: 0, max: 0.1 }],
    ['may be nothing', { price: 0 }, {}, 1, { min: 0, max: 0 }],
    ['is fixed where it says so', { pricing: { type: 'fixed' } }, {}, 1, { min: 0, max: 0.05 }],
    [
      'is multiplied by its parameter',
      { pricing: { type: 'per_parameter', parameter: 'limit' } },
      { limit: 4 },
      1,
      { min: 0, max: 0.2 },
    ],
    [
      'is multiplied by parameter and pages',
      { pricing: { type: 'per_parameter', parameter: 'limit' } },
      { limit: 4 },
      3,
      { min: 0, max: 0.6 },
    ],
    [
      'takes the parameter as text too',
      { pricing: { type: 'per_parameter', parameter: 'limit' } },
      { limit: '4' },
      1,
      { min: 0, max: 0.2 },
    ],
    ['is unknown without that parameter', { pricing: { type: 'per_parameter', parameter: 'limit' } }, {}, 1, 'unknown'],
    [
      'is unknown where that parameter is no number',
      { pricing: { type: 'per_parameter', parameter: 'limit' } },
      { limit: 'all' },
      1,
      'unknown',
    ],
    [
      'is unknown where that parameter is negative',
      { pricing: { type: 'per_parameter', parameter: 'limit' } },
      { limit: -4 },
      1,
      'unknown',
    ],
    ['is unknown where the rule names no parameter', { pricing: { type: 'per_parameter' } }, {}, 1, 'unknown'],
    ['is unknown under a rule that is not known', { pricing: { type: 'per_result' } }, {}, 1, 'unknown'],
    ['is unknown where there is none', { price: null }, {}, 1, 'unknown'],
    ['is unknown where it is no number', { price: 'ask us' }, {}, 1, 'unknown'],
    ['is unknown where it is below nothing', { price: -1 }, {}, 1, 'unknown'],
  ])('a price %s', (_rule, more, sent, pages, expected) => {
    const known = price(learnAll(catalogue(entry(more))).learnt, sent, pages);
    if (typeof expected === 'string' || typeof known === 'string') expect(known).toBe(expected);
    else {
      expect(known.min).toBe(0);
      expect(known.max).toBeCloseTo((expected as { max: number }).max, 10);
    }
  });
});
