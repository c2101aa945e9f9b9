// A number that grows with every slice of a user: an execution that finds it changed has been overtaken and must not charge.
import type { StorePort } from '../platform/ports';

const KEY = 'bf.fence';

export type Fence = { holds(): boolean };

export function raiseFence(store: StorePort): Fence {
  const mine = String(Number(store.get(KEY) ?? 0) + 1);
  store.set({ [KEY]: mine });
  return { holds: () => store.get(KEY) === mine };
}
