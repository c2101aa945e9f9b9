// What is learnt from Databar's catalogue, in all the shapes it has been seen in; and that a run does without it.
import { describe, expect, test } from 'vitest';
import { databarEnrichment } from '../../../src/providers/databar/enrichment';
import type { Json, Learnt } from '../../../src/providers/operation';
import { HTML, lost, says, text } from './answers';
import { catalogue, learnAll, SETTINGS } from './learn-all';

const { parameters, balance, priceOf } = databarEnrichment;

const convert = (parameter: string, typed: string, learnt: Learnt) =>
  databarEnrichment.convert(parameter, typed, learnt, { texts: {}, settings: SETTINGS });

function entry(more: { [key: string]: Json } = {}) {
  return says(200, {
    id: 833,
    name: 'Find work e-mail',
    price: 0.05,
    params: [{ name: 'first_name', is_required: true, type_field: 'text', description: 'First name', choices: null }],
    ...more,
  });
}

function withParam(param: { [key: string]: Json }) {
  return entry({ params: [{ name: 'p', is_required: false, ...param }] });
}

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
    expect(convert('p', ' x', learnt)).toEqual({ value: ' x' });
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
  ])('%s', (_rule, more, sent, pages, expected) => {
    const known = price(learnAll(catalogue(entry(more))).learnt, sent, pages);
    if (typeof expected === 'string' || typeof known === 'string') expect(known).toBe(expected);
    else {
      expect(known.min).toBe(0);
      expect(known.max).toBeCloseTo((expected as { max: number }).max, 10);
    }
  });
});

const COUNTRIES = [
  { id: 'us', name: 'United States' },
  { id: 'de', name: 'Germany' },
];

describe('choices in the entry itself', () => {
  const inline = { type_field: 'select', choices: { mode: 'inline', items: COUNTRIES } };

  test('only those that the sheet uses are kept', () => {
    const { learnt, calls } = learnAll(catalogue(withParam(inline)), { p: ['Germany'] });
    expect(calls).toHaveLength(2);
    expect(convert('p', 'Germany', learnt)).toEqual({ value: 'de' });
    expect(JSON.stringify(learnt.choices)).not.toContain('"us"');
  });

  test.each(['germany', ' GERMANY ', 'de', 'DE'])('%j is the choice "Germany": names and ids, in any case', (typed) => {
    const { learnt } = learnAll(catalogue(withParam(inline)), { p: [typed] });
    expect(convert('p', typed, learnt)).toEqual({ value: 'de' });
  });

  test('a text that is none is refused before it is sent, with the nearest', () => {
    const { learnt } = learnAll(catalogue(withParam(inline)), { p: ['Germny'] });
    expect(convert('p', 'Germny', learnt)).toEqual({
      problem: '"Germny" is not one of the choices. The nearest is "Germany".',
    });
  });

  test('without choices of its own a select takes the text as it is', () => {
    const { learnt } = learnAll(catalogue(withParam({ type_field: 'select', choices: null })), { p: ['Germany'] });
    expect(convert('p', 'Germany', learnt)).toEqual({ value: 'Germany' });
  });
});

describe('choices in pages of their own', () => {
  const remote = withParam({ type_field: 'select', choices: { mode: 'remote', endpoint: '/x' } });
  const page = (items: Json[], has_next_page: boolean) =>
    says(200, { items, has_next_page, page: 1, limit: 500, total_count: 9 });
  const pathsOf = (calls: { path: string }[]) =>
    calls.map(({ path }) => path).filter((path) => path.includes('/choices'));

  test('are read page by page until all texts of the sheet are found', () => {
    const { learnt, calls } = learnAll(
      catalogue(remote, (n) => page([{ id: `c${n}`, name: `Country ${n}` }], true)),
      { p: ['Country 1', 'Country 3'] },
    );
    expect(pathsOf(calls)).toEqual([1, 2, 3].map((n) => `/v1/enrichments/833/params/p/choices?page=${n}&limit=500`));
    expect(convert('p', 'Country 3', learnt)).toEqual({ value: 'c3' });
  });

  test('are not read at all where the sheet does not use them', () => {
    expect(pathsOf(learnAll(catalogue(remote), {}).calls)).toEqual([]);
  });

  test('read to their end, an unknown text is refused', () => {
    const { learnt, calls } = learnAll(
      catalogue(remote, (n) => page(COUNTRIES, n < 2)),
      { p: ['Nowhere'] },
    );
    expect(pathsOf(calls)).toHaveLength(2);
    expect(convert('p', 'Nowhere', learnt)).toHaveProperty('problem');
  });

  test('an endless list is left after 20 pages, and an unknown text goes as it is typed', () => {
    const { learnt, calls } = learnAll(
      catalogue(remote, (n) => page([{ id: n, name: `N ${n}` }], true)),
      { p: ['New York'] },
    );
    expect(pathsOf(calls)).toHaveLength(20);
    expect(convert('p', 'New York', learnt)).toEqual({ value: 'New York' });
  });

  test('a page behind the last one that answers HTML ends the list; what was found before stays', () => {
    const { learnt, failure } = learnAll(
      catalogue(remote, (n) => (n === 1 ? page(COUNTRIES, true) : text(500, HTML))),
      { p: ['Germany', 'Nowhere'] },
    );
    expect(failure).toBeUndefined();
    expect(convert('p', 'Germany', learnt)).toEqual({ value: 'de' });
  });

  test('a first page that answers HTML is asked again: it says nothing about the list', () => {
    expect(
      learnAll(
        catalogue(remote, () => text(500, HTML)),
        { p: ['x'] },
      ).failure?.kind,
    ).toBe('again');
  });

  test.each([404, 501])('a list that is not offered (%i) leaves texts as they are typed', (status) => {
    const { learnt, failure } = learnAll(
      catalogue(remote, () => text(status, '')),
      { p: ['New York'] },
    );
    expect(failure).toBeUndefined();
    expect(convert('p', 'New York', learnt)).toEqual({ value: 'New York' });
  });

  test.each<[string, Json]>([
    ['a bare list', COUNTRIES],
    ['results', { results: COUNTRIES }],
    ['items', { items: COUNTRIES }],
  ])('come as %s', (_shape, body) => {
    const { learnt } = learnAll(
      catalogue(remote, () => says(200, body)),
      { p: ['Germany'] },
    );
    expect(convert('p', 'Germany', learnt)).toEqual({ value: 'de' });
  });

  test('a parameter whose name is no path is asked for all the same', () => {
    const odd = withParam({ name: 'a/b?c', type_field: 'select', choices: { mode: 'remote' } });
    const { learnt, calls } = learnAll(
      catalogue(odd, () => page(COUNTRIES, false)),
      { 'a/b?c': ['Germany'] },
    );
    expect(pathsOf(calls)).toEqual(['/v1/enrichments/833/params/a%2Fb%3Fc/choices?page=1&limit=500']);
    expect(convert('a/b?c', 'Germany', learnt)).toEqual({ value: 'de' });
  });

  test('numeric ids are sent as text, as the server wants them', () => {
    const { learnt } = learnAll(
      catalogue(remote, () => page([{ id: 7, name: 'Seven' }], false)),
      { p: ['seven'] },
    );
    expect(convert('p', 'seven', learnt)).toEqual({ value: '7' });
  });
});

describe('a list of choices in one cell', () => {
  const many = withParam({
    type_field: 'mselect',
    choices: { mode: 'inline', items: [...COUNTRIES, { id: 'kr', name: 'Korea, South' }] },
  });

  test.each([
    ['Germany, United States', ['de', 'us']],
    ['Germany; us', ['de', 'us']],
    ['Germany,', ['de']],
    ['Korea, South', ['kr']],
    ['Germany', ['de']],
  ])('%j is sent as %j', (typed, value) => {
    expect(convert('p', typed, learnAll(catalogue(many), { p: [typed] }).learnt)).toEqual({ value });
  });

  test('one unknown name refuses the cell', () => {
    expect(
      convert('p', 'Germany, Nowhere', learnAll(catalogue(many), { p: ['Germany, Nowhere'] }).learnt),
    ).toHaveProperty('problem');
  });

  test('blank parts are never sent', () => {
    const { learnt } = learnAll(catalogue(withParam({ type_field: 'mselect', choices: null })), { p: ['a, ,b,'] });
    expect(convert('p', 'a, ,b,', learnt)).toEqual({ value: ['a', 'b'] });
  });
});
