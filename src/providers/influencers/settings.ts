// The settings of a creator batch, as a recipe gives them: which field goes with which mode, and what makes another purchase.
import * as z from 'zod/mini';
import { keyed, whole } from '../../text/demands';
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
  minFollowers: z.optional(whole(0)),
  /** Comes back with the batch at the provider; changes no result. */
  metadata: z.optional(keyed(z.unknown())),
});

export type BatchSettings = z.infer<typeof shape>;

const HANDLES: readonly BatchSettings['mode'][] = ['raw', 'full'];
const EMAILS: readonly BatchSettings['mode'][] = ['basic', 'advanced'];
const FULL: readonly BatchSettings['mode'][] = ['full'];

/** Settings that go with some modes only. */
const MODES_OF = {
  platform: HANDLES,
  emailRequired: HANDLES,
  includeLookalikes: FULL,
  includeAudienceData: FULL,
  excludePlatforms: EMAILS,
  minFollowers: EMAILS,
};

export const batchSettings = shape.check((ctx) => {
  const { mode } = ctx.value;
  for (const [name, modes] of Object.entries(MODES_OF)) {
    if (ctx.value[name as keyof typeof MODES_OF] === undefined || modes.includes(mode)) continue;
    const message = `goes with mode ${modes.map((one) => `"${one}"`).join(' or ')} only, not with "${mode}"`;
    ctx.issues.push({ code: 'custom', path: [name], message, input: ctx.value });
  }
});

/** The one column of the uploaded file, and the recipe's input. */
export function inputOf({ mode }: BatchSettings): 'handle' | 'email' {
  return HANDLES.includes(mode) ? 'handle' : 'email';
}

/** Defaults as the provider documents them: the same purchase whether a recipe spells them out or not. */
export function identityOf(settings: BatchSettings): string {
  const { mode, emailRequired, includeLookalikes, includeAudienceData, excludePlatforms, minFollowers } = settings;
  // The platform is in each handle's canonical text, so that a column and a setting make the same request.
  const parts: unknown[] =
    inputOf(settings) === 'handle' ? [emailRequired ?? 'preferred'] : [excludePlatforms ?? null, minFollowers ?? 0];
  if (mode === 'full') parts.push(includeLookalikes ?? false, includeAudienceData ?? true);
  return JSON.stringify([mode, ...parts]);
}
