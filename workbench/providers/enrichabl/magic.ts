// The words in a lead that make the simulated Enrichabl misbehave, for people who want to try. What each does is carried out elsewhere.

import type { Lead } from './state';

export const MAGIC = {
  miss: 'the model or the web page has no answer for the lead: the value is empty, and charged',
  fail: 'the lead fails in an AI or Firecrawl job; a message stands in lead_errors',
  invalid: 'the e-mail is INVALID',
  risky: 'the e-mail is RISKY',
  unknown: 'the e-mail stays UNKNOWN with every service',
  hostile: 'the values are formulas, markup and huge texts',
  slow: 'its job takes at least 10 minutes',
  stuck: 'its job stays IN_PROGRESS at this lead until it is cancelled',
  broken: 'its job becomes FAILED at this lead; what was done before stays',
  '429': 'the first two uploads and the first two starts with this lead are answered 429',
  '502': 'the first upload and the first start with it are answered by an HTML page; nothing was done',
  '504': 'the same with another page, although it was done',
  dropped: 'the connection of the first upload and of the first start with it is lost, although it was done',
  garbled: 'the answer to the first upload and to the first start with it is cut in the middle',
} as const;

export type MagicWord = keyof typeof MAGIC;

type Texts = Pick<Lead, 'email' | 'fields' | 'custom'>;

/** The text of a lead that carries the word, or null. Results do not count: they would haunt the next job. */
export function magicIn(lead: Texts, word: MagicWord): string | null {
  for (const value of [lead.email, ...Object.values(lead.fields), ...Object.values(lead.custom)]) {
    if (typeof value === 'string' && holds(value, word)) return value;
  }
  return null;
}

/** Words match anywhere and in any case; numbers as the whole value or after "error": a generated list has its "Person 504". */
export function holds(value: string, word: MagicWord): boolean {
  const text = value.trim().toLowerCase();
  if (!/^\d+$/.test(word)) return text.includes(word);
  return text === word || new RegExp(`error[ _.-]?${word}(@.*)?$`).test(text);
}
