// Everything that outlives an execution: the spreadsheet, stores, locks, triggers, what was shown. Data; the calls act on it.
import type { Clock } from './clock';
import type { Costs } from './cost-model';
import type { Grid } from './grid/port';
import type { Execution, Hook, HostOptions, Switches } from './options';
import type { Watch } from './run-in-realm';
import type { Running } from './running';
import type { Trigger } from './trigger-clock';

export type Day = { sinceMs: number; fetches: number; propertyCalls: number; triggerMs: number };
export type CacheEntry = { value: string; untilMs: number };
export type Http = { method: string; url: string; status: number; atMs: number };
export type MenuItem = { label: string; fn: string } | { label: string; items: MenuItem[] } | 'separator';
export type Menu = { title: string; items: MenuItem[]; user: string };
export type Sidebar = { title: string; html: string; user: string };
export type Dialog = {
  title: string;
  html: string;
  width: number | null;
  height: number | null;
  modal: boolean;
  user: string;
};
export type Selection = { tab: number; row: number; column: number; rows: number; columns: number };

export type World = {
  options: HostOptions;
  switches: Switches;
  hook: Hook | undefined;
  watch: Watch | undefined;
  clock: Clock;
  costs: Costs;
  grid: Grid;
  zone: string;
  seed: number;
  users: string[];
  stores: Map<string, Map<string, string>>;
  caches: Map<string, Map<string, CacheEntry>>;
  locks: Map<string, Running>;
  triggers: Trigger[];
  days: Map<string, Day>;
  /** Numbers that go up: service calls, executions, uuids, trigger ids. */
  counters: Record<string, number>;
  calls: Record<string, number>;
  executions: Execution[];
  running: Set<Running>;
  http: Http[];
  toasts: { message: string; title: string; user: string }[];
  alerts: { message: string; buttons: string[]; user: string }[];
  menus: Menu[];
  sidebar: Sidebar | null;
  /** The last one that was shown. */
  dialog: Dialog | null;
  selections: Map<string, Selection>;
  /** What the next dialog is answered with. */
  alertAnswer: string;
};

export function nextNumber(world: World, counter: string): number {
  const next = (world.counters[counter] ?? 0) + 1;
  world.counters[counter] = next;
  return next;
}

export function storeOf(world: World, key: string): Map<string, string> {
  let store = world.stores.get(key);
  if (!store) {
    store = new Map();
    world.stores.set(key, store);
  }
  return store;
}

export function ownerOf(world: World): string {
  return world.users[0] ?? '';
}

/** Quotas are counted per user over 24 hours from that user's first request (apps-script/guides/services/quotas). */
export function dayOf(world: World, user: string, nowMs: number): Day {
  let day = world.days.get(user);
  if (!day || nowMs - day.sinceMs >= 24 * 3_600_000) {
    day = { sinceMs: nowMs, fetches: 0, propertyCalls: 0, triggerMs: 0 };
    world.days.set(user, day);
  }
  return day;
}
