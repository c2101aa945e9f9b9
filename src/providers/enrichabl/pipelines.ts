// Which pipeline a recipe means: by id, or by name and made where there is none. Also every other pipeline, since a lead may live there.
import type { Answer, Call, Failure, Json } from '../operation';
import { listOf, numberAt, PIPELINE_ID, PIPELINE_NAME, recordOf, textAt } from './listing';
import { bodyOf, isGood, readFailure } from './refusal';
import type { PipelineSetting } from './settings';

export const LIST_PIPELINES: Call = { effect: 'read', method: 'GET', path: '/v1/pipelines' };

/** `id` is null where the pipeline is still to be made. */
export type Pipelines = { id: string | null; all: string[]; leads: number; inPipeline: number };

export function hearPipelines(setting: PipelineSetting, answer: Answer): Pipelines | { failure: Failure } {
  const list = listOf(bodyOf(answer));
  if (!list) return { failure: readFailure(answer, 'the list of pipelines') };
  const all = list.flatMap((one) => {
    const id = textAt(one, PIPELINE_ID);
    return id === null ? [] : [{ id, name: textAt(one, PIPELINE_NAME) ?? '', leads: numberAt(one, ['total_leads']) }];
  });
  const wanted = typeof setting === 'string' ? null : setting.create.name.trim();
  const hits = all.filter((one) => (wanted === null ? one.id === setting : one.name.trim() === wanted));
  if (wanted === null && hits.length === 0)
    return {
      failure: refused(
        `Enrichabl has no pipeline ${String(setting)} that this key can see. Correct the recipe, or enter the key it belongs to`,
      ),
    };
  if (hits.length > 1)
    return { failure: refused(`Enrichabl has ${hits.length} pipelines called "${wanted}". Name one by its id`) };
  return {
    id: hits[0]?.id ?? null,
    // Those that hold nothing need not be read.
    all: all.filter((one) => one.leads === null || one.leads > 0 || one.id === hits[0]?.id).map((one) => one.id),
    leads: all.reduce((sum, one) => sum + (one.leads ?? 0), 0),
    inPipeline: hits[0]?.leads ?? 0,
  };
}

function refused(reason: string): Failure {
  return { kind: 'pause', why: 'refused', reason: `${reason}.` };
}

export function createPipeline(setting: PipelineSetting): Call {
  const { name, description, color } = typeof setting === 'string' ? { name: setting } : setting.create;
  const body: { [key: string]: Json } = { pipeline_name: name };
  if (description !== undefined) body.pipeline_description = description;
  if (color !== undefined) body.pipeline_color = color;
  return { effect: 'create', method: 'POST', path: '/v1/pipelines', body };
}

/** The new pipeline's id; null where the answer does not tell whether there is one: then it is looked for by its name. */
export function hearCreated(answer: Answer): string | null | { failure: Failure } {
  if (isGood(answer)) return textAt(recordOf(bodyOf(answer), PIPELINE_ID), PIPELINE_ID);
  const failure = readFailure(answer, 'the new pipeline');
  return failure.kind === 'again' && ('fault' in answer ? answer.sent : true) ? null : { failure };
}
