// The simulated Influencers.club over real HTTP, asked as programs ask: forms by an encoder that is not ours, redirects seen, connections lost.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSimulators } from '../../../../workbench/providers/all';
import { type Served, serveProviders } from '../../../../workbench/providers/serve';
import { turn } from '../../../../workbench/providers/simulator';
import { BATCHES, CREDITS } from './ask';

const simulators = createSimulators();
const influencers = simulators.find((simulator) => simulator.name === 'influencers')!;
let nowMs = Date.UTC(2026, 9, 12);
let served: Served;
beforeAll(async () => {
  served = await serveProviders({ port: 0, simulators, now: () => nowMs });
});
afterAll(() => served.close());

const headers = { authorization: 'Bearer k' };
const get = async (path: string) => (await fetch(served.origin + path, { headers })).json();
const create = (csv: string, slash = '/') => {
  const body = new FormData();
  body.append('file', new Blob([csv], { type: 'text/csv' }), 'batch.csv');
  body.append('enrichment_mode', 'raw');
  body.append('platform', 'tiktok');
  const path = BATCHES.slice(0, -1) + slash;
  return fetch(served.origin + path, { method: 'POST', headers, body, redirect: 'manual' });
};

test('a batch goes from its form to its results', async () => {
  const { batch_id } = (await (await create('handle\nzoë\n"bo, the cook"\n')).json()) as { batch_id: string };
  nowMs += 60_000;
  expect(await get(`${BATCHES}${batch_id}/status/`)).toMatchObject({ status: 'finished', success_count: 2 });
  expect(await get(`${BATCHES}${batch_id}/?format=json`)).toMatchObject([
    { input_value: 'zoë', enrichment_data: { tiktok: { username: 'zoë' } } },
    { input_value: 'bo, the cook' },
  ]);
  expect(await get(CREDITS)).toMatchObject({ credits_available: 999.94 });
});

test('without the slash a create is redirected and makes nothing', async () => {
  const before = influencers.ledger.acceptedPosts;
  const reply = await create('handle\nada', '');
  expect([reply.status, reply.headers.get('location')]).toEqual([301, served.origin + BATCHES]);
  expect(influencers.ledger.acceptedPosts).toBe(before);
});

test('a lost connection is a real one, and the batch was made', async () => {
  const before = influencers.ledger.acceptedPosts;
  turn(influencers, { faults: [{ match: 'create', nth: 1, fault: 'lost-done' }] });
  await expect(create('handle\nada')).rejects.toThrow();
  expect(influencers.ledger.acceptedPosts).toBe(before + 1);
});
