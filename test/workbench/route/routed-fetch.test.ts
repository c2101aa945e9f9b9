// Real HTTP through the blocking worker: what arrives, what comes back, and how each way to fail is told.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FetchRequest, HttpReply } from '../../../workbench/providers/http';
import { routedFetch } from '../../../workbench/route/routed-fetch';
import { type Child, startProviders, startServer } from '../providers/served-in-child';

const API = 'https://api.databar.ai';

/** Answers what it was asked, and misbehaves by path; who asks for /together is answered once twenty have asked. */
const MIRROR = `(request, response, waiting = (globalThis.waiting ??= [])) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const at = request.url;
    if (at === '/silent') return;
    if (at === '/cut') { request.socket.destroy(); return; }
    if (at === '/half') { response.writeHead(200, { 'content-length': '100' }); response.write('half'); setTimeout(() => request.socket.destroy(), 20); return; }
    if (at === '/moved') { response.writeHead(307, { location: 'https://moved.example/' }); response.end(); return; }
    if (at === '/together') { if (waiting.push(response) === 20) for (const one of waiting.splice(0)) one.end('together'); return; }
    response.setHeader('content-type', 'application/json');
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.end(JSON.stringify({ method: request.method, url: at, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }));
  });
}`;

let mirror: Child;
beforeAll(async () => {
  mirror = await startServer(MIRROR);
});
afterAll(() => mirror.stop());

const request = (path: string, more: Partial<FetchRequest> = {}): FetchRequest => ({
  method: 'GET',
  url: API + path,
  headers: {},
  body: null,
  timeoutMs: 5000,
  ...more,
});
const send = (...requests: FetchRequest[]) => routedFetch({ [API]: mirror.origin })(requests, 0);
const mirrored = (reply: unknown) => JSON.parse((reply as HttpReply).body);

describe('what arrives', () => {
  test('path and query are kept byte for byte', () => {
    const path = '/v1/enrichments/?q=a%20b%2Fc&x=%7B%22d%22%3A1%7D&e=%C3%A9';
    expect(mirrored(send(request(path))[0])).toMatchObject({ method: 'GET', url: path });
  });

  test('method, headers and body are kept, in UTF-8', () => {
    const headers = {
      'X-ApiKey': 'secret',
      'Content-Type': 'application/json',
      Host: 'api.databar.ai',
      'content-length': '1',
    };
    const seen = mirrored(send(request('/v1/x', { method: 'POST', headers, body: '{"name":"Żółć 🦊"}' }))[0]);
    expect(seen).toMatchObject({ method: 'POST', body: '{"name":"Żółć 🦊"}' });
    expect(seen.headers).toMatchObject({
      'x-apikey': 'secret',
      'content-type': 'application/json',
      'content-length': '24',
    });
  });
});

describe('what comes back', () => {
  test('status, headers and the time that it took', () => {
    expect(send(request('/x'))[0]).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json', 'set-cookie': 'a=1, b=2' },
      tookMs: expect.any(Number),
    });
  });

  test('a redirect is not followed', () => {
    expect(send(request('/moved'))[0]).toMatchObject({ status: 307, headers: { location: 'https://moved.example/' } });
  });

  test('all requests of a call travel at once, and answers keep their order', () => {
    const replies = send(
      ...Array.from({ length: 20 }, () => request('/together', { timeoutMs: 50_000 })),
      request('/x'),
    );
    expect(replies.slice(0, 20).every((reply) => 'body' in reply && reply.body === 'together')).toBe(true);
    expect(mirrored(replies[20]).url).toBe('/x');
  });
});

describe('how it fails', () => {
  test.each([
    ['no answer in time', '/silent', 'Timeout'],
    ['a connection cut after sending', '/cut', 'Unexpected error'],
    ['an answer cut in the middle', '/half', 'Unexpected error'],
  ])('%s', (_title, path, words) => {
    expect(send(request(path, { timeoutMs: 300 }))[0]).toMatchObject({ fault: `${words}: ${API}${path}` });
  });

  test('a refused connection is told apart: nothing was sent', async () => {
    const gone = await startServer(MIRROR);
    await gone.stop();
    const fetch = routedFetch({ [API]: gone.origin });
    expect(fetch([request('/x')], 0)).toMatchObject([{ fault: `Address unavailable: ${API}/x` }]);
  });

  test('one failure does not touch the others', () => {
    const replies = send(request('/x'), request('/cut'), request('/x'));
    expect(replies.map((reply) => ('fault' in reply ? 'fault' : reply.status))).toEqual([200, 'fault', 200]);
  });

  test('an origin without a route is a DNS error, and nothing is sent for it', () => {
    expect(send(request('/x', { url: 'https://elsewhere.example/x' }))).toEqual([
      { fault: 'DNS error: https://elsewhere.example/x', tookMs: 0 },
    ]);
  });
});

describe('with the simulated providers behind it', () => {
  test('a submit and its task make the round trip', async () => {
    const providers = await startProviders();
    const fetch = routedFetch({ [API]: providers.origin });
    const headers = { 'x-apikey': 'k', 'content-type': 'application/json' };
    const body = JSON.stringify({ params: [{ first_name: 'Ada', company: 'Works' }, { first_name: 'Bo' }] });
    const [refused] = fetch(
      [request('/v1/enrichments/833/bulk-run', { method: 'POST', headers, body })],
      0,
    ) as HttpReply[];
    expect([refused!.status, JSON.parse(refused!.body).detail]).toEqual([
      400,
      [{}, { company: ['This field is required.'] }],
    ]);
    const good = JSON.stringify({ params: [{ first_name: 'Ada', company: 'Works' }] });
    const [taken] = fetch(
      [request('/v1/enrichments/833/bulk-run', { method: 'POST', headers, body: good })],
      0,
    ) as HttpReply[];
    const id = JSON.parse(taken!.body).task_id;
    expect(mirrored(fetch([request(`/v1/tasks/${id}`, { headers })], 0)[0])).toMatchObject({ status: 'processing' });
    await providers.stop();
  });
});
