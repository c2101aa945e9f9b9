// What in the host's assumptions follows from a difference. Pure: gives new data, writes none. What is no data there is told to people.
import type { Assumptions, TypedAs } from '../host/assumptions';
import type { Difference } from './differences';

export type Changed = { assumptions: Assumptions; done: string[]; byHand: Difference[] };
type Change = (next: Assumptions, difference: Difference, match: RegExpExecArray) => boolean;

function errorOf(answer: unknown): string | null {
  const error = (answer as { error?: unknown } | null)?.error;
  return typeof error === 'string' ? error : null;
}

function isTyped(answer: unknown): answer is TypedAs {
  return typeof answer === 'object' && answer !== null && ('v' in answer || 'f' in answer);
}

/** `typed "5-6"`: the text is JSON. */
const typed =
  (where: 'typed' | 'typedInPlainText'): Change =>
  (next, { google }, match) => {
    if (!isTyped(google)) return false;
    next[where][JSON.parse(match[1]!) as string] = google;
    return true;
  };

const limit =
  (name: keyof Assumptions['limits'], whenKept: number): Change =>
  (next, { google }) => {
    if (google !== 'kept') return false;
    next.limits[name] = Math.max(next.limits[name], whenKept);
    return true;
  };

const TABLE: [RegExp, Change][] = [
  // One switch stands for a leading = in a plain-text cell, whatever follows it.
  [
    /^in a plain-text cell "=/,
    (next, { google }) => {
      if (!isTyped(google)) return false;
      next.switches.textFormatStopsFormulas = google.f === undefined;
      return true;
    },
  ],
  [/^typed (".*")$/s, typed('typed')],
  [/^in a plain-text cell (".*")$/s, typed('typedInPlainText')],
  [
    /^a refused write throws$/,
    (next, { google }) => {
      if (google !== 'at once' && google !== 'at commit') return false;
      next.switches.writeErrors = google;
      return true;
    },
  ],
  [
    /^an alarm has an active spreadsheet$/,
    (next, { google }) => {
      next.switches.triggerHasSpreadsheet = google === true;
      return typeof google === 'boolean';
    },
  ],
  [
    /^row metadata after a sort by script$/,
    (next, { google }) => {
      next.switches.sortMovesRowMetadata = JSON.stringify(google) === '["1:1 is at row 2"]';
      return Array.isArray(google);
    },
  ],
  [
    /^how many of its 60 were kept$/,
    (next, { google }) => {
      if (typeof google !== 'number') return false;
      if (google === 60) next.limits.propertyStoreBytes = 1_000_000;
      next.switches.overflowKeepsWhatFits = google > 0 && google < 60;
      return true;
    },
  ],
  [/^540,000 bytes of properties in one call$/, limit('propertyStoreBytes', 1_000_000)],
  [/^a property of 9,217 bytes$/, limit('propertyValueBytes', 9217)],
  [/^a cache key of 251 characters$/, limit('cacheKeyCharacters', 251)],
  [/^a cache value of 102,401 bytes$/, limit('cacheValueBytes', 102_401)],
  [
    /^of 1,001 cache entries are left$/,
    (next, { google }) => {
      if (typeof google !== 'number') return false;
      if (google > 1000) next.limits.cacheItems = 1001;
      next.limits.cacheKept = google;
      return true;
    },
  ],
];

function change(next: Assumptions, difference: Difference): boolean {
  for (const [pattern, apply] of TABLE) {
    const match = pattern.exec(difference.question);
    if (match && apply(next, difference, match)) return true;
  }
  const [google, host] = [errorOf(difference.google), errorOf(difference.host)];
  if (google === null || host === null) return false;
  next.messages[host] = google;
  return true;
}

export function changesFor(assumptions: Assumptions, differences: Difference[]): Changed {
  const next = structuredClone(assumptions);
  const [done, byHand]: [string[], Difference[]] = [[], []];
  for (const difference of differences) {
    if (change(next, difference)) done.push(difference.question);
    else byHand.push(difference);
  }
  return { assumptions: next, done, byHand };
}
