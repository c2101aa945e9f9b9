// What an answer that is no success means: one reading for all providers, each of which gives a small table of its statuses and words
// (`Refusals`). For another provider: write its table, then use `accountFailure`, `readFailure`, `chargeFailure`. Not the success bodies.
import { valueAt } from '../text/result-path';
import { field, isObject, readJson } from './answer';
import type { Answer, Failure, Json, PauseKind } from './operation';

type Pause = Extract<Failure, { kind: 'pause' }>;
type Again = Extract<Failure, { kind: 'again' }>;

/**
 * Statuses, words of the answer (`''`: it says nothing; `<`: it is a page or anything else but JSON), and what they mean. In the
 * reason, braces hold what is said where the answer says nothing.
 */
export type Rule = readonly [statuses: readonly number[], words: RegExp, why: PauseKind, reason: string];

/** `rules`: what has nothing to do with a row and means the same at every call; the first that fits. `charge`: at a charge only. */
export type Refusals = { name: string; rules: readonly Rule[]; charge?: readonly Rule[] };

export const ANY = /(?:)/;

/** Deeper than any error is meant to be read, and longer than any is meant to be shown. */
const LEVELS = 20;
const CHARACTERS = 300;

/** What an error body says, as one text; '' where it says nothing readable. */
export function errorText(body: string): string {
  const json = readJson(body);
  for (const path of ['detail', 'error', 'message', 'response_meta.error_message']) {
    const said = saidIn(valueAt(json, path) as Json | undefined);
    if (said) return said;
  }
  return saidIn(json);
}

/** The texts in an error of any shape, each once; '' where there are none. */
export function saidIn(detail: Json | undefined, levels = LEVELS): string {
  if (typeof detail === 'string') return detail.trim().slice(0, CHARACTERS);
  if (levels === 0) return '';
  if (Array.isArray(detail)) return joined(detail.map((item) => saidIn(item, levels - 1)));
  if (!isObject(detail)) return '';
  const message = field(detail, 'msg') ?? field(detail, 'message');
  if (typeof message === 'string') return named(placeIn(detail), message);
  return joined(Object.entries(detail).map(([name, inner]) => named(name, saidIn(inner, levels - 1))));
}

/** `non_field_errors` is Django's word for "all of it". */
function named(name: string, said: string): string {
  return said && name && name !== 'non_field_errors' ? `${name}: ${said}` : said;
}

/** FastAPI's `loc` is a path into the request: ["body", "params", 3, "email"]. */
function placeIn(detail: Json): string {
  const loc = field(detail, 'loc');
  const names = Array.isArray(loc)
    ? loc.filter((part) => typeof part === 'string' && !/^(body|params)$/.test(part))
    : [];
  return String(names[names.length - 1] ?? '');
}

function joined(texts: string[]): string {
  return [...new Set(texts)].filter(Boolean).slice(0, LEVELS).join('; ');
}

export function pause(why: PauseKind, reason: string): Pause {
  return { kind: 'pause', why, reason };
}

/** A success that does not say whether the charge was taken. */
export function unreadable(what: string): { failure: Failure } {
  return { failure: { kind: 'doubt', reason: `the answer to the ${what} could not be read` } };
}

/** An answer from which nothing could be read, for now. */
export function again(of: Refusals, answer: Answer): Again {
  return { kind: 'again', reason: 'fault' in answer ? answer.fault : `${of.name} answered ${saidBy(answer)}` };
}

/** `HTTP 400: what it says`. */
function saidBy({ status, text }: Extract<Answer, { status: number }>): string {
  if (status >= 200 && status < 300)
    return `HTTP ${status}${readJson(text) === undefined ? ' with something that is not JSON' : ''}`;
  const said = errorText(text);
  return `HTTP ${status}${said && `: ${said}`}`;
}

/** Refusals that mean the same wherever they appear; null for every other answer. */
export function accountFailure({ rules }: Refusals, answer: Answer): Pause | { kind: 'later' } | null {
  return 'status' in answer && answer.status === 429 ? { kind: 'later' } : ruled(rules, answer);
}

function ruled(rules: readonly Rule[] = [], answer: Answer): Pause | null {
  if ('fault' in answer) return null;
  const { status, text } = answer;
  const said = errorText(text);
  const words = said || (text.trim() && readJson(text) === undefined ? '<' : '');
  const rule = rules.find((one) => one[0].includes(status) && one[1].test(words));
  return rule
    ? pause(
        rule[2],
        rule[3].replace(/\{(.*)\}/, (_all, or) => closed(said || or)),
      )
    : null;
}

/** Ends in a full stop, whether the provider's words did or not. */
export function closed(said: string): string {
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

/** Why there is no answer to read, in words that fit any read; null for an answer that may be one. `gone`: what a 404 means. */
export function readFailure(of: Refusals, answer: Answer, gone: string): Failure | null {
  if ('fault' in answer) return again(of, answer);
  if (answer.status === 404 || answer.status === 410) return { kind: 'lost', reason: gone };
  return accountFailure(of, answer);
}

/**
 * What a charge that was not accepted means. `what`: the thing that a 404 says is missing, if it can. `blame`: what a 400 or 422
 * means,
 * where it is more than a batch to halve; `perRow`: it speaks of rows without saying which.
 */
export function chargeFailure(
  of: Refusals,
  answer: Answer,
  what: string,
  blame?: (body: string, said: string) => Failure | 'perRow' | null,
): Failure {
  if ('fault' in answer) return answer.sent ? { kind: 'doubt', reason: answer.fault } : again(of, answer);
  const known = accountFailure(of, answer) ?? ruled(of.charge, answer);
  if (known) return known;
  const { status, text } = answer;
  const said = errorText(text);
  if (status === 400 || status === 422) {
    const blamed = blame?.(text, said) ?? null;
    if (blamed && blamed !== 'perRow') return blamed;
    return { kind: 'bad batch', reason: said || `${of.name} gave no reason`, perRow: blamed !== null };
  }
  // Halved down to the row that is too large by itself.
  if (status === 413) return { kind: 'bad batch', reason: 'the request is too large', perRow: true };
  if (status === 404 && what)
    return pause(
      'refused',
      `${of.name} does not know ${what}${said && ` (${said})`}. Correct the recipe and start again.`,
    );
  return status >= 300 && status < 500
    ? pause('refused', `${of.name} refused the request (${saidBy(answer)}).`)
    : { kind: 'doubt', reason: `HTTP ${status} after sending` };
}
