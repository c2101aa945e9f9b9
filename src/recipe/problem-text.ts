// Turns what a schema refuses into one sentence for people. Knows no schema.
import type * as z from 'zod/mini';
import { nearestHint } from '../text/nearest';

type Issue = z.core.$ZodIssue;

/** How a schema has to be parsed for `problemText`: without its input a wrong type looks like a missing property. */
export const PARSING = { reportInput: true };

/** One problem as a sentence: which property, what is wrong with it, what is wanted. A name that is not known first: what is missing may be it. */
export function problemText(
  error: z.core.$ZodError,
  under: string[],
  knownKeys: (path: PropertyKey[]) => readonly string[],
): string {
  const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0]!;
  const where = [...under, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    const place = where === '' ? 'The recipe' : `"${where}"`;
    return `${place} has an unknown property "${key}".${nearestHint(key, knownKeys(issue.path))}`;
  }
  return `${where === '' ? 'The recipe' : `"${where}"`} ${demand(issue)}.`;
}

function demand(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
  // A schema's own words, or those that zod has for whatever it was given none for.
  if (issue.message !== 'Invalid input') return issue.message;
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? issue.expected}`;
  return issue.code === 'invalid_value'
    ? `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    : 'is not valid';
}

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  object: 'an object',
  array: 'a list',
  boolean: 'true or false',
};
