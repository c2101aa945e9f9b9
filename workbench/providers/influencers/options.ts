// The fields of the form besides the file: read, checked against the mode, and refused in the words of Django REST. Does not look into the file.

import type { Json } from '../simulator';
import type { Part } from './form';
import { kindOf } from './input-file';
import { MODES, type Mode, PLATFORMS, type Platform, type Wanted } from './state';
import type { InfluencersSwitches } from './switches';

export type FieldErrors = Record<string, string[]>;
export type Options = { wanted: Wanted; metadata: Json } | { errors: FieldErrors; mode: Mode | null };

/** Fields that only one kind of input has a use for. */
const ONLY_FOR = {
  platform: 'handle',
  email_required: 'handle',
  include_lookalikes: 'handle',
  include_audience_data: 'handle',
  exclude_platforms: 'email',
  min_followers: 'email',
} as const;

export function readOptions(parts: Part[], switches: InfluencersSwitches): Options {
  const fields = new Map(parts.filter((part) => part.name !== 'file').map((part) => [part.name, part.text.trim()]));
  const errors: FieldErrors = {};
  const choice = <T extends string>(name: string, known: readonly T[]): T | null => {
    const value = fields.get(name);
    if (value === undefined || value === '') return null;
    if ((known as readonly string[]).includes(value)) return value as T;
    errors[name] = [`"${value}" is not a valid choice.`];
    return null;
  };
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = fields.get(name);
    if (value === undefined || value === '') return otherwise;
    if (!/^(true|false|1|0)$/i.test(value)) errors[name] = ['Must be a valid boolean.'];
    return /^(true|1)$/i.test(value);
  };
  const mode = choice('enrichment_mode', MODES);
  if (mode === null) errors.enrichment_mode ??= ['This field is required.'];
  if (mode === 'advanced' && switches.advanced === 'refused') {
    errors.enrichment_mode = ['"advanced" is not a valid choice.'];
  }
  const platform = choice('platform', PLATFORMS);
  const wanted: Omit<Wanted, 'mode' | 'platform'> = {
    emailRequired: choice('email_required', ['must_have', 'preferred'] as const) ?? 'preferred',
    lookalikes: flag('include_lookalikes', switches.lookalikesDefault),
    audience: flag('include_audience_data', true),
    excludePlatforms: choice('exclude_platforms', PLATFORMS),
    minFollowers: wholeNumber(fields.get('min_followers'), errors),
  };
  const metadata = metadataOf(fields.get('metadata'), errors);
  if (mode !== null) checkKind(mode, platform, fields, errors, switches);
  if (mode === null || Object.keys(errors).length > 0) return { errors, mode };
  return { wanted: { mode, platform: platformFor(mode, platform), ...wanted }, metadata };
}

function checkKind(
  mode: Mode,
  platform: Platform | null,
  fields: Map<string, string>,
  errors: FieldErrors,
  switches: InfluencersSwitches,
): void {
  const kind = kindOf(mode);
  if (kind === 'handle' && platform === null && switches.missingPlatform === 'refused') {
    errors.platform ??= ['This field is required for handle-based enrichment.'];
  }
  if (switches.strayFields !== 'refused') return;
  for (const [name, only] of Object.entries(ONLY_FOR)) {
    if (fields.has(name) && only !== kind) errors[name] = [`Not allowed for ${kind}-based enrichment.`];
  }
  if (mode === 'raw') {
    for (const name of ['include_lookalikes', 'include_audience_data']) {
      if (fields.has(name)) errors[name] = ['Only allowed for enrichment mode full.'];
    }
  }
}

function platformFor(mode: Mode, platform: Platform | null): Platform | null {
  return kindOf(mode) === 'handle' ? (platform ?? 'instagram') : null;
}

function wholeNumber(value: string | undefined, errors: FieldErrors): number {
  if (value === undefined || value === '') return 0;
  if (/^\d+$/.test(value)) return Number(value);
  errors.min_followers = ['A valid integer is required.'];
  return 0;
}

function metadataOf(value: string | undefined, errors: FieldErrors): Json {
  if (value === undefined || value === '') return null;
  try {
    const metadata = JSON.parse(value) as Json;
    if (metadata === null || (typeof metadata === 'object' && !Array.isArray(metadata))) return metadata;
  } catch {
    // Said below.
  }
  errors.metadata = ['Value must be a JSON object.'];
  return null;
}
