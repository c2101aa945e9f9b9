// The free calls, and reads Enrichabl's lists and records, whose envelopes and id names are mostly not documented. Lax: what is used, and nullish.
import { field, isObject, numberField, textField } from '../answer';
import type { Call, Json } from '../operation';

export function readCall(path: string): Call {
  return { effect: 'read', method: 'GET', path };
}

/** Makes something free. */
export function createCall(path: string, body: Json): Call {
  return { effect: 'create', method: 'POST', path, body };
}

/** A list as a bare array, or the first one inside an envelope; null where there is none. */
export function listOf(body: Json | undefined): Json[] | null {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return null;
  for (const name of ['data', 'items', 'results', 'pipelines', 'templates']) {
    const inner = field(body, name);
    if (typeof inner === 'object' && inner) return listOf(inner);
  }
  return Object.values(body).find((value) => Array.isArray(value)) ?? null;
}

/** The record itself, also from inside an envelope. */
export function recordOf(body: Json | undefined, names: readonly string[]): Json {
  if (!isObject(body)) return null;
  if (textAt(body, names) !== null) return body;
  for (const inner of Object.values(body)) if (isObject(inner) && textAt(inner, names) !== null) return inner;
  return body;
}

/** Longer is no id, no name and no status. */
const LONGEST = 500;

/** The first of these properties that holds a text or a number, as text. */
export function textAt(record: Json | undefined, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textField(record, name);
    if (text && text.length <= LONGEST) return text;
  }
  return null;
}

export function numberAt(record: Json | undefined, names: readonly string[]): number | null {
  for (const name of names) {
    const number = numberField(record, name);
    if (number !== null) return number;
  }
  return null;
}

export const PIPELINE_ID = ['pipeline_id', 'id'];
export const PIPELINE_NAME = ['pipeline_name', 'name'];
export const JOB_ID = ['job_id', 'id', 'enrichment_job_id', 'validation_job_id', 'jobId'];

/** An id as a part of a path. Half a character, which a provider may send, is none that can be encoded. */
export function pathPart(id: string): string {
  return encodeURIComponent(id.replace(/[\ud800-\udfff]/g, '?'));
}
