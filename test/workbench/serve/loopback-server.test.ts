// What other pages of this browser, other names and other machines can do to the workbench's servers: nothing.
import { request } from 'node:http';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createHost, type Host } from '../../../workbench/host/host';
import { fileRoutes } from '../../../workbench/serve/file-routes';
import { type LoopbackServer, listen } from '../../../workbench/serve/loopback-server';
import { createPages, type Pages } from '../../../workbench/serve/pages';
import type { Bench } from '../../../workbench/serve/workbench';

let host: Host;
let site: LoopbackServer;
let pages: Pages;

beforeAll(async () => {
  host = createHost({ code: 'function onOpen() {}', users: ['me@example.com'] });
  host
    .person()
    .tab('Sheet1')
    .load([['secret'], ['=1']]);
  const bench = { host, tabOf: () => null, sidebars: { heldBy() {} }, sync: { leave() {} } } as unknown as Bench;
  const app = new Hono();
  fileRoutes(app, bench);
  site = await listen(app, 0);
  pages = createPages(bench);
  pages.attach(site);
});
afterAll(async () => {
  pages.close();
  await site.close();
});

type Said = { status: number; body: string; headers: Record<string, unknown> };

/** By hand, since `fetch` forbids to set these headers and puts paths right. */
function ask(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Said> {
  const { port, hostname } = new URL(site.origin);
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: hostname, port, path, method, headers: { host: `${hostname}:${port}`, ...headers } },
      (reply) => {
        let text = '';
        reply.on('data', (chunk) => {
          text += chunk;
        });
        reply.on('end', () => resolve({ status: reply.statusCode!, body: text, headers: reply.headers }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

test('listens on the loopback address alone', () => {
  expect(site.server.address()).toMatchObject({ address: '127.0.0.1' });
});

test.each([
  'evil.example',
  'evil.example:8080',
  '127.0.0.1.evil.example',
  'localhost.evil.example:80',
  '127.0.0.1@evil.example',
  '0.0.0.0',
  '[::1]',
])(
  'answers nothing under the name %j: a page elsewhere that lets its own name point here (DNS rebinding) reads nothing',
  async (name) => {
    const said = await ask('GET', '/download', { host: name });
    expect(said.status).toBeGreaterThanOrEqual(400);
    expect(said.body).not.toContain('secret');
  },
);

test.each(['https://evil.example', 'http://localhost', 'http://127.0.0.1:1', 'null', ''])(
  'a file posted by a page of %j is not opened',
  async (origin) => {
    const before = host.person().tabs().length;
    const said = await ask('POST', '/open?name=evil.csv', origin === '' ? {} : { origin }, 'a,b\n1,2');
    expect(said.status).toBe(403);
    expect(host.person().tabs()).toHaveLength(before);
  },
);

test.each([
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
])('nor is one that comes with %j', async (headers) => {
  const said = await ask('POST', '/open?name=evil.csv', headers as Record<string, string>, 'a,b\n1,2');
  expect(said.status).toBe(403);
});

test('a browser that names no origin to itself may open a file all the same', async () => {
  const said = await ask('POST', '/open?name=own.csv', { 'sec-fetch-site': 'same-origin' }, 'a\n1');
  expect(said.status).toBe(200);
});

test('its own page may open a file, whose cells and whose name are text', async () => {
  const said = await ask(
    'POST',
    `/open?name=${encodeURIComponent('../../<img>.csv')}`,
    { origin: site.origin },
    'a\n=1+1',
  );
  expect(said.status).toBe(200);
  expect(said.headers['content-type']).toMatch(/^text\/plain/);
  const tab = host.person().tabs().at(-1)!;
  expect(host.person().tab(tab.name).formulas().flat().join('')).toBe('');
});

test('no page elsewhere may read an answer: none carries a header that allows it', async () => {
  const said = await ask('GET', '/download', { origin: 'https://evil.example' });
  expect(Object.keys(said.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test.each([
  '/../package.json',
  '/..%2f..%2fetc/passwd',
  '//etc/passwd',
  '/page.js/../../package.json',
  '/%00',
  '/download/../../package.json',
])('%s is no file of this machine', async (path) => {
  const said = await ask('GET', path, {});
  expect(said.status === 404 || said.body.startsWith('secret')).toBe(true);
  expect(said.body).not.toMatch(/"dependencies"|root:/);
});

test.each(['https://evil.example', 'null', undefined])(
  'a socket opened by a page of %s is closed before it says a word',
  async (origin) => {
    const socket = new WebSocket(site.origin.replace('http', 'ws'), origin === undefined ? {} : { origin });
    const ended = await new Promise<string>((resolve) => {
      socket.on('open', () => resolve('open'));
      socket.on('error', () => resolve('refused'));
    });
    socket.terminate();
    expect(ended).toBe('refused');
  },
);

test('the test above can fail: its own page’s socket opens', async () => {
  const socket = new WebSocket(site.origin.replace('http', 'ws'), { origin: site.origin });
  const ended = await new Promise<string>((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('error', (error) => resolve(String(error)));
  });
  socket.terminate();
  expect(ended).toBe('open');
});
