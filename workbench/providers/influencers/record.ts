// One record of a batch: how the server reads it, and whether it finds anything. What it finds is in profile.ts.

import { magicIn } from './magic';
import type { Wanted } from './state';
import type { InfluencersSwitches } from './switches';

export type Verdict = 'found' | 'miss' | 'failed';

export function verdictOn(record: string, wanted: Wanted, switches: InfluencersSwitches): Verdict {
  if (magicIn([record], 'fail') !== null) return 'failed';
  if (magicIn([record], 'miss') !== null) return 'miss';
  if (wanted.platform === null) return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(record.trim()) ? 'found' : 'failed';
  if (switches.handleForms === 'bare-only' && /[@/:]/.test(record)) return 'miss';
  if (wanted.platform === 'youtube' && switches.youtubeChannelIds === 'fail' && isChannelId(record)) return 'miss';
  // Small creators and creators without an address are no hits for those who insist on them.
  if (wanted.emailRequired === 'must_have' && magicIn([record], 'noemail') !== null) return 'miss';
  return 'found';
}

function isChannelId(record: string): boolean {
  return /^UC[\w-]{22}$/.test(segmentOf(record));
}

/** The creator or the address that the server understands: the same for `@Ada`, `ada` and the URL of the profile. */
export function normalised(record: string, wanted: Wanted): string {
  const text = record.trim();
  if (wanted.platform === null) return text.toLowerCase();
  return segmentOf(text).replace(/^@/, '').toLowerCase();
}

function segmentOf(text: string): string {
  if (!text.includes('/')) return text.trim();
  const path = text
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}

export function echoed(record: string, wanted: Wanted, switches: InfluencersSwitches): string {
  if (switches.inputValue === 'lower-case') return record.toLowerCase();
  if (switches.inputValue === 'without-at') return record.replace(/^@/, '');
  return switches.inputValue === 'normalised' ? normalised(record, wanted) : record;
}
