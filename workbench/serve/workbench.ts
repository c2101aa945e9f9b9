// The workbench: the built add-on in the local host, on a page of this machine. Puts the parts together; each part is in a file of its own.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UniverGrid } from '../host/grid/univer-grid';
import { createHost, type Host, type HostState } from '../host/host';
import type { HttpSeen, KillAt } from '../page/messages';
import { createSimulators } from '../providers/all';
import { mount } from '../providers/mount';
import type { Json, Simulator } from '../providers/simulator';
import { readBuiltAddOn } from '../runner/built-add-on';
import { USER } from '../runner/sidebar-calls';
import { type Firing, fireDue } from './alarm-clock';
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
  /** A CSV file to open. */
  path?: string | null;
  /** A spreadsheet to go on with, as the runner keeps it, and its simulated providers. */
  state?: { host: HostState; simulators: Record<string, Json> } | null;
  startMs?: number;
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
};
export type Workbench = { url: string; bench: Bench; close(): Promise<void> };

export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const addOn = await readBuiltAddOn();
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
  if (options.path) openCsv(host, options.path, readFileSync(options.path));

  const bench = { host, grid, clock, simulators, http, killAt: null, googlesPace: false } as unknown as Bench;
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
