// Every point where Enrichabl's behaviour is not known for certain, as one switch with the likeliest reading as its default. Decides nothing itself.

import type { Fault } from '../faults';

export type EnrichablSwitches = {
  // ── who may call ──
  /** Valid tokens; null = any that begins with `eab_live_`. Kept here only: the saved state has none. */
  keys: string[] | null;
  tokenPrefix: 'needed' | 'ignored';
  accounts: 'one-per-key' | 'one-for-all';
  /** From this moment on every token is refused. */
  revokedFromMs: number | null;
  /** The subscription gate: reads work, everything else is 403. */
  readOnly: boolean;
  /** Third-party keys in Settings → API Keys. */
  providerKeys: string[];
  /** A missing one: 400 by the note on jobs, 403 by the table of errors. */
  missingKeyAs: 400 | 403;
  contentType: 'needed' | 'ignored';
  trailingSlash: '404' | '301';

  // ── shapes of answers ──
  /** What was made stands bare or under `data`. */
  madeShape: 'bare' | 'data';
  madeAs: 200 | 201;
  /** Lists of pipelines and templates: under `data`, bare, or under their own name. */
  listShape: 'data' | 'array' | 'named';
  /** The id of an AI template: the page only has the placeholder <ai_column_template_id>. */
  aiTemplateId: 'ai_column_template_id' | 'ai_template_id' | 'ai_id' | 'template_id' | 'id';
  /** Does the list of pipelines tell the lead quota beside them? No page says so, nor any other read. */
  quotaTold: 'by-402-only' | 'in-list';
  columnAnswer: 'column' | 'empty';
  /** A column that is there already. */
  reattach: 'same' | '409' | 'twice';

  // ── leads ──
  /** 30,000 for Starter, 100 for Free. */
  leadQuota: number;
  /** Over the quota: what fits is taken and 402 comes where nothing fits; always 402; or never. */
  overQuota: 'truncates' | '402' | 'never-402';
  /** Is the upload measured against the quota before or after known e-mails are left out? */
  quotaCounts: 'new' | 'all';
  bodyBytes: number;
  bigBodyAs: '413' | '413-html' | '400';
  /** Most leads of one upload; only "~5,000 typical leads" is said. */
  maxLeads: number | null;
  uploadsAtOnce: number;
  uploadSummary: 'counts' | 'counted-names' | 'nested' | 'lists' | 'per-row';
  /** A lead without a usable e-mail: fails alone, or the upload with it. */
  badLead: 'fails-alone' | 'refuses-upload';
  /** A number where text belongs. */
  nonText: 'refuses-upload' | 'taken-as-text';
  emailCase: 'folded' | 'compared-folded' | 'exact';
  /** The same e-mail twice in one upload. */
  twiceInUpload: 'skipped' | 'failed';
  /** A lead that the account has already: left where it is, put into this pipeline too, or also updated. */
  knownLead: 'left-out' | 'attached' | 'attached-and-updated';
  /** Negative or unreadable `offset`. */
  badOffset: '400' | 'zero';
  unvalidatedAs: string | null;
  notEnrichedAs: string | null;

  // ── jobs ──
  startAs: 200 | 201 | 202;
  jobId: 'job_id' | 'id' | 'nested' | 'data';
  leadIds: 'lead_id' | 'pipeline_lead_id' | 'either';
  unknownLeadIds: '404' | 'skipped';
  maxLeadIds: number | null;
  /** Jobs of one account that may be open at once; the cap that is documented is for uploads. */
  jobsAtOnce: number | null;
  /** Which ids progress lists. */
  progressIds: 'lead_id' | 'pipeline_lead_id';
  leadErrors: 'map' | 'list' | 'texts' | 'absent';
  /** Other words for known ones: { IN_PROGRESS: 'RUNNING' }. */
  statusWords: Record<string, string>;
  /** Do values stand on the leads one by one, or when the job completes (so that a cancelled one leaves none)? */
  resultsLand: 'as-done' | 'at-end';
  /** An answer of the model that is empty. */
  emptyAnswer: 'empty-text' | 'null' | 'absent';
  /** Are leads that failed charged by the third party? */
  failures: 'free' | 'charged';
  /** `url_column: lead_company_website`: finds no address, or is refused. */
  leadPrefix: 'finds-nothing' | 'refused';
  /** A custom field called like a lead field, as a source of addresses. */
  urlFrom: 'field-first' | 'custom-first';
  cancelAnswer: 'job' | 'message' | 'empty';
  cancelFinished: '400' | '409' | '200';
  pendingMs: number;
  aiLeadMs: number;
  firecrawlLeadMs: number;
  validationLeadMs: number;

  // ── validation ──
  /** Are leads that came back UNKNOWN validated again? */
  unknownAgain: 'skipped' | 'validated';
  /** Does total_leads count the new work or all targets? */
  validationTotal: 'new-work' | 'all-targets';
  /** A job whose leads are all validated already. */
  nothingToValidate: 'empty-job' | '400';
  emptyJobPercent: 0 | 100;
  /** A lead that is in several pipelines: the word stands on the row that was a target, or on all of its rows. */
  wordStands: 'row' | 'all-rows';
  /** All fields of enrichment progress too, or only what the page names. */
  validationProgress: 'like-enrichment' | 'counters-only';

  // ── pace and trouble ──
  callsPerMinute: number | null;
  /** No header is mentioned. */
  retryAfter: 'absent' | 'seconds';
  /** How long an answer takes, by kind of call; an upload also by lead. */
  tookMs: Record<string, number>;
  uploadLeadMs: number;
  faults: Fault[];
};

export const ALL_PROVIDER_KEYS = ['OPENAI', 'GEMINI', 'PERPLEXITY', 'FIRECRAWL', 'BOUNCEBAN', 'MAILVERI'];

export function defaultSwitches(): EnrichablSwitches {
  return {
    keys: null,
    tokenPrefix: 'needed',
    accounts: 'one-per-key',
    revokedFromMs: null,
    readOnly: false,
    providerKeys: [...ALL_PROVIDER_KEYS],
    missingKeyAs: 400,
    contentType: 'needed',
    trailingSlash: '404',
    madeShape: 'bare',
    madeAs: 201,
    listShape: 'data',
    aiTemplateId: 'ai_column_template_id',
    quotaTold: 'by-402-only',
    columnAnswer: 'column',
    reattach: 'same',
    leadQuota: 30_000,
    overQuota: 'truncates',
    quotaCounts: 'new',
    bodyBytes: 4_000_000,
    bigBodyAs: '413',
    maxLeads: null,
    uploadsAtOnce: 3,
    uploadSummary: 'counts',
    badLead: 'fails-alone',
    nonText: 'refuses-upload',
    emailCase: 'folded',
    twiceInUpload: 'skipped',
    knownLead: 'left-out',
    badOffset: '400',
    unvalidatedAs: null,
    notEnrichedAs: 'PENDING',
    startAs: 202,
    jobId: 'job_id',
    leadIds: 'lead_id',
    unknownLeadIds: '404',
    maxLeadIds: null,
    jobsAtOnce: null,
    progressIds: 'lead_id',
    leadErrors: 'map',
    statusWords: {},
    resultsLand: 'as-done',
    emptyAnswer: 'empty-text',
    failures: 'free',
    leadPrefix: 'finds-nothing',
    urlFrom: 'field-first',
    cancelAnswer: 'job',
    cancelFinished: '400',
    pendingMs: 2_000,
    aiLeadMs: 60,
    firecrawlLeadMs: 250,
    validationLeadMs: 80,
    unknownAgain: 'skipped',
    validationTotal: 'new-work',
    nothingToValidate: 'empty-job',
    emptyJobPercent: 100,
    wordStands: 'row',
    validationProgress: 'like-enrichment',
    callsPerMinute: 600,
    retryAfter: 'absent',
    tookMs: {
      pipelines: 200,
      upload: 150,
      leads: 400,
      columns: 180,
      templates: 180,
      start: 350,
      progress: 150,
      job: 150,
      cancel: 200,
    },
    uploadLeadMs: 0.06,
    faults: [],
  };
}
