// The workbench: the built add-on in the local host, on a page of this machine. Puts the parts together; each part is in a file of its own.
import { randomUUID } from 'node:crypto';
import { createHost, type Host, type HostState } from '../host/host';
import type { HttpSeen, KillAt } from '../page/messages';
import { createSimulators } from '../providers/all';
import { mount } from '../providers/mount';
import type { Json, Simulator } from '../providers/simulator';
import { readBuiltAddOn } from '../runner/built-add-on';
import { USER } from '../runner/sidebar-calls';
import { loadTab, readCsvFile, tabNameOf } from '../runner/tab-file';
import { type Firing, fireDue } from './alarm-clock';
import { LiveClock } from './live-clock';
import { createLiveRuns, type LiveRuns } from './live-runs';
import { listen } from './loopback-server';
import { pageSite } from './page-site';
import { createPages, type Pages } from './pages';
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
  simulators: Simulator[];
  http: HttpSeen[];
  killAt: KillAt | null;
  googlesPace: boolean;
};
export type Workbench = { url: string; bench: Bench; close(): Promise<void> };

function openFile(host: Host, path: string): void {
  const csv = readCsvFile('--in', path);
  const name = tabNameOf(path);
  const first = host.person().tabs()[0]!;
  // A new spreadsheet has one empty tab: the file takes its place.
  if (host.person().tabs().length === 1 && host.world.grid.lastRow(first.id) === 0)
    host.person().tab(first.name).rename(name);
  loadTab(host, name, csv.rows, 1, []);
}

export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const addOn = await readBuiltAddOn();
  const simulators = createSimulators(options.state?.simulators, options.state ? undefined : randomUUID());
  const http: HttpSeen[] = [];
  const clock = new LiveClock(options.startMs ?? Math.max(Date.now(), options.state?.host.clockMs ?? 0));
  const users = [USER, COLLEAGUE];
  const state = options.state ? { ...options.state.host, users } : undefined;
  const host = createHost({ ...addOn, users, clock, fetch: watched(mount({ simulators }), http), state });
  if (options.path) openFile(host, options.path);

  const bench = { host, clock, simulators, http, killAt: null, googlesPace: false } as unknown as Bench;
  bench.sidebars = await createSidebarSite(bench);
  bench.pages = createPages(bench);
  bench.runs = createLiveRuns({
    world: host.world,
    clock,
    atGooglesPace: () => bench.googlesPace,
    beforeCall: (run, op, args) => bench.pages.beforeCall(run, op, args),
    kills: (run, name, detail, phase) => bench.pages.kills(run, name, detail, phase),
    afterCall: (run, op) => bench.pages.afterCall(run, op),
    changed: () => bench.pages.tellNews(),
  });
  const site = await listen(await pageSite(bench), options.port ?? 0);
  bench.pages.attach(site);
  const firing: Firing = fireDue(bench);
  const close = async () => {
    firing.stop();
    bench.pages.close();
    await Promise.all([site.close(), bench.sidebars.close(), bench.runs.close()]);
  };
  return { url: `${site.origin}/`, bench, close };
}
