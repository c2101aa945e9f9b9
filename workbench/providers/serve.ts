// The simulated providers over HTTP on 127.0.0.1, all on one port, told apart by path. Knows no provider; run-providers.ts starts it.

import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { type FetchReply, isFault, jsonReply } from './http';
import { type Simulator, turn } from './simulator';

export type ServeOptions = {
  /** 0 takes a free one. */
  port: number;
  simulators: Simulator[];
  now: () => number;
  /** Answers take as long as they say. Off by default: tests should not wait. */
  realDelays?: boolean;
};
export type Served = { origin: string; port: number; close(): Promise<void> };

type Env = { Bindings: HttpBindings };

export function serveProviders(options: ServeOptions): Promise<Served> {
  const app = new Hono<Env>();
  addControl(app, options.simulators);
  app.all('*', (c) => passOn(c, options));
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' }, (address: AddressInfo) => {
      resolve({ origin: `http://127.0.0.1:${address.port}`, port: address.port, close });
    });
    server.on('error', reject);
    const close = () =>
      new Promise<void>((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
  });
}

/** For tests and curious people: what was billed, and how to make the providers misbehave. */
function addControl(app: Hono<Env>, simulators: Simulator[]): void {
  app.get('/_backfill/ledger', (c) => c.json(byName(simulators, (simulator) => simulator.ledger)));
  app.get('/_backfill/switches', (c) => c.json(byName(simulators, shownSwitches)));
  app.post('/_backfill/switches', async (c) => {
    try {
      const changes = (await c.req.json()) as Record<string, Record<string, unknown>>;
      for (const [name, wanted] of Object.entries(changes)) {
        const simulator = simulators.find((one) => one.name === name);
        if (!simulator) throw new Error(`No provider "${name}" is served here.`);
        turn(simulator, wanted);
      }
      return c.json({ ok: true });
    } catch (error) {
      return c.json({ ok: false, error: (error as Error).message }, 400);
    }
  });
}

function byName(simulators: Simulator[], view: (simulator: Simulator) => unknown): Record<string, unknown> {
  return Object.fromEntries(simulators.map((simulator) => [simulator.name, view(simulator)]));
}

/** Keys stay in. */
function shownSwitches(simulator: Simulator): Record<string, unknown> {
  return { ...simulator.switches, ...('keys' in simulator.switches ? { keys: 'not shown' } : {}) };
}

async function passOn(c: Context<Env>, options: ServeOptions): Promise<Response> {
  const simulator = options.simulators.find((one) => one.knows(c.req.path));
  if (!simulator) return c.json({ detail: 'No simulated provider has this path.' }, 404);
  const hasBody = c.req.method !== 'GET' && c.req.method !== 'HEAD';
  const body = hasBody ? await c.req.text() : '';
  const request = {
    method: c.req.method,
    url: c.req.url,
    headers: c.req.header(),
    body: body === '' ? null : body,
    timeoutMs: Number.POSITIVE_INFINITY,
  };
  let reply: FetchReply;
  try {
    reply = simulator.answer(request, options.now());
  } catch (error) {
    console.error(`The simulated ${simulator.name} broke: ${(error as Error).stack}`);
    reply = jsonReply(500, { detail: `The simulator broke: ${(error as Error).message}` });
  }
  if (options.realDelays) await new Promise((done) => setTimeout(done, reply.tookMs));
  if (isFault(reply)) return breakOff(c, reply.fault);
  return new Response(reply.body === '' ? null : reply.body, { status: reply.status, headers: reply.headers });
}

/** A fault is no answer: the connection hangs for a time-out, and is cut for everything else. */
function breakOff(c: Context<Env>, fault: string): Response {
  if (!fault.startsWith('Timeout')) c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
