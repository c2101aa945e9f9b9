// Finds the handle in what people put into a handle column: a handle, an @handle, or a profile's address. Knows no batch.
import type { Platform } from './platform';

const HOSTS: Record<string, Platform> = {
  'instagram.com': 'instagram',
  'youtube.com': 'youtube',
  'youtu.be': 'youtube',
  'tiktok.com': 'tiktok',
  'twitter.com': 'twitter',
  'x.com': 'twitter',
  'twitch.tv': 'twitch',
  'onlyfans.com': 'onlyfans',
};

/** First parts of addresses that are no profile, per platform. */
const NO_PROFILE: Record<Platform, RegExp> = {
  instagram: /^(p|reel|reels|tv|explore|accounts|direct|about|developer)$/i,
  youtube: /^(watch|shorts|playlist|results|feed|embed|live|hashtag|gaming|premium|post|clip)$/i,
  tiktok: /^[^@]/,
  twitter: /^(i|home|hashtag|search|intent|share|explore|settings|messages|notifications)$/i,
  twitch: /^(videos|directory|p|settings|downloads|search|subscriptions)$/i,
  onlyfans: /^(my|action|help|terms|privacy|search)$/i,
};

/** First parts that stand before the handle. */
const BEFORE_HANDLE: Record<Platform, RegExp> = {
  instagram: /^(stories|_u)$/i,
  youtube: /^(channel|c|user)$/i,
  tiktok: /^$/,
  twitter: /^$/,
  twitch: /^(popout|moderator|u)$/i,
  // A post's address: its number, then whose it is.
  onlyfans: /^\d+$/,
};

/** A profile's address: where it leads, and the handle there; null where it is another page of that platform. */
export type Address = { platform: Platform; handle: string | null } | { platform: null; host: string };

/** What an address says; null for a text that is none. */
export function readAddress(text: string): Address | null {
  const found = /^(https?:\/\/)?([\w-]+(?:\.[\w-]+)+)\.?(?::\d+)?(?:\/([^?#]*))?(?:[?#].*)?$/i.exec(text.trim());
  if (!found) return null;
  const host = found[2]!.toLowerCase();
  const platform = platformOfHost(host);
  // `ada.cooks` is a handle, and so may be `x.com` without a path.
  if (!found[1] && (found[3] === undefined || platform === null)) return null;
  if (platform === null) return { platform: null, host };
  const parts = (found[3] ?? '').split('/').filter((part) => part !== '');
  if (host.endsWith('youtu.be')) return { platform, handle: null };
  return { platform, handle: handleIn(platform, parts.map(decoded)) };
}

function platformOfHost(host: string): Platform | null {
  for (const known in HOSTS) if (host === known || host.endsWith(`.${known}`)) return HOSTS[known]!;
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function handleIn(platform: Platform, parts: string[]): string | null {
  const [first, second] = parts;
  if (first === undefined || NO_PROFILE[platform].test(first)) return null;
  const handle =
    BEFORE_HANDLE[platform].test(first) && (second !== undefined || platform !== 'onlyfans') ? second : first;
  return handle === undefined ? null : handle.replace(/^@/, '');
}

/** A YouTube channel's id: the one name whose capitals count. */
export function isChannelId(handle: string): boolean {
  return /^UC[\w-]{22}$/.test(handle);
}

/** Without `@` and, since handles are the same in any case everywhere, in lower case; channel ids as they are. */
export function plainHandle(text: string, platform: string): string {
  const bare = text.replace(/^[@\s]+/, '').trim();
  return platform === 'youtube' && isChannelId(bare) ? bare : bare.toLowerCase();
}
