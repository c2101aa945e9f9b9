// What can be picked at Databar, against the simulated one and in every shape that its clients have met. Free reads only.
import { describe, expect, test } from 'vitest';
import type { ListAsk, ListName, ListPage, ReadProblem } from '../../../src/providers/account-reads';
import { PROVIDERS } from '../../../src/providers/all';
import type { Answer, Json } from '../../../src/providers/operation';
import { CATALOGUE } from '../../../workbench/providers/databar/catalogue';
import type { DatabarSwitches } from '../../../workbench/providers/databar/switches';
import { SAMPLE_ATTACHED, SAMPLE_TABLE } from '../../../workbench/providers/databar/tables/sample-table';
import { HTML, lost, says, text } from './answers';
import { simulated } from './simulated';

const ASK: ListAsk = { within: '', search: '', page: 1 };

function reading(of: ListName) {
  return PROVIDERS.databar.lists!.find((one) => one.of === of)!;
}

function list(of: ListName, ask: Partial<ListAsk> = {}, switches: Partial<DatabarSwitches> = {}): ListPage {
  const { ask: answer } = simulated(switches);
  const page = reading(of).read(
    { ...ASK, ...ask },
    reading(of)
      .calls({ ...ASK, ...ask })
      .map(answer),
  );
  if ('problem' in page) throw new Error(page.problem);
  return page;
}

function heard(of: ListName, answers: Answer[], ask: Partial<ListAsk> = {}): ListPage | ReadProblem {
  return reading(of).read({ ...ASK, ...ask }, answers);
}

const NAMES: ListName[] = [
  'databar.enrichments',
  'databar.waterfalls',
  'databar.tables',
  'databar.tableEnrichments',
  'databar.tableColumns',
];

describe.each(NAMES)('%s', (of) => {
  test('is read by free calls to exact paths, whatever is searched', () => {
    for (const search of ['', 'ab', 'mail & more', '\ud800'])
      for (const { effect, method, path } of reading(of).calls({ within: 'a/../b', search, page: 2 })) {
        expect([effect, method]).toEqual(['read', 'GET']);
        expect(path).toMatch(/^\/v1\/[^#\s]*$/);
        expect(path).not.toContain('/../');
      }
  });

  test.each([
    ['a refused key', says(401, { detail: 'Unauthorized' }), /rejected the key/, true],
    ['a page with 500', text(500, HTML), /Databar answered HTTP 500/, undefined],
    ['nothing readable', text(200, 'x'), /not JSON/, undefined],
    ['a list that is none', says(200, { a: 1 }), /Databar answered HTTP 200/, undefined],
    ['a lost connection', lost(true), /Address unavailable/, undefined],
    ['too many requests', says(429, {}), /Try again/, undefined],
    ['a 404', says(404, { detail: 'Not found' }), /Enter the id by hand/, undefined],
    ['a 501', says(501, {}), /Enter the id by hand/, undefined],
  ])('%s is said, not thrown', (_what, answer, problem, rejected) => {
    const answers = reading(of)
      .calls({ ...ASK, within: 't' })
      .map(() => answer);
    const said = heard(of, answers, { within: 't' });
    expect(said).toMatchObject({ problem: expect.stringMatching(problem) });
    expect('rejected' in said ? said.rejected : undefined).toBe(rejected);
  });

  test.each<[string, Json]>([
    ['items of other types', [null, 5, 'x', [], { id: { a: 1 }, identifier: [], name: { a: 1 } }]],
    ['hostile members', JSON.parse('[{"__proto__":{"id":1},"constructor":1}]') as Json],
    ['no items', []],
  ])('a list with %s gives no item', (_what, body) => {
    const answers = reading(of)
      .calls(ASK)
      .map(() => says(200, body));
    expect(heard(of, answers)).toEqual({ items: [], nextPage: null });
  });
});

describe('databar.enrichments', () => {
  test('says name, source, price and the setting; those that need a key of one’s own too', () => {
    const { items, nextPage } = list('databar.enrichments');
    expect(items).toHaveLength(CATALOGUE.length);
    expect(nextPage).toBeNull();
    const { name, description, data_source, price } = CATALOGUE.find((one) => one.id === 833)!;
    expect(items.find((one) => one.id === '833')).toEqual({
      id: '833',
      name,
      detail: description,
      source: data_source,
      price: { min: 0, max: price },
      settings: { enrichment: 833 },
    });
  });

  test('has no price where it goes by a parameter, or by a rule that is not known', () => {
    for (const { id, pricing } of CATALOGUE.filter((one) => one.pricing?.type === 'per_parameter')) {
      expect(pricing).toBeDefined();
      expect(list('databar.enrichments').items.find((one) => one.id === String(id))!.price).toBeNull();
    }
    const odd = says(200, [{ id: 1, name: 'x', price: 1, pricing: { type: 'by the moon' } }]);
    expect(heard('databar.enrichments', [odd])).toMatchObject({ items: [{ price: null }] });
  });

  test.each(['documented', 'array', 'items', 'results'] as const)('comes as %s', (listShape) => {
    expect(list('databar.enrichments', {}, { listShape }).items).toHaveLength(CATALOGUE.length);
  });

  test('three letters and more are searched at Databar, fewer in what was read', () => {
    const path = (search: string) => reading('databar.enrichments').calls({ ...ASK, search })[0]!.path;
    expect(path('email ')).toMatch(/&q=email$/);
    expect(path('em')).not.toContain('q=');
    const found = list('databar.enrichments', { search: 'EM' }).items;
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(CATALOGUE.length);
    expect(list('databar.enrichments', { search: 'EM' }, { shortestQuery: 1 }).items).toEqual(found);
  });

  test('goes on page by page while the provider says that there are more', () => {
    const item = (id: number) => ({ id, name: `E${id}` });
    const page = (n: number, more: Json) => says(200, { items: [item(n)], page: n, has_next_page: more });
    expect(reading('databar.enrichments').calls({ ...ASK, page: 3 })[0]!.path).toContain('page=3&limit=50');
    expect(heard('databar.enrichments', [page(1, true)])).toMatchObject({ nextPage: 2, items: [{ id: '1' }] });
    expect(heard('databar.enrichments', [page(2, 'true')], { page: 2 })).toMatchObject({ nextPage: 3 });
    expect(heard('databar.enrichments', [page(3, false)], { page: 3 })).toMatchObject({ nextPage: null });
    expect(heard('databar.enrichments', [text(500, HTML)], { page: 4 })).toEqual({ items: [], nextPage: null });
  });

  test('a whole list without pages is shown fifty at a time', () => {
    const all = says(
      200,
      Array.from({ length: 120 }, (_, id) => ({ id: id + 1, name: `E${id + 1}` })),
    );
    const pages = [1, 2, 3].map((page) => heard('databar.enrichments', [all], { page }) as ListPage);
    expect(pages.map((page) => [page.items.length, page.nextPage])).toEqual([
      [50, 2],
      [50, 3],
      [20, null],
    ]);
    expect(new Set(pages.flatMap((page) => page.items.map((one) => one.id))).size).toBe(120);
  });

  test('texts are cut to what a panel shows', () => {
    const long = 'x'.repeat(5000);
    const said = heard('databar.enrichments', [
      says(200, [{ id: 1, name: long, description: long, data_source: long }]),
    ]);
    expect(JSON.stringify(said).length).toBeLessThan(800);
  });
});

describe('databar.waterfalls', () => {
  test('says what it asks by default and what that may cost', () => {
    const [email] = list('databar.waterfalls').items;
    expect(email).toMatchObject({
      id: 'email_getter',
      name: 'Work email waterfall',
      source: 'Sample Contacts, Sample Directory',
      price: { min: 0, max: 0.13 },
      settings: { waterfall: 'email_getter' },
    });
    expect(list('databar.waterfalls', {}, { waterfallPrices: 'number' }).items[0]!.price).toEqual(email!.price);
  });

  test('is searched in what was read, names and providers alike', () => {
    expect(list('databar.waterfalls', { search: 'getter' }).items.length).toBeGreaterThan(1);
    expect(list('databar.waterfalls', { search: 'sample directory' }).items.map((one) => one.id)).toContain(
      'email_getter',
    );
    expect(list('databar.waterfalls', { search: 'nothing like it' }).items).toEqual([]);
  });
});

describe('the lists of tables', () => {
  test('tables by name, with the day of their last change', () => {
    expect(list('databar.tables').items).toEqual([
      {
        id: SAMPLE_TABLE,
        name: 'People',
        detail: '2026-10-12',
        source: null,
        price: null,
        settings: { table: SAMPLE_TABLE },
      },
    ]);
  });

  test.each(['number', 'text'] as const)('what is attached, enrichments and waterfalls (ids as %s)', (attachedId) => {
    const within = { within: SAMPLE_TABLE };
    expect(list('databar.tableEnrichments', within, { attachedId }).items).toEqual([
      {
        id: String(SAMPLE_ATTACHED),
        name: 'Find work email',
        detail: 'enrichment',
        source: null,
        price: null,
        settings: { table: SAMPLE_TABLE, enrichment: String(SAMPLE_ATTACHED) },
      },
    ]);
    const both = heard(
      'databar.tableEnrichments',
      [says(200, [{ id: 1, name: 'E' }]), says(200, { items: [{ id: 2, waterfall_name: 'W' }, { id: 1 }] })],
      within,
    );
    expect(both).toMatchObject({
      items: [
        { id: '1', name: 'E', detail: 'enrichment' },
        { id: '2', name: 'W', detail: 'waterfall' },
      ],
    });
  });

  test('one of the two lists may be missing', () => {
    const said = heard('databar.tableEnrichments', [says(200, [{ id: 1, name: 'E' }]), text(404, '')]);
    expect(said).toMatchObject({ items: [{ id: '1' }] });
    expect(heard('databar.tableEnrichments', [text(404, ''), says(200, [])])).toEqual({ items: [], nextPage: null });
  });

  test('columns by the name that people see; only those that people fill can be the key', () => {
    const { items } = list('databar.tableColumns', { within: SAMPLE_TABLE });
    expect(items.map((one) => [one.name, one.settings])).toEqual([
      ['Full name', { key: 'Full name' }],
      ['Company', { key: 'Company' }],
      ['Notes', { key: 'Notes' }],
      ...items.slice(3).map((one) => [one.name, {}]),
    ]);
    expect(items.slice(3).map((one) => one.detail)).toContain('text, filled by an enrichment');
    expect(list('databar.tableColumns', { within: SAMPLE_TABLE, search: 'comp' }).items[0]).toMatchObject({
      name: 'Company',
    });
  });

  test('a table that Databar does not know is said by its id', () => {
    const { ask } = simulated();
    const other = { ...ASK, within: '00000000-0000-4000-8000-000000000009' };
    const { calls, read } = reading('databar.tableColumns');
    expect(read(other, calls(other).map(ask))).toEqual({
      problem: `Databar does not know "${other.within}". Enter the id by hand.`,
    });
  });
});

describe('the account', () => {
  const { calls, read } = PROVIDERS.databar.account!;

  test('is one free read: name, balance, plan', () => {
    const { ask } = simulated({ startCredits: 12.5 });
    expect(calls()).toEqual([{ effect: 'read', method: 'GET', path: '/v1/user/me' }]);
    expect(read(calls().map(ask))).toEqual({
      name: 'sample@workspace.example',
      balance: 12.5,
      figures: [
        { label: 'Plan', value: 'Pro' },
        { label: 'E-mail', value: 'sample@workspace.example' },
      ],
    });
    expect(read([says(200, { first_name: 'Ada', balance: '7.5' })])).toEqual({
      name: 'Ada',
      balance: 7.5,
      figures: [],
    });
  });

  test.each([404, 501])('that is not offered (%i) is no reason against the key', (status) => {
    expect(read([says(status, {})])).toEqual({ name: null, balance: null, figures: [] });
  });

  test('a refused key is rejected; a plan, a page and a lost connection are not', () => {
    expect(read([says(403, { detail: 'Forbidden' })])).toMatchObject({ rejected: true });
    for (const answer of [
      says(403, { detail: 'SDK is not available' }),
      text(502, HTML),
      text(200, '{"bal'),
      lost(true),
    ]) {
      expect(read([answer])).toMatchObject({ problem: expect.stringMatching(/\S/) });
      expect(read([answer])).not.toHaveProperty('rejected');
    }
  });
});
