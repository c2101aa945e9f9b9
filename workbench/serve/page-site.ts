// The origin of the workbench's own page: its HTML, style, script and icon. Not the sidebar's, which has an origin of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { ROOT } from '../runner/built-add-on';
import { fileRoutes } from './file-routes';
import { pageScript, replicaFolder } from './page-bundle';
import type { Bench } from './workbench';

const PAGE = join(ROOT, 'workbench', 'page');
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#188038" d="M2 2h12v12H2z"/></svg>';

export async function pageSite(bench: Bench): Promise<Hono> {
  const script = await pageScript();
  const html = readFileSync(join(PAGE, 'page.html'), 'utf8');
  const style = readFileSync(join(PAGE, 'page.css'), 'utf8');
  const policy = `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; frame-src ${bench.sidebars.origin}; object-src 'none'; base-uri 'none'`;
  const kept = replicaFolder();
  const read = (name: string) => readFileSync(join(kept, name), 'utf8');
  const replica = { script: read('replica.js'), style: read('replica.css') };
  const app = new Hono();
  app.get('/', (c) => c.html(html, 200, { 'content-security-policy': policy }));
  app.get('/page.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/page.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/replica.js', (c) => c.body(replica.script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/replica.css', (c) => c.body(replica.style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/favicon.ico', (c) => c.body(ICON, 200, { 'content-type': 'image/svg+xml' }));
  fileRoutes(app, bench);
  return app;
}
