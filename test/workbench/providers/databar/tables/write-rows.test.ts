// Writing rows: insert, patch, upsert and delete, with their codes. A row's trouble is told under HTTP 200, a batch's under 400 or 422.

import { describe, expect, test } from 'vitest';
import { tableScene } from './table-scene';

type Reply = { status: number; body: string };
const codeOf = (reply: Reply) => [reply.status, JSON.parse(reply.body).detail.code];
const resultsOf = (reply: Reply) => JSON.parse(reply.body).results;
const many = (count: number) => Array.from({ length: count }, () => ({ fields: { first_name: 'Ada' } }));

describe('insert', () => {
  test('each row answers its index and new id', () => {
    const at = tableScene();
    const results = resultsOf(at.post('/rows', { rows: many(2) }));
    expect(results).toEqual([
      { index: 0, id: expect.any(String), action: 'created' },
      { index: 1, id: expect.any(String), action: 'created' },
    ]);
    expect(at.rows().map((row: { id: string }) => row.id)).toEqual(results.map((one: { id: string }) => one.id));
  });

  test('the row itself comes back when asked for', () => {
    const [result] = resultsOf(tableScene().post('/rows', { rows: many(1), return_rows: true }));
    expect(result.row_data).toEqual({ 'First name': 'Ada', Company: null, Key: null, id: result.id });
  });

  test('1 to 50 rows: 50 are taken, 51 are BATCH_TOO_LARGE or 422, none are 422', () => {
    expect(tableScene().post('/rows', { rows: many(50) }).status).toBe(200);
    const at = tableScene();
    expect(codeOf(at.post('/rows', { rows: many(51) }))).toEqual([400, 'BATCH_TOO_LARGE']);
    expect(at.rows()).toEqual([]);
    at.switches.tooManyWriteRowsAs = '422';
    expect(at.post('/rows', { rows: many(51) })).toMatchObject({
      status: 422,
      body: expect.stringContaining('too_long'),
    });
    expect(at.post('/rows', { rows: [] })).toMatchObject({ status: 422, body: expect.stringContaining('too_short') });
  });

  test('the limit can be another', () => {
    expect(codeOf(tableScene({ maxWriteRows: 2 }).post('/rows', { rows: many(3) }))).toEqual([400, 'BATCH_TOO_LARGE']);
    expect(tableScene({ maxWriteRows: 100 }).post('/rows', { rows: many(51) }).status).toBe(200);
  });

  test('an unknown column refuses the batch, or its cell is dropped when switched', () => {
    const rows = [...many(1), { fields: { colour: 'red' } }];
    const at = tableScene();
    expect(codeOf(at.post('/rows', { rows }))).toEqual([400, 'UNKNOWN_COLUMNS']);
    expect(at.rows()).toEqual([]);
    const lax = tableScene({ unknownColumns: 'ignored' });
    expect(resultsOf(lax.post('/rows', { rows }))).toHaveLength(2);
    expect(lax.rows()[1]).toMatchObject({ 'First name': null });
  });

  test.each([
    ['detail-object', { detail: { code: 'UNKNOWN_COLUMNS', message: expect.any(String) } }],
    ['error-object', { error: { code: 'UNKNOWN_COLUMNS', message: expect.any(String) } }],
    ['detail-text', { detail: expect.stringMatching(/^UNKNOWN_COLUMNS: /) }],
  ] as const)('a code can come as %s', (tableErrors, body) => {
    const reply = tableScene({ tableErrors }).post('/rows', { rows: [{ fields: { colour: 'red' } }] });
    expect([reply.status, JSON.parse(reply.body)]).toEqual([400, body]);
  });

  test('a value that does not fit its column is INVALID_DATA', () => {
    const at = tableScene();
    at.post('/columns', { name: 'Age', type: 'number' });
    expect(codeOf(at.post('/rows', { rows: [{ fields: { age: 'old' } }] }))).toEqual([400, 'INVALID_DATA']);
    expect(codeOf(at.post('/rows', { rows: [{ fields: { key: { a: 1 } } }] }))).toEqual([400, 'INVALID_DATA']);
    expect(at.post('/rows', { rows: [{ fields: { age: '42' } }] }).status).toBe(200);
  });

  test.each([
    ['additional_intenal_name', 200, 400],
    ['name', 400, 200],
    ['either', 200, 200],
  ] as const)('columns are written by %s', (writeKeys, byWrittenName, byName) => {
    const at = tableScene({ writeKeys });
    expect(at.post('/rows', { rows: [{ fields: { first_name: 'Ada' } }] }).status).toBe(byWrittenName);
    expect(at.post('/rows', { rows: [{ fields: { 'First name': 'Ada' } }] }).status).toBe(byName);
  });

  test('allow_new_columns and dedupe do nothing, unless honoured', () => {
    const body = {
      rows: [{ fields: { key: 'k0' } }, { fields: { key: 'k9', 'New one': 'x' } }, { fields: { key: 'k9' } }],
      options: { allow_new_columns: true, dedupe: { enabled: true, keys: ['key'] } },
    };
    expect(codeOf(tableScene().post('/rows', body))).toEqual([400, 'UNKNOWN_COLUMNS']);
    const at = tableScene({ insertOptions: 'honoured' });
    const [id] = at.insert(['Ada']);
    const results = resultsOf(at.post('/rows', body));
    expect(results.map((one: { action: string }) => one.action)).toEqual([
      'skipped_duplicate',
      'created',
      'skipped_duplicate',
    ]);
    expect(results[0].id).toBe(id);
    expect(at.rows()).toMatchObject([{ Key: 'k0' }, { Key: 'k9', 'New one': 'x' }]);
  });

  test('a body of the wrong shape is 422', () => {
    expect(tableScene().post('/rows', { rows: [{ first_name: 'Ada' }] }).status).toBe(422);
    expect(tableScene().post('/rows').status).toBe(422);
  });
});

describe('patch', () => {
  const patch = (at: ReturnType<typeof tableScene>, body: object) => at.http('PATCH', at.path('/rows'), body);

  test('rows are changed by id; one that is not there is told under 200', () => {
    const at = tableScene();
    const [id] = at.insert(['Ada']);
    const rows = [
      { id, fields: { company: 'Other' } },
      { id: 'nobody', fields: { company: 'Other' } },
    ];
    const reply = patch(at, { rows });
    expect(reply.status).toBe(200);
    expect(resultsOf(reply)).toEqual([
      { id, ok: true },
      { id: 'nobody', ok: false, error: { code: 'ROW_NOT_FOUND' } },
    ]);
    expect(at.rows()).toMatchObject([{ 'First name': 'Ada', Company: 'Other' }]);
  });

  test('overwrite false fills only empty cells', () => {
    const at = tableScene();
    const made = resultsOf(at.post('/rows', { rows: many(1) }));
    const rows = [{ id: made[0].id, fields: { first_name: 'Bo', company: 'New' } }];
    const [result] = resultsOf(patch(at, { rows, overwrite: false, return_rows: true }));
    expect(result.row_data).toMatchObject({ 'First name': 'Ada', Company: 'New' });
  });

  test('too many rows and unknown columns refuse the batch', () => {
    const at = tableScene();
    const [id] = at.insert(['Ada']);
    expect(codeOf(patch(at, { rows: [{ id, fields: { colour: 'red' } }] }))).toEqual([400, 'UNKNOWN_COLUMNS']);
    const rows = Array.from({ length: 51 }, () => ({ id, fields: {} }));
    expect(codeOf(patch(at, { rows }))).toEqual([400, 'BATCH_TOO_LARGE']);
  });
});

describe('upsert', () => {
  const upsert = (at: ReturnType<typeof tableScene>, rows: object[], more: object = {}) =>
    at.post('/rows/upsert', { rows, ...more });

  test('what is found is updated, what is not is created, and only the created have an index', () => {
    const at = tableScene();
    const [id] = at.insert(['Ada']);
    const rows = [
      { key: { key: 'k0' }, fields: { company: 'Other' } },
      { key: { key: 'new' }, fields: { first_name: 'Bo' } },
    ];
    expect(resultsOf(upsert(at, rows))).toEqual([
      { id, action: 'updated', ok: true },
      { index: 1, id: expect.any(String), action: 'created', ok: true },
    ]);
    expect(at.rows()).toMatchObject([
      { 'First name': 'Ada', Company: 'Other', Key: 'k0' },
      { 'First name': 'Bo', Key: 'new' },
    ]);
  });

  test('the index of updated rows can be told too', () => {
    const at = tableScene({ upsertIndex: 'always' });
    at.insert(['Ada']);
    expect(resultsOf(upsert(at, [{ key: { key: 'k0' }, fields: {} }]))).toMatchObject([
      { index: 0, action: 'updated' },
    ]);
  });

  test('a key that stands there twice is AMBIGUOUS_MATCH for that row alone', () => {
    const at = tableScene();
    at.insert(['Ada']);
    at.insert(['Bo']);
    const rows = [
      { key: { key: 'k0' }, fields: { company: 'X' } },
      { key: { key: 'k1' }, fields: {} },
    ];
    expect(resultsOf(upsert(at, rows))).toMatchObject([
      { index: 0, ok: false, error: { code: 'AMBIGUOUS_MATCH' } },
      { ok: true, action: 'created' },
    ]);
    expect(at.rows().map((row: { Company: string }) => row.Company)).not.toContain('X');
  });

  test('the same new key twice in one call makes one row', () => {
    const at = tableScene();
    const rows = ['A', 'B'].map((first_name) => ({ key: { key: 'new' }, fields: { first_name } }));
    expect(resultsOf(upsert(at, rows))).toMatchObject([{ action: 'created' }, { action: 'updated' }]);
    expect(at.rows()).toMatchObject([{ 'First name': 'B' }]);
  });

  test('with a name that is not the written one, where that is not refused, a key never matches', () => {
    const at = tableScene({ unknownColumns: 'ignored' });
    at.insert(['Ada']);
    const row = { key: { Key: 'k0' }, fields: {} };
    expect(resultsOf(upsert(at, [row, row]))).toMatchObject([{ action: 'created' }, { action: 'created' }]);
    expect(at.rows()).toHaveLength(3);
  });

  test('an empty cell is not found by the text "null", nor a number missed by its text', () => {
    const at = tableScene();
    at.post('/rows', { rows: [{ fields: {} }, { fields: { key: 7 } }] });
    const rows = [
      { key: { key: 'null' }, fields: {} },
      { key: { key: '7' }, fields: {} },
    ];
    expect(resultsOf(upsert(at, rows))).toMatchObject([{ action: 'created' }, { action: 'updated' }]);
  });

  test('no key, two keys and a blank key are refused', () => {
    const at = tableScene();
    expect(upsert(at, [{ key: {}, fields: {} }]).status).toBe(422);
    expect(upsert(at, [{ key: { key: 'a', company: 'b' }, fields: {} }]).status).toBe(422);
    expect(resultsOf(upsert(at, [{ key: { key: '' }, fields: {} }]))).toMatchObject([
      { ok: false, error: { code: 'INVALID_DATA' } },
    ]);
  });

  test('rows come back when asked for, and 51 are too many', () => {
    const at = tableScene();
    const row = { key: { key: 'a' }, fields: { first_name: 'Ada' } };
    expect(resultsOf(upsert(at, [row], { return_rows: true }))[0].row_data).toMatchObject({ 'First name': 'Ada' });
    expect(codeOf(upsert(at, Array(51).fill(row)))).toEqual([400, 'BATCH_TOO_LARGE']);
  });
});

test('rows are deleted by id, unknown ids make no difference', () => {
  const at = tableScene();
  const [first, second] = at.insert(['Ada', 'Bo']);
  const gone = '00000000-0000-4000-8000-000000000000';
  expect(at.post('/rows/delete', { row_ids: [first, gone] }).status).toBe(204);
  expect(at.rows()).toMatchObject([{ id: second }]);
});
