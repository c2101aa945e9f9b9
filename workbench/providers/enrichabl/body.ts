// Reading the JSON body of a call and its plain members. Knows no endpoint.

import { type FetchRequest, type HttpReply, headerOf } from '../http';
import type { Json } from '../simulator';
import { errorReply } from './account';
import type { EnrichablSwitches } from './switches';

export type Body = { [key: string]: Json };

export function readJson(request: FetchRequest, switches: EnrichablSwitches): { value: Json } | HttpReply {
  const isJson = /^application\/(.*\+)?json\b/i.test(headerOf(request, 'content-type'));
  if (switches.contentType === 'needed' && !isJson) return errorReply(400, 'Content-Type must be application/json');
  try {
    return { value: JSON.parse(request.body ?? '') as Json };
  } catch {
    return errorReply(400, 'Invalid JSON body');
  }
}

export function readObject(request: FetchRequest, switches: EnrichablSwitches): Body | HttpReply {
  const read = readJson(request, switches);
  if (!('value' in read)) return read;
  return isObject(read.value) ? read.value : errorReply(400, 'Invalid JSON body');
}

/** A refusal is a reply; a body has no number under `status` that one could take for it. */
export function isRefusal(value: object): value is HttpReply {
  return 'tookMs' in value && 'status' in value;
}

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text that is not blank, or null. */
export function textIn(body: Body, name: string): string | null {
  const value = body[name];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A list of texts that is not empty, or null. */
export function textsIn(body: Body, name: string): string[] | null {
  const value = body[name];
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((one) => typeof one === 'string' && one !== '') ? (value as string[]) : null;
}
