// Reads what Databar's catalogue calls answer: bodies, lists, prices, words for types. Knows no particular catalogue.

import { hasOwn } from '../../text/own';
import { bodyOf, numberField } from '../answer';
import type { Answer, Call, Json, Learning, Learnt, Parameter } from '../operation';
import { accountFailure, again } from '../refusal';
import { DATABAR } from './refusal';

export const ME = '/v1/user/me';

export function read(path: string): Call {
  return { effect: 'read', method: 'GET', path };
}

/** Reads of what is not learnt yet. `paths`: by the name under which it will be learnt. */
export function readsMissing(learnt: Learnt, paths: Record<string, string>): Call[] {
  return Object.entries({ balance: ME, ...paths }).flatMap(([name, path]) =>
    learnt[name] === undefined ? [read(path)] : [],
  );
}

/** Learns from each answer in turn; the balance itself, all else by `learnOne`. */
export function learnEach(
  learnt: Learnt,
  calls: Call[],
  answers: Answer[],
  learnOne: (known: Learnt, path: string, body: Json) => Learning,
): Learning {
  let known = learnt;
  for (const [i, { path }] of calls.entries()) {
    const answer = answers[i]!;
    const failure = accountFailure(DATABAR, answer);
    if (failure?.kind === 'pause') return { learnt: known, failure };
    // Null where the call is not offered, undefined where nothing can be learnt now.
    let body = 'status' in answer && (answer.status === 404 || answer.status === 501) ? null : bodyOf(answer);
    if (body === undefined) {
      // A page past the last one has been seen to answer 500 with HTML: then the list has ended.
      if (!/\?page=(?!1&)/.test(path)) return { learnt: known, failure: again(DATABAR, answer) };
      body = null;
    }
    if (path === ME) known = { ...known, balance: numberField(body, 'balance') };
    else {
      const learning = learnOne(known, path, body);
      if (learning.failure) return learning;
      known = learning.learnt;
    }
  }
  return { learnt: known };
}

/** A price is never below nothing. */
export function priceIn(item: Json | undefined, name = 'price'): number | null {
  const price = numberField(item, name);
  return price === null || price < 0 ? null : price;
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

/** The same where no choices are told: what is typed goes as text. */
export function typeWithoutChoices(word: Json | undefined): Parameter['type'] {
  const type = parameterType(word);
  return type === 'choice' || type === 'choices' ? 'text' : type;
}
