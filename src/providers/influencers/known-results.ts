// Result fields that are known before a result was seen, for people to tick: more may exist, and none of these is promised.
// Fields of the single look-ups, as seen in 2026 (the page of batches documents none).
import { PLATFORMS, type Platform } from './platform';
import type { BatchSettings } from './settings';

const SOCIAL =
  'username,full_name,biography,category,follower_count,following_count,media_count,is_private,is_business_account,is_verified,links_in_bio,userid';

/** By platform, since their names for the same thing differ; the others are not known. */
const ON: Partial<Record<Platform, string>> = {
  instagram: SOCIAL,
  youtube: 'id,custom_url,subscriber_count',
  twitter: 'follower_count',
  twitch: 'total_followers',
};

const PROFILE =
  'email,email_type,first_name,gender,location,speaking_language,is_creator,is_business,has_brand_deals,has_link_in_bio,links_in_bio,other_links';

const EMAIL = 'platform,username,fullname,followers,url,picture,userId';

export function knownResults({ mode, platform }: BatchSettings): { path: string; label: string }[] {
  if (mode === 'advanced') return [];
  if (mode === 'basic') return named(EMAIL);
  const profile = mode === 'full' ? named(PROFILE) : [];
  const on = (platform ? [platform] : PLATFORMS).flatMap((one) => named(ON[one] ?? '', `${one}.`));
  return [...profile, ...on];
}

function named(fields: string, prefix = ''): { path: string; label: string }[] {
  return fields
    .split(',')
    .filter(Boolean)
    .map((field) => {
      const words = `${prefix}${field}`.replace('.', ': ').replace(/_/g, ' ');
      return { path: prefix + field, label: words[0]!.toUpperCase() + words.slice(1) };
    });
}
