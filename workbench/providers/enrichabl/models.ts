// The models that templates may name, by the third party whose key they need (enrichabl.com/docs/api, "Supported models"). Data only.

export const MODELS = {
  OPENAI: [
    'gpt-4o',
    'gpt-4o-mini',
    'gpt-4.1',
    'gpt-4.1-mini',
    'gpt-4.1-nano',
    'o1',
    'o1-mini',
    'o3',
    'o3-mini',
    'o4-mini',
  ],
  GEMINI: ['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite', 'gemini-2.0-flash', 'gemini-2.0-flash-lite'],
  PERPLEXITY: ['sonar', 'sonar-pro', 'sonar-reasoning', 'sonar-reasoning-pro'],
} as const;

/** The key that a model needs; null for one that is not on the list. */
export function providerOf(model: string): string | null {
  for (const [provider, models] of Object.entries(MODELS)) {
    if ((models as readonly string[]).includes(model)) return provider;
  }
  return null;
}
