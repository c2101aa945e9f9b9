// What was on a lead before a start, in one character: so that old values are not taken for new ones, and the ticket stays small.
import { hashOf } from '../../text/hash';
import type { Json } from '../operation';

/** The lead was not part of the start. */
export const NOT_SENT = '.';
/** It had no value and was not worked on: any change from there is seen. */
const NOTHING = ' ';
/** Nothing is known of what it had. */
export const UNKNOWN_BEFORE = '?';

export type Values = { [path: string]: Json };
/** What the lead's own status says of its last enrichment: E done, F failed, - nothing yet, or a word that is not known. */
export type Standing = 'E' | 'F' | '-';

export function standingOf(status: string): Standing {
  if (/^(enriched|completed|done|success)/i.test(status)) return 'E';
  return /^(failed|error)/i.test(status) ? 'F' : '-';
}

/**
 * Six bits of a hash. What is the same has the same mark; of changes of a value that was there one in 64 goes unseen, which makes a
 * new value look old, never an old one new.
 */
export function markOf(values: Values, standing: Standing): string {
  const names = Object.keys(values).sort();
  if (names.length === 0 && standing === '-') return NOTHING;
  const text = JSON.stringify([standing, ...names.map((name) => [name, values[name]!])]);
  return hashOf(text, 1).slice(0, 1);
}

export function markAt(marks: Json | undefined, index: number): string {
  return (typeof marks === 'string' ? marks[index] : undefined) ?? UNKNOWN_BEFORE;
}

/** Whether the lead was worked on after it was marked, for certain. */
export function isNew(mark: string, values: Values, standing: Standing): boolean {
  if (mark === UNKNOWN_BEFORE || mark === NOT_SENT || mark === markOf(values, standing)) return false;
  if (standing !== '-') return true;
  // While a lead waits for its turn its status may be taken back; the values are the old ones then.
  const isTakenBack = mark === markOf(values, 'E') || mark === markOf(values, 'F');
  return Object.keys(values).length > 0 && !isTakenBack;
}
