// Every point where the batch enrichment of Influencers.club is not known for certain, as one switch with the likeliest reading as its default. Decides nothing itself.

import type { Fault } from '../faults';

export type Endpoint = 'works' | '404' | '501' | '500-html';

export type InfluencersSwitches = {
  // ── who may call ──
  /** Valid keys; null = any key that is not empty. Kept here only: the saved state has no keys. */
  keys: string[] | null;
  /** Is each key its own account, or are all keys of one account (several keys can be made for one)? */
  accounts: 'one-per-key' | 'one-for-all';
  /** From this moment on every key is refused. */
  revokedFromMs: number | null;
  /** Does the plan include API access? It is for Pro subscribers. */
  plan: 'pro' | 'without-api';

  // ── money ──
  /** Credits of a new account. */
  startCredits: number;
  /** Credits that people bought since, in each account: raise it to top up. */
  boughtCredits: number;
  /** Price of a success in mode `advanced`: an old README says 2, the present price table does not name it. */
  advancedPrice: number;
  /** Is mode `advanced` still accepted? */
  advanced: 'works' | 'refused';
  /** Is a batch that the balance cannot pay refused at create, or does it pause on its way? */
  lowCredit: 'pauses' | '402' | '400';
  /** What "cannot pay" means there: not every record, or not even one. */
  lowCreditMeans: 'not-all' | 'not-one';
  /** Duplicates in a file: each is billed, or the server merges them. */
  duplicates: 'billed' | 'merged';
  /** Are records that were done given back when the whole batch fails? */
  failedBatch: 'keeps-charges' | 'refunds';
  /** `credits_used` beside `credits_available`: what was used, or the 0 that others saw. */
  creditsUsed: 'counted' | 'zero';

  // ── refusals ──
  /** Body of a 400 or 422: by field as Django REST does, other shapes, or the empty body that the page shows. */
  badForm: 'fields' | 'detail' | 'detail-list' | 'message' | 'error' | 'empty';
  badFormAs: 400 | 422;
  /** Fields that the mode does not use (a platform with e-mails, min_followers with handles): ignored or refused. */
  strayFields: 'ignored' | 'refused';
  /** Is a handle mode without a platform refused, or read as Instagram? */
  missingPlatform: 'refused' | 'instagram';
  /** First line of the file: `handle` or `email`, any line at all, or a record like the others. */
  csvHeader: 'needed' | 'any' | 'none';
  moreColumns: 'refused' | 'first-taken';
  /** Must the file be called something.csv? */
  fileName: 'csv' | 'any';
  maxFileBytes: number;
  bigFileAs: '400' | '413-html';
  /** The vendor's client allows 10,000; whether the server counts is not known. */
  maxRows: number | null;
  /** Batches of one account that may be open at once; no figure is known. */
  batchesAtOnce: number | null;
  /** Default of include_lookalikes: false now, true in an older copy of the page. */
  lookalikesDefault: boolean;

  // ── what the server makes of an input ──
  /** Handles with `@` or as URLs: understood, or not found. */
  handleForms: 'understood' | 'bare-only';
  /** YouTube channel ids (`UC…`): observed to fail, said to be fine. */
  youtubeChannelIds: 'fail' | 'fine';

  // ── status ──
  /** First word of a batch. `finished` and `failed` are over at once. */
  createdAs: 'validating' | 'queued' | 'processing' | 'finished' | 'failed';
  /** The word while a batch waits: only create is documented to say `validating`. */
  waitingAs: 'queued' | 'validating';
  waitsMs: number;
  recordMs: number;
  /** Other words for known ones: { finished: 'completed' }. */
  statusWords: Record<string, string>;
  /** Do records without data count as failed? */
  missesCountAs: 'failed' | 'neither';
  creditsUsedAs: 'text' | 'number' | 'absent';

  // ── resume ──
  resumeAnswer: 'status' | 'message' | 'empty';
  /** Resume of a batch that is not paused. */
  resumeNotPaused: '400' | '409' | '200';
  /** One description has resume for failed batches too. */
  resumeFailed: 'refused' | 'works';

  // ── download ──
  /** Time between `finished` and a results file. */
  fileAfterMs: number;
  pausedDownload: '400' | 'partial';
  /** `?format=csv`: documented, but the vendor's own client met 404. */
  csvDownload: '404' | 'works';
  /** No `format` at all: CSV by the documentation, untested. */
  plainDownload: 'csv' | '404' | 'json';
  downloadShape: 'array' | 'results' | 'data';
  dataKey: 'enrichment_data' | 'result';
  /** Shape inside: as the single endpoints' `result`, or their whole answer. */
  dataShape: 'result' | 'whole-answer';
  order: 'as-sent' | 'shuffled' | 'reversed';
  /** `input_value`: as it was sent, or as the server understood it. */
  inputValue: 'as-sent' | 'lower-case' | 'without-at' | 'normalised';
  /** Records without data: listed, or left out. */
  misses: 'listed' | 'left-out';
  missData: 'empty-object' | 'null' | 'absent';
  recordWords: { found: string; miss: string; failed: string };
  /** How long results are kept; no figure is published. */
  keptMs: number | null;
  goneAs: '404' | '400';
  /** Where presigned files are; the host is not known. Set it to the simulator's own origin to fetch them. */
  filesHost: string;

  // ── pace and trouble ──
  /** Calls that a client must be able to do without. */
  credits: Endpoint;
  presigned: Endpoint;
  callsPerMinute: number | null;
  retryAfter: 'seconds' | 'http-date' | 'absent';
  tooManyBody: 'detail' | 'html' | 'empty';
  /** How long an answer takes, by kind of call. */
  tookMs: Record<string, number>;
  /** The proxy in front gives up then, with a page; the call is carried out all the same. */
  gatewayMs: number;
  faults: Fault[];
};

export function defaultSwitches(): InfluencersSwitches {
  return {
    keys: null,
    accounts: 'one-per-key',
    revokedFromMs: null,
    plan: 'pro',
    startCredits: 1000,
    boughtCredits: 0,
    advancedPrice: 2,
    advanced: 'works',
    lowCredit: 'pauses',
    lowCreditMeans: 'not-all',
    duplicates: 'billed',
    failedBatch: 'keeps-charges',
    creditsUsed: 'counted',
    badForm: 'fields',
    badFormAs: 400,
    strayFields: 'ignored',
    missingPlatform: 'refused',
    csvHeader: 'needed',
    moreColumns: 'refused',
    fileName: 'csv',
    maxFileBytes: 10 * 1024 * 1024,
    bigFileAs: '400',
    maxRows: 10_000,
    batchesAtOnce: null,
    lookalikesDefault: false,
    handleForms: 'understood',
    youtubeChannelIds: 'fail',
    createdAs: 'validating',
    waitingAs: 'queued',
    waitsMs: 10_000,
    recordMs: 150,
    statusWords: {},
    missesCountAs: 'failed',
    creditsUsedAs: 'text',
    resumeAnswer: 'status',
    resumeNotPaused: '400',
    resumeFailed: 'refused',
    fileAfterMs: 5_000,
    pausedDownload: '400',
    csvDownload: '404',
    plainDownload: 'csv',
    downloadShape: 'array',
    dataKey: 'enrichment_data',
    dataShape: 'result',
    order: 'as-sent',
    inputValue: 'as-sent',
    misses: 'listed',
    missData: 'empty-object',
    recordWords: { found: 'ok', miss: 'not_found', failed: 'failed' },
    keptMs: null,
    goneAs: '404',
    filesHost: 'https://influencers-results.s3.amazonaws.com',
    credits: 'works',
    presigned: 'works',
    callsPerMinute: 300,
    retryAfter: 'seconds',
    tooManyBody: 'detail',
    tookMs: { create: 900, status: 220, resume: 350, download: 700, presigned: 300, credits: 180, file: 250 },
    gatewayMs: 60_000,
    faults: [],
  };
}
