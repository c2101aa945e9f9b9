// A number for each person that grows with every slice of theirs, and when they stop a run: an execution that finds it changed has been
// overtaken and must not charge.
import type { StorePort } from '../platform/ports';

const KEY = 'bf.fence.';

export type Fence = { holds(): boolean };

/** What overtakes the person's executions once it is saved. */
export function fenceEntries(all: Record<string, string>, userTag: string): Record<string, string> {
  return { [KEY + userTag]: String(Number(all[KEY + userTag] ?? 0) + 1) };
}

/** @param all the store's entries */
export function raiseFence(store: StorePort, userTag: string, all: Record<string, string>): Fence {
  const raised = fenceEntries(all, userTag);
  store.set(raised);
  return { holds: () => store.get(KEY + userTag) === raised[KEY + userTag] };
}
