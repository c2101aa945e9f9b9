// The platforms that Influencers.club enriches, and what people call them. Not how a handle looks there: handle.ts.

/** Six, in batches; single look-ups know more (docs.influencers.club, "Create Batch Enrichment" 1.0.0). */
export const PLATFORMS = ['instagram', 'youtube', 'tiktok', 'twitter', 'twitch', 'onlyfans'] as const;

export type Platform = (typeof PLATFORMS)[number];

/** Audience data is offered for these; for others the flag is sent as false. */
export const WITH_AUDIENCE: ReadonlySet<string> = new Set<Platform>(['instagram', 'youtube', 'tiktok']);

/** A cell's text as the platform's name; a text that names none stays what it is, in lower case, and is refused later. */
export function platformName(text: string): string {
  const name = text.trim().toLowerCase();
  return name === 'x' ? 'twitter' : name;
}

export function isPlatform(name: string): name is Platform {
  return (PLATFORMS as readonly string[]).includes(name);
}
