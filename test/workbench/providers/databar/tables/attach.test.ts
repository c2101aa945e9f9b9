// Attaching an enrichment or a waterfall to a table: what must be mapped, what comes back, and the columns that it adds. It costs nothing.

import { describe, expect, test } from 'vitest';
import { tableScene } from './table-scene';

const mapping = (columns: Record<string, string>) =>
  Object.fromEntries(Object.entries(columns).map(([slug, value]) => [slug, { type: 'mapping', value }]));
const BOTH = mapping({ first_name: 'First name', company: 'Company' });
const add = (at: ReturnType<typeof tableScene>, body: object = {}) =>
  at.post('/add-enrichment', { enrichment: 833, mapping: BOTH, ...body });
const WATERFALL = {
  waterfall: 'email_getter',
  enrichments: [833, 966],
  mapping: { first_name: 'First name', last_name: 'Key', company: 'Company' },
};
const namesOf = (at: ReturnType<typeof tableScene>) => at.get('/columns').map((one: { name: string }) => one.name);

describe('an enrichment', () => {
  test('it answers an id that is not the catalogue id, and is listed under it', () => {
    const at = tableScene();
    const { id, enrichment_name } = JSON.parse(add(at).body);
    expect([typeof id, enrichment_name]).toEqual(['number', 'Find work email']);
    expect(id).not.toBe(833);
    expect(at.get('/enrichments')).toEqual([{ id, name: 'Find work email' }]);
    expect([at.databar.ledger.acceptedPosts, at.spent()]).toEqual([0, 0]);
  });

  test('it can answer {} and still be listed, and ids can be text', () => {
    const at = tableScene({ addAnswer: 'empty', attachedId: 'text' });
    expect(add(at).body).toBe('{}');
    expect(at.post('/add-waterfall', WATERFALL).body).toBe('{}');
    expect(at.get('/enrichments')).toEqual([{ id: expect.stringMatching(/^\d+$/), name: 'Find work email' }]);
  });

  test('it adds a column for each field of its result, marked with its id', () => {
    const at = tableScene();
    const { id } = JSON.parse(add(at).body);
    const added = at.get('/columns').slice(3);
    expect(added[0]).toMatchObject({
      name: 'Work email',
      additional_intenal_name: 'work_email',
      data_processor_id: id,
    });
    expect(added).toHaveLength(8);
  });

  test('added twice it has columns of its own twice', () => {
    const at = tableScene();
    add(at);
    add(at);
    expect(namesOf(at)).toEqual(expect.arrayContaining(['Work email', 'Work email 2']));
  });

  test('names can carry its name, and written names can be absent', () => {
    const at = tableScene({ outputNames: 'prefixed', additionalNames: 'not-outputs' });
    add(at);
    expect(at.get('/columns')[3]).toMatchObject({
      name: 'Find work email: Work email',
      additional_intenal_name: null,
    });
  });

  test('columns can come only with the first result', () => {
    const at = tableScene({ outputColumns: 'at-first-result' });
    at.insert(['Ada']);
    const id = at.attach();
    expect(namesOf(at)).not.toContain('Work email');
    at.run(id);
    at.pass(60_000);
    expect(namesOf(at)).toContain('Work email');
    expect(at.emails()).toEqual(['ada@sampleworks.example']);
  });

  test('columns are mapped by UUID or name, or by UUID alone when switched', () => {
    const byUuid = (at: ReturnType<typeof tableScene>) => {
      const [first, company] = at.get('/columns').map((one: { identifier: string }) => one.identifier);
      return mapping({ first_name: first, company });
    };
    const at = tableScene({ mappingBy: 'uuid' });
    expect([add(at, { mapping: byUuid(at) }).status, add(at).status]).toEqual([200, 400]);
    const lax = tableScene();
    expect([add(lax, { mapping: byUuid(lax) }).status, add(lax).status]).toEqual([200, 200]);
  });

  test.each([
    ['a required parameter that is not mapped', { mapping: mapping({ company: 'Company' }) }, 400],
    ['a column that is not there', { mapping: mapping({ first_name: 'Nope', company: 'Company' }) }, 400],
    ['one of two that is needed', { enrichment: 1127, mapping: {} }, 400],
    ['an own key that is not connected', { enrichment: 1600, mapping: mapping({ email: 'Key' }) }, 400],
    ['one that is not for tables', { enrichment: 1204, mapping: mapping({ domain: 'Key', limit: 'Key' }) }, 404],
    ['an unknown one', { enrichment: 5 }, 404],
    ['a mapping without its wrapper', { mapping: { first_name: 'First name', company: 'Company' } }, 422],
    ['an unknown strategy', { launch_strategy: 'run_always' }, 422],
  ])('%s is refused', (_title, body, status) => {
    const at = tableScene();
    expect(add(at, body).status).toBe(status);
    expect(at.get('/enrichments')).toEqual([]);
  });

  test('unknown parameters are refused only when switched', () => {
    const more = { mapping: { ...BOTH, colour: { type: 'simple', value: 'red' } } };
    expect(add(tableScene(), more).status).toBe(200);
    expect(add(tableScene({ unknownParams: 'refused' }), more).status).toBe(400);
  });
});

describe('a waterfall', () => {
  test('it takes plain columns, answers an id and its name, and is listed apart', () => {
    const at = tableScene();
    const body = JSON.parse(at.post('/add-waterfall', { ...WATERFALL, email_verifier: 10 }).body);
    expect(body).toEqual({ id: expect.any(Number), waterfall_name: 'Work email waterfall' });
    expect(at.get('/waterfalls')).toEqual([body]);
    expect(at.get('/enrichments')).toEqual([]);
    expect(namesOf(at)).toContain('Work email');
  });

  test('it can stand in the list of enrichments too', () => {
    const at = tableScene({ enrichmentsList: 'with-waterfalls' });
    at.post('/add-waterfall', WATERFALL);
    expect(at.get('/enrichments')).toMatchObject([{ name: 'Work email waterfall' }]);
  });

  test('enrichments follow the era, as in a run', () => {
    const { enrichments: _ids, ...without } = WATERFALL;
    expect(tableScene().post('/add-waterfall', without).status).toBe(422);
    expect(tableScene({ waterfallEnrichments: 'default-cascade' }).post('/add-waterfall', without).status).toBe(200);
  });

  test.each([
    ['an unknown one', { waterfall: 'phone_finder' }, 404],
    ['an unknown provider', { enrichments: [5] }, 400],
    ['an unknown verifier', { email_verifier: 15 }, 400],
    ['an input that is not mapped', { mapping: { first_name: 'First name' } }, 400],
    ['a wrapped mapping', { mapping: { first_name: { type: 'mapping', value: 'First name' } } }, 422],
  ])('%s is refused', (_title, body, status) => {
    expect(tableScene().post('/add-waterfall', { ...WATERFALL, ...body }).status).toBe(status);
  });
});
