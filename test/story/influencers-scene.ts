// A document with a list of creators before the simulated Influencers.club, for its story tests. Asserts nothing itself.
import { createInfluencers } from '../../workbench/providers/influencers/influencers';
import { type Profile, profileOf } from '../../workbench/providers/influencers/profile';
import type { Platform, Wanted } from '../../workbench/providers/influencers/state';
import type { InfluencersSwitches } from '../../workbench/providers/influencers/switches';
import { mount } from '../../workbench/providers/mount';
import { letters, type Recipe, SAMPLE_KEY, scene } from './scene';

export const CREATORS: Recipe = {
  version: 1,
  name: 'Creators',
  operation: 'influencers.batch',
  settings: { mode: 'raw', platform: 'instagram' },
  sheet: 'Leads',
  inputs: { handle: 'Handle' },
  outputs: { 'instagram.follower_count': 'Followers', 'instagram.category': 'Category' },
};

export const CREATOR_HEADERS = ['Handle', 'Platform', 'Followers', 'Category', 'Creators status', 'Notes'];
export const STATUS = 'Creators status';

/** Handles as people have them: plain, with @, as addresses, with capitals. Every handle is another creator. */
export function creators(count: number): string[][] {
  return Array.from({ length: count }, (_, n) => {
    const name = `creator.${letters(n)}`;
    const written = [name, `@${name}`, `https://www.instagram.com/${name}/?hl=en`, name.toUpperCase()][n % 4]!;
    return [written, '', '', '', '', `note ${n}`];
  });
}

export type CreatorOptions = {
  rows?: string[][];
  headers?: string[];
  switches?: Partial<InfluencersSwitches>;
};

export function creatorScene({ rows = creators(8), headers = CREATOR_HEADERS, switches = {} }: CreatorOptions = {}) {
  const influencers = createInfluencers({ switches, seed: 'story' });
  const at = scene({
    rows,
    headers,
    host: { fetch: (requests, nowMs) => mount({ simulators: [influencers] })(requests, nowMs) },
  });
  const giveKey = (key = SAMPLE_KEY): void => {
    at.call('saveKey', { provider: 'influencers', key, test: false });
  };
  giveKey();
  const of = (kind: string): number => influencers.ledger.calls[kind] ?? 0;
  const http = (method: string, end: string): { url: string; atMs: number }[] =>
    at.host.http.filter((one) => one.method.toUpperCase() === method && one.url.endsWith(end));
  return { ...at, influencers, giveKey, calls: of, http, run: (recipe: Recipe = CREATORS) => at.run(recipe) };
}

export type CreatorScene = ReturnType<typeof creatorScene>;

/** Every record that the provider works on, as it understands it; a repeat here is a double purchase. */
export function bought({ influencers }: Pick<CreatorScene, 'influencers'>): string[] {
  return influencers.ledger.billed.map((one) => {
    const { mode, platform, input } = one.params as Record<string, string>;
    return `${mode} ${platform} ${String(input).toLowerCase()}`;
  });
}

/** The right answer for a handle, by the simulated provider's own rule. */
export function rightProfile(handle: string, platform: Platform = 'instagram', mode: Wanted['mode'] = 'raw'): Profile {
  return profileOf(handle, {
    mode,
    platform,
    emailRequired: 'preferred',
    lookalikes: false,
    audience: true,
    excludePlatforms: null,
    minFollowers: 0,
  });
}
