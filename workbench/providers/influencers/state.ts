// What the simulated Influencers.club remembers between calls, and how it is saved. Never holds a key, and no result: those are computed anew.

import { randomBytes } from 'node:crypto';
import { digest } from '../repeatable';
import type { Json } from '../simulator';
import type { InfluencersSwitches } from './switches';

export const MODES = ['raw', 'full', 'basic', 'advanced'] as const;
export type Mode = (typeof MODES)[number];
export const PLATFORMS = ['instagram', 'youtube', 'tiktok', 'twitter', 'twitch', 'onlyfans'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What a batch asks of each of its records. Never changed after create. */
export type Wanted = {
  mode: Mode;
  /** Null for e-mails. */
  platform: Platform | null;
  emailRequired: 'must_have' | 'preferred';
  lookalikes: boolean;
  audience: boolean;
  excludePlatforms: Platform | null;
  minFollowers: number;
};

export type Batch = {
  id: string;
  account: string;
  wanted: Wanted;
  metadata: Json;
  /** Records in the file, also those that were merged. */
  fileRows: number;
  /** Never changed after create, so that saved copies may share it. */
  records: string[];
  createdMs: number;
  /** From when on records are worked on, and how many were done then: a resumed batch starts its clock anew. */
  clockMs: number;
  doneAtClock: number;
  recordMs: number;
  /** Credits of each record that is done. */
  charged: number[];
  pausedMs: number | null;
  failedMs: number | null;
  finishedMs: number | null;
};

export type Account = { granted: number; used: number; recentMs: number[] };

export type InfluencersState = {
  version: 1;
  seed: string;
  salt: string;
  accounts: Record<string, Account>;
  batches: Record<string, Batch>;
  /** Ids of batches that are not over, so that a call does not visit all. */
  open: string[];
  calls: Record<string, number>;
  acceptedPosts: number;
  /** How often a magic input or a fault was met. */
  seen: Record<string, number>;
};

/** All that an answer depends on besides the request. */
export type Scene = { state: InfluencersState; switches: InfluencersSwitches; nowMs: number };

export function newState(seed: string): InfluencersState {
  const salt = randomBytes(8).toString('hex');
  return { version: 1, seed, salt, accounts: {}, batches: {}, open: [], calls: {}, acceptedPosts: 0, seen: {} };
}

/** A copy that later calls do not change. Records are shared: large runs are saved often. */
export function copyState(state: InfluencersState): InfluencersState {
  const batches: InfluencersState['batches'] = {};
  for (const [id, batch] of Object.entries(state.batches)) batches[id] = { ...batch, charged: [...batch.charged] };
  const accounts: InfluencersState['accounts'] = {};
  for (const [tag, one] of Object.entries(state.accounts)) accounts[tag] = { ...one, recentMs: [...one.recentMs] };
  return { ...state, batches, accounts, open: [...state.open], calls: { ...state.calls }, seen: { ...state.seen } };
}

/** The same for the same seed and number, so that runs can be repeated. */
export function batchIdOf(state: InfluencersState, number: number): string {
  return `bch_${digest(`${state.seed} batch ${number}`).slice(0, 24)}`;
}
