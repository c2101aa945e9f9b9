// Every simulated provider there is, and the key that works in samples. Add a provider here and it is mounted and served.

import { createDatabar } from './databar/databar';
import { createEnrichabl } from './enrichabl/enrichabl';
import { createInfluencers } from './influencers/influencers';
import type { Json, Simulator } from './simulator';

/** Any key that is not empty is good for a simulator, but for Enrichabl's, whose tokens begin like this one. */
export const SAMPLE_KEY = 'eab_live_sample-key';

/** `saved` is what `saveSimulators` gave. `seed` makes task ids: another seed, other ids. */
export function createSimulators(saved: Record<string, Json> = {}, seed?: string): Simulator[] {
  const databar = createDatabar({ state: saved.databar, seed });
  const others = [
    createInfluencers({ state: saved.influencers, seed }),
    createEnrichabl({ state: saved.enrichabl, seed }),
  ];
  // Databar takes all of /v1/ for its own. On a port that they share, a path that another one names exactly is that one's.
  const knows = databar.knows;
  databar.knows = (path) => knows(path) && !others.some((other) => other.knows(path));
  return [databar, ...others] as Simulator[];
}

export function saveSimulators(simulators: Simulator[]): Record<string, Json> {
  return Object.fromEntries(simulators.map((simulator) => [simulator.name, simulator.save()]));
}
