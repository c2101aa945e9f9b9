// The open pages: who is on each, what it says and is told. One person may have several; each has menus and a sidebar of their own.
import { type WebSocket, WebSocketServer } from 'ws';
import { ownerOf } from '../host/world';
import type { FromPage, News, ToPage } from '../page/messages';
import { SAMPLE_KEY } from '../providers/all';
import { turn } from '../providers/simulator';
import { fireNow } from './alarm-clock';
import type { LiveRun } from './live-runs';
import type { LoopbackServer } from './loopback-server';
import type { Replica } from './sheet-sync';
import { accountsOf } from './spent';
import type { Bench } from './workbench';

const NEWS_MS = 250;
const RUNS_SHOWN = 40;
const HTTP_SHOWN = 60;

type Open = { socket: WebSocket; user: string; replica: Replica };

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

/** What the first entry of the add-on's menu runs. */
const SIDEBAR = 'openSidebar';

const REFUSED = 'The sheet changed while you did that, so it was not done. Do it again.';

function replicaOf(page: () => Open, send: (to: Open, message: ToPage) => void): Replica {
  return {
    tell: (seq, mutations) => send(page(), { kind: 'mutations', seq, mutations }),
    reset: (grid) => send(page(), { kind: 'snapshot', grid }),
    refused: () => send(page(), { kind: 'error', message: REFUSED }),
  };
}

export function createPages(bench: Bench): Pages {
  const open = new Set<Open>();
  /** Who was shown the panel without having to look for it: once each. */
  const greeted = new Set<string>();
  const asked = new Map<number, (button: string) => void>();
  let lastAsked = 0;
  let newsTimer: NodeJS.Timeout | null = null;
  const server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });
  const send = (to: Open, message: ToPage) => to.socket.send(JSON.stringify(message));
  const sendAll = (message: ToPage, user?: string) => {
    const text = JSON.stringify(message);
    for (const one of open) if (user === undefined || one.user === user) one.socket.send(text);
  };
  const { world } = bench.host;

  const tellNews = () => {
    newsTimer ??= setTimeout(() => {
      newsTimer = null;
      if (open.size > 0) sendAll({ kind: 'news', news: newsOf(bench) });
    }, NEWS_MS);
  };
  const tellClock = () => {
    sendAll({ kind: 'clock', clock: { nowMs: Math.round(bench.clock.now()), speed: bench.clock.speed } });
    tellNews();
  };

  const run = async (page: Open, fn: string, as: 'menu' | 'simple') => {
    const execution = await bench.runs.run({ user: page.user, fn, as });
    if (!execution.ok && as === 'menu') sendAll({ kind: 'error', message: `${fn}: ${execution.error}` }, page.user);
  };

  const welcome = async (page: Open, user: string) => {
    page.user = world.users.includes(user) ? user : ownerOf(world);
    open.add(page);
    const { grid, users } = world;
    send(page, {
      kind: 'welcome',
      user: page.user,
      users,
      name: grid.name,
      sidebarOrigin: bench.sidebars.origin,
      sampleKey: SAMPLE_KEY,
      grid: bench.sync.snapshot(),
    });
    bench.sync.join(page.replica);
    tellClock();
    // Google runs it each time a document is opened, for the person who opens it.
    await run(page, 'onOpen', 'simple');
    const own = world.menus.filter((menu) => menu.user === page.user).map(({ title, items }) => ({ title, items }));
    send(page, { kind: 'menus', menus: own });
    if (!bench.opensSidebar || greeted.has(page.user)) return;
    greeted.add(page.user);
    await run(page, SIDEBAR, 'menu');
  };

  const call = async (page: Open, { id, fn, args }: { id: number; fn: string; args: string }) => {
    const execution = await bench.runs.run({ user: page.user, fn, args: JSON.parse(args), as: 'sidebar' });
    const { ok, value, error } = execution;
    send(
      page,
      ok ? { kind: 'returned', id, value } : { kind: 'returned', id, error: error ?? 'The execution was killed' },
    );
  };

  const hear = (page: Open, message: FromPage): void | Promise<void> => {
    switch (message.kind) {
      case 'hello':
        return welcome(page, message.user);
      case 'menu':
        return run(page, message.fn, 'menu');
      case 'call':
        return call(page, message);
      case 'mutations':
        bench.sync.hear(page.replica, message.base, message.mutations);
        return;
      case 'select': {
        const tab = bench.tabOf(message.tab);
        const { row, column, rows, columns } = message;
        if (tab !== null) world.selections.set(page.user, { tab, row, column, rows, columns });
        return;
      }
      case 'answer':
        asked.get(message.id)?.(message.button);
        return;
      case 'speed':
        bench.clock.setSpeed(Math.min(600, Math.max(1, message.speed)));
        return tellClock();
      case 'skip':
        bench.clock.moveTo(bench.clock.now() + Math.max(0, message.ms));
        return tellClock();
      case 'pace':
        bench.googlesPace = message.googles;
        return tellNews();
      case 'kill':
        bench.killAt = message.at;
        return tellNews();
      case 'alarm':
        return fireNow(bench, page.user);
      case 'switch': {
        const simulator = bench.simulators.find((one) => one.name === message.provider);
        if (simulator) turn(simulator, { [message.name]: message.value });
        return tellNews();
      }
      default:
        return;
    }
  };

  server.on('connection', (socket) => {
    const page: Open = { socket, user: ownerOf(world), replica: replicaOf(() => page, send) };
    socket.on('close', () => {
      open.delete(page);
      bench.sync.leave(page.replica);
    });
    socket.on('message', async (data) => {
      try {
        await hear(page, JSON.parse(String(data)) as FromPage);
      } catch (error) {
        if (open.has(page)) send(page, { kind: 'error', message: (error as Error).message });
      }
    });
  });

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
      sendAll({ kind: 'alert', id, message, buttons }, live.user);
      return new Promise((resolve) => {
        asked.set(id, (button) => {
          asked.delete(id);
          world.alertAnswer = button;
          resolve();
        });
      });
    },
    kills(live, name, detail, phase) {
      const at = bench.killAt;
      if (at === null || live.as === 'formula' || live.as === 'simple') return false;
      const pays = name === 'UrlFetchApp.fetch' && !detail.startsWith('GET ');
      const hit =
        at === 'next call' ? phase === 'before' : pays && phase === (at === 'before a paid call' ? 'before' : 'after');
      if (hit) bench.killAt = null;
      return hit;
    },
    afterCall(live, op) {
      if (op === 'Ui.showSidebar' && world.sidebar) {
        const { title, html } = world.sidebar;
        sendAll({ kind: 'sidebar', title, path: bench.sidebars.offer(html) }, live.user);
      }
      if (op === 'Ui.showDialog' && world.dialog) {
        const { html, user: _, ...dialog } = world.dialog;
        sendAll({ kind: 'dialog', ...dialog, path: bench.sidebars.offer(html) }, live.user);
      }
      const toast = op === 'Spreadsheet.toast' ? world.toasts.at(-1) : null;
      if (toast) sendAll({ kind: 'toast', message: toast.message, title: toast.title }, live.user);
    },
    tellNews,
    close() {
      if (newsTimer) clearTimeout(newsTimer);
      for (const { socket } of open) socket.terminate();
      server.close();
    },
  };
}
