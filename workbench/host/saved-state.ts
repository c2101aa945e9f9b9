// The host's state as plain JSON and back: what the runner keeps in a file. Executions that run while it is saved are not in it.
import { type GridOptions, MemoryGrid } from './grid/memory-grid';
import type { Grid } from './grid/port';
import type { HostOptions, HostState, Switches } from './options';
import { applyWrite, type Pending } from './running';
import { dayOf, storeOf, type World } from './world';

function prefixed(maps: Map<string, Map<string, string>>): Record<string, Record<string, string>> {
  const users: Record<string, Record<string, string>> = {};
  for (const [key, store] of maps) if (key.startsWith('user:')) users[key.slice(5)] = Object.fromEntries(store);
  return users;
}

/** What a running execution has not flushed is saved beside the grid: it lands on restore, as at Google. */
function unflushed(world: World): unknown[] {
  if (!world.switches.unflushedWritesSurvive) return [];
  return structuredClone([...world.running].flatMap((running) => running.pending));
}

export function savedState(world: World): HostState {
  return {
    version: 1,
    grid: world.grid.save(),
    unflushed: unflushed(world),
    properties: {
      document: Object.fromEntries(storeOf(world, 'document')),
      script: Object.fromEntries(storeOf(world, 'script')),
      user: prefixed(world.stores),
    },
    cache: Object.fromEntries([...world.caches].map(([key, cache]) => [key, Object.fromEntries(cache)])),
    triggers: structuredClone(world.triggers),
    users: [...world.users],
    clockMs: world.clock.now(),
    counters: { ...world.counters },
    days: Object.fromEntries([...world.days].map(([user, day]) => [user, { ...day }])),
  };
}

/** Everything but the clock, which the world was made with. */
export function restore(world: World, state: HostState): void {
  for (const kind of ['document', 'script'] as const)
    world.stores.set(kind, new Map(Object.entries(state.properties[kind])));
  for (const [user, values] of Object.entries(state.properties.user))
    world.stores.set(`user:${user}`, new Map(Object.entries(values)));
  for (const [key, entries] of Object.entries(state.cache))
    world.caches.set(key, new Map(Object.entries(structuredClone(entries))));
  for (const [user, day] of Object.entries(state.days)) Object.assign(dayOf(world, user, day.sinceMs), day);
  world.triggers = structuredClone(state.triggers);
  Object.assign(world.counters, state.counters);
  for (const write of state.unflushed as Pending[]) {
    try {
      applyWrite(world, write);
    } catch {
      // Nobody is left to be told that a write of a dead execution was refused.
    }
  }
}

/** The state of a copy made with "Make a copy": another spreadsheet; metadata survives a copy, triggers do not. */
export function copiedState(world: World, id: string, withDocumentProperties: boolean): HostState {
  const state = savedState(world);
  const document = withDocumentProperties ? state.properties.document : {};
  const grid = { ...state.grid, id, name: `Copy of ${state.grid.name}` };
  return { ...state, grid, properties: { ...state.properties, document }, triggers: [] };
}

export function gridOf(
  options: HostOptions,
  zone: string,
  now: () => number,
  switches: Pick<Switches, 'textFormatStopsFormulas' | 'sortMovesRowMetadata'>,
): Grid {
  const name = options.spreadsheetName ?? 'Untitled spreadsheet';
  const id = '1BackfillLocalHostSpreadsheet0000000000000001';
  const { evaluate } = options;
  const { textFormatStopsFormulas, sortMovesRowMetadata } = switches;
  const rules = { textFormatStopsFormulas, sortMovesRowMetadata };
  const given: GridOptions = { id, name, zone, now, ...rules, ...(evaluate ? { evaluate } : {}) };
  const saved = options.state?.grid;
  const grid = options.makeGrid?.(given, saved) ?? new MemoryGrid(given, saved);
  if (!options.state) grid.addTab('Sheet1');
  return grid;
}
