// Every simulated provider there is, and the key that works in samples. Add a provider here and it is mounted and served.

import { createDatabar } from './databar/databar';
import { createInfluencers } from './influencers/influencers';
import type { Json, Simulator } from './simulator';

/** Any key that is not empty is good for a simulator, but for Enrichabl's, whose tokens begin like this one. */
export const SAMPLE_KEY = 'eab_live_sample-key';

/** `saved` is what `saveSimulators` gave. `seed` makes task ids: another seed, other ids. */
export function createSimulators(saved: Record<string, Json> = {}, seed?: string): Simulator[] {
  const simulators = [
    createDatabar({ state: saved.databar, seed }),
    createInfluencers({ state: saved.influencers, seed }),
  ];
  return simulators as Simulator[];
}

export function saveSimulators(simulators: Simulator[]): Record<string, Json> {
  return Object.fromEntries(simulators.map((simulator) => [simulator.name, simulator.save()]));
}
