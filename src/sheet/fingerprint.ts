// The identity of a request: what makes two rows the same purchase. Exact and versioned; test/sheet/fingerprint.test.ts pins it.
import { fromBase64 } from '../text/bytes';
import { hashOf } from '../text/hash';

/** Part of every fingerprint and archive row. A change of rule takes a new version; old rows stay readable. */
export const FINGERPRINT_VERSION = 1;

/** 12 bytes of SHA-256: two different inputs among ten million collide with a chance of about 1 in 10^15. */
const BYTES = 12;

/** A request's input in canonical form: parameter → text, blanks left out. */
export type CanonicalInput = Record<string, string>;

/** Canonical input as one text: parameters in code-unit order, so that the order of a recipe's inputs does not matter. */
export function canonicalText(input: CanonicalInput): string {
  const names = Object.keys(input).sort();
  return JSON.stringify(names.map((name) => [name, input[name]]));
}

/**
 * A function that makes fingerprints for one operation under one set of identity settings.
 * @param operation the operation's id, e.g. `databar.enrichment`
 * @param identity the settings that decide what is bought, as JSON text with a fixed key order
 * @returns canonical text → 16 characters
 */
export function fingerprinter(operation: string, identity: string): (canonical: string) => string {
  const prefix = `${FINGERPRINT_VERSION}\n${operation}\n${identity}\n`;
  return (canonical) => hashOf(prefix + canonical, BYTES);
}

/** A fingerprint's first four bytes as an unsigned number: what a membership list keeps of it. */
export function fingerprintPrefix(fingerprint: string): number {
  const [a, b, c, d] = fromBase64(fingerprint.slice(0, 6)) as unknown as [number, number, number, number];
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
