// The three providers as the runner knows them: origin, environment variable, and the name that the add-on shows. What they do is the add-on's business.
export type ProviderName = 'databar' | 'influencers' | 'enrichabl';

export const PROVIDERS: Record<ProviderName, { origin: string; environment: string; shown: string }> = {
  databar: {
    origin: 'https://api.databar.ai',
    environment: 'BACKFILL_KEY_DATABAR',
    shown: 'Databar',
  },
  influencers: {
    origin: 'https://api-dashboard.influencers.club',
    environment: 'BACKFILL_KEY_INFLUENCERS',
    shown: 'Influencers.club',
  },
  enrichabl: {
    origin: 'https://api.enrichabl.com',
    environment: 'BACKFILL_KEY_ENRICHABL',
    shown: 'Enrichabl',
  },
};

export const PROVIDER_NAMES = Object.keys(PROVIDERS) as ProviderName[];

export function isProviderName(text: string): text is ProviderName {
  return (PROVIDER_NAMES as string[]).includes(text);
}

/** `databar.enrichment` → `databar`; null where the operation names no provider. The add-on itself refuses such a recipe. */
export function providerOf(operation: unknown): ProviderName | null {
  const name = typeof operation === 'string' ? operation.split('.')[0]! : '';
  return isProviderName(name) ? name : null;
}
