// The shape that all simulated providers share. A simulator is a pure function of (state, request, now): no clock, no network, and no
// randomness but the salt of a new state.

import type { FetchReply, FetchRequest } from './http';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One input that a provider accepted in a paid call. `credits` is the most it can cost until its task is over, then what it did cost. */
export type BilledInput = { task: string; enrichment: number; params: Json; credits: number; atMs: number };

export type Ledger = {
  billed: BilledInput[];
  /** Paid POSTs that were accepted, also those whose answer never arrived. */
  acceptedPosts: number;
  /** Every call that reached the provider, by kind, refused ones included. */
  calls: Record<string, number>;
};

export interface Simulator<Switches extends object = object> {
  name: string;
  origin: string;
  /** Does this path belong to the provider? So that one port can serve them all. */
  knows(path: string): boolean;
  answer(request: FetchRequest, nowMs: number): FetchReply;
  /** Everything needed to go on later; never a key. */
  save(): Json;
  /** Live: assign to a member and the next answer follows it. */
  switches: Switches;
  readonly ledger: Ledger;
}

/** Changes named switches of a simulator; an unknown name is an error that lists the known ones. */
export function turn(simulator: Simulator, changes: Record<string, unknown>): void {
  for (const name of Object.keys(changes)) {
    if (!Object.hasOwn(simulator.switches, name)) {
      const known = Object.keys(simulator.switches).join(', ');
      throw new Error(`The simulated ${simulator.name} has no switch "${name}". It has: ${known}.`);
    }
  }
  Object.assign(simulator.switches, changes);
}
