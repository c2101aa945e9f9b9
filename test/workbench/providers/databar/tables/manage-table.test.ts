// Tables and columns: made, listed, renamed, deleted, and whose they are.

import { describe, expect, test } from 'vitest';
import { request, scene } from '../ask';
import { tableScene } from './table-scene';

describe('a table', () => {
  test('it is made with a name, columns and empty rows, or with the defaults', () => {
    const at = scene();
    const made = at.json('POST', '/v1/table/create', { name: 'Leads', columns: ['A'], rows: 2 });
    expect(made).toMatchObject({
      identifier: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Leads',
      created_at: new Date(at.now()).toISOString(),
      table_url: expect.stringContaining(made.identifier),
    });
    expect(at.json('GET', `/v1/table/${made.identifier}/rows`).data).toMatchObject([{ A: null }, { A: null }]);
    const plain = at.json('POST', '/v1/table/create', {});
    expect(plain.name).toBe('New empty table');
    const names = at.json('GET', `/v1/table/${plain.identifier}/columns`).map((one: { name: string }) => one.name);
    expect(names).toEqual(['column1', 'column2', 'column3']);
    expect(at.json('GET', `/v1/table/${plain.identifier}/rows`).total_count).toBe(0);
  });

  test('no columns at all are fine', () => {
    expect(tableScene({}, []).get('/columns')).toEqual([]);
  });

  test('it is listed, renamed and deleted', () => {
    const at = tableScene();
    expect(at.json('PATCH', at.path(''), { name: 'Old leads' }).name).toBe('Old leads');
    const names = (): string[] => at.json('GET', '/v1/table/').map((one: { name: string }) => one.name);
    expect(names().sort()).toEqual(['Old leads', 'People']);
    expect(at.http('DELETE', at.path('')).status).toBe(204);
    expect(names()).toEqual(['People']);
    expect(at.http('GET', at.path('/rows')).status).toBe(404);
  });

  test('a body of the wrong shape is 422 with the place', () => {
    const reply = scene().http('POST', '/v1/table/create', { columns: ['A', 5] });
    expect([reply.status, JSON.parse(reply.body).detail[0].loc]).toEqual([422, ['body', 'columns', 1]]);
  });

  test('the list has a slash at the end, and no other path has', () => {
    const at = tableScene();
    expect(at.http('GET', '/v1/table').headers.location).toContain('/v1/table/');
    expect(at.http('GET', at.path('/rows/')).status).toBe(307);
    expect(at.http('GET', at.path('/run-enrichment/5')).status).toBe(405);
  });
});

describe('whose it is', () => {
  const foreign = (switches: object) => {
    const at = tableScene(switches);
    const asked = request('GET', at.path('/rows'), undefined, 'another-key');
    return at.databar.answer(asked, at.now()) as { status: number; body: string };
  };

  test('a table of another account is 403 "Not allowed", or as if it were not there', () => {
    expect(foreign({})).toMatchObject({ status: 403, body: '{"detail":"Not allowed"}' });
    expect(foreign({ otherTable: '404' })).toMatchObject({ status: 404, body: '{"detail":"Not found"}' });
  });

  test('and it is not in the list of the other', () => {
    const at = tableScene();
    const reply = at.databar.answer(request('GET', '/v1/table/', undefined, 'another-key'), at.now());
    expect(reply).toMatchObject({ status: 200, body: expect.not.stringContaining(at.table) });
  });

  test('an unknown table is 404 in the words of the switch, one that is no UUID is 422', () => {
    const unknown = '/v1/table/00000000-0000-4000-8000-000000000000/rows';
    const at = scene({ tableNotFound: 'Table not found' });
    expect(at.http('GET', unknown)).toMatchObject({ status: 404, body: '{"detail":"Table not found"}' });
    expect(at.http('GET', '/v1/table/leads/rows').status).toBe(422);
  });

  test.each(['404', '501', '500-html'] as const)('tables can be missing altogether: %s', (tables) => {
    expect(scene({ tables }).http('GET', '/v1/table/').status).toBe(Number.parseInt(tables, 10));
  });

  test('columns, and the lists of what is attached, can be missing alone', () => {
    const at = tableScene({ tableColumns: '404', attachedLists: '501' });
    expect(at.http('GET', at.path('/columns')).status).toBe(404);
    expect(at.post('/columns', { name: 'A' }).status).toBe(404);
    expect(at.http('GET', at.path('/enrichments')).status).toBe(501);
    expect(at.http('GET', at.path('/waterfalls')).status).toBe(501);
    expect(at.http('GET', at.path('/rows')).status).toBe(200);
  });
});

describe('columns', () => {
  test('each has a UUID, a hex name, a written name and the name that people see', () => {
    expect(tableScene().get('/columns')[0]).toEqual({
      identifier: expect.stringMatching(/^[0-9a-f-]{36}$/),
      internal_name: expect.stringMatching(/^[0-9a-f]+$/),
      additional_intenal_name: 'first_name',
      name: 'First name',
      type_of_value: 'text',
      data_processor_id: null,
    });
  });

  test('they are added, renamed and deleted; a written name is never given twice', () => {
    const at = tableScene();
    const made = at.json('POST', at.path('/columns'), { name: 'First-Name', type: 'number', config: {} });
    expect(made).toEqual({ identifier: expect.any(String), name: 'First-Name', type_of_value: 'number' });
    expect(at.get('/columns')[3].additional_intenal_name).toBe('first_name_2');
    const column = at.path(`/columns/${made.identifier}`);
    expect(at.json('PATCH', column, { name: 'Age' })).toMatchObject({ identifier: made.identifier, name: 'Age' });
    expect(at.get('/columns')[3]).toMatchObject({ name: 'Age', additional_intenal_name: 'first_name_2' });
    expect(at.http('DELETE', column).status).toBe(204);
    expect(at.get('/columns')).toHaveLength(3);
    expect(at.http('DELETE', column).status).toBe(404);
    expect(at.http('PATCH', column, { name: 'X' }).status).toBe(404);
  });
});
