// An enrichment or validation job from its start to its end: what the start answers, and what progress says. Reads no leads.
// Words as in enrichabl.com/docs/api, Tracking jobs; the shapes of the start's answer and of `lead_errors` are not documented.
import { bodyOf, field, isObject, numberField, textField } from '../answer';
import type { Answer, Call, Failure, Json, Verdict } from '../operation';
import { accountFailure } from '../refusal';
import { JOB_ID, pathPart, readCall, recordOf, textAt } from './listing';
import { ENRICHABL, unclear } from './refusal';

const LEAD_ID = ['lead_id', 'pipeline_lead_id', 'id'];
const REASON = ['error', 'error_message', 'message', 'reason', 'failure_reason'];
const NO_REASON = 'Enrichabl gave no reason';

export type Family = 'enrichment' | 'validation';

/** The job's id; null where the answer to a start does not hold one. */
export function startedJob(answer: Answer): string | null {
  const body = bodyOf(answer);
  const id = textAt(body, JOB_ID) ?? textAt(recordOf(body, JOB_ID), JOB_ID);
  return id !== null && /^[!-~]{1,80}$/.test(id) ? id : null;
}

/** A job's progress, its cancelling; or its record, which says more, perhaps why it failed: enrichment only. */
export function jobCall(family: Family, job: unknown, part: '/progress' | '/cancel' | ''): Call {
  return readCall(`/v1/${family}/jobs/${pathPart(String(job))}${part}`);
}

/** How a job ended. Lists are null where the answer has none: then only the leads tell. */
export type End = {
  /** COMPLETED, FAILED or CANCELLED. */
  word: string;
  completed: string[] | null;
  failed: string[];
  errors: { [id: string]: string };
  failedCount: number;
  processed: number | null;
  total: number | null;
  reason: string;
};

const ENDS = /^(COMPLETED|FAILED|CANCELL?ED)$/;

/** @returns the job's word while it goes on, then how it ended */
export function hearProgress(answer: Answer): { failure: Failure } | { word: string } | { end: End } {
  if ('status' in answer && (answer.status === 404 || answer.status === 410))
    return { failure: { kind: 'lost', reason: 'Enrichabl no longer knows the job' } };
  const body = recordOf(bodyOf(answer), ['status']);
  const said = textField(body, 'status');
  if (!said) return { failure: accountFailure(ENRICHABL, answer) ?? unclear(answer) };
  const [processed, total, percent] = ['processed_leads', 'total_leads', 'progress_percentage'].map((name) =>
    numberField(body, name),
  );
  const upper = said.toUpperCase();
  const isEnd = ENDS.test(upper);
  // A word that is not documented, with all leads processed, can only be the end.
  const isAll = total === 0 ? percent === 100 : total != null && processed != null && processed >= total;
  if (!isEnd && (!isAll || upper === 'PENDING' || upper === 'IN_PROGRESS'))
    return { word: said.replace(/[^ -~]/g, '?').slice(0, 30) };
  const failed = idsOf(field(body, 'failed_lead_ids')) ?? [];
  const end: End = {
    word: isEnd ? upper : 'COMPLETED',
    completed: idsOf(field(body, 'completed_lead_ids')),
    failed,
    errors: leadErrors(field(body, 'lead_errors'), failed),
    failedCount: numberField(body, 'failed_leads') ?? failed.length,
    processed: processed!,
    total: total!,
    reason: textAt(body, REASON) ?? '',
  };
  return { end };
}

/** The reason of a job that failed, from its record. */
export function withRecord(end: End, answer: Answer): End {
  return { ...end, reason: textAt(recordOf(bodyOf(answer), JOB_ID), REASON) ?? end.reason };
}

function idsOf(list: Json | undefined): string[] | null {
  return Array.isArray(list) ? list.map((id) => textAt(isObject(id) ? id : { id }, LEAD_ID) ?? '') : null;
}

/** By lead: a map, a list of records, or a list of texts, which says no lead: then all that failed share what was said. */
function leadErrors(said: Json | undefined, failed: string[]): { [id: string]: string } {
  const errors: { [id: string]: string } = {};
  const isList = Array.isArray(said);
  for (const [at, value] of Object.entries(isObject(said) || isList ? said : {})) {
    const id = isList ? textAt(value, LEAD_ID) : at;
    if (id !== null) errors[id] = typeof value === 'string' ? value : (textAt(value, REASON) ?? NO_REASON);
  }
  const texts = isList ? [...new Set(said.filter((one) => typeof one === 'string'))] : [];
  if (texts.length > 0) for (const id of failed) errors[id] ??= texts.slice(0, 3).join('; ');
  return errors;
}

/** The verdict on a lead that neither its job nor its values tell of. */
export function endedWithout(end: End | null): Omit<Verdict, 'index'> {
  const how = end ? `the job ended as ${end.word}` : 'the job was followed no further';
  return { outcome: 'check', detail: `${how} without a word on this lead` };
}

export const NOTHING_SAID: ReturnType<typeof standing> = { completed: null, error: null };

/** What the job said of a lead, by any of the ids that it has: which of them a job uses is not documented. */
export function standing(end: End, ids: readonly string[]): { completed: boolean | null; error: string | null } {
  const error = ids.map((id) => textField(end.errors, id)).find((text) => text);
  if (error || ids.some((id) => end.failed.includes(id))) return { completed: false, error: error ?? NO_REASON };
  return { completed: end.completed === null ? null : ids.some((id) => end.completed!.includes(id)), error: null };
}
