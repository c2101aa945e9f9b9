// Reads Enrichabl's lists and records, whose envelopes and id names are mostly not documented. Lax: what is used, and nullish.
import { field, isObject } from '../answer';
import type { Json } from '../operation';

/** A list as a bare array, or the first one inside an envelope; null where there is none. */
export function listOf(body: Json | undefined): Json[] | null {
  if (Array.isArray(body)) return body;
  for (const name of ['data', 'items', 'results', 'pipelines', 'templates']) {
    const inner = field(body, name);
    if (Array.isArray(inner)) return inner;
    if (isObject(inner)) return listOf(inner);
  }
  if (!isObject(body)) return null;
  return Object.values(body).find((value): value is Json[] => Array.isArray(value)) ?? null;
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
    const value = field(record, name);
    if (typeof value === 'string' && value !== '' && value.length <= LONGEST) return value;
    if (typeof value === 'number') return String(value);
  }
  return null;
}

export function numberAt(record: Json | undefined, names: readonly string[]): number | null {
  for (const name of names) {
    const value = field(record, name);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
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
