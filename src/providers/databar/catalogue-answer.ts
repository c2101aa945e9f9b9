// Reads what Databar's catalogue calls answer: bodies, numbers that may be texts, words for types. Knows no particular catalogue.

import { hasOwn } from '../../text/own';
import { numberOf, readJson } from '../answer';
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

/** What is said of an answer from which nothing could be read. */
export function unreadable(answer: Answer): string {
  if ('fault' in answer) return answer.fault;
  const isJson = answer.status < 200 || answer.status >= 300 || readJson(answer.text) !== undefined;
  return `Databar answered HTTP ${answer.status}${isJson ? '' : ' with something that is not JSON'}`;
}

export { numberOf };

/** A price is never below nothing. */
export function priceFrom(value: Json | undefined): number | null {
  const price = numberOf(value);
  return price === null || price < 0 ? null : price;
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
  const known = typeof word === 'string' ? word.toLowerCase() : '';
  return hasOwn(TYPES, known) ? TYPES[known]! : 'text';
}
