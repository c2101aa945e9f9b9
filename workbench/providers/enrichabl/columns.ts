// Attaching a column to a pipeline: a base field, an AI template (there or inline), a field of a multi-AI or Firecrawl template. Fills nothing.

import { emptyReply, type HttpReply } from '../http';
import { errorReply } from './account';
import { type Body, isObject, textIn } from './body';
import { madeReply } from './pipelines';
import { type Column, newId, type Pipeline, type Scene, type Template } from './state';
import { makeTemplate, ownTemplate } from './templates';
import { LEAD_FIELDS } from './upload';

type Wanted = { type: Column['type']; key: string; template: string | null };

export function addColumn(body: Body, pipeline: Pipeline, scene: Scene): HttpReply {
  const wanted = wantedColumn(body, pipeline.account, scene);
  if ('body' in wanted) return wanted;
  const { switches } = scene;
  const there = pipeline.columns.find(
    (one) => one.type === wanted.type && one.key === wanted.key && one.template === wanted.template,
  );
  if (there && switches.reattach === '409') return errorReply(409, 'Column already exists');
  const column = there && switches.reattach === 'same' ? there : { id: newId(scene.state, 'column'), ...wanted };
  if (column !== there) pipeline.columns.push(column);
  if (switches.columnAnswer === 'empty') return emptyReply(switches.madeAs);
  return madeReply(describeColumn(column, pipeline), switches);
}

function wantedColumn(body: Body, account: string, scene: Scene): Wanted | HttpReply {
  const type = body.type;
  if (type === 'base') {
    const key = textIn(body, 'key');
    if (key === null) return errorReply(400, 'key is required');
    const isKnown = key === 'email' || (LEAD_FIELDS as readonly string[]).includes(key);
    return isKnown ? { type, key, template: null } : errorReply(400, `unknown base column: ${key}`);
  }
  if (type !== 'ai' && type !== 'multi_ai' && type !== 'firecrawl') return errorReply(400, 'invalid column type');
  if (body.template !== undefined && type !== 'ai')
    return errorReply(400, `inline templates are not supported for ${type}`);
  const template = templateFor(type, body, account, scene);
  if ('body' in template) return template;
  if (type === 'ai') return { type, key: template.name, template: template.id };
  const field = textIn(body, 'field');
  if (field === null) return errorReply(400, 'field is required');
  if (!template.fields.includes(field)) return errorReply(400, `unknown output field: ${field}`);
  return {
    type,
    key: type === 'firecrawl' ? `Firecrawl: ${field}` : `${template.name}: ${field}`,
    template: template.id,
  };
}

function templateFor(
  type: Exclude<Column['type'], 'base'>,
  body: Body,
  account: string,
  scene: Scene,
): Template | HttpReply {
  if (isObject(body.template)) {
    const made = makeTemplate(type, body.template, account, scene);
    return 'error' in made ? errorReply(400, made.error) : made;
  }
  if (textIn(body, 'template_id') === null) return errorReply(400, 'template_id is required');
  return ownTemplate(body.template_id, type, account, scene) ?? errorReply(404, 'Template not found');
}

function describeColumn(column: Column, pipeline: Pipeline): object {
  return {
    column_id: column.id,
    pipeline_id: pipeline.id,
    type: column.type,
    key: column.key,
    template_id: column.template,
  };
}
