// The simulated Enrichabl over real HTTP, on the port that it shares with the others.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSimulators } from '../../../../workbench/providers/all';
import { type Served, serveProviders } from '../../../../workbench/providers/serve';
import { lead, leads } from './ask';

let nowMs = Date.UTC(2026, 9, 12);
let served: Served;
beforeAll(async () => {
  served = await serveProviders({ port: 0, simulators: createSimulators(), now: () => nowMs });
});
afterAll(() => served.close());

const ask = async (method: string, path: string, body?: unknown) => {
  const headers = { authorization: 'Bearer eab_live_x', 'content-type': 'application/json' };
  const reply = await fetch(served.origin + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
  } as RequestInit);
  return { status: reply.status, json: JSON.parse(await reply.text()) };
};

test('leads go from upload over validation to their words', async () => {
  const { json: made } = await ask('POST', '/v1/pipelines', { pipeline_name: 'Q3' });
  const path = `/v1/pipelines/${made.pipeline_id}/leads`;
  expect((await ask('POST', path, [lead('risky'), lead('invalid')])).status).toBe(202);
  const { json: job } = await ask('POST', '/v1/validation/start', { pipeline_id: made.pipeline_id, service: 'HYBRID' });
  nowMs += 60_000;
  const { json: progress } = await ask('GET', `/v1/validation/jobs/${job.job_id}/progress`);
  expect(progress).toMatchObject({ status: 'COMPLETED', invalid_leads: 1, risky_leads: 1 });
  const { json: list } = await ask('GET', path);
  expect(list.pagination).toEqual({ limit: 1000, offset: 0, total: 2, has_more: false });
});

test('uploads one after the other are never too many at once', async () => {
  const { json: made } = await ask('POST', '/v1/pipelines', { pipeline_name: 'many' });
  for (let n = 0; n < 5; n++) {
    expect((await ask('POST', `/v1/pipelines/${made.pipeline_id}/leads`, leads(3))).status).toBe(202);
  }
});
