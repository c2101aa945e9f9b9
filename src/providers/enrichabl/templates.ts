// AI, multi-AI and Firecrawl templates: found by id or name, made where there is none; and the custom-field keys that results land in.
// Keys as in enrichabl.com/docs/api, "Where enriched values land".
import { field } from '../answer';
import type { Answer, Call, Failure, Json } from '../operation';
import { listOf, pathPart, textAt } from './listing';
import { bodyOf, readFailure } from './refusal';
import type { EnrichmentSettings } from './settings';

export type Kind = 'ai' | 'multi_ai' | 'firecrawl';

const KINDS: Record<EnrichmentSettings['type'], Kind> = {
  AI_COLUMN: 'ai',
  MULTI_AI_COLUMN: 'multi_ai',
  FIRECRAWL_EXTRACT: 'firecrawl',
};
const ENDPOINTS: Record<Kind, string> = {
  ai: '/v1/columns/ai-templates',
  multi_ai: '/v1/columns/multi-ai-templates',
  firecrawl: '/v1/columns/firecrawl-templates',
};
const IDS: Record<Kind, readonly string[]> = {
  ai: ['ai_column_template_id', 'ai_template_id', 'ai_id', 'template_id', 'id'],
  multi_ai: ['multi_ai_id', 'multi_ai_template_id', 'template_id', 'id'],
  firecrawl: ['firecrawl_id', 'firecrawl_template_id', 'template_id', 'id'],
};
const NAME = ['name', 'template_name'];
const PROMPT = ['prompt_template', 'prompt'];

export function kindOf(settings: EnrichmentSettings): Kind {
  return KINDS[settings.type];
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

export function listTemplates(kind: Kind): Call {
  return { effect: 'read', method: 'GET', path: ENDPOINTS[kind] };
}

/** `template` is null where it is still to be made. `shared`: output fields that another Firecrawl template writes too, and its name. */
export type Templates = { template: Template | null; shared: { [field: string]: string } };

export function hearTemplates(settings: EnrichmentSettings, answer: Answer): Templates | { failure: Failure } {
  const kind = kindOf(settings);
  const list = listOf(bodyOf(answer));
  if (!list) return { failure: readFailure(answer, 'the list of templates') };
  const wanted = wantedTemplate(settings);
  const all = list.flatMap((one) => {
    const id = textAt(one, IDS[kind]);
    return id === null ? [] : [{ id, name: textAt(one, NAME) ?? '', fields: fieldsOf(one), record: one }];
  });
  const hits = all.filter((one) => (wanted.id === null ? one.name.trim() === wanted.name : one.id === wanted.id));
  const hit = hits[0];
  const problem = hit ? misfit(wanted, hit.record, hits.length) : missing(settings, wanted);
  if (problem) return { failure: { kind: 'pause', why: 'refused', reason: `${problem}.` } };
  return {
    template: hit ? { id: hit.id, name: hit.name, fields: wanted.fields ?? hit.fields } : null,
    shared:
      kind === 'firecrawl'
        ? sharedFields(
            settings,
            all.filter((one) => one !== hit),
          )
        : {},
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
    return `Enrichabl has a template called "${wanted.name}" with another prompt, and templates cannot be changed through its API. Give yours another name, or leave out the prompt to use the one that is there`;
  const there = fieldsOf(record);
  const lacks = there.length > 0 ? wanted.fields?.find((name) => !there.includes(name)) : undefined;
  return lacks === undefined
    ? null
    : `The template "${textAt(record, NAME) ?? ''}" at Enrichabl has no field "${lacks}"`;
}

function missing({ type, template }: EnrichmentSettings, { id, name }: Wanted): string | null {
  if (id !== null) return `Enrichabl has no template ${id} of this type that this key can see`;
  if (type === 'FIRECRAWL_EXTRACT' || typeof template !== 'object') return null;
  if (template.prompt === undefined || template.model === undefined)
    return `Enrichabl has no template called "${name}". Give its prompt and model to have it made`;
  return null;
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
  return { effect: 'create', method: 'POST', path: ENDPOINTS[kind], body };
}

function templateBody(settings: EnrichmentSettings): Json {
  const { template, firecrawl } = settings;
  const { name, fields } = wantedTemplate(settings);
  if (firecrawl)
    return { name, url_column: firecrawl.urlColumn, prompt: firecrawl.prompt, output_fields: firecrawl.fields };
  const body: { [key: string]: Json } = { name };
  if (typeof template !== 'object') return body;
  if (fields) body.output_fields = fields;
  if (template.prompt !== undefined) body.prompt_template = template.prompt;
  if (template.model !== undefined) body.model = template.model;
  if (template.maxTokens !== undefined) body.max_tokens = template.maxTokens;
  if (template.endpointUrl !== undefined) body.endpoint_url = template.endpointUrl;
  return body;
}

export function attach(pipeline: string, column: Json): Call {
  return {
    effect: 'create',
    method: 'POST',
    path: `/v1/pipelines/${pathPart(pipeline)}/columns`,
    body: column,
  };
}

/** The columns that show a template's values in a pipeline. */
export function templateColumns(kind: Kind, { id, fields }: Template): Json[] {
  if (kind === 'ai') return [{ type: 'ai', template_id: id }];
  return fields.map((name) => ({ type: kind, template_id: id, field: name }));
}

/** Result path → the key in `lead_custom_fields`. */
export function resultKeys(kind: Kind, name: string, fields: readonly string[]): { path: string; key: string }[] {
  if (kind === 'ai') return [{ path: 'value', key: name }];
  const prefix = kind === 'firecrawl' ? 'Firecrawl' : name;
  return fields.map((one) => ({ path: one, key: `${prefix}: ${one}` }));
}
