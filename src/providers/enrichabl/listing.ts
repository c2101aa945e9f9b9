// The free calls, and reads Enrichabl's lists and records, whose envelopes and id names are mostly not documented. Lax: what is used, and nullish.
import { bodyOf, field, isObject, numberField, textField } from '../answer';
import type { Answer, Call, Failure, Json } from '../operation';
import { readFailure, refused } from './refusal';

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

/** A record of a list. `name` without the space around it. */
export type Named = { id: string; name: string; record: Json };

/** Every record of a list that has an id. */
export function namedIn(
  answer: Answer,
  what: string,
  ids: readonly string[],
  names: readonly string[],
): Named[] | { failure: Failure } {
  const list = listOf(bodyOf(answer));
  if (!list) return { failure: readFailure(answer, `the list of ${what}s`) };
  return list.flatMap((record) => {
    const id = textAt(record, ids);
    return id === null ? [] : [{ id, name: (textAt(record, names) ?? '').trim(), record }];
  });
}

/** The one that a recipe means, by its id, which must be there, or by its name; null where none has that name. */
export function pick(
  answer: Answer,
  what: string,
  ids: readonly string[],
  names: readonly string[],
  { id = '', name = '' }: { id?: string; name?: string },
): { all: Named[]; hit: Named | null } | { failure: Failure } {
  const all = namedIn(answer, what, ids, names);
  if ('failure' in all) return all;
  const hits = all.filter((one) => (id ? one.id === id : one.name === name.trim()));
  if (id && hits.length === 0)
    return {
      failure: refused(
        `Enrichabl has no ${what} ${id} that this key can see. Correct the recipe, or enter the right key`,
      ),
    };
  if (!id && hits.length > 1)
    return { failure: refused(`Enrichabl has ${hits.length} ${what}s called "${name}". Name one by its id`) };
  return { all, hit: hits[0] ?? null };
}

/** An id as a part of a path. Half a character, which a provider may send, is none that can be encoded. */
export function pathPart(id: string): string {
  return encodeURIComponent(id.replace(/[\ud800-\udfff]/g, '?'));
}
