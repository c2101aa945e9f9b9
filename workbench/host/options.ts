// The types that users of the local host see. No behaviour.
import { ASSUMPTIONS } from './assumptions';
import type { Clock } from './clock';
import type { GridOptions } from './grid/memory-grid';
import type { CellValue, Grid, SavedGrid } from './grid/port';
import type { Trigger } from './trigger-clock';

export type FetchRequest = {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
  timeoutMs: number;
};
export type FetchReply =
  | { status: number; headers: Record<string, string>; body: string; tookMs: number }
  | { fault: string; tookMs: number };
/** All requests of one call of the script, in their order. */
export type Fetch = (requests: FetchRequest[], nowMs: number) => FetchReply[];
export type ServiceCall = { n: number; name: string; detail: string; user: string; atMs: number };
/** `fails`: the call throws this text; before it had any effect, or after all of it. */
export type Disturbance = 'kill' | { fails: string };
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that only looks returns nothing at all.
export type Hook = (call: ServiceCall, phase: 'before' | 'after') => Disturbance | void;

export type AuthMode = 'NONE' | 'LIMITED' | 'CUSTOM_FUNCTION' | 'FULL';
export type RunAs = 'sidebar' | 'menu' | 'trigger' | 'formula' | 'simple';
export type RunRequest = { user: string; fn: string; args?: unknown[]; as: RunAs; authMode?: AuthMode };
export type Execution = {
  ok: boolean;
  value?: unknown;
  error?: string;
  /** Where in the bundle it was thrown; Google does not show it to a sidebar. */
  stack?: string;
  killed: boolean;
  startedMs: number;
  endedMs: number;
  calls: Record<string, number>;
  fn: string;
  user: string;
  as: RunAs;
  logs: string[];
};

/** What is unknown at Google, or goes wrong there now and then, as switches. They may be changed while the host lives. */
export type Switches = {
  /** Google buffers on its own side: what a killed execution had not flushed still lands. */
  unflushedWritesSurvive: boolean;
  /** Whether a refused write (protected, validated) throws at setValues or only when the buffer is committed. */
  writeErrors: 'at once' | 'at commit';
  textFormatStopsFormulas: boolean;
  /** Whether metadata of a row goes along when `sort` moves its cells: undocumented. */
  sortMovesRowMetadata: boolean;
  /** Whether a call that would overfill a property store keeps what fits, or nothing. */
  overflowKeepsWhatFits: boolean;
  /** An active spreadsheet in a clock trigger: certain in a bound script, unknown in a published add-on. */
  triggerHasSpreadsheet: boolean;
  triggersCanBeCreated: boolean;
  /** `timeoutSeconds` is documented, but not known to be live for everyone. */
  honourTimeoutSeconds: boolean;
  fetchTimeoutMs: number;
  /** "There are too many LockService operations against the same script." */
  lockTrouble: boolean;
  /** Locks that somebody else holds for as long as this stands: the wait passes, and they are not had. */
  locksHeld: ('document' | 'script' | 'user')[];
  /** The cache may lose anything at any time: true, everything; a number, everything at that part of its calls. */
  cacheForgets: boolean | number;
  authorizationRequired: boolean;
  /** OAuth scopes, without their address, that the person has taken back. */
  scopesWithdrawn: string[];
  /** Triggers stay listed and do not come: "Disabled", as developers report it (issuetracker 150756612). */
  triggersDisabled: boolean;
  /** How far the clock of the machine that runs a script is off; may be below 0. */
  clockOffMs: number;
  fetchesPerDay: number;
  propertyCallsPerDay: number;
  triggerMsPerDay: number;
};

export type HostState = {
  version: 1;
  grid: SavedGrid;
  unflushed: unknown[];
  properties: {
    document: Record<string, string>;
    script: Record<string, string>;
    user: Record<string, Record<string, string>>;
  };
  cache: Record<string, Record<string, { value: string; untilMs: number }>>;
  triggers: Trigger[];
  users: string[];
  clockMs: number;
  counters: Record<string, number>;
  days: Record<string, { sinceMs: number; fetches: number; propertyCalls: number; triggerMs: number }>;
};

export type HostOptions = {
  code: string;
  html?: Record<string, string>;
  users?: string[];
  startMs?: number;
  timeZone?: string;
  costs?: 'nominal' | 'slow';
  seed?: number;
  fetch?: Fetch;
  hook?: Hook;
  realTime?: boolean;
  /** A clock of the caller's own, in place of both. */
  clock?: Clock;
  /** The spreadsheet; the memory grid where there is none. */
  makeGrid?: ((options: GridOptions, saved?: SavedGrid) => Grid) | undefined;
  state?: HostState;
  /** Rules of a published Editor add-on instead of those of a bound script. */
  addOn?: boolean;
  manifest?: { oauthScopes?: string[]; urlFetchWhitelist?: string[]; timeZone?: string };
  switches?: Partial<Switches>;
  spreadsheetName?: string;
  /** Stands in for Google's calculator where a test needs a formula with a value; undefined keeps what the cell holds. */
  evaluate?: (formula: string, cell: (row: number, column: number) => CellValue) => CellValue | undefined;
};

export const SWITCHES: Switches = {
  unflushedWritesSurvive: true,
  ...ASSUMPTIONS.switches,
  triggersCanBeCreated: true,
  honourTimeoutSeconds: true,
  fetchTimeoutMs: 60_000,
  lockTrouble: false,
  locksHeld: [],
  cacheForgets: false,
  authorizationRequired: false,
  scopesWithdrawn: [],
  triggersDisabled: false,
  clockOffMs: 0,
  fetchesPerDay: 20_000,
  propertyCallsPerDay: 50_000,
  triggerMsPerDay: 90 * 60_000,
};
