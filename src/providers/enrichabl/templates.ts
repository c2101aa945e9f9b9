// AI, multi-AI and Firecrawl templates: found by id or name, made where there is none; and the custom-field keys that results land in.
// Keys as in enrichabl.com/docs/api, "Where enriched values land".
import { field, textField } from '../answer';
import type { Answer, Call, Failure, Json } from '../operation';
import { createCall, type Named, pathPart, pick, readCall } from './listing';
import { refused } from './refusal';
import type { EnrichmentSettings, TemplateSetting } from './settings';

type Kind = 'ai' | 'multi_ai' | 'firecrawl';

const KINDS: Record<EnrichmentSettings['type'], Kind> = {
  AI_COLUMN: 'ai',
  MULTI_AI_COLUMN: 'multi_ai',
  FIRECRAWL_EXTRACT: 'firecrawl',
};
/** Each kind's answers name the id in their own way, and that of an AI template is not documented. */
export const TEMPLATE_ID = ['ai_column_', 'ai_', 'multi_ai_', 'firecrawl_', ''].flatMap((kind) => [
  `${kind}template_id`,
  `${kind}id`,
]);
export const TEMPLATE_NAME = ['name', 'template_name'];

export const TEMPLATE_TYPES = Object.keys(KINDS) as EnrichmentSettings['type'][];

function kindOf(settings: Pick<EnrichmentSettings, 'type'>): Kind {
  return KINDS[settings.type];
}

function endpoint(kind: Kind): string {
  return `/v1/columns/${kind.replace('_', '-')}-templates`;
}

/** A template as the account has it. */
export type Template = { id: string; name: string; fields: string[] };

/** What the recipe says of its template; `id` where it names one by id. */
type Wanted = { id?: string; name: string; prompt?: string | undefined; fields?: string[] | undefined };

export function wantedTemplate({ template, firecrawl }: EnrichmentSettings): Wanted {
  if (typeof template === 'string') return { id: template, name: '', fields: firecrawl?.fields };
  // A Firecrawl template only shows its columns at Enrichabl: the job takes its configuration from its own start.
  const name = `Firecrawl ${firecrawl?.fields.join(', ')}`.slice(0, 100);
  return { name, ...template, ...firecrawl, ...(template && { name: template.name.trim() }) };
}

export function listTemplates(settings: Pick<EnrichmentSettings, 'type'>): Call {
  return readCall(endpoint(kindOf(settings)));
}

/** `template` is null where it is still to be made. `shared`: output fields that another Firecrawl template writes too, and its name. */
export type Templates = { template: Template | null; shared: { [field: string]: string } };

export function hearTemplates(settings: EnrichmentSettings, answer: Answer): Templates | { failure: Failure } {
  const wanted = wantedTemplate(settings);
  const picked = pick(answer, 'template', TEMPLATE_ID, TEMPLATE_NAME, wanted);
  if ('failure' in picked) return picked;
  const { all, hit } = picked;
  const problem = hit ? misfit(wanted, hit) : missing(settings, wanted);
  if (problem) return { failure: refused(problem) };
  const shared: Templates['shared'] = {};
  for (const other of all)
    for (const field of other === hit ? [] : fieldsOf(other.record))
      if (settings.firecrawl?.fields.includes(field)) shared[field] = other.name;
  return { template: hit && { id: hit.id, name: hit.name, fields: wanted.fields ?? fieldsOf(hit.record) }, shared };
}

export function fieldsOf(record: Json): string[] {
  const fields = field(record, 'output_fields');
  return Array.isArray(fields) ? fields.filter((one): one is string => typeof one === 'string').slice(0, 100) : [];
}

/** What stands against using a template of this name: the job would run with the account's prompt, not with the recipe's. */
function misfit({ prompt, fields }: Wanted, { name, record }: Named): string | null {
  const theirs = textField(record, 'prompt_template') || textField(record, 'prompt');
  if (prompt !== undefined && theirs && theirs.trim() !== prompt.trim())
    return `Enrichabl has a template "${name}" with another prompt, which cannot be changed from here. Rename yours, or leave out the prompt to use that one`;
  const there = fieldsOf(record);
  const lacks = there.length > 0 && fields?.find((one) => !there.includes(one));
  return lacks ? `The template "${name}" at Enrichabl has no field "${lacks}"` : null;
}

function missing({ firecrawl, template }: EnrichmentSettings, { name, prompt }: Wanted): string | null {
  return firecrawl || (prompt && (template as { model?: string }).model)
    ? null
    : `Enrichabl has no template "${name}". Give its prompt and model to have it made`;
}

/** The call that makes the template. An AI template is made with its column in one call; `alone`: by its own endpoint instead. */
export function createTemplate(settings: EnrichmentSettings, pipeline: string, alone: boolean): Call {
  const kind = kindOf(settings);
  const { name, prompt, fields, urlColumn, model, maxTokens, endpointUrl } = wantedTemplate(settings) as Wanted &
    Partial<Exclude<TemplateSetting, string> & NonNullable<EnrichmentSettings['firecrawl']>>;
  const own = settings.firecrawl
    ? { url_column: urlColumn, prompt }
    : { prompt_template: prompt, model, max_tokens: maxTokens, endpoint_url: endpointUrl };
  // What the recipe does not say is left out of the JSON.
  const body = { name, output_fields: fields, ...own } as unknown as Json;
  return kind === 'ai' && !alone ? attach(pipeline, { type: kind, template: body }) : createCall(endpoint(kind), body);
}

export function attach(pipeline: string, column: Json): Call {
  return createCall(`/v1/pipelines/${pathPart(pipeline)}/columns`, column);
}

/** The columns that show a template's values in a pipeline. */
export function templateColumns(settings: EnrichmentSettings, { id, fields }: Template): Json[] {
  const type = kindOf(settings);
  return type === 'ai' ? [{ type, template_id: id }] : fields.map((name) => ({ type, template_id: id, field: name }));
}

/** Result path → the key in `lead_custom_fields`. */
export function resultKeys(
  { type }: EnrichmentSettings,
  { name, fields }: Pick<Template, 'name' | 'fields'>,
): { path: string; key: string }[] {
  if (type === 'AI_COLUMN') return [{ path: 'value', key: name }];
  const prefix = type === 'FIRECRAWL_EXTRACT' ? 'Firecrawl' : name;
  return fields.map((path) => ({ path, key: `${prefix}: ${path}` }));
}
