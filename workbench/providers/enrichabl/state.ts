// What the simulated Enrichabl remembers between calls, and how it is saved. Never holds a token.

import { randomBytes } from 'node:crypto';
import { uuidOf } from '../repeatable';
import type { Json } from '../simulator';
import type { EnrichablSwitches } from './switches';

export type Custom = { [key: string]: Json };

/** Never changed, only replaced, so that saved copies may share it. So are rows, templates and columns. */
export type Lead = {
  id: string;
  account: string;
  email: string;
  fields: Record<string, string>;
  /** As it was uploaded; results stand beside it and win. */
  custom: Custom;
  results: Custom;
  enrichment: 'ENRICHED' | 'FAILED' | null;
};

export type ValidationWord = 'VALID' | 'INVALID' | 'RISKY' | 'UNKNOWN';

/** A lead in a pipeline. */
export type Row = {
  id: string;
  pipeline: string;
  lead: string;
  validation: ValidationWord | null;
  createdMs: number;
};

export type Column = {
  id: string;
  type: 'base' | 'ai' | 'multi_ai' | 'firecrawl';
  key: string;
  template: string | null;
};

export type Pipeline = {
  id: string;
  account: string;
  name: string;
  description: string | null;
  color: string | null;
  createdMs: number;
  columns: Column[];
  rows: string[];
};

export type TemplateKind = 'ai' | 'multi_ai' | 'firecrawl';
export type Template = {
  id: string;
  account: string;
  kind: TemplateKind;
  name: string;
  prompt: string;
  /** Output fields; none for `ai`. */
  fields: string[];
  model: string | null;
  maxTokens: number | null;
  endpointUrl: string | null;
  urlColumn: string | null;
  createdMs: number;
};

/** What a job does to each lead, as it was when the job began. */
export type Work =
  | { type: 'AI_COLUMN'; template: Template }
  | { type: 'MULTI_AI_COLUMN'; template: Template }
  | { type: 'FIRECRAWL_EXTRACT'; urlColumn: string; prompt: string; fields: string[] }
  | { type: 'VALIDATION'; service: Service };
export type Service = 'BOUNCEBAN' | 'MAILVERI' | 'HYBRID';

export type Target = { lead: string; row: string };
/** How it ended for one lead: how often a third party charged, and why it failed. */
export type Done = { charges: number; error: string | null; word: ValidationWord | null };

export type Job = {
  id: string;
  account: string;
  pipeline: string | null;
  work: Work;
  /** Never changed after the start. */
  targets: Target[];
  /** Leads that were asked for and had been validated before. */
  skipped: number;
  createdMs: number;
  clockMs: number;
  leadMs: number;
  done: Done[];
  cancelledMs: number | null;
  failedMs: number | null;
  completedMs: number | null;
};

export type Account = { recentMs: number[]; uploadEndsMs: number[]; leads: number };

export type EnrichablState = {
  version: 1;
  seed: string;
  salt: string;
  accounts: Record<string, Account>;
  pipelines: Record<string, Pipeline>;
  leads: Record<string, Lead>;
  rows: Record<string, Row>;
  templates: Record<string, Template>;
  jobs: Record<string, Job>;
  /** Ids of jobs that are not over. */
  open: string[];
  /** How many of each kind were made, for their ids. */
  made: Record<string, number>;
  calls: Record<string, number>;
  acceptedPosts: number;
  /** How often a magic input or a fault was met. */
  seen: Record<string, number>;
};

/** All that an answer depends on besides the request. */
export type Scene = { state: EnrichablState; switches: EnrichablSwitches; nowMs: number };

export function newState(seed: string): EnrichablState {
  return {
    version: 1,
    seed,
    salt: randomBytes(8).toString('hex'),
    accounts: {},
    pipelines: {},
    leads: {},
    rows: {},
    templates: {},
    jobs: {},
    open: [],
    made: {},
    calls: {},
    acceptedPosts: 0,
    seen: {},
  };
}

/** A copy that later calls do not change. */
export function copyState(state: EnrichablState): EnrichablState {
  const accounts = eachOf(state.accounts, (one) => ({
    ...one,
    recentMs: [...one.recentMs],
    uploadEndsMs: [...one.uploadEndsMs],
  }));
  return {
    ...state,
    accounts,
    pipelines: eachOf(state.pipelines, (one) => ({ ...one, columns: [...one.columns], rows: [...one.rows] })),
    leads: { ...state.leads },
    rows: { ...state.rows },
    templates: { ...state.templates },
    jobs: eachOf(state.jobs, (one) => ({ ...one, done: [...one.done] })),
    open: [...state.open],
    made: { ...state.made },
    calls: { ...state.calls },
    seen: { ...state.seen },
  };
}

function eachOf<T>(record: Record<string, T>, copy: (one: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([id, one]) => [id, copy(one)]));
}

/** Shaped as a UUID; the same for the same seed, kind and number, so that runs can be repeated. */
export function newId(state: EnrichablState, kind: string): string {
  const number = (state.made[kind] ?? 0) + 1;
  state.made[kind] = number;
  return uuidOf(`${state.seed} ${kind} ${number}`);
}
