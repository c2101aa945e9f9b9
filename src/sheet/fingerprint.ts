// The identity of a request: what makes two rows the same purchase. Exact and versioned; test/sheet/fingerprint.test.ts pins it.
import { SIX_BITS } from '../text/bytes';
import { hasher } from '../text/hash';
import { hasOwn } from '../text/own';

/** Part of every fingerprint and archive row. A change of rule takes a new version; old rows stay readable. */
export const FINGERPRINT_VERSION = 1;

/** 12 bytes of SHA-256: two different inputs among ten million collide with a chance of about 1 in 10^15. */
const BYTES = 12;

/** A request's input in canonical form: parameter → text, blanks left out. */
export type CanonicalInput = Record<string, string>;

/**
 * Canonical input as one text, a list of pairs as JSON: parameters in code-unit order, so that the order of a recipe's inputs does not matter.
 * @param names all that may be there, in that order, where it is known
 */
export function canonicalText(input: CanonicalInput, names: readonly string[] = Object.keys(input).sort()): string {
  let text = '';
  for (const name of names)
    if (hasOwn(input, name)) text += `${text && ','}[${JSON.stringify(name)},${JSON.stringify(input[name])}]`;
  return `[${text}]`;
}

/**
 * A function that makes fingerprints for one operation under one set of identity settings.
 * @param operation the operation's id, e.g. `databar.enrichment`
 * @param identity the settings that decide what is bought, as JSON text with a fixed key order
 * @returns canonical text → 16 characters
 */
export function fingerprinter(operation: string, identity: string): (canonical: string) => string {
  return hasher(`${FINGERPRINT_VERSION}\n${operation}\n${identity}\n`, BYTES);
}

/** A fingerprint's first four bytes as an unsigned number: what a membership list keeps of it. */
export function fingerprintPrefix(fingerprint: string): number {
  let number = 0;
  for (let i = 0; i < 6; i++) number = number * 64 + SIX_BITS[fingerprint.charCodeAt(i)]!;
  return Math.floor(number / 16);
}
