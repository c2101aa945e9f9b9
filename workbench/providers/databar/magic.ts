// The words in an input that make the simulated Databar misbehave, for people who want to try. What each does is carried out elsewhere.

import type { Params } from './state';

export const MAGIC = {
  miss: 'nothing is found',
  fail: 'the row fails at the data provider',
  slow: 'the task takes 90 seconds',
  hostile: 'the results are formulas, markup, huge texts and numbers that no spreadsheet keeps',
  expired: 'the results expire the moment that they are ready',
  partial: 'the task ends as partially_completed',
  fallback: 'the first provider of a waterfall finds nothing, a later one does',
  unverified: 'the first address that a waterfall finds is not confirmed by the verifier',
  invalid: 'the row is refused (400), and the batch with it',
  '429': 'the first two submits with this value are answered 429, retry after 2 seconds',
  '502': 'the first submit with this value is answered by an HTML page; nothing was started',
  '504': 'the first submit with this value is answered by an HTML page, although the task was started and is paid',
  dropped: 'the connection of the first submit with this value is lost, although the task was started and is paid',
  garbled:
    'the answer to the first submit with this value is cut in the middle, although the task was started and is paid',
} as const;

export type MagicWord = keyof typeof MAGIC;

/** The text that carries the word, or null. */
export function magicIn(params: Params, word: MagicWord): string | null {
  for (const value of Object.values(params)) {
    if (typeof value === 'string' && holds(value, word)) return value;
  }
  return null;
}

/** Words match anywhere and in any case. Numbers do not: generated lists have a "Person 504", and their runs should not go wrong for that. */
export function holds(value: string, word: MagicWord): boolean {
  const text = value.trim().toLowerCase();
  return /^\d+$/.test(word) ? text === word || text.endsWith(`error ${word}`) : text.includes(word);
}
