// The open pages: who is on each, and what they are told. One person may have several; each has menus and a sidebar of their own. What a page says
// is heard in hear-page.ts.
import { WebSocketServer } from 'ws';
import { ownerOf } from '../host/world';
import type { FromPage, News, ToPage } from '../page/messages';
import { hear, type Open, type Room } from './hear-page';
import type { LiveRun } from './live-runs';
import type { LoopbackServer } from './loopback-server';
import { accountsOf } from './spent';
import type { Bench } from './workbench';

const NEWS_MS = 250;
const RUNS_SHOWN = 40;
const HTTP_SHOWN = 60;
const MOST_MESSAGE_BYTES = 64 * 1024 * 1024;

export type Pages = {
  attach(site: LoopbackServer): void;
  beforeCall(run: LiveRun, op: string, args: string): Promise<void> | null;
  kills(run: LiveRun, name: string, detail: string, phase: 'before' | 'after'): boolean;
  afterCall(run: LiveRun, op: string): void;
  tellNews(): void;
  close(): void;
};

function newsOf(bench: Bench): News {
  const { host, clock, runs, simulators, http, killAt, googlesPace } = bench;
  return {
    nowMs: Math.round(clock.now()),
    speed: clock.speed,
    googlesPace,
    killAt,
    runs: runs.runs.slice(-RUNS_SHOWN),
    http: http.slice(-HTTP_SHOWN),
    providers: accountsOf(simulators),
    triggers: host.triggers().map(({ user, fn, dueMs }) => ({ user, fn, dueMs })),
  };
}

const REFUSED = 'The sheet changed while you did that, so it was not done. Do it again.';

function pageOf(user: string, send: (message: ToPage) => void): Open {
  const replica = {
    tell: (seq, mutations) => send({ kind: 'mutations', seq, mutations }),
    reset: (grid) => send({ kind: 'snapshot', grid }),
    refused: () => send({ kind: 'error', message: REFUSED }),
  } satisfies Open['replica'];
  return { user, replica, send };
}

/** Whether to end the execution at this call, as somebody asked in the drawer: once. */
function kills(bench: Bench, { as }: LiveRun, name: string, detail: string, phase: 'before' | 'after'): boolean {
  const at = bench.killAt;
  if (at === null || as === 'formula' || as === 'simple') return false;
  const pays = name === 'UrlFetchApp.fetch' && !detail.startsWith('GET ');
  const hit =
    at === 'next call' ? phase === 'before' : pays && phase === (at === 'before a paid call' ? 'before' : 'after');
  if (hit) bench.killAt = null;
  return hit;
}

/** What a call has opened or said is shown on the pages of the person it runs for. */
function show({ bench, sendAll }: Room, user: string, op: string): void {
  const { world } = bench.host;
  if (op === 'Ui.showSidebar' && world.sidebar) {
    const { title, html } = world.sidebar;
    sendAll({ kind: 'sidebar', title, path: bench.sidebars.offer(html) }, user);
  }
  if (op === 'Ui.showDialog' && world.dialog) {
    const { html, user: _, ...dialog } = world.dialog;
    sendAll({ kind: 'dialog', ...dialog, path: bench.sidebars.offer(html) }, user);
  }
  const toast = op === 'Spreadsheet.toast' ? world.toasts.at(-1) : null;
  if (toast) sendAll({ kind: 'toast', message: toast.message, title: toast.title }, user);
}

/** A server of sockets for pages; each is a page from its first message until it closes. */
function listenTo(room: Room): WebSocketServer {
  const { bench, open } = room;
  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES });
  server.on('connection', (socket) => {
    const page = pageOf(ownerOf(bench.host.world), (message) => socket.send(JSON.stringify(message)));
    socket.on('close', () => {
      open.delete(page);
      bench.sync.leave(page.replica);
    });
    socket.on('message', async (data) => {
      try {
        await hear(room, page, JSON.parse(String(data)) as FromPage);
      } catch (error) {
        if (open.has(page)) page.send({ kind: 'error', message: (error as Error).message });
      }
    });
  });
  return server;
}

export function createPages(bench: Bench): Pages {
  let newsTimer: NodeJS.Timeout | null = null;
  let lastAsked = 0;
  const room: Room = {
    bench,
    open: new Set(),
    greeted: new Set(),
    asked: new Map(),
    sendAll(message, user) {
      for (const page of room.open) if (user === undefined || page.user === user) page.send(message);
    },
    tellNews() {
      newsTimer ??= setTimeout(() => {
        newsTimer = null;
        if (room.open.size > 0) room.sendAll({ kind: 'news', news: newsOf(bench) });
      }, NEWS_MS);
    },
  };
  const server = listenTo(room);
  return {
    attach(site) {
      bench.sidebars.heldBy(site.origin);
      site.server.on('upgrade', (request, socket, head) => {
        // Any page that a browser has open could connect here; only ours carries this origin.
        if (request.headers.origin !== site.origin) return socket.destroy();
        server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
      });
    },
    beforeCall(live, op, args) {
      if (op !== 'Ui.alert') return null;
      const id = ++lastAsked;
      const { message, buttons } = JSON.parse(args) as { message: string; buttons: string[] };
      room.sendAll({ kind: 'alert', id, message, buttons }, live.user);
      return new Promise((resolve) => {
        room.asked.set(id, (button) => {
          room.asked.delete(id);
          bench.host.world.alertAnswer = button;
          resolve();
        });
      });
    },
    kills: (live, name, detail, phase) => kills(bench, live, name, detail, phase),
    afterCall: (live, op) => show(room, live.user, op),
    tellNews: room.tellNews,
    close() {
      if (newsTimer) clearTimeout(newsTimer);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
