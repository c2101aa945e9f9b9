// Every point where Databar's behaviour (enrichments, tasks, keys, money) is not known for certain, as one switch with the likeliest reading as its default. Decides nothing itself.

import type { Fault } from '../faults';
import { defaultTableSwitches, type TableSwitches } from './tables/table-switches';
import { defaultWaterfallSwitches, type WaterfallSwitches } from './waterfall-switches';

export type Endpoint = 'works' | '404' | '501' | '500-html';

export type DatabarSwitches = WaterfallSwitches &
  TableSwitches & {
    // ── who may call ──
    /** Valid keys; null = any key that is not empty. Kept here only: the saved state has no keys. */
    keys: string[] | null;
    /** Is each key its own account, or are all keys of one workspace (a replaced key still sees its tasks)? */
    accounts: 'one-per-key' | 'one-for-all';
    /** From this moment on every key is refused. */
    revokedFromMs: number | null;
    /** What a refused key is told: the documented word, the plan text that official clients look for, or a table's "Not allowed". */
    refusedKeyAs: 'forbidden' | 'plan-text' | 'not-allowed' | '401';
    /** Refuse good keys too, in the form above: a plan without API access. */
    refuseEveryKey: boolean;

    // ── money ──
    /** Credits of a new account. */
    startCredits: number;
    /** Credits that every account was topped up with since it was new. */
    toppedUp: number;
    /** Is a miss charged? Not documented. */
    misses: 'free' | 'charged';
    /** Is a row that failed charged? Not documented. */
    failures: 'free' | 'charged';
    /** Are the most that a task can cost taken from the balance at submit (official client: "refunds what unfinished requests reserved")? */
    reserve: 'at-submit' | 'never';
    /** Words of the 406: the documented sentence names both reasons; the server's own words may name one. */
    notAcceptable: 'credits-or-plan' | 'credits' | 'plan';
    /** Answer every run with 406, whatever the balance. */
    planForbidsRuns: boolean;
    /** Is `credits_spent` in a task? The documentation says so, with default 0. */
    creditsSpent: 'given' | 'absent';
    /** Does `credits_spent` move while the task runs? Not documented. */
    spentWhileRunning: 'zero' | 'moving';

    // ── refusals ──
    /** Shape of the 400 of a bulk run: one entry per row with {} for good ones, only bad rows, a sentence, or an object as for single runs. */
    badParams: 'aligned' | 'only-bad' | 'text' | 'object';
    /** Does one bad row refuse the whole batch, or fail alone? */
    badRow: 'refuses-batch' | 'fails-alone';
    /** Is the text "5" a number? */
    textForNumbers: 'coerced' | 'refused';
    /** Are parameters that the enrichment does not have refused? */
    unknownParams: 'ignored' | 'refused';
    /** Is the empty text fine for an optional parameter? */
    emptyOptional: 'accepted' | 'refused';
    /** Is a date without a time fine for a datetime parameter? */
    dateOnly: 'accepted' | 'refused';
    /** Must the body come as application/json? FastAPI reads it as text otherwise and answers 422. */
    contentType: 'needed' | 'ignored';
    /** Most rows of one bulk run; null = no limit (none is documented). */
    maxRows: number | null;
    tooManyRowsAs: '400' | '413' | '422';

    // ── catalogue ──
    /** An older description asks for three characters; the present value is not known. */
    shortestQuery: number;
    /** Shape of the list: bare array without `page` and items with it, or always one of the three. */
    listShape: 'documented' | 'array' | 'items' | 'results';
    /** `page` or `limit` out of range for choices: older servers sent an HTML page. */
    choicesOutOfRangeAs: '422' | '500-html';
    /** Calls that a client must be able to do without. */
    catalogue: Endpoint;
    details: Endpoint;
    choices: Endpoint;
    balance: Endpoint;

    // ── tasks ──
    taskMs: number;
    taskMsPerRow: number;
    /** `request_id` is the old name of the task's id; old servers gave only that. */
    taskId: 'task_id' | 'request_id';
    /** `progress` before September 2026 counted misses as failed and had no `no_data`. */
    progress: 'with-no-data' | 'old' | 'absent';
    /** One element per input (since July 2026), or only the hits, in order or not. */
    alignment: 'aligned' | 'hits-only' | 'hits-shuffled';
    /** Data of a running task with include_partial: not stated to be aligned. */
    partialData: 'compact' | 'aligned';
    /** Final word of a bulk task in which some rows failed. */
    someFailed: 'completed' | 'partially_completed';
    /** Final word of a bulk task in which all rows failed. */
    allFailed: 'completed' | 'failed';
    /** Does a task without any hit end as `no_data`, for good or for ten seconds before its final word? */
    noData: 'never' | 'terminal' | 'passing';
    /** Data of a single run that found nothing. */
    singleMiss: 'null' | 'empty-list' | 'empty-object';
    /** `error` of a task that ended with failed rows. */
    failedRowsError: 'absent' | 'text' | 'list-of-failed' | 'list-per-row';
    /** Other words for known ones: { completed: 'success' }, { processing: 'in_progress' }. */
    statusWords: Record<string, string>;
    /** Element of an enrichment that gives a list. */
    listElement: 'array' | 'object' | 'pages';
    /** 24 h in current documents, 1 h in older ones. */
    expiresAfterMs: number;
    /** When that clock starts. */
    expiryClock: 'completion' | 'submit';
    expiredAs: '410' | 'gone' | '404';
    /** Tasks are unknown as soon as they were made. */
    tasks: Endpoint;

    // ── pace and trouble ──
    /** No figure is published, nor whether a 429 says when to come back. */
    rateLimit: {
      on: 'any' | 'submit' | 'poll';
      firstCalls?: number;
      perMinute?: number;
      retryAfter: number | 'http-date' | null;
    } | null;
    /** How long an answer takes, by kind of call. Longer than the caller waits = a time-out, though the call was carried out. */
    tookMs: Record<string, number>;
    faults: Fault[];
  };

export const HOUR_MS = 3_600_000;

const TABLE_CALLS_TOOK_MS = {
  tables: 180,
  'create-table': 300,
  columns: 160,
  rows: 300,
  'insert-rows': 400,
  'patch-rows': 400,
  'upsert-rows': 450,
  'delete-rows': 300,
  'table-enrichments': 160,
  'table-waterfalls': 160,
  'add-enrichment': 500,
  'add-waterfall': 500,
  'run-enrichment': 400,
};

export function defaultSwitches(): DatabarSwitches {
  return {
    ...defaultWaterfallSwitches(),
    ...defaultTableSwitches(),
    keys: null,
    accounts: 'one-per-key',
    revokedFromMs: null,
    refusedKeyAs: 'forbidden',
    refuseEveryKey: false,
    startCredits: 5000,
    toppedUp: 0,
    misses: 'free',
    failures: 'free',
    reserve: 'at-submit',
    notAcceptable: 'credits-or-plan',
    planForbidsRuns: false,
    creditsSpent: 'given',
    spentWhileRunning: 'zero',
    badParams: 'aligned',
    badRow: 'refuses-batch',
    textForNumbers: 'coerced',
    unknownParams: 'ignored',
    emptyOptional: 'accepted',
    dateOnly: 'accepted',
    contentType: 'needed',
    maxRows: null,
    tooManyRowsAs: '400',
    shortestQuery: 3,
    listShape: 'documented',
    choicesOutOfRangeAs: '422',
    catalogue: 'works',
    details: 'works',
    choices: 'works',
    balance: 'works',
    taskMs: 5000,
    taskMsPerRow: 20,
    taskId: 'task_id',
    progress: 'with-no-data',
    alignment: 'aligned',
    partialData: 'compact',
    someFailed: 'completed',
    allFailed: 'completed',
    noData: 'never',
    singleMiss: 'null',
    failedRowsError: 'absent',
    statusWords: {},
    listElement: 'array',
    expiresAfterMs: 24 * HOUR_MS,
    expiryClock: 'completion',
    expiredAs: '410',
    tasks: 'works',
    rateLimit: null,
    tookMs: {
      catalogue: 350,
      details: 180,
      choices: 180,
      waterfalls: 250,
      waterfall: 180,
      balance: 150,
      submit: 450,
      poll: 160,
      cancel: 200,
      ...TABLE_CALLS_TOOK_MS,
    },
    faults: [],
  };
}
