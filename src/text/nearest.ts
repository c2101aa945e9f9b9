// Names the nearest known word, for messages about a word that is not known.
import { distance } from 'fastest-levenshtein';

/** The nearest of `known`, ignoring case; null when none is even half alike. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const apart = distance(word.toLowerCase(), candidate.toLowerCase());
    if (apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  if (best === null) return null;
  return bestDistance <= Math.max(2, Math.ceil(Math.max(word.length, best.length) / 2)) ? best : null;
}

/** ` The nearest is "x".`, or nothing. */
export function nearestHint(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === null ? '' : ` The nearest is "${found}".`;
}
