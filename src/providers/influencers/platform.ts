// The platforms that Influencers.club enriches, what people call them, and their addresses. Not how a handle is read: handle.ts.

/** Six, in batches; single look-ups know more (docs.influencers.club, "Create Batch Enrichment" 1.0.0). */
export const PLATFORMS = ['instagram', 'youtube', 'tiktok', 'twitter', 'twitch', 'onlyfans'] as const;

export type Platform = (typeof PLATFORMS)[number];

/** `hosts`: with and without a subdomain. `pages`: first parts of addresses that are no profile. `before`: what may stand before the handle. */
type Site = { name: string; hosts: string[]; pages: RegExp; before?: RegExp; audience?: true };

/** `audience`: audience data is offered; for the others the flag is sent as false. */
export const SITES: Record<Platform, Site> = {
  instagram: {
    name: 'Instagram',
    hosts: ['instagram.com'],
    pages: /^(p|reels?|tv|explore|accounts|direct|about|developer)$/i,
    before: /^(stories|_u)$/i,
    audience: true,
  },
  youtube: {
    name: 'YouTube',
    hosts: ['youtube.com', 'youtu.be'],
    pages: /^(watch|shorts|playlist|results|feed|embed|live|hashtag|gaming|premium|post|clip)$/i,
    before: /^(channel|c|user)$/i,
    audience: true,
  },
  tiktok: { name: 'TikTok', hosts: ['tiktok.com'], pages: /^[^@]/, audience: true },
  twitter: {
    name: 'X (Twitter)',
    hosts: ['twitter.com', 'x.com'],
    pages: /^(i|home|hashtag|search|intent|share|explore|settings|messages|notifications)$/i,
  },
  twitch: {
    name: 'Twitch',
    hosts: ['twitch.tv'],
    pages: /^(videos|directory|p|settings|downloads|search|subscriptions)$/i,
    before: /^(popout|moderator|u)$/i,
  },
  onlyfans: {
    name: 'OnlyFans',
    hosts: ['onlyfans.com'],
    pages: /^(my|action|help|terms|privacy|search)$/i,
    // A post's address: its number, then whose it is.
    before: /^\d+$/,
  },
};

/** A cell's text as the platform's name; a text that names none stays what it is, in lower case, and is refused later. */
export function platformName(text: string): string {
  const name = text.trim().toLowerCase();
  return name === 'x' ? 'twitter' : name;
}

export function isPlatform(name: string): name is Platform {
  return (PLATFORMS as readonly string[]).includes(name);
}
