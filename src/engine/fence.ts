// A number that grows with every slice of a user: an execution that finds it changed has been overtaken and must not charge.
import type { StorePort } from '../platform/ports';

const KEY = 'bf.fence';

export type Fence = { holds(): boolean };

/** @param all the store's entries, where they were read already */
export function raiseFence(store: StorePort, all?: Record<string, string>): Fence {
  const mine = String(Number((all ? all[KEY] : store.get(KEY)) ?? 0) + 1);
  store.set({ [KEY]: mine });
  return { holds: () => store.get(KEY) === mine };
}
