// Reads what Databar's catalogue calls answer: bodies, lists, prices, words for types. Knows no particular catalogue.

import { firstCharacters, hasLoneSurrogate } from '../../text/cut';
import { hasOwn } from '../../text/own';
import { bodyOf, field, isMissing, listIn, numberField, textField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Json, Learning, Learnt, Parameter } from '../operation';
import { accountFailure, again } from '../refusal';
import { DATABAR } from './refusal';

export type ResultField = { path: string; label: string };

export const ME = '/v1/user/me';

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
    let body = isMissing(answer) ? null : bodyOf(answer);
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

const LABEL_CHARACTERS = 60;
/** What is learnt is kept with the run, whose memory is small. */
const RESULTS_KEPT = 40;

/** One parameter; null where it has no name that could be asked with. Enrichments and waterfalls have other words for the same. */
export function parameterOf(item: Json, required: string, type: string, label = 'name'): Parameter | null {
  const name = field(item, 'name');
  if (typeof name !== 'string' || name === '' || hasLoneSurrogate(name)) return null;
  return {
    name,
    label: firstCharacters(textField(item, label) || name, LABEL_CHARACTERS),
    required: field(item, required) === true,
    type: parameterType(field(item, type)),
  };
}

/** The fields of a result, as far as the catalogue names them. */
export function resultsOf(fields: Json | undefined, label: string): ResultField[] {
  return listIn(fields)
    .slice(0, RESULTS_KEPT)
    .flatMap((item) => {
      const path = textField(item, 'name');
      const said = firstCharacters(textField(item, label) || path, LABEL_CHARACTERS);
      return path && path.length <= LABEL_CHARACTERS ? [{ path, label: said }] : [];
    });
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

/** Where no choices are told, what is typed goes as text. */
export function withoutChoices(type: Parameter['type']): Parameter['type'] {
  return type === 'choice' || type === 'choices' ? 'text' : type;
}
