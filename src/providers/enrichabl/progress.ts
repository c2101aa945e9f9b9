// An enrichment or validation job from its start to its end: what the start answers, and what progress says. Reads no leads.
// Words as in enrichabl.com/docs/api, Tracking jobs; the shapes of the start's answer and of `lead_errors` are not documented.
import { field, isObject } from '../answer';
import type { Answer, Call, Failure, Json } from '../operation';
import { JOB_ID, numberAt, pathPart, recordOf, textAt } from './listing';
import { accountFailure, bodyOf, errorText, isGood } from './refusal';

export type Family = 'enrichment' | 'validation';

/** The job's id; null where the answer to a start does not hold one. */
export function startedJob(answer: Answer): string | null {
  const body = bodyOf(answer);
  const id = textAt(body, JOB_ID) ?? textAt(recordOf(body, JOB_ID), JOB_ID);
  return id !== null && /^[!-~]{1,80}$/.test(id) ? id : null;
}

export function progressCall(family: Family, job: string): Call {
  return { effect: 'read', method: 'GET', path: `/v1/${family}/jobs/${pathPart(job)}/progress` };
}

/** The record says more than progress does, perhaps why a job failed. Enrichment only. */
export function recordCall(job: string): Call {
  return { effect: 'read', method: 'GET', path: `/v1/enrichment/jobs/${pathPart(job)}` };
}

/** How a job ended. Lists are null where the answer has none: then only the leads tell. */
export type End = {
  word: 'COMPLETED' | 'FAILED' | 'CANCELLED';
  completed: string[] | null;
  failed: string[];
  errors: { [id: string]: string };
  failedCount: number;
  processed: number | null;
  total: number | null;
  reason: string;
};

export type Progress =
  | { kind: 'running'; word: string }
  | { kind: 'ended'; end: End }
  | { kind: 'failure'; failure: Failure };

const ENDS: Record<string, End['word']> = {
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
  CANCELED: 'CANCELLED',
};

export function hearProgress(answer: Answer): Progress {
  if ('fault' in answer) return { kind: 'failure', failure: { kind: 'again', reason: answer.fault } };
  if (answer.status === 404 || answer.status === 410)
    return { kind: 'failure', failure: { kind: 'lost', reason: 'Enrichabl no longer knows the job' } };
  const account = accountFailure(answer);
  if (account) return { kind: 'failure', failure: account };
  const body = recordOf(bodyOf(answer), ['status']);
  const said = textAt(body, ['status']);
  if (!isGood(answer) || said === null)
    return { kind: 'failure', failure: { kind: 'again', reason: `HTTP ${answer.status}` } };
  const processed = numberAt(body, ['processed_leads']);
  const total = numberAt(body, ['total_leads']);
  const known = ENDS[said.toUpperCase()];
  // A word that is not documented, with all leads processed, can only be the end.
  const isAll =
    total === 0
      ? numberAt(body, ['progress_percentage']) === 100
      : total !== null && processed !== null && processed >= total;
  const isOver = known === undefined && !RUNNING.has(said.toUpperCase()) && isAll;
  const word = known ?? (isOver ? 'COMPLETED' : null);
  return word === null
    ? { kind: 'running', word: said.replace(/[^ -~]/g, '?').slice(0, 30) }
    : { kind: 'ended', end: endOf(word, body, processed, total) };
}

const RUNNING = new Set(['PENDING', 'IN_PROGRESS']);

function endOf(word: End['word'], body: Json, processed: number | null, total: number | null): End {
  const failed = idsOf(field(body, 'failed_lead_ids')) ?? [];
  return {
    word,
    completed: idsOf(field(body, 'completed_lead_ids')),
    failed,
    errors: leadErrors(field(body, 'lead_errors'), failed),
    failedCount: numberAt(body, ['failed_leads']) ?? failed.length,
    processed,
    total,
    reason: textAt(body, ['error', 'error_message', 'message']) ?? '',
  };
}

/** The reason of a job that failed, from its record. */
export function withRecord(end: End, answer: Answer): End {
  const reason = textAt(recordOf(bodyOf(answer), JOB_ID), ['error', 'error_message', 'message', 'failure_reason']);
  return reason === null
    ? { ...end, reason: end.reason || errorText('text' in answer ? answer.text : '') }
    : { ...end, reason };
}

function idsOf(list: Json | undefined): string[] | null {
  return Array.isArray(list)
    ? list.map((id) => (isObject(id) ? (textAt(id, ['lead_id', 'id']) ?? '') : (textAt({ id }, ['id']) ?? '')))
    : null;
}

/** By lead: a map, a list of records, or a list of texts, which says no lead: then all that failed share what was said. */
function leadErrors(said: Json | undefined, failed: string[]): { [id: string]: string } {
  const errors: { [id: string]: string } = {};
  if (isObject(said)) {
    for (const [id, value] of Object.entries(said)) errors[id] = messageOf(value);
    return errors;
  }
  if (!Array.isArray(said)) return errors;
  for (const one of said) {
    const id = textAt(one, ['lead_id', 'pipeline_lead_id', 'id']);
    if (id !== null) errors[id] = messageOf(one);
  }
  const texts = [...new Set(said.filter((one): one is string => typeof one === 'string'))];
  if (texts.length > 0) for (const id of failed) errors[id] ??= texts.slice(0, 3).join('; ');
  return errors;
}

function messageOf(value: Json): string {
  return typeof value === 'string'
    ? value
    : (textAt(value, ['error', 'message', 'reason']) ?? 'Enrichabl gave no reason');
}

/** What the job said of a lead, by any of the ids that it has: which of them a job uses is not documented. */
export function standing(end: End, ids: readonly string[]): { completed: boolean | null; error: string | null } {
  const said = ids.map((id) => field(end.errors, id)).find((text) => typeof text === 'string');
  const error = typeof said === 'string' ? said : undefined;
  if (error !== undefined || ids.some((id) => end.failed.includes(id)))
    return { completed: false, error: error ?? 'Enrichabl gave no reason' };
  return { completed: end.completed === null ? null : ids.some((id) => end.completed!.includes(id)), error: null };
}
