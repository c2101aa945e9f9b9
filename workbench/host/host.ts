// The local host's front door: Apps Script for one spreadsheet, its users, its clock. Everything else is behind this file.
import { RealClock, VirtualClock } from './clock';
import { NOMINAL, SLOW } from './cost-model';
import { advanceTo } from './fire-triggers';
import { formulaCall } from './formula-call';
import { type Execution, type HostOptions, type HostState, type RunRequest, SWITCHES } from './options';
import { personOf } from './person';
import { runAlone } from './run-alone';
import { copiedState, gridOf, restore, savedState } from './saved-state';
import { runTogether } from './together';
import type { Trigger } from './trigger-clock';
import { ownerOf, storeOf, type World } from './world';

export type {
  AuthMode,
  Execution,
  FetchReply,
  FetchRequest,
  Hook,
  HostOptions,
  HostState,
  RunAs,
  RunRequest,
  ServiceCall,
  Switches,
} from './options';
export type { Trigger } from './trigger-clock';

/** 2026-01-05 09:00 UTC, a Monday: a fixed start makes runs repeatable. */
const START_MS = Date.UTC(2026, 0, 5, 9);

function worldOf(options: HostOptions): World {
  const switches = { ...SWITCHES, ...options.switches };
  const startMs = Math.max(options.state?.clockMs ?? 0, options.startMs ?? (options.state ? 0 : START_MS));
  const clock = options.clock ?? (options.realTime ? new RealClock() : new VirtualClock(startMs));
  const zone = options.timeZone ?? options.manifest?.timeZone ?? 'Etc/UTC';
  const world: World = {
    options,
    switches,
    hook: options.hook,
    watch: undefined,
    clock,
    costs: options.costs === 'slow' ? SLOW : NOMINAL,
    grid: gridOf(options, zone, () => clock.now(), switches),
    zone,
    seed: options.seed ?? 1,
    users: options.users ?? options.state?.users ?? ['owner@example.com'],
    stores: new Map(),
    caches: new Map(),
    locks: new Map(),
    triggers: [],
    days: new Map(),
    counters: {},
    calls: {},
    executions: [],
    running: new Set(),
    http: [],
    toasts: [],
    alerts: [],
    menus: [],
    sidebar: null,
    dialog: null,
    selections: new Map(),
    alertAnswer: 'OK',
  };
  if (options.state) restore(world, options.state);
  return world;
}

/** What a cell shows for a call of a custom function: its value, or `#ERROR!` when it throws, is denied or runs too long. */
function formulaValue(execution: Execution): unknown {
  return execution.ok ? (execution.value ?? '') : '#ERROR!';
}

function clockOf(world: World) {
  return {
    now: () => world.clock.now(),
    /** Fires what falls due on the way, in order, and returns those executions. */
    advanceTo: (ms: number) => advanceTo(world, ms),
    advance: (ms: number) => advanceTo(world, world.clock.now() + ms),
    /** When the next time trigger is due; null when none is. */
    nextDueMs: (): number | null => {
      const due = world.triggers.flatMap((trigger) => (trigger.dueMs === null ? [] : [trigger.dueMs]));
      return due.length === 0 ? null : Math.min(...due);
    },
  };
}

export function createHost(options: HostOptions) {
  const world = worldOf(options);
  return {
    run: (request: RunRequest): Execution => runAlone(world, request),
    /** Interleaved: each in its own thread, waiting for its turn at every service call. */
    together: (requests: RunRequest[], seed: number): Promise<Execution[]> => runTogether(world, requests, seed),
    formula(user: string, call: string | { fn: string; args: unknown[] }, ownTab?: string): unknown {
      const { fn, args } = typeof call === 'string' ? formulaCall(world.grid, call, ownTab) : call;
      return formulaValue(runAlone(world, { user, fn, args, as: 'formula' }));
    },
    clock: clockOf(world),
    person: (email?: string) => personOf(world, email ?? ownerOf(world)),
    triggers: (user?: string): Trigger[] =>
      world.triggers.filter((trigger) => user === undefined || trigger.user === user),
    properties: {
      get document() {
        return storeOf(world, 'document');
      },
      get script() {
        return storeOf(world, 'script');
      },
      user: (email: string) => storeOf(world, `user:${email}`),
    },
    /** Unknowns and troubles; may be changed at any time. */
    switches: world.switches,
    setHook: (hook: HostOptions['hook']) => {
      world.hook = hook;
    },
    /** Told when a script that runs alone goes out to a service, and when it is back with the answer. */
    setWatch: (watch: World['watch']) => {
      world.watch = watch;
    },
    answerAlerts: (button: string) => {
      world.alertAnswer = button;
    },
    get calls() {
      return world.calls;
    },
    get executions() {
      return world.executions;
    },
    get http() {
      return world.http;
    },
    get toasts() {
      return world.toasts;
    },
    get alerts() {
      return world.alerts;
    },
    get menus() {
      return world.menus;
    },
    get dialog() {
      return world.dialog;
    },
    get sidebar() {
      return world.sidebar;
    },
    get spreadsheetId() {
      return world.grid.id;
    },
    get users() {
      return world.users;
    },
    save: (): HostState => savedState(world),
    copySpreadsheet: (id = `1Copy${world.grid.id}`, { documentProperties = false } = {}): HostState =>
      copiedState(world, id, documentProperties),
    /** For tests of the host itself and for pages that show it. */
    world,
  };
}
export type Host = ReturnType<typeof createHost>;
