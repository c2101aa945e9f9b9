// Templates of the three kinds: checked, made, listed. Attaching one to a pipeline is in columns.ts.

import type { HttpReply } from '../http';
import { errorReply } from './account';
import { type Body, textIn, textsIn } from './body';
import { providerOf } from './models';
import { listReply, madeReply } from './pipelines';
import { newId, type Scene, type Template, type TemplateKind } from './state';
import type { EnrichablSwitches } from './switches';

export function templateKindOf(path: string | undefined): TemplateKind {
  return path === 'multi-ai' ? 'multi_ai' : path === 'firecrawl' ? 'firecrawl' : 'ai';
}

export function listTemplates(kind: TemplateKind, account: string, { state, switches }: Scene): HttpReply {
  const own = Object.values(state.templates).filter((one) => one.account === account && one.kind === kind);
  return listReply(
    own.map((template) => describeTemplate(template, switches)),
    'templates',
    switches,
  );
}

export function createTemplate(kind: TemplateKind, body: Body, account: string, scene: Scene): HttpReply {
  const made = makeTemplate(kind, body, account, scene);
  return 'error' in made
    ? errorReply(400, made.error)
    : madeReply(describeTemplate(made, scene.switches), scene.switches);
}

/** Every call makes a new one, also under a name that is there already. */
export function makeTemplate(
  kind: TemplateKind,
  body: Body,
  account: string,
  scene: Scene,
): Template | { error: string } {
  const error = templateError(kind, body);
  if (error !== null) return { error };
  const { state, nowMs } = scene;
  const template: Template = {
    id: newId(state, 'template'),
    account,
    kind,
    name: textIn(body, 'name')!,
    prompt: textIn(body, kind === 'firecrawl' ? 'prompt' : 'prompt_template')!,
    fields: kind === 'ai' ? [] : textsIn(body, 'output_fields')!,
    model: kind === 'firecrawl' ? null : textIn(body, 'model'),
    maxTokens: typeof body.max_tokens === 'number' ? body.max_tokens : null,
    endpointUrl: textIn(body, 'endpoint_url'),
    urlColumn: kind === 'firecrawl' ? textIn(body, 'url_column') : null,
    createdMs: nowMs,
  };
  state.templates[template.id] = template;
  return template;
}

function templateError(kind: TemplateKind, body: Body): string | null {
  const needed = {
    ai: ['name', 'prompt_template', 'model'],
    multi_ai: ['name', 'prompt_template', 'model'],
    firecrawl: ['name', 'url_column', 'prompt'],
  }[kind];
  const missing = needed.find((name) => textIn(body, name) === null);
  if (missing) return `${missing} is required`;
  if (kind !== 'ai' && textsIn(body, 'output_fields') === null)
    return 'output_fields must be a non-empty array of strings';
  if (kind === 'firecrawl') return null;
  const model = textIn(body, 'model')!;
  // A host of one's own has models of its own.
  if (providerOf(model) === null && textIn(body, 'endpoint_url') === null) return `unsupported model: ${model}`;
  const tokens = body.max_tokens;
  const isFine = tokens === undefined || tokens === null || (Number.isInteger(tokens) && (tokens as number) > 0);
  return isFine ? null : 'max_tokens must be a positive integer';
}

export function ownTemplate(id: unknown, kind: TemplateKind, account: string, { state }: Scene): Template | null {
  const template = typeof id === 'string' && Object.hasOwn(state.templates, id) ? state.templates[id]! : null;
  return template?.account === account && template.kind === kind ? template : null;
}

export function idNameOf(kind: TemplateKind, switches: EnrichablSwitches): string {
  return { ai: switches.aiTemplateId, multi_ai: 'multi_ai_id', firecrawl: 'firecrawl_id' }[kind];
}

export function describeTemplate(template: Template, switches: EnrichablSwitches): object {
  const base = { [idNameOf(template.kind, switches)]: template.id, name: template.name };
  const created_at = new Date(template.createdMs).toISOString();
  const { fields: output_fields, prompt } = template;
  if (template.kind === 'firecrawl')
    return { ...base, url_column: template.urlColumn, prompt, output_fields, created_at };
  return {
    ...base,
    ...(template.kind === 'multi_ai' ? { output_fields } : {}),
    prompt_template: prompt,
    model: template.model,
    max_tokens: template.maxTokens,
    endpoint_url: template.endpointUrl,
    created_at,
  };
}
