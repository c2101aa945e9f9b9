// What an open page says, and what is done about it: a person arrives, chooses from a menu, calls from the sidebar, types, turns a switch.
// Who is on which page, and what all of them are told, is in pages.ts.
import { ownerOf } from '../host/world';
import type { FromPage, ToPage } from '../page/messages';
import { SAMPLE_KEY } from '../providers/all';
import { turn } from '../providers/simulator';
import { fireNow } from './alarm-clock';
import type { Replica } from './sheet-sync';
import type { Bench } from './workbench';

/** One page: whose it is, and how it is told something. */
export type Open = { user: string; replica: Replica; send(message: ToPage): void };

/** What hearing needs of all pages together. */
export type Room = {
  bench: Bench;
  open: Set<Open>;
  /** Who was shown the panel without having to look for it: once each. */
  greeted: Set<string>;
  /** Alerts of scripts that wait for a button, by their number. */
  asked: Map<number, (button: string) => void>;
  /** To every page, or to those of one person. */
  sendAll(message: ToPage, user?: string): void;
  tellNews(): void;
};

/** What the first entry of the add-on's menu runs. */
const SIDEBAR = 'openSidebar';
const FASTEST = 600;

function tellClock({ bench: { clock }, sendAll, tellNews }: Room): void {
  sendAll({ kind: 'clock', clock: { nowMs: Math.round(clock.now()), speed: clock.speed } });
  tellNews();
}

async function run({ bench, sendAll }: Room, { user }: Open, fn: string, as: 'menu' | 'simple'): Promise<void> {
  const execution = await bench.runs.run({ user, fn, as });
  if (!execution.ok && as === 'menu') sendAll({ kind: 'error', message: `${fn}: ${execution.error}` }, user);
}

async function welcome(room: Room, page: Open, user: string): Promise<void> {
  const { bench, open, greeted } = room;
  const { world } = bench.host;
  page.user = world.users.includes(user) ? user : ownerOf(world);
  open.add(page);
  page.send({
    kind: 'welcome',
    user: page.user,
    users: world.users,
    name: world.grid.name,
    sidebarOrigin: bench.sidebars.origin,
    sampleKey: SAMPLE_KEY,
    grid: bench.sync.snapshot(),
  });
  bench.sync.join(page.replica);
  tellClock(room);
  // Google runs it each time a document is opened, for the person who opens it.
  await run(room, page, 'onOpen', 'simple');
  const own = world.menus.filter((menu) => menu.user === page.user).map(({ title, items }) => ({ title, items }));
  page.send({ kind: 'menus', menus: own });
  if (!bench.opensSidebar || greeted.has(page.user)) return;
  greeted.add(page.user);
  await run(room, page, SIDEBAR, 'menu');
}

async function call({ bench }: Room, page: Open, { id, fn, args }: { id: number; fn: string; args: string }) {
  const failed = (error: string) => page.send({ kind: 'returned', id, error });
  try {
    const { ok, value, error } = await bench.runs.run({ user: page.user, fn, args: JSON.parse(args), as: 'sidebar' });
    if (ok) page.send({ kind: 'returned', id, value });
    else failed(error ?? 'The execution was killed');
  } catch (error) {
    // A fault of the workbench itself: the caller would wait for ever.
    failed((error as Error).message);
    throw error;
  }
}

type Said<K extends FromPage['kind']> = Extract<FromPage, { kind: K }>;

const HEARD: { [K in FromPage['kind']]: (room: Room, page: Open, said: Said<K>) => void | Promise<void> } = {
  hello: (room, page, { user }) => welcome(room, page, user),
  menu: (room, page, { fn }) => run(room, page, fn, 'menu'),
  call,
  mutations({ bench }, { replica }, { base, mutations }) {
    bench.sync.hear(replica, base, mutations);
  },
  select({ bench }, { user }, { tab: sheetId, row, column, rows, columns }) {
    const tab = bench.tabOf(sheetId);
    if (tab !== null) bench.host.world.selections.set(user, { tab, row, column, rows, columns });
  },
  answer({ asked }, _page, { id, button }) {
    asked.get(id)?.(button);
  },
  speed(room, _page, { speed }) {
    room.bench.clock.setSpeed(Math.min(FASTEST, Math.max(1, speed)));
    tellClock(room);
  },
  skip(room, _page, { ms }) {
    const { clock } = room.bench;
    clock.moveTo(clock.now() + Math.max(0, ms));
    tellClock(room);
  },
  pace({ bench, tellNews }, _page, { googles }) {
    bench.googlesPace = googles;
    tellNews();
  },
  kill({ bench, tellNews }, _page, { at }) {
    bench.killAt = at;
    tellNews();
  },
  alarm: ({ bench }, { user }) => fireNow(bench, user),
  switch({ bench, tellNews }, _page, { provider, name, value }) {
    const simulator = bench.simulators.find((one) => one.name === provider);
    if (simulator) turn(simulator, { [name]: value });
    tellNews();
  },
};

/** A page may be of an older build: what is not known is passed over. */
export function hear(room: Room, page: Open, said: FromPage): void | Promise<void> {
  const act = Object.hasOwn(HEARD, said.kind) ? HEARD[said.kind] : undefined;
  return (act as ((room: Room, page: Open, said: FromPage) => void | Promise<void>) | undefined)?.(room, page, said);
}
