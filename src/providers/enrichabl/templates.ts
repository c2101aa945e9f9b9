// AI, multi-AI and Firecrawl templates: found by id or name, made where there is none; and the custom-field keys that results land in.
// Keys as in enrichabl.com/docs/api, "Where enriched values land".
import { field } from '../answer';
import type { Answer, Call, Failure, Json } from '../operation';
import { createCall, listOf, pathPart, readCall, textAt } from './listing';
import { bodyOf, readFailure, refused } from './refusal';
import type { EnrichmentSettings, TemplateSetting } from './settings';

type Kind = 'ai' | 'multi_ai' | 'firecrawl';

const KINDS: Record<EnrichmentSettings['type'], Kind> = {
  AI_COLUMN: 'ai',
  MULTI_AI_COLUMN: 'multi_ai',
  FIRECRAWL_EXTRACT: 'firecrawl',
};
const ID =
  'ai_column_template_id ai_template_id ai_id multi_ai_id multi_ai_template_id firecrawl_id firecrawl_template_id template_id id'.split(
    ' ',
  );
const NAME = ['name', 'template_name'];
const PROMPT = ['prompt_template', 'prompt'];

function kindOf(settings: EnrichmentSettings): Kind {
  return KINDS[settings.type];
}

function endpoint(kind: Kind): string {
  return `/v1/columns/${kind.replace('_', '-')}-templates`;
}

/** A template as the account has it. */
export type Template = { id: string; name: string; fields: string[] };

/** What the recipe says of its template. `id` where it names one by id. */
type Wanted = { id: string | null; name: string; prompt: string | null; fields: string[] | null };

export function wantedTemplate(settings: EnrichmentSettings): Wanted {
  const { template, firecrawl } = settings;
  if (typeof template === 'string') return { id: template, name: '', prompt: null, fields: firecrawl?.fields ?? null };
  // A Firecrawl template only shows its columns at Enrichabl: the job takes its configuration from its own start.
  const name = template?.name.trim() ?? `Firecrawl ${firecrawl?.fields.join(', ') ?? ''}`.slice(0, 100);
  return {
    id: null,
    name,
    prompt: firecrawl?.prompt ?? template?.prompt ?? null,
    fields: firecrawl?.fields ?? template?.fields ?? null,
  };
}

export function listTemplates(settings: EnrichmentSettings): Call {
  return readCall(endpoint(kindOf(settings)));
}

/** `template` is null where it is still to be made. `shared`: output fields that another Firecrawl template writes too, and its name. */
export type Templates = { template: Template | null; shared: { [field: string]: string } };

export function hearTemplates(settings: EnrichmentSettings, answer: Answer): Templates | { failure: Failure } {
  const list = listOf(bodyOf(answer));
  if (!list) return { failure: readFailure(answer, 'the list of templates') };
  const wanted = wantedTemplate(settings);
  const all = list.flatMap((one) => {
    const id = textAt(one, ID);
    return id === null ? [] : [{ id, name: textAt(one, NAME) ?? '', fields: fieldsOf(one), record: one }];
  });
  const hits = all.filter((one) => (wanted.id === null ? one.name.trim() === wanted.name : one.id === wanted.id));
  const hit = hits[0];
  const problem = hit ? misfit(wanted, hit.record, hits.length) : missing(settings, wanted);
  if (problem) return { failure: refused(problem) };
  return {
    template: hit ? { id: hit.id, name: hit.name, fields: wanted.fields ?? hit.fields } : null,
    shared: sharedFields(
      settings,
      all.filter((one) => one !== hit),
    ),
  };
}

function fieldsOf(record: Json): string[] {
  const fields = field(record, 'output_fields');
  return Array.isArray(fields) ? fields.filter((one): one is string => typeof one === 'string').slice(0, 100) : [];
}

/** What stands against using a template of this name: the job would run with the account's prompt, not with the recipe's. */
function misfit(wanted: Wanted, record: Json, hits: number): string | null {
  if (hits > 1) return `Enrichabl has ${hits} templates called "${wanted.name}". Name one by its id`;
  const theirs = textAt(record, PROMPT);
  if (wanted.prompt !== null && theirs !== null && theirs.trim() !== wanted.prompt.trim())
    return `Enrichabl has a template "${wanted.name}" with another prompt, which cannot be changed from here. Rename yours, or leave out the prompt to use that one`;
  const there = fieldsOf(record);
  const lacks = there.length > 0 && wanted.fields?.find((name) => !there.includes(name));
  return lacks ? `The template "${textAt(record, NAME) ?? ''}" at Enrichabl has no field "${lacks}"` : null;
}

function missing({ type, template }: EnrichmentSettings, { id, name }: Wanted): string | null {
  if (id !== null) return `Enrichabl has no template ${id} of this type that this key can see`;
  if (type === 'FIRECRAWL_EXTRACT' || typeof template !== 'object' || (template.prompt && template.model)) return null;
  return `Enrichabl has no template "${name}". Give its prompt and model to have it made`;
}

function sharedFields(
  { firecrawl }: EnrichmentSettings,
  others: { name: string; fields: string[] }[],
): Templates['shared'] {
  const shared: Templates['shared'] = {};
  for (const other of others)
    for (const name of other.fields) if (firecrawl?.fields.includes(name)) shared[name] = other.name;
  return shared;
}

/** The call that makes the template. An AI template is made with its column in one call; `alone`: by its own endpoint instead. */
export function createTemplate(settings: EnrichmentSettings, pipeline: string, alone: boolean): Call {
  const kind = kindOf(settings);
  const body = templateBody(settings);
  if (kind === 'ai' && !alone) return attach(pipeline, { type: 'ai', template: body });
  return createCall(endpoint(kind), body);
}

function templateBody(settings: EnrichmentSettings): Json {
  const { template, firecrawl } = settings;
  const { name, fields } = wantedTemplate(settings);
  if (firecrawl)
    return { name, url_column: firecrawl.urlColumn, prompt: firecrawl.prompt, output_fields: firecrawl.fields };
  const { prompt, model, maxTokens, endpointUrl } = template as Exclude<TemplateSetting, string>;
  // What the recipe does not say is left out of the JSON.
  return {
    name,
    output_fields: fields ?? undefined,
    prompt_template: prompt,
    model,
    max_tokens: maxTokens,
    endpoint_url: endpointUrl,
  } as Json;
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
