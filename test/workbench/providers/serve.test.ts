// The simulated providers over real HTTP, in a process of their own and on a free port.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSimulators } from '../../../workbench/providers/all';
import { runProviders } from '../../../workbench/providers/run-providers';
import { serveProviders } from '../../../workbench/providers/serve';
import { turn as turnSwitch } from '../../../workbench/providers/simulator';
import { type Child, startProviders } from './served-in-child';

let child: Child;
beforeAll(async () => {
  child = await startProviders();
});
afterAll(() => child.stop());

const call = (path: string, body?: unknown, key = 'k') =>
  fetch(child.origin + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-apikey': key, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: 'manual',
  });
const turn = (switches: object) => call('/_backfill/switches', { databar: switches });

describe('over HTTP', () => {
  test('a run goes from submit to its task', async () => {
    const answer = await call('/v1/enrichments/833/bulk-run', { params: [{ first_name: 'Ada', company: 'Works' }] });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    const { task_id } = (await answer.json()) as { task_id: string };
    expect(await (await call(`/v1/tasks/${task_id}`)).json()).toMatchObject({ task_id, status: 'processing' });
  });

  test('statuses, headers and empty bodies arrive as they are', async () => {
    expect((await call('/v1/user/me', undefined, '')).status).toBe(403);
    const moved = await call('/v1/enrichments?page=2');
    expect([moved.status, moved.headers.get('location')]).toEqual([307, `${child.origin}/v1/enrichments/?page=2`]);
    const unknown = await call('/v1/enrichments/5/run', { params: {} });
    expect([unknown.status, await unknown.text()]).toEqual([404, '']);
  });

  test('a lost connection is a real one, and the ledger shows what it cost', async () => {
    await turn({ faults: [{ match: 'submit', nth: 1, fault: 'lost-done' }] });
    const before = (await (await call('/_backfill/ledger')).json()) as { databar: { acceptedPosts: number } };
    await expect(call('/v1/enrichments/833/run', { params: { first_name: 'Bo', company: 'W' } })).rejects.toThrow();
    const after = (await (await call('/_backfill/ledger')).json()) as { databar: { acceptedPosts: number } };
    expect(after.databar.acceptedPosts - before.databar.acceptedPosts).toBe(1);
  });

  test('a time-out is silence', async () => {
    await turn({ faults: [{ match: 'balance', nth: 1, fault: 'timeout-done' }] });
    const silence = fetch(`${child.origin}/v1/user/me`, {
      headers: { 'x-apikey': 'k' },
      signal: AbortSignal.timeout(300),
    });
    await expect(silence).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('switches can be turned and looked at, keys are not shown, wrong names are refused', async () => {
    await turn({ keys: ['only-this'] });
    const shown = await (await call('/_backfill/switches')).text();
    expect(shown).toContain('"badParams":"aligned"');
    expect(shown).not.toContain('only-this');
    expect((await call('/v1/user/me')).status).toBe(403);
    await turn({ keys: null });
    const wrong = await turn({ nonsense: 1 });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('no switch')]);
  });

  test('a path of no provider is 404 and says so', async () => {
    const answer = await call('/elsewhere');
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('No simulated provider')]);
  });
});

test('answers take as long as they say only when asked to', async () => {
  const [simulators, now] = [createSimulators(), Date.now];
  turnSwitch(simulators[0]!, { tookMs: { balance: 30_000 } });
  const quick = await serveProviders({ port: 0, simulators, now });
  const slow = await serveProviders({ port: 0, simulators, now, realDelays: true });
  const ask = (origin: string, patienceMs: number) =>
    fetch(`${origin}/v1/user/me`, { headers: { 'x-apikey': 'k' }, signal: AbortSignal.timeout(patienceMs) });
  expect((await ask(quick.origin, 20_000)).status).toBe(200);
  await expect(ask(slow.origin, 300)).rejects.toMatchObject({ name: 'TimeoutError' });
  await Promise.all([quick.close(), slow.close()]);
});

describe('backfill providers', () => {
  test('it says in one line where they are and how to route to them', async () => {
    const lines: string[] = [];
    const served = await runProviders({ port: 0, say: (line) => lines.push(line) });
    expect(lines).toEqual([expect.stringContaining(`--route https://api.databar.ai=${served.origin}`)]);
    await served.close();
  });

  test('a taken port is one clear line', async () => {
    const port = Number(new URL(child.origin).port);
    await expect(runProviders({ port, say: () => {} })).rejects.toThrow(`Port ${port} is taken.`);
  });
});
