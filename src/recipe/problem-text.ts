// Turns what a schema refuses into one sentence for people. Knows no schema.
import type * as z from 'zod/mini';
import { nearestHint } from '../text/nearest';

type Issue = z.core.$ZodIssue;

const WHOLE_NUMBER = 'must be a whole number';

/** How a schema has to be parsed for `problemText`: without its input a wrong type looks like a missing property. */
export const PARSING: z.core.ParseContext<Issue> = {
  reportInput: true,
  // Of a text where a whole number should be, an issue itself says "number".
  error: ({ code, inst }) => {
    const format = (inst?._zod as { def?: { format?: unknown } } | undefined)?.def?.format;
    return code === 'invalid_type' && format === 'safeint' ? WHOLE_NUMBER : undefined;
  },
};

/** The first problem as a sentence: which property, what is wrong with it, what is wanted. */
export function problemText(
  error: z.core.$ZodError,
  under: string[],
  knownKeys: (path: PropertyKey[]) => readonly string[],
): string {
  const issue = error.issues[0]!;
  const where = [...under, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    const place = where === '' ? 'The recipe' : `"${where}"`;
    return `${place} has an unknown property "${key}".${nearestHint(key, knownKeys(issue.path))}`;
  }
  return `${where === '' ? 'The recipe' : `"${where}"`} ${demand(issue)}.`;
}

function demand(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return issue.message === WHOLE_NUMBER ? WHOLE_NUMBER : `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' ? 'must not be empty' : `must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `must be at most ${String(issue.maximum)} characters`
        : `must be at most ${String(issue.maximum)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    default:
      return issue.message === 'Invalid input' || issue.message === '' ? 'is not valid' : issue.message;
  }
}

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  boolean: 'true or false',
};
