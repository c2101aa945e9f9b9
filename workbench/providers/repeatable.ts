// What simulated providers make up: hashes, ids and numbers that are the same for the same text, so that runs can be repeated. No chance in it.
import { createHash } from 'node:crypto';

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Shaped as a UUID. */
export function uuidOf(text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A whole number from 0, less than `below`. */
export function numberFrom(text: string, below: number): number {
  return Number.parseInt(digest(text).slice(0, 8), 16) % below;
}
