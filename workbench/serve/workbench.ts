// The workbench: the built add-on in the local host, on a page of this machine. Puts the parts together; each part is in a file of its own.
import { Hono } from 'hono';
import { listen } from './loopback-server';

export type WorkbenchOptions = {
  /** 0 takes a free one. */
  port?: number;
  /** A CSV file to open. */
  path?: string | null;
};
export type Workbench = { url: string; close(): Promise<void> };

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#188038" d="M2 2h12v12H2z"/></svg>';

export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const app = new Hono();
  app.get('/favicon.ico', (c) => c.body(ICON, 200, { 'content-type': 'image/svg+xml' }));
  app.get('/', (c) =>
    c.html('<!DOCTYPE html><html lang="en"><title>Backfill workbench</title><h1>Backfill workbench</h1></html>'),
  );
  const site = await listen(app, options.port ?? 0);
  return { url: `${site.origin}/`, close: site.close };
}
