// What the sidebar and the add-on say to each other: the arguments and the answer of every call, as types only. Both sides import
// this file; neither imports the other.
import type { JobView } from './job/job-view';
import type { PlanView } from './job/plan-view';
import type { Tab } from './platform/ports';
import type { Account, ListItem, ListName, ListPage } from './providers/account-reads';
import type { Offered, ProviderId } from './providers/operation';
import type { RawRecipe } from './recipe/recipe';
import type { SavedRecipe } from './recipe/saved-recipes';
import type { ProblemKind } from './text/problem';

export type {
  Account,
  JobView,
  ListItem,
  ListName,
  ListPage,
  PlanView,
  ProblemKind,
  ProviderId,
  RawRecipe,
  SavedRecipe,
  Tab,
};

/** One provider for one person. `problem`: why the key was not taken at the last test; null where it was, or was not tested. */
export type ConnectionView = {
  provider: ProviderId;
  name: string;
  /** The key's last characters; null where there is no key. */
  masked: string | null;
  account: Account | null;
  problem: string | null;
};

/** A tab as the wizard maps it. */
export type TabView = {
  tab: Tab;
  headerRow: number;
  /** Rows below the header row, to the last used one. */
  rows: number;
  /**
   * Columns with a header: up to three sample texts each, the first that are not blank among the rows near the top, and whether one of
   * those rows has nothing there.
   */
  columns: { header: string; samples: string[]; gaps: boolean }[];
  /** What is selected in this tab now, in A1 notation, as far as it is below the header row. */
  selection: { range: string; rows: number } | null;
  filtered: boolean;
};

/** How this person's alarm can serve here; `none`: it cannot be made, so the panel must stay open. */
export type AlarmState = 'minutes' | 'hourly' | 'none' | 'not yet made';

export type ScheduleView = {
  /** The saved recipe or playbook that is armed. */
  name: string;
  every: 'hour' | 'day' | 'week';
  at: string | null;
  /** Who pays. */
  user: string;
  own: boolean;
  nextMs: number | null;
  last: { atMs: number; text: string; failed: boolean } | null;
  /** Why it does not run at present, and what to do. */
  paused: string | null;
};

/** Everything for the first paint. */
export type Opened = {
  version: string;
  user: string;
  connections: ConnectionView[];
  tabs: Tab[];
  tab: TabView;
  jobs: { open: RunView[]; ended: RunView[] };
  /** False: `ended` is empty because it is not known at once; the call `jobs` reads it. */
  endedKnown?: boolean;
  recipes: SavedRecipe[];
  schedules: ScheduleView[];
  alarm: AlarmState;
  /** A thing to say on opening, e.g. that runs of the original do not go on in this copy. */
  notice: string | null;
};

/** A run as the panel shows it; what stands here besides may be left out, and is then not shown. */
export type RunView = JobView & {
  /** The run's recipe; only in the answer to `job`. */
  recipe?: RawRecipe;
  /** Rows that could not be found again, at most a hundred; only in the answer to `job` that asks for them. */
  lostRows?: { input: string; why: string }[];
};

/** An operation with its settings: what it takes and gives. */
export type Described = {
  /** Null where the provider has no catalogue: parameters are then free. */
  parameters:
    | {
        name: string;
        label: string;
        required: boolean;
        type: 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'choices';
        /** Names that may stand in a cell, for a choice; at most 200. */
        choices: string[] | null;
      }[]
    | null;
  /** Result paths that are known; more may exist. */
  results: { path: string; label: string }[];
  price: { min: number; max: number } | null;
  balance: number | null;
  notes: string[];
  /**
   * What the catalogue offers for settings that are picked from it, e.g. a waterfall's `enrichments` in cascade order and its
   * `emailVerifier`.
   */
  offered?: { [setting: string]: Offered[] } | undefined;
};

export type RowCount = { rows: number; requests: number };

/** Rows that each choice of `rows` would take; null where it cannot be chosen, e.g. without a filter. */
export type RowCounts = {
  empty: RowCount;
  errors: RowCount;
  check: RowCount;
  all: RowCount;
  selected: (RowCount & { range: string }) | null;
  /** With a filter: the most that it can be. The plan asks the sheet row by row, which a live count cannot. */
  visible: (RowCount & { atMost?: boolean }) | null;
};

/** One cell's story, from the archive. `run` is the run's name; `by` who paid. */
export type Provenance = {
  cell: string;
  bought: {
    run: string;
    operation: string;
    provider: string;
    whenMs: number;
    by: string;
    outcome: string;
    credits: number | null;
  } | null;
};

export type FormulaPlan = {
  /** One plan per recipe that the formulas name; each is started by itself. */
  plans: { recipe: RawRecipe; plan: PlanView; cells: number }[];
  problems: { cell: string; message: string }[];
};

/** Every call: what it takes, what it gives. Errors come as `{ kind, message }`. */
export type Calls = {
  open: { args: Record<string, never>; value: Opened };
  tab: { args: { sheet?: string; headerRow?: number }; value: TabView };
  /** Tests the key first (unless `test` is false), and keeps it unless the provider rejects it. */
  saveKey: { args: { provider: ProviderId; key: string; test?: boolean }; value: ConnectionView };
  testKey: { args: { provider: ProviderId }; value: ConnectionView };
  removeKey: { args: { provider: ProviderId }; value: ConnectionView };
  list: {
    args: { of: ListName; within?: string | undefined; search?: string | undefined; page?: number | undefined };
    value: ListPage;
  };
  describe: { args: { operation: string; settings: { [key: string]: unknown } }; value: Described };
  /** Puts an enrichment or a waterfall of the catalogue onto a Databar table, to be launched on click; the person asked for it. */
  attach: {
    args: { table: string; enrichment?: number; waterfall?: string; columns: { [parameter: string]: string } };
    value: ListItem;
  };
  counts: { args: { recipe: RawRecipe }; value: RowCounts };
  plan: { args: { recipe: RawRecipe }; value: PlanView };
  start: {
    args: { recipe: RawRecipe; planId: string; shown: { toBuy: number; maxCredits: number | null } };
    value: { jobId: string };
  };
  advance: { args: Record<string, never>; value: { jobs: RunView[]; nextDueMs: number | null } };
  /** `lost`: with the rows that could not be found again, which takes a look at the sheet and the archive. */
  job: { args: { jobId: string; lost?: boolean }; value: RunView };
  jobs: { args: Record<string, never>; value: { open: RunView[]; ended: RunView[] } };
  stop: { args: { jobId: string }; value: JobView };
  resume: { args: { jobId: string }; value: JobView };
  /** Stops the run and asks the provider to cancel what it is still working on, where it can; what was done is collected. */
  cancel: { args: { jobId: string }; value: JobView };
  undo: { args: { jobId: string }; value: JobView & { blanked: number; left: number } };
  settle: { args: { jobId: string; as: 'sent' | 'not-sent'; requests?: string[] }; value: unknown };
  /** Requests in `check` of one run, with what is known. `id` is what `settle` takes. */
  doubts: { args: { jobId: string }; value: { id: string; input: string; known: string; rows: number[] }[] };
  /** The run's log as CSV: one line per request; long ones in pages, to be put together. */
  log: {
    args: { jobId: string; page?: number };
    value: { name: string; csv: string; nextPage?: number | null };
  };
  provenance: { args: Record<string, never>; value: Provenance };
  /** Forgets archived results: of one run, or all. They would be bought again. `kept`: those that an open run still needs. */
  forget: { args: { jobId?: string }; value: { forgotten: number; kept?: number } };
  saveRecipe: { args: { recipe: RawRecipe }; value: { recipes: SavedRecipe[] } };
  removeRecipe: { args: { name: string }; value: { recipes: SavedRecipe[] } };
  arm: { args: { name: string }; value: { schedules: ScheduleView[]; alarm: AlarmState } };
  disarm: { args: { name: string }; value: { schedules: ScheduleView[] } };
  formulaPlan: { args: { where: 'tab' | 'document' }; value: FormulaPlan };
  /** Calculates the formulas of these recipes again, after their run. */
  refreshFormulas: { args: { where: 'tab' | 'document' }; value: { cells: number } };
};
