// Finds the handle in what people put into a handle column: a handle, an @handle, or a profile's address. Knows no batch.
import { PLATFORMS, type Platform, SITES } from './platform';

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
  const parts = (found[3] ?? '').split('/').filter(Boolean);
  if (host.endsWith('youtu.be')) return { platform, handle: null };
  return { platform, handle: handleIn(platform, parts.map(decoded)) };
}

function platformOfHost(host: string): Platform | null {
  return PLATFORMS.find((one) => SITES[one].hosts.some((own) => `.${host}`.endsWith(`.${own}`))) ?? null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function handleIn(platform: Platform, [first, second]: string[]): string | null {
  const { pages, before } = SITES[platform];
  if (first === undefined || pages.test(first)) return null;
  const handle = before?.test(first) && (second !== undefined || platform !== 'onlyfans') ? second : first;
  return handle?.replace(/^@/, '') ?? null;
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
