// The table that every account has from the start: there under its id, runnable, and each account's own.

import { expect, test } from 'vitest';
import { createDatabar } from '../../../../../workbench/providers/databar/databar';
import { SAMPLE_ATTACHED, SAMPLE_TABLE } from '../../../../../workbench/providers/databar/tables/sample-table';
import { request, START_MS } from '../ask';

const databar = createDatabar();
const call = (key: string, method: string, path: string, body?: unknown, atMs = START_MS) => {
  const reply = databar.answer(request(method, `/v1/table/${path}`, body, key), atMs);
  if ('fault' in reply) throw new Error(reply.fault);
  return { status: reply.status, body: JSON.parse(reply.body) };
};

test('an account fills and runs its sample table, and another account’s is empty', () => {
  const rows = [{ key: { full_name: 'Ada' }, fields: { company: 'Sample Works' } }];
  expect(call('one', 'POST', `${SAMPLE_TABLE}/rows/upsert`, { rows }).status).toBe(200);
  expect(call('one', 'POST', `${SAMPLE_TABLE}/run-enrichment/${SAMPLE_ATTACHED}`, {}).body.processing_rows).toBe(1);
  const [row] = call('one', 'GET', `${SAMPLE_TABLE}/rows`, undefined, START_MS + 60_000).body.data;
  expect(row).toMatchObject({ 'Full name': 'Ada', 'Work email': 'ada@sampleworks.example' });
  expect(call('two', 'GET', `${SAMPLE_TABLE}/rows`).body.data).toEqual([]);
});

test('it stands in the list of tables of every account under its own id', () => {
  for (const account of ['one', 'three'])
    expect(call(account, 'GET', '').body.map((one: { identifier: string }) => one.identifier)).toEqual([SAMPLE_TABLE]);
});
