// A text's SHA-256 as a short text: the same for the same text, for ever. Not a secret's: what is to be kept from guessing has a salt in it.
// The class behind the library's function: around that one stands what Backfill does not use, options and copies, a thousand bytes of it.
import { _SHA256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from './bytes';

/** @returns the first so many bytes of it, four characters for three */
export function hashOf(text: string, bytes: number): string {
  return toBase64(new _SHA256().update(utf8(text)).digest().subarray(0, bytes));
}
