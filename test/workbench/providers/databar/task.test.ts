// How a task goes on and ends: status, data, progress, expiry, cancelling, and every switch of these.

import { describe, expect, test } from 'vitest';
import { createDatabar } from '../../../../workbench/providers/databar/databar';
import { expectedResult } from '../../../../workbench/providers/databar/result';
import { HOUR_MS } from '../../../../workbench/providers/databar/switches';
import { lead, request, scene } from './ask';

const mixed = [lead('Ada'), lead('Miss Ing'), lead('Failing'), lead('Bo')];
const found = (params: ReturnType<typeof lead>) => JSON.parse(JSON.stringify(expectedResult(833, params)));

describe('a bulk task', () => {
  test('it is processing, then completed with one element per input in order, null for misses', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit(mixed).body);
    expect(at.task(task_id)).toMatchObject({ task_id, status: 'processing', data: null });
    at.pass(5079);
    expect(at.task(task_id).status).toBe('processing');
    at.pass(1);
    expect(at.task(task_id)).toEqual({
      task_id,
      request_id: task_id,
      status: 'completed',
      data: [found(mixed[0]!), null, null, found(mixed[3]!)],
      error: null,
      credits_spent: 0.1,
      progress: { total: 4, completed: 2, no_data: 1, failed: 1, processing: 0 },
    });
  });

  test.each([
    ['hits-only', [found(mixed[0]!), found(mixed[3]!)]],
    ['hits-shuffled', [found(mixed[3]!), found(mixed[0]!)]],
  ] as const)('data can be %s', (alignment, data) => {
    expect(scene({ alignment }).finished(mixed).data).toEqual(data);
  });

  test('progress can count misses as failed, or be absent', () => {
    expect(scene({ progress: 'old' }).finished(mixed).progress).toEqual({
      total: 4,
      completed: 2,
      failed: 2,
      processing: 0,
    });
    expect(scene({ progress: 'absent' }).finished(mixed)).not.toHaveProperty('progress');
  });

  test('finished rows come while it runs when asked for, and leave gaps only when switched', () => {
    const partial = (switches: object) => {
      const at = scene(switches);
      const { task_id } = JSON.parse(at.submit(mixed).body);
      at.pass(2600);
      expect(at.task(task_id).data).toBeNull();
      return at.json('GET', `/v1/tasks/${task_id}?include_partial=true`);
    };
    expect(partial({})).toMatchObject({
      data: [found(mixed[0]!), null],
      progress: { completed: 1, no_data: 1, processing: 2 },
    });
    expect(partial({ partialData: 'aligned' }).data).toEqual([found(mixed[0]!), null, null, null]);
  });

  test('its final word can be partially_completed when rows failed', () => {
    expect(scene({ someFailed: 'partially_completed' }).finished(mixed).status).toBe('partially_completed');
  });

  test('with nothing but failed rows it is completed, or failed with an error and no data', () => {
    expect(scene().finished([lead('Failing')])).toMatchObject({ status: 'completed', data: [null] });
    expect(scene({ allFailed: 'failed' }).finished([lead('Failing')])).toMatchObject({
      status: 'failed',
      data: null,
      error: expect.any(String),
    });
  });

  test('without any hit it can end as no_data, for good or for a while', () => {
    expect(scene({ noData: 'terminal' }).finished([lead('Miss Ing')]).status).toBe('no_data');
    const at = scene({ noData: 'passing' });
    const { task_id } = JSON.parse(at.submit([lead('Miss Ing')]).body);
    at.pass(6000);
    expect(at.task(task_id).status).toBe('no_data');
    at.pass(10_000);
    expect(at.task(task_id).status).toBe('completed');
  });

  test.each([
    ['absent', null],
    ['text', '1 of 4 requests failed.'],
    ['list-of-failed', [expect.any(String)]],
    ['list-per-row', [null, null, expect.any(String), null]],
  ] as const)('the error of failed rows: %s', (failedRowsError, error) => {
    expect(scene({ failedRowsError }).finished(mixed).error).toEqual(error);
  });

  test('words can be others: aliases, capitals, unknown ones', () => {
    const at = scene({ statusWords: { processing: 'In_Queue', completed: 'SUCCESS' } });
    expect(JSON.parse(at.submit([lead('Ada')]).body).status).toBe('In_Queue');
    expect(at.finished([lead('Ada')]).status).toBe('SUCCESS');
  });

  test('a list as a result is an array, an object around it, or a list of pages', () => {
    const params = [{ domain: 'a.example', limit: 2 }];
    const dataOf = (switches: object) => scene(switches).finished(params, 1204, { pagination: { pages: 2 } }).data[0];
    const people = expectedResult(1204, params[0]!, 2) as object[];
    expect(people).toHaveLength(4);
    expect(dataOf({})).toEqual(people);
    expect(dataOf({ listElement: 'object' })).toEqual({ results: people, total: 4 });
    expect(dataOf({ listElement: 'pages' })).toEqual([people.slice(0, 2), people.slice(2)]);
  });

  test('more rows take a little longer', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit(Array.from({ length: 100 }, (_, n) => lead(`N${n}`))).body);
    at.pass(6999);
    expect(at.task(task_id).status).toBe('processing');
    at.pass(1);
    expect(at.task(task_id).status).toBe('completed');
  });
});

describe('a single task', () => {
  const single = (params: object, switches: object = {}) => {
    const at = scene(switches);
    const { task_id } = at.json('POST', '/v1/enrichments/833/run', { params });
    at.pass(6000);
    return at.task(task_id);
  };

  test('it ends with the bare result and without progress', () => {
    expect(single(lead('Ada'))).toMatchObject({ status: 'completed', data: found(lead('Ada')) });
    expect(single(lead('Ada'))).not.toHaveProperty('progress');
  });

  test('a failure is failed with an error', () => {
    expect(single(lead('Failing'))).toMatchObject({ status: 'failed', data: null, error: expect.any(String) });
  });

  test.each([
    ['null', null],
    ['empty-list', []],
    ['empty-object', {}],
  ] as const)('a miss is completed with %s', (singleMiss, data) => {
    expect(single(lead('Miss Ing'), { singleMiss })).toMatchObject({ status: 'completed', data });
  });
});

describe('cancelling', () => {
  test('finished rows stay, without gaps for those that never ran', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit(mixed).body);
    at.pass(1500);
    expect(at.json('POST', `/v1/tasks/${task_id}/cancel`)).toMatchObject({
      status: 'cancelled',
      data: [found(mixed[0]!)],
    });
    at.pass(60_000);
    expect(at.task(task_id)).toMatchObject({ status: 'cancelled', data: [found(mixed[0]!)], credits_spent: 0.05 });
  });

  test('a task that is over is 409, an unknown one 404', () => {
    const at = scene();
    const { task_id } = at.finished([lead('Ada')]);
    expect(at.http('POST', `/v1/tasks/${task_id}/cancel`).status).toBe(409);
    expect(at.http('POST', '/v1/tasks/none/cancel').status).toBe(404);
  });
});

describe('expiry', () => {
  test('results are there for 24 hours after completion, then 410', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit([lead('Ada')]).body);
    at.pass(5020 + 24 * HOUR_MS - 1);
    expect(at.task(task_id).status).toBe('completed');
    at.pass(1);
    expect(at.http('GET', `/v1/tasks/${task_id}`).status).toBe(410);
  });

  test('they can go after an hour, counted from submit', () => {
    const at = scene({ expiresAfterMs: HOUR_MS, expiryClock: 'submit' });
    const { task_id } = JSON.parse(at.submit([lead('Ada')]).body);
    at.pass(HOUR_MS);
    expect(at.http('GET', `/v1/tasks/${task_id}`).status).toBe(410);
  });

  test('gone can be said as 200 with that word, or as 404', () => {
    const expired = (expiredAs: 'gone' | '404') => {
      const at = scene({ expiredAs });
      const { task_id } = JSON.parse(at.submit([lead('Ada')]).body);
      at.pass(25 * HOUR_MS);
      return at.http('GET', `/v1/tasks/${task_id}`);
    };
    expect(JSON.parse(expired('gone').body)).toMatchObject({ status: 'gone', data: null });
    expect(expired('404').status).toBe(404);
  });
});

test('task status can be missing altogether', () => {
  const at = scene({ tasks: '404' });
  const { task_id } = JSON.parse(at.submit([lead('Ada')]).body);
  expect(at.http('GET', `/v1/tasks/${task_id}`).status).toBe(404);
});

test('the old id name stands alone in a task too', () => {
  const task = scene({ taskId: 'request_id' }).finished([lead('Ada')]);
  expect(Object.keys(task)).not.toContain('task_id');
  expect(task).toMatchObject({ request_id: expect.any(String), status: 'completed' });
});

test('a simulator made from saved state goes on where it was, and the saved state does not change', () => {
  const at = scene();
  const { task_id } = JSON.parse(at.submit(mixed).body);
  const saved = at.databar.save();
  const text = JSON.stringify(saved);
  at.pass(60_000);
  const before = at.task(task_id);
  expect(JSON.stringify(saved)).toBe(text);
  const again = createDatabar({ state: JSON.parse(text) });
  const reply = again.answer(request('GET', `/v1/tasks/${task_id}`), at.now());
  expect(JSON.parse((reply as { body: string }).body)).toEqual(before);
  expect(again.ledger.billed).toEqual(at.databar.ledger.billed);
});
