// The workbench: the built add-on in the local host, on a page of this machine. Puts the parts together; each part is in a file of its own.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UniverGrid } from '../host/grid/univer-grid';
import { createHost, type Host, type HostState } from '../host/host';
import type { HttpSeen, KillAt } from '../page/messages';
import { createSimulators, SAMPLE_KEY } from '../providers/all';
import { mount } from '../providers/mount';
import type { Json, Simulator } from '../providers/simulator';
import { type BuiltAddOn, readBuiltAddOn } from '../runner/built-add-on';
import { PROVIDER_NAMES } from '../runner/provider-table';
import { USER } from '../runner/sidebar-calls';
import { type Firing, fireDue } from './alarm-clock';
import { registerCustomFunctions } from './custom-functions';
import { openCsv } from './file-routes';
import { LiveClock } from './live-clock';
import { createLiveRuns, type LiveRuns } from './live-runs';
import { listen } from './loopback-server';
import { pageSite } from './page-site';
import { createPages, type Pages } from './pages';
import { type SheetSync, syncSheets } from './sheet-sync';
import { createSidebarSite, type SidebarSite } from './sidebar-site';
import { watched } from './spent';

export const COLLEAGUE = 'colleague@example.com';

export type WorkbenchOptions = {
  /** 0 takes a free one. */
  port?: number;
  /** In place of the built add-on, for tests of the workbench itself. */
  addOn?: BuiltAddOn;
  /** A CSV file to open. */
  path?: string | null;
  /** The state has that file's tab already, as the file is. */
  pathIsOpen?: boolean;
  /** A spreadsheet to go on with, as the runner keeps it, and its simulated providers. */
  state?: { host: HostState; simulators: Record<string, Json> } | null;
  startMs?: number;
  /** Saves a key of each simulated provider for the first person, so that nothing has to be typed before a run. */
  sampleKeys?: boolean;
  /** Shows a person the panel when they open the page for the first time, so that they need not look for it. */
  opensSidebar?: boolean;
};

/** Everything that the parts of the workbench share. */
export type Bench = {
  host: Host;
  clock: LiveClock;
  runs: LiveRuns;
  pages: Pages;
  sidebars: SidebarSite;
  grid: UniverGrid;
  sync: SheetSync;
  /** The tab that Univer knows by that name. */
  tabOf(sheetId: string): number | null;
  simulators: Simulator[];
  http: HttpSeen[];
  killAt: KillAt | null;
  googlesPace: boolean;
  opensSidebar: boolean;
};
export type Workbench = { url: string; bench: Bench; close(): Promise<void> };

async function giveSampleKeys({ runs }: Bench): Promise<void> {
  for (const provider of PROVIDER_NAMES) {
    const args = ['saveKey', JSON.stringify({ provider, key: SAMPLE_KEY })];
    await runs.run({ user: USER, fn: 'rpc', args, as: 'sidebar' });
  }
}

export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const addOn = options.addOn ?? (await readBuiltAddOn());
  const simulators = createSimulators(options.state?.simulators, options.state ? undefined : randomUUID());
  const http: HttpSeen[] = [];
  const clock = new LiveClock(options.startMs ?? Math.max(Date.now(), options.state?.host.clockMs ?? 0));
  const users = [USER, COLLEAGUE];
  const state = options.state ? { ...options.state.host, users } : undefined;
  const host = createHost({
    ...addOn,
    users,
    clock,
    fetch: watched(mount({ simulators }), http),
    state,
    makeGrid: (given, saved) => new UniverGrid(given, saved),
  });
  const grid = host.world.grid as UniverGrid;
  if (options.path && !options.pathIsOpen) openCsv(host, options.path, readFileSync(options.path));

  const opensSidebar = options.opensSidebar ?? false;
  const bench = {
    host,
    grid,
    clock,
    simulators,
    http,
    killAt: null,
    googlesPace: false,
    opensSidebar,
  } as unknown as Bench;
  bench.sync = syncSheets(grid, host.world.zone, host.switches.textFormatStopsFormulas);
  bench.tabOf = (sheetId) => [...grid.sheetIds].find(([, id]) => id === sheetId)?.[0] ?? null;
  bench.sidebars = await createSidebarSite(bench);
  bench.pages = createPages(bench);
  bench.runs = createLiveRuns({
    world: host.world,
    clock,
    atGooglesPace: () => bench.googlesPace,
    beforeCall: (run, op, args) => bench.pages.beforeCall(run, op, args),
    kills: (run, name, detail, phase) => bench.pages.kills(run, name, detail, phase),
    afterCall: (run, op) => bench.pages.afterCall(run, op),
    calculated: () => grid.calculated(),
    changed: () => bench.pages.tellNews(),
  });
  registerCustomFunctions(bench);
  if (options.sampleKeys) await giveSampleKeys(bench);
  const site = await listen(await pageSite(bench), options.port ?? 0);
  bench.pages.attach(site);
  const firing: Firing = fireDue(bench);
  const close = async () => {
    firing.stop();
    bench.pages.close();
    await Promise.all([site.close(), bench.sidebars.close(), bench.runs.close()]);
    grid.close();
  };
  return { url: `${site.origin}/`, bench, close };
}
