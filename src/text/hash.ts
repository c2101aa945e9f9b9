// A text's SHA-256 as a short text: the same for the same text, for ever. Not a secret's: what is to be kept from guessing has a salt in it.
// The class behind the library's function: around that one stands what Backfill does not use, options and copies, a thousand bytes of it.
import { _SHA256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from './bytes';

/** Text after text goes through the same memory: a tab has tens of thousands, and what is thrown away costs more than the hash. */
const room = new Uint8Array(1000);
const digest = new Uint8Array(32);

/**
 * For many texts that begin alike.
 * @returns text → the first so many bytes of the hash of `beginning` and it, four characters for three
 */
export function hasher(beginning: string, bytes: number): (text: string) => string {
  const begun = new _SHA256().update(utf8(beginning));
  const going = begun.clone();
  return (text) => {
    begun._cloneInto(going).update(utf8(text, room)).digestInto(digest);
    return toBase64(digest, bytes);
  };
}

export function hashOf(text: string, bytes: number): string {
  return hasher('', bytes)(text);
}
