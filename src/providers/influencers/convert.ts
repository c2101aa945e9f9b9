// A row's text as the batch's file wants it, and each input's canonical form. Refuses, before anything is paid, what can be no creator.
import type { Around, Converted, Learnt } from '../operation';
import { isChannelId, plainHandle, readAddress } from './handle';
import { isPlatform, PLATFORMS, platformName, SITES } from './platform';
import type { BatchSettings } from './settings';

type Of = Around<BatchSettings>;

const LONGEST = 320;

/** What a spreadsheet would take for the start of a formula; the provider's people may open the file in one. */
const FORMULA = /^[=+\-@]/;
const EMAIL = /^[^\s@,;:"<>()[\]\\]+@[^\s@,;:"<>()[\]\\]+\.[^\s@,;:"<>()[\]\\]+$/;

/** From the settings, or from the row's own column; '' where neither says it. */
function platformOf({ settings, texts }: Of): string {
  return settings.platform ?? platformName(texts.platform ?? '');
}

/** `instagram:ada` for a handle, which is nobody without its platform; the platform's own column then adds nothing. */
export function canonicalParameter(parameter: string, text: string, around: Of): string {
  if (parameter === 'email') return text.trim().toLowerCase();
  if (parameter === 'platform') return '';
  const platform = platformOf(around);
  const prefix = `${platform}:`;
  let bare = text;
  while (bare.startsWith(prefix)) bare = bare.slice(prefix.length);
  return prefix + canonicalHandle(bare, platform);
}

/** An address that leads elsewhere stays an address: it must never become the handle of somebody else. */
function canonicalHandle(text: string, platform: string): string {
  const address = readAddress(text);
  if (address === null) return plainHandle(text, platform);
  if (address.platform === platform && address.handle !== null) return plainHandle(address.handle, platform);
  return text.trim().toLowerCase();
}

/** The platform in a canonical handle. */
export function platformIn(canonical: string): string {
  return canonical.slice(0, Math.max(0, canonical.indexOf(':')));
}

export function convertParameter(parameter: string, text: string, _learnt: Learnt, around: Of): Converted {
  if (parameter === 'handle') return toHandle(text, platformOf(around));
  if (parameter === 'platform') {
    const name = platformName(text);
    return isPlatform(name) ? { value: name } : { problem: `"${text}" is none of ${PLATFORMS.join(', ')}.` };
  }
  if (parameter !== 'email') return { value: text };
  const email = text.trim().toLowerCase();
  return EMAIL.test(email) && email.length <= LONGEST && !FORMULA.test(email)
    ? { value: email }
    : { problem: `"${text}" is not an e-mail address.` };
}

function toHandle(text: string, platform: string): Converted {
  const address = readAddress(text);
  if (address === null) return checked(plainHandle(text, platform), text, platform);
  if (address.platform === null) return { problem: `"${address.host}" is none of the platforms.` };
  if (address.handle === null) return { problem: `"${text}" is not the address of a profile.` };
  if (isPlatform(platform) && address.platform !== platform)
    return { problem: `the address is at ${SITES[address.platform].name}, not at ${SITES[platform].name}.` };
  return checked(plainHandle(address.handle, address.platform), text, address.platform);
}

/**
 * At YouTube an `@` that was written goes along: it tells a handle from a channel's older name, and others have found that look-ups
 * want it there. It makes no other request.
 */
function checked(handle: string, text: string, platform: string): Converted {
  if (EMAIL.test(handle)) return { problem: `"${text}" is an e-mail address; modes basic and advanced take those.` };
  const isGood = handle.length <= LONGEST && /^[^\s@/\\,;:"'<>()=+]+$/.test(handle) && !FORMULA.test(handle);
  const at = platform === 'youtube' && /(^\s*|\/)@/.test(text) && !isChannelId(handle) ? '@' : '';
  return isGood ? { value: at + handle } : { problem: `"${text}" is not a handle.` };
}
