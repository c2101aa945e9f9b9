// What was on the leads before a start, in two characters each: so that old values are not taken for new ones, and the ticket stays small.
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from '../../text/bytes';
import type { Json } from '../operation';

/** The lead was not part of the start. */
export const NOT_SENT = '..';
/** The lead was part of it and had no value before. */
export const BLANK = '  ';
/** Nothing is known of what it had. */
export const UNKNOWN_BEFORE = '??';

/** Twelve bits of a hash: enough to tell that a value changed, where the provider does not say so itself. */
export function markOf(values: { [name: string]: Json }): string {
  if (Object.keys(values).length === 0) return BLANK;
  const names = Object.keys(values).sort();
  return toBase64(sha256(utf8(JSON.stringify(names.map((name) => [name, values[name]!])))).subarray(0, 2)).slice(0, 2);
}

export function markAt(marks: Json | undefined, index: number): string {
  const text = typeof marks === 'string' ? marks : '';
  return text.slice(2 * index, 2 * index + 2) || UNKNOWN_BEFORE;
}

/** Whether these values are surely not those from before the start. */
export function isNew(mark: string, values: { [name: string]: Json }): boolean {
  return Object.keys(values).length > 0 && mark !== UNKNOWN_BEFORE && mark !== NOT_SENT && markOf(values) !== mark;
}
