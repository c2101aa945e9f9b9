// Reading rows: pages, filters, and the shapes and names that a row can come in.

import { describe, expect, test } from 'vitest';
import { tableScene } from './table-scene';

const names = (count: number) => Array.from({ length: count }, (_, n) => `N${n}`);
const detail = (reply: { status: number; body: string }) => [reply.status, JSON.parse(reply.body)];

describe('pages', () => {
  test('rows come page by page with a count, in the order of insertion', () => {
    const at = tableScene();
    const ids = at.insert(names(5));
    const first = at.get('/rows?page=1&per_page=2');
    expect(first).toEqual({
      data: [
        { 'First name': 'N0', Company: 'Sample Works', Key: 'k0', id: ids[0] },
        { 'First name': 'N1', Company: 'Sample Works', Key: 'k1', id: ids[1] },
      ],
      has_next_page: true,
      total_count: 5,
      page: 1,
    });
    expect(at.get('/rows?page=3&per_page=2')).toMatchObject({ data: [{ id: ids[4] }], has_next_page: false, page: 3 });
    expect(at.get('/rows?page=4&per_page=2').data).toEqual([]);
  });

  test('another order is possible, and holds over pages', () => {
    const at = tableScene({ rowOrder: 'by-id' });
    const ids = at.insert(names(7));
    const read = [1, 2, 3, 4].flatMap((page) => at.rows(`?page=${page}&per_page=2`)).map((row) => row.id);
    expect(read).toEqual([...ids].sort());
    expect(read).not.toEqual(ids);
  });

  test('more than 500 a page is PER_PAGE_TOO_LARGE; the documented 1000 works where switched', () => {
    const [status, body] = detail(tableScene().http('GET', tableScene().path('/rows?per_page=501')));
    expect([status, body.detail.code]).toEqual([400, 'PER_PAGE_TOO_LARGE']);
    const at = tableScene({ maxRowsPerPage: 1000 });
    expect(at.http('GET', at.path('/rows?per_page=1000')).status).toBe(200);
    expect(at.http('GET', at.path('/rows?per_page=1001')).status).toBe(400);
  });

  test('without per_page no more than the most comes', () => {
    const at = tableScene({ maxRowsPerPage: 3 });
    at.insert(names(5));
    expect(at.get('/rows').data).toHaveLength(3);
  });

  test.each(['page=0', 'per_page=0', 'page=x'])('%s is 422', (query) => {
    const at = tableScene();
    expect(at.http('GET', at.path(`/rows?${query}`)).status).toBe(422);
  });
});

describe('shapes', () => {
  test('the old shape has result with data inside, and has_next_page as text', () => {
    const at = tableScene({ rowsShape: 'result' });
    const [id] = at.insert(['Ada']);
    expect(at.get('/rows')).toEqual({
      has_next_page: 'false',
      total_count: 1,
      result: [
        {
          id,
          parent: null,
          data: { 'First name': 'Ada', Company: 'Sample Works', Key: 'k0', status: 'completed' },
          status: 'completed',
        },
      ],
    });
  });

  test('the old shape tells rows that run and rows that failed', () => {
    const at = tableScene({ rowsShape: 'result' });
    at.insert(['Ada', 'Failing']);
    at.run(at.attach());
    const words = () => at.get('/rows').result.map((row: { status: string }) => row.status);
    expect(words()).toEqual(['processing', 'processing']);
    at.pass(60_000);
    expect(words()).toEqual(['completed', 'error']);
  });

  test.each([
    ['additional_intenal_name', 'first_name'],
    ['name', 'First name'],
  ] as const)('rows are keyed by %s', (rowKeys, key) => {
    const at = tableScene({ rowKeys });
    at.insert(['Ada']);
    expect(at.rows()[0][key]).toBe('Ada');
  });

  test('or by the hex name', () => {
    const at = tableScene({ rowKeys: 'internal_name' });
    at.insert(['Ada']);
    expect(at.rows()[0][at.get('/columns')[0].internal_name]).toBe('Ada');
  });

  test.each([
    ['null', { 'First name': null }],
    ['empty-text', { 'First name': '' }],
    ['absent', {}],
  ] as const)('empty cells are %s', (emptyCells, row) => {
    const at = tableScene({ emptyCells }, ['First name']);
    at.post('/rows', { rows: [{ fields: {} }] });
    const { id, ...cells } = at.rows()[0];
    expect(cells).toEqual(row);
    expect(id).toEqual(expect.any(String));
  });
});

describe('filters', () => {
  const matched = (filter: unknown, switches: object = {}) => {
    const at = tableScene(switches);
    at.insert(['Ada', 'Bo', 'Adam']);
    at.post('/rows', { rows: [{ fields: { key: 'last' } }] });
    const text = typeof filter === 'string' ? filter : JSON.stringify(filter);
    const reply = at.http('GET', at.path(`/rows?filter=${encodeURIComponent(text)}`));
    const body = JSON.parse(reply.body);
    return reply.status === 200 ? body.data.map((row: Record<string, unknown>) => row['First name']) : body.detail.code;
  };

  test.each([
    [{ first_name: { equals: 'Ada' } }, ['Ada']],
    [{ first_name: { equals: 'ada' } }, []],
    [{ first_name: { contains: 'AD' } }, ['Ada', 'Adam']],
    [{ first_name: { not_equals: 'Ada' } }, ['Bo', 'Adam', null]],
    [{ first_name: { is_empty: true } }, [null]],
    [{ first_name: { is_not_empty: true } }, ['Ada', 'Bo', 'Adam']],
    [{ first_name: { contains: 'ad' }, key: { equals: 'k2' } }, ['Adam']],
  ])('%j', (filter, expected) => {
    expect(matched(filter)).toEqual(expected);
  });

  test.each([
    ['{"first_name"', 'INVALID_DATA'],
    [{ first_name: { starts: 'A' } }, 'INVALID_DATA'],
    [{ first_name: { equals: 'A', contains: 'B' } }, 'INVALID_DATA'],
    [{ 'First name': { equals: 'Ada' } }, 'UNKNOWN_COLUMNS'],
  ])('%j is refused with %s', (filter, code) => {
    expect(matched(filter)).toBe(code);
  });

  test('the names that people see work where switched', () => {
    expect(matched({ 'First name': { equals: 'Ada' } }, { filterKeys: 'name' })).toEqual(['Ada']);
    expect(matched({ first_name: { equals: 'Ada' } }, { filterKeys: 'name' })).toBe('UNKNOWN_COLUMNS');
    expect(matched({ first_name: { equals: 'Ada' } }, { filterKeys: 'either' })).toEqual(['Ada']);
  });

  test('counting what has been found is one small call', () => {
    const at = tableScene();
    at.insert(['Ada', 'Miss Ing', 'Bo']);
    at.run(at.attach());
    at.pass(60_000);
    const filter = encodeURIComponent('{"work_email":{"is_not_empty":true}}');
    expect(at.get(`/rows?filter=${filter}&per_page=1`)).toMatchObject({ total_count: 2, data: [{}] });
  });
});
