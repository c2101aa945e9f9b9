// Names the nearest known word, for messages about a word that is not known.

/** Levenshtein's, row by row. A library's faster way is four times the bytes, for a few words once in a while. */
export function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 0; i < one.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < other.length; j++)
      row.push(Math.min(row[j]! + 1, above[j + 1]! + 1, above[j]! + (one[i] === other[j] ? 0 : 1)));
    above = row;
  }
  return above[other.length]!;
}

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
