// What was read before, kept for some minutes in the person's cache: it may be gone at any time, and never holds a key.
import { readRecord } from '../engine/records';
import type { Platform } from '../platform/ports';
import { asciiJson } from '../text/ascii-json';
import { hashOf } from '../text/hash';
import { ok, type Result } from '../text/problem';

/** Google takes 100 KB a text. */
const MOST_BYTES = 100_000;

/** @returns null where it was lost, or never known */
export function recall<T>(platform: Platform, names: string[]): (T | null)[] {
  const keys = names.map(keyOf);
  const texts = platform.userCache.get(keys);
  return keys.map((key) => readRecord<T>(texts[key]));
}

export function remember(platform: Platform, name: string, value: unknown, minutes: number): void {
  const text = asciiJson(value);
  if (text.length <= MOST_BYTES) platform.userCache.set(keyOf(name), text, minutes * 60);
}

export function forgetRemembered(platform: Platform, name: string): void {
  platform.userCache.remove(keyOf(name));
}

/** From the cache, or asked for and then remembered; problems are not remembered. */
export function remembered<T>(platform: Platform, name: string, minutes: number, ask: () => Result<T>): Result<T> {
  const [known] = recall<T>(platform, [name]);
  if (known) return ok(known);
  const asked = ask();
  if (asked.ok) remember(platform, name, asked.value, minutes);
  return asked;
}

/** Names may be long (a search, settings); Google takes 250 characters a key. */
function keyOf(name: string): string {
  return `bf.${hashOf(name, 15)}`;
}
