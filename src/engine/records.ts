// Versioned JSON in properties: escaped to ASCII, so that characters are bytes, and split where one value would be too long.

import { utf8Length } from '../text/bytes';

/** Google allows 9 KB a value; what is left is room for the key. */
export const VALUE_BYTES = 8000;

/** One text under `key`, `key~1`, `key~2` … as entries for one setProperties. */
export function splitText(key: string, text: string): Record<string, string> {
  const entries: Record<string, string> = {};
  for (let part = 0; part * VALUE_BYTES < text.length || part === 0; part++) {
    entries[partKey(key, part)] = text.slice(part * VALUE_BYTES, (part + 1) * VALUE_BYTES);
  }
  return entries;
}

/** The text again, or null where nothing stands under `key`. */
export function joinText(all: Record<string, string>, key: string): string | null {
  let text = all[key];
  if (text === undefined) return null;
  for (let part = 1; all[partKey(key, part)] !== undefined; part++) text += all[partKey(key, part)];
  return text;
}

function partKey(key: string, part: number): string {
  return part === 0 ? key : `${key}~${part}`;
}

/** A JSON record, or null where there is none or it cannot be read. */
export function readRecord<T>(text: string | null | undefined): T | null {
  if (text === null || text === undefined) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

/** Bytes that entries take in a store: keys count too. */
export function storeBytes(entries: Record<string, string>): number {
  let bytes = 0;
  for (const [key, value] of Object.entries(entries)) bytes += utf8Length(key) + utf8Length(value);
  return bytes;
}
