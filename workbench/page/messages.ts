// What the page and the workbench say to each other over their socket, as JSON. Types only: both sides share them.
import type { LiveRun } from '../serve/live-runs';

export type MenuItem = { label: string; fn: string } | { label: string; items: MenuItem[] } | 'separator';
export type Menu = { title: string; items: MenuItem[] };

/** One change of the spreadsheet in Univer's own form. */
export type Mutation = { id: string; params: unknown };
export type Snapshot = {
  seq: number;
  workbook: unknown;
  spills: unknown;
  zone: string;
  textFormatStopsFormulas: boolean;
};

export type HttpSeen = {
  n: number;
  method: string;
  url: string;
  status: number | null;
  atMs: number;
  tookMs: number;
  request: string;
  reply: string;
};
export type ProviderSeen = {
  name: string;
  spent: number;
  paidCalls: number;
  billedInputs: number;
  switches: Record<string, unknown>;
};
/** Where an execution dies: at its next service call, or around its next call to a provider that is no GET. */
export type KillAt = 'next call' | 'before a paid call' | 'after a paid call';

export type News = {
  nowMs: number;
  speed: number;
  googlesPace: boolean;
  killAt: KillAt | null;
  runs: LiveRun[];
  http: HttpSeen[];
  providers: ProviderSeen[];
  triggers: { user: string; fn: string; dueMs: number | null }[];
};

export type ClockNews = { nowMs: number; speed: number };

export type FromPage =
  | { kind: 'hello'; user: string }
  | { kind: 'menu'; fn: string }
  | { kind: 'call'; id: number; fn: string; args: string }
  | { kind: 'answer'; id: number; button: string }
  | { kind: 'mutations'; base: number; mutations: Mutation[] }
  | { kind: 'select'; tab: string; row: number; column: number; rows: number; columns: number }
  | { kind: 'speed'; speed: number }
  | { kind: 'skip'; ms: number }
  | { kind: 'pace'; googles: boolean }
  | { kind: 'kill'; at: KillAt | null }
  | { kind: 'alarm' }
  | { kind: 'switch'; provider: string; name: string; value: unknown };

export type ToPage =
  | {
      kind: 'welcome';
      user: string;
      users: string[];
      name: string;
      sidebarOrigin: string;
      sampleKey: string;
      grid: Snapshot;
    }
  | { kind: 'menus'; menus: Menu[] }
  | { kind: 'sidebar'; title: string; path: string }
  | { kind: 'toast'; message: string; title: string }
  | { kind: 'alert'; id: number; message: string; buttons: string[] }
  | { kind: 'dialog'; title: string; path: string; width: number | null; height: number | null; modal: boolean }
  | { kind: 'error'; message: string }
  | { kind: 'returned'; id: number; value?: unknown; error?: string }
  | { kind: 'mutations'; seq: number; mutations: Mutation[] }
  | { kind: 'snapshot'; grid: Snapshot }
  | { kind: 'clock'; clock: ClockNews }
  | { kind: 'news'; news: News };
