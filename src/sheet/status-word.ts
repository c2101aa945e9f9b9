// The words of the status column: written and recognised here only.
import { firstCharacters } from '../text/cut';

export type Outcome = 'found' | 'no match' | 'failed' | 'not run' | 'check';

export const KEPT = 'found: kept your value';
export const WAITING = 'waiting';
/** Only in formulas: nothing is known of the input. */
export const NOT_BOUGHT = 'not bought yet';
export const NO_MATCH_OR_FAILED = 'no match or failed';

const EXACT = new Map<string, Outcome>([
  ['found', 'found'],
  [KEPT, 'found'],
  ['no match', 'no match'],
  [NO_MATCH_OR_FAILED, 'no match'],
  [WAITING, 'check'],
]);
const PREFIXED: [string, Outcome][] = [
  ['failed: ', 'failed'],
  ['not run: ', 'not run'],
  ['check: ', 'check'],
];

/** The outcome that an exact status text stands for (`waiting` counts as check), or null where the text is not ours. */
export function outcomeOfStatus(text: string): Outcome | null {
  const exact = EXACT.get(text);
  if (exact) return exact;
  for (const [prefix, outcome] of PREFIXED) if (text.startsWith(prefix) && text.length > prefix.length) return outcome;
  return null;
}

/** A reason as it stands behind `failed:` or `check:`: one line, at most 200 characters. */
export function reasonText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${firstCharacters(line, 199)}…` : line || 'no reason given';
}
