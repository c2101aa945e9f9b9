// The settings of Enrichabl's operations, as a recipe gives them. Strict; not what Enrichabl itself is sent.
import * as z from 'zod/mini';
import { list, text as textOf, whole } from '../../text/demands';
import { BASE_FIELDS } from './lead-fields';

const text = textOf(200);
const longText = textOf(4000);

/** The exact allow-list of enrichabl.com/docs/api; variants such as `gemini-2.0-flash-exp` are rejected there. */
export const MODELS: readonly string[] = [
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
  'gemini-2.5-pro',
  'gemini-2.5-flash',
  'gemini-2.5-flash-lite',
  'gemini-2.0-flash',
  'gemini-2.0-flash-lite',
  'sonar',
  'sonar-pro',
  'sonar-reasoning',
  'sonar-reasoning-pro',
];

/** A pipeline by its id, or one that is found by its name and created where there is none. */
const pipeline = z.union(
  [
    text,
    z.strictObject({
      create: z.strictObject({ name: text, description: z.optional(longText), color: z.optional(text) }),
    }),
  ],
  { error: 'must be a pipeline id or { "create": { "name": … } }' },
);
export type PipelineSetting = z.infer<typeof pipeline>;

/** `newest` and `pipeline` also touch leads that are not in the sheet: only when asked for. */
const target = z.union([z.enum(['rows', 'pipeline']), z.strictObject({ newest: whole(1) })], {
  error: 'must be "rows", "pipeline" or { "newest": n }',
});
export type Target = z.infer<typeof target>;

const fields = list(text, 30);
const template = z.union(
  [
    text,
    z.strictObject({
      name: text,
      prompt: z.optional(longText),
      model: z.optional(text),
      maxTokens: z.optional(whole(1)),
      endpointUrl: z.optional(text),
      fields: z.optional(fields),
    }),
  ],
  { error: 'must be a template id or { "name": …, "prompt": …, "model": … }' },
);
export type TemplateSetting = z.infer<typeof template>;

export const leadsSettings = z.strictObject({
  pipeline,
  columns: z._default(z.array(z.enum(BASE_FIELDS)), []),
});
export type LeadsSettings = z.infer<typeof leadsSettings>;

/** An export makes nothing, so its pipeline is there already. */
export const exportSettings = z.strictObject({ pipeline: text });
export type ExportSettings = z.infer<typeof exportSettings>;

export const validationSettings = z.strictObject({
  pipeline,
  service: z.enum(['BOUNCEBAN', 'MAILVERI', 'HYBRID']),
  target: z._default(target, 'rows'),
});
export type ValidationSettings = z.infer<typeof validationSettings>;

const shape = z.strictObject({
  pipeline,
  type: z.enum(['AI_COLUMN', 'MULTI_AI_COLUMN', 'FIRECRAWL_EXTRACT']),
  template: z.optional(template),
  firecrawl: z.optional(z.strictObject({ urlColumn: text, prompt: longText, fields })),
  target: z._default(target, 'rows'),
});
export type EnrichmentSettings = z.infer<typeof shape>;

/** The settings of any of the operations; only an enrichment's have a `type`. */
export type AnySettings =
  | (ExportSettings & { type?: undefined; target?: undefined; columns?: undefined })
  | (LeadsSettings & { type?: undefined; target?: undefined })
  | (ValidationSettings & { type?: undefined; columns?: undefined })
  | (EnrichmentSettings & { columns?: undefined });

/** What the parts of the settings demand of each other; null where they agree. */
function disagreement({ type, template: chosen, firecrawl }: EnrichmentSettings): string | null {
  if (type === 'FIRECRAWL_EXTRACT') {
    if (!firecrawl) return 'need "firecrawl" with urlColumn, prompt and fields for FIRECRAWL_EXTRACT';
    const { urlColumn } = firecrawl;
    return urlColumn.startsWith('lead_') ? `name the URL column without its prefix: "${urlColumn.slice(5)}"` : null;
  }
  if (firecrawl) return 'have "firecrawl", which goes with FIRECRAWL_EXTRACT only';
  if (chosen === undefined) return `need a "template" for ${type}`;
  if (typeof chosen === 'string') return null;
  const { name, model, endpointUrl, prompt, fields: wanted } = chosen;
  if (model !== undefined && endpointUrl === undefined && !MODELS.includes(model))
    return `name the model "${model}"; Enrichabl takes ${MODELS.join(', ')}`;
  if (type === 'AI_COLUMN') return wanted ? 'give the template "fields", which only MULTI_AI_COLUMN has' : null;
  if (prompt !== undefined && !wanted) return 'need "fields" in the template for MULTI_AI_COLUMN';
  return name === 'Firecrawl' ? 'name the template "Firecrawl", where Firecrawl writes its own values' : null;
}

export const enrichmentSettings = shape.check(({ value, issues }) => {
  const message = disagreement(value);
  if (message) issues.push({ code: 'custom', message, input: value });
});
