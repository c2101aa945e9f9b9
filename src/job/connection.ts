// One person's connection to one provider: adds origin and key to an operation's calls, and takes the key out of what comes back.
import type { HttpAnswer, HttpRequest, Platform } from '../platform/ports';
import { PROVIDERS } from '../providers/all';
import type { Answer, Call, ProviderId } from '../providers/operation';
import { hashOf } from '../text/hash';

const KEY = 'key.';
const SALT = 'bf.salt';
const HIDDEN = '(key)';
const SECRET_CHARACTERS = 8;

export type Connection = {
  /** A salted hash of the key: tells keys apart without being one. */
  tag: string;
  one(call: Call): Answer;
  /** All at once; reads only. */
  many(calls: Call[]): Answer[];
};

export function keyName(provider: ProviderId): string {
  return KEY + provider;
}

/**
 * Null where this person has no key for the provider.
 * @param key one that is to be tried before it is kept
 * @param all the document's properties, where they were read already
 */
export function connect(
  platform: Platform,
  provider: ProviderId,
  key: string | null = platform.userStore.get(keyName(provider)),
  all?: Record<string, string>,
): Connection | null {
  if (!key) return null;
  const { origin, keyHeader } = PROVIDERS[provider];
  const request = (call: Call): HttpRequest => ({
    method: call.method,
    url: origin + call.path,
    headers: { Accept: 'application/json', ...keyHeader(key) },
    body: call.body === undefined ? null : JSON.stringify(call.body),
    form: call.form ?? null,
  });
  return {
    tag: keyTag(platform, key, all?.[SALT]),
    one: (call) => withoutKey(platform.http.one(request(call)), key),
    many: (calls) => {
      const asked = onceEach(calls);
      if (asked.calls.length === 0) return [];
      const answers = platform.http.many(asked.calls.map(request)).map((answer) => withoutKey(answer, key));
      return asked.at.map((n) => answers[n]!);
    },
  };
}

/** Batches that read the same page of the same list share one call. `at`: for each call asked for, which of `calls` answers it. */
function onceEach(asked: Call[]): { calls: Call[]; at: number[] } {
  const calls: Call[] = [];
  const places = new Map<string, number>();
  const at = asked.map((call) => {
    const name = `${call.path} ${calls.length}`;
    const key = call.effect === 'read' && call.method === 'GET' ? call.path : name;
    const place = places.get(key) ?? calls.push(call) - 1;
    places.set(key, place);
    return place;
  });
  return { calls, at };
}

/**
 * Providers may echo a key in an error; it must not reach a log, a cell or a job. A key as short as a word is none that any provider
 * gives out, and cutting a word out of paid results would spoil them.
 */
function withoutKey(answer: HttpAnswer, key: string): Answer {
  if (key.length < SECRET_CHARACTERS) return answer;
  // JSON may write any character of it as an escape, and some writers do so with a slash.
  const letters = [...key].map((letter) => {
    const hex = letter.charCodeAt(0).toString(16);
    return `(\\\\?\\x${hex}|\\\\u00${hex})`;
  });
  const hide = (text: string): string => text.replace(new RegExp(letters.join(''), 'gi'), HIDDEN);
  return 'fault' in answer ? { ...answer, fault: hide(answer.fault) } : { ...answer, text: hide(answer.text) };
}

function keyTag(platform: Platform, key: string, saltBefore: string | undefined): string {
  let salt = saltBefore ?? platform.documentStore.get(SALT);
  if (!salt) {
    salt = platform.newId();
    platform.documentStore.set({ [SALT]: salt });
  }
  return hashOf(salt + key, 6);
}
