// A web server that only this machine reaches: binds 127.0.0.1 and answers no other host name. Not what it serves.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

const LOOPBACK = '127.0.0.1';

/** A page elsewhere can make its own name resolve to 127.0.0.1; its requests still carry that name (DNS rebinding). */
function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}

export type LoopbackServer = { server: Server; origin: string; close(): Promise<void> };

export async function listen(app: Hono, port: number): Promise<LoopbackServer> {
  const guarded = async (request: Request): Promise<Response> => {
    if (!isLoopback(request.headers.get('host') ?? undefined)) return new Response('Not here.', { status: 421 });
    return app.fetch(request);
  };
  const server = createAdaptorServer({ fetch: guarded, hostname: LOOPBACK }) as Server;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, LOOPBACK, resolve));
  const origin = `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { server, origin, close };
}
