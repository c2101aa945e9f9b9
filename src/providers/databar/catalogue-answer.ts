// Reads what Databar's catalogue calls answer: bodies, numbers that may be texts, words for types. Knows no particular catalogue.
import { readJson } from '../answer';
import type { Answer, Call, Json, Parameter } from '../operation';

export function read(path: string): Call {
  return { effect: 'read', method: 'GET', path };
}

/** The JSON body; null where the call is not offered (404, 501); undefined where nothing can be learnt now. */
export function bodyOf(answer: Answer): Json | undefined {
  if ('fault' in answer) return undefined;
  if (answer.status === 404 || answer.status === 501) return null;
  return answer.status >= 200 && answer.status < 300 ? readJson(answer.text) : undefined;
}

export function unreadable(answer: Answer): string {
  return 'fault' in answer ? answer.fault : `Databar answered HTTP ${answer.status}`;
}

export function numberOf(value: Json | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

export function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

const TYPES: Record<string, Parameter['type']> = {
  number: 'number',
  float: 'number',
  decimal: 'number',
  integer: 'integer',
  int: 'integer',
  bool: 'boolean',
  boolean: 'boolean',
  select: 'choice',
  mselect: 'choices',
};

export function parameterType(word: Json | undefined): Parameter['type'] {
  return TYPES[String(word ?? 'text').toLowerCase()] ?? 'text';
}
