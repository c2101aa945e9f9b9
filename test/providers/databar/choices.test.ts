// Choices: the names that people type become the ids that Databar wants; lists inside the entry, and lists in pages of their own.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/providers/operation';
import { HTML, says, text } from './answers';
import { catalogue, converted, learnAll, withParam } from './learn-all';

const COUNTRIES = [
  { id: 'us', name: 'United States' },
  { id: 'de', name: 'Germany' },
];

describe('choices in the entry itself', () => {
  const inline = { type_field: 'select', choices: { mode: 'inline', items: COUNTRIES } };

  test('only those that the sheet uses are kept', () => {
    const { learnt, calls } = learnAll(catalogue(withParam(inline)), { p: ['Germany'] });
    expect(calls).toHaveLength(2);
    expect(converted('Germany', learnt)).toEqual({ value: 'de' });
    expect(JSON.stringify(learnt.choices)).not.toContain('"us"');
  });

  test.each(['germany', ' GERMANY ', 'de', 'DE'])('%j is the choice "Germany": names and ids, in any case', (typed) => {
    const { learnt } = learnAll(catalogue(withParam(inline)), { p: [typed] });
    expect(converted(typed, learnt)).toEqual({ value: 'de' });
  });

  test('a text that is none is refused before it is sent, with the nearest', () => {
    const { learnt } = learnAll(catalogue(withParam(inline)), { p: ['Germny'] });
    expect(converted('Germny', learnt)).toEqual({
      problem: '"Germny" is not one of the choices. The nearest is "Germany".',
    });
  });

  test('without choices of its own a select takes the text as it is', () => {
    const { learnt } = learnAll(catalogue(withParam({ type_field: 'select', choices: null })), { p: ['Germany'] });
    expect(converted('Germany', learnt)).toEqual({ value: 'Germany' });
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
    expect(converted('Country 3', learnt)).toEqual({ value: 'c3' });
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
    expect(converted('Nowhere', learnt)).toHaveProperty('problem');
  });

  test('an endless list is left after 20 pages, and an unknown text goes as it is typed', () => {
    const { learnt, calls } = learnAll(
      catalogue(remote, (n) => page([{ id: n, name: `N ${n}` }], true)),
      { p: ['New York'] },
    );
    expect(pathsOf(calls)).toHaveLength(20);
    expect(converted('New York', learnt)).toEqual({ value: 'New York' });
  });

  test('a page behind the last one that answers HTML ends the list; what was found before stays', () => {
    const { learnt, failure } = learnAll(
      catalogue(remote, (n) => (n === 1 ? page(COUNTRIES, true) : text(500, HTML))),
      { p: ['Germany', 'Nowhere'] },
    );
    expect(failure).toBeUndefined();
    expect(converted('Germany', learnt)).toEqual({ value: 'de' });
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
    expect(converted('New York', learnt)).toEqual({ value: 'New York' });
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
    expect(converted('Germany', learnt)).toEqual({ value: 'de' });
  });

  test('a parameter whose name is no path is asked for all the same', () => {
    const odd = withParam({ name: 'a/b?c', type_field: 'select', choices: { mode: 'remote' } });
    const { learnt, calls } = learnAll(
      catalogue(odd, () => page(COUNTRIES, false)),
      { 'a/b?c': ['Germany'] },
    );
    expect(pathsOf(calls)).toEqual(['/v1/enrichments/833/params/a%2Fb%3Fc/choices?page=1&limit=500']);
    expect(converted('Germany', learnt, 'a/b?c')).toEqual({ value: 'de' });
  });

  test('numeric ids are sent as text, as the server wants them', () => {
    const { learnt } = learnAll(
      catalogue(remote, () => page([{ id: 7, name: 'Seven' }], false)),
      { p: ['seven'] },
    );
    expect(converted('seven', learnt)).toEqual({ value: '7' });
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
    expect(converted(typed, learnAll(catalogue(many), { p: [typed] }).learnt)).toEqual({ value });
  });

  test('one unknown name refuses the cell', () => {
    expect(converted('Germany, Nowhere', learnAll(catalogue(many), { p: ['Germany, Nowhere'] }).learnt)).toHaveProperty(
      'problem',
    );
  });

  test('blank parts are never sent', () => {
    const { learnt } = learnAll(catalogue(withParam({ type_field: 'mselect', choices: null })), { p: ['a, ,b,'] });
    expect(converted('a, ,b,', learnt)).toEqual({ value: ['a', 'b'] });
  });
});
