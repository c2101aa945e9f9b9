// The operation `enrichabl.validation`: e-mails through BounceBan, Mailveri or both. Verdicts stand on a lead's row in its pipeline.
import type { Json, Operation, RunFacts, Verdict } from '../operation';
import { NOT_SENT } from './before';
import { askJob, hearJob, seenJob } from './job-batch';
import { JOB_TICKET_BYTES, LEADS_A_JOB, type Subject, type Work } from './job-work';
import type { LeadRow } from './known-leads';
import { canonicalField, convertField, leadParameters } from './lead-fields';
import { type About, learn, toLearn, WIDE_REQUESTS, warningsOf } from './learning';
import { LIST_PIPELINES } from './pipelines';
import { isGood, readFailure } from './refusal';
import { type ValidationSettings, validationSettings } from './settings';

/** The four words of enrichabl.com/docs/api; anything else is no verdict. UNKNOWN is one, but another service may know more. */
const FINAL = new Set(['VALID', 'INVALID', 'RISKY']);
const UNSURE = 'UNKNOWN';
const WAS_UNSURE = 'U';
const HAD_NONE = '-';

function about({ pipeline, target }: ValidationSettings): About {
  return { pipeline, enrichment: null, target };
}

export const enrichablValidation: Operation<ValidationSettings> = {
  id: 'enrichabl.validation',
  provider: 'enrichabl',
  settings: validationSettings,
  hearsInputs: true,

  limits: ({ target }) => ({
    requestsPerBatch: target === 'rows' ? LEADS_A_JOB : WIDE_REQUESTS,
    bytesPerBatch: 3_500_000,
    batchesInAir: target === 'rows' ? 2 : 1,
    pollSeconds: 5,
    resultHours: 24,
    trialRequests: 0,
    ticketBytes: JOB_TICKET_BYTES,
  }),

  identity: ({ service }) => JSON.stringify([service]),
  canonical: canonicalField,
  toLearn: (settings, wanted, learnt) => toLearn(about(settings), wanted, learnt),
  learn: (settings, wanted, learnt, _calls, answers) => learn(about(settings), wanted, learnt, answers),
  parameters: (_settings, learnt) => leadParameters(learnt),
  convert: convertField,
  // BounceBan and Mailveri bill the account's own keys; Enrichabl names no price.
  priceOf: () => 'unknown',
  balance: () => null,
  warnings: (settings, learnt) => [...warningsOf(about(settings), learnt), ...serviceHint(settings)],
  open: () => ({ stage: 'prepare' }),
  ask: (ticket, inputs, settings, scratch, facts) => askJob(ticket, inputs, workOf(settings, facts), scratch),
  hear: (ticket, _count, inputs, answers, settings, scratch, facts) =>
    hearJob(ticket, inputs, answers, workOf(settings, facts), scratch, facts),
  look: () => [LIST_PIPELINES],
  seen: (ticket, _inputs, answers, _settings, facts) =>
    seenJob(ticket, isGood(answers[0]!) ? null : readFailure(answers[0]!, 'the list of pipelines'), facts),
};

function serviceHint({ service }: ValidationSettings): string[] {
  if (service === 'BOUNCEBAN')
    return ['BounceBan often answers UNKNOWN for Gmail and Yahoo; HYBRID asks Mailveri then.'];
  return service === 'HYBRID' ? ['HYBRID needs the keys of both BounceBan and Mailveri at Enrichabl.'] : [];
}

function workOf({ pipeline, service, target }: ValidationSettings, { first }: RunFacts): Work {
  return {
    family: 'validation',
    goal: { pipeline, baseColumns: [], enrichment: null, first },
    target,
    start: () => ({ service }),
    early({ rows }) {
      const word = rows.map((row) => row.validation).find((one) => FINAL.has(one));
      // Validated before, by whatever service: the provider would skip it, so it is read for free.
      return word === undefined ? null : foundWord(word);
    },
    mark: ({ rows }) => (rows.some((row) => row.validation === UNSURE) ? WAS_UNSURE : HAD_NONE),
    isNew: (mark, { rows }) => mark !== NOT_SENT && (hasFinal(rows) || (mark === HAD_NONE && wordOf(rows) !== null)),
    isComplete: (rows) => wordOf(rows) !== null,
    verdict: verdictOf,
  };
}

function hasFinal(rows: LeadRow[]): boolean {
  return rows.some((row) => FINAL.has(row.validation));
}

/** The verdict on any of the lead's rows; a definite one before UNKNOWN. */
function wordOf(rows: LeadRow[]): string | null {
  const words = rows.map((row) => row.validation);
  return words.find((word) => FINAL.has(word)) ?? words.find((word) => word === UNSURE) ?? null;
}

function foundWord(word: string): Omit<Verdict, 'index'> {
  return { outcome: 'found', result: { status: word } as Json };
}

const verdictOf: Work['verdict'] = (_mark, { rows }: Subject, end, { error }) => {
  const word = wordOf(rows);
  if (word !== null) return foundWord(word);
  if (error !== null) return { outcome: 'failed', detail: error };
  if (end?.word === 'FAILED' && end.processed === 0)
    return { outcome: 'failed', detail: end.reason || 'the job failed' };
  if (end?.total === 0) return { outcome: 'failed', detail: 'Enrichabl took no lead of the job' };
  const how = end ? `the job ended as ${end.word}` : 'the job was followed no further';
  return { outcome: 'check', detail: `${how}, and the lead has no status` };
};
