// The settings of a creator batch, as a recipe gives them: which field goes with which mode, and what makes another purchase.
import * as z from 'zod/mini';
import { PLATFORMS } from './platform';

const platform = z.enum(PLATFORMS);

const shape = z.strictObject({
  /** What is bought: `raw` and `full` for handles, `basic` and `advanced` for e-mails. */
  mode: z.enum(['raw', 'full', 'basic', 'advanced']),
  /** Where the handles are; absent where a column says it row by row. */
  platform: z.optional(platform),
  /** `must_have`: a creator without an e-mail is no hit, and costs nothing. */
  emailRequired: z.optional(z.enum(['must_have', 'preferred'])),
  includeLookalikes: z.optional(z.boolean()),
  includeAudienceData: z.optional(z.boolean()),
  /** One platform, although the provider's name for it is a plural. */
  excludePlatforms: z.optional(platform),
  minFollowers: z.optional(z.int().check(z.minimum(0))),
  /** Comes back with the batch at the provider; changes no result. */
  metadata: z.optional(z.record(z.string(), z.unknown())),
});

export type BatchSettings = z.infer<typeof shape>;

const MODES_OF: Partial<Record<keyof BatchSettings, readonly BatchSettings['mode'][]>> = {
  platform: ['raw', 'full'],
  emailRequired: ['raw', 'full'],
  includeLookalikes: ['full'],
  includeAudienceData: ['full'],
  excludePlatforms: ['basic', 'advanced'],
  minFollowers: ['basic', 'advanced'],
};

export const batchSettings = shape.check((ctx) => {
  const { mode } = ctx.value;
  for (const [name, modes] of Object.entries(MODES_OF)) {
    if (ctx.value[name as keyof BatchSettings] === undefined || modes.includes(mode)) continue;
    const message = `goes with mode ${modes.map((one) => `"${one}"`).join(' or ')} only, not with "${mode}"`;
    ctx.issues.push({ code: 'custom', path: [name], message, input: ctx.value });
  }
});

/** The one column of the uploaded file, and the recipe's input. */
export function inputOf({ mode }: BatchSettings): 'handle' | 'email' {
  return mode === 'raw' || mode === 'full' ? 'handle' : 'email';
}

/** Defaults as the provider documents them: the same purchase whether a recipe spells them out or not. */
export function identityOf(settings: BatchSettings): string {
  const { mode, emailRequired, includeLookalikes, includeAudienceData, excludePlatforms, minFollowers } = settings;
  // The platform is in each handle's canonical text, so that a column and a setting make the same request.
  if (mode === 'raw') return JSON.stringify([mode, emailRequired ?? 'preferred']);
  if (mode === 'full') {
    return JSON.stringify([
      mode,
      emailRequired ?? 'preferred',
      includeLookalikes ?? false,
      includeAudienceData ?? true,
    ]);
  }
  return JSON.stringify([mode, excludePlatforms ?? null, minFollowers ?? 0]);
}
