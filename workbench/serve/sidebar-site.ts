// The origin of sidebars and dialogs: their HTML as HtmlService would give it, with google.script in it, apart from the workbench's own page.
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { declaredFunctions } from '../host/sources';
import { listen } from './loopback-server';
import { scriptRunClient } from './page-bundle';
import type { Bench } from './workbench';

export type SidebarSite = {
  origin: string;
  /** Keeps a page for the frame that is about to ask for it; gives its path. */
  offer(html: string): string;
  /** Which origin may hold the frames; known once the page has one. */
  heldBy(origin: string): void;
  close(): Promise<void>;
};

/** Behind the doctype, so that it stays the first thing; before everything else, so that scripts of the page find google.script. */
function withClient(html: string, client: string): string {
  const doctype = /^\s*<!doctype[^>]*>/i.exec(html)?.[0] ?? '';
  return `${doctype}<script>${client}</script>${html.slice(doctype.length)}`;
}

export async function createSidebarSite(bench: Bench): Promise<SidebarSite> {
  const pages = new Map<string, string>();
  const client = await scriptRunClient();
  let holder = '';
  const app = new Hono();
  app.get('/page/:id', (c) => {
    const html = pages.get(c.req.param('id'));
    if (html === undefined) return c.text('This panel is gone. Open it again from the Extensions menu.', 404);
    const functions = [...declaredFunctions(bench.host.world.options.code)].filter((name) => !name.endsWith('_'));
    const settings = { holder, functions, nowMs: bench.clock.now(), speed: bench.clock.speed };
    const text = JSON.stringify(settings).replaceAll('<', '\\u003c');
    return c.html(withClient(html, `${client}googleScript.install(${text});`), 200, {
      'cache-control': 'no-store',
      // Nothing here may load from elsewhere: the workbench works, and stays, on this machine.
      'content-security-policy': `default-src 'self' 'unsafe-inline' data: blob:; frame-ancestors ${holder}`,
    });
  });
  const site = await listen(app, 0);
  return {
    origin: site.origin,
    offer(html) {
      const id = randomUUID();
      pages.set(id, html);
      return `/page/${id}`;
    },
    heldBy(origin) {
      holder = origin;
    },
    close: site.close,
  };
}
