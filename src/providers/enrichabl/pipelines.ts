// Which pipeline a recipe means: by id, or by name and made where there is none. Also every other pipeline, since a lead may live there.
import type { Answer, Call, Failure, Json } from '../operation';
import { createCall, listOf, numberAt, PIPELINE_ID, PIPELINE_NAME, readCall, recordOf, textAt } from './listing';
import { bodyOf, isGood, isUnclear, readFailure, refused } from './refusal';
import type { PipelineSetting } from './settings';

export const LIST_PIPELINES: Call = readCall('/v1/pipelines');

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
        `Enrichabl has no pipeline ${String(setting)} that this key can see. Correct the recipe, or enter the right key`,
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

export function createPipeline(setting: PipelineSetting): Call {
  const { name, description, color } = (setting as Exclude<PipelineSetting, string>).create;
  // What the recipe does not say is left out of the JSON.
  const body = { pipeline_name: name, pipeline_description: description, pipeline_color: color } as Json;
  return createCall(LIST_PIPELINES.path, body);
}

/** The new pipeline's id; null where the answer does not tell whether there is one: then it is looked for by its name. */
export function hearCreated(answer: Answer): string | null | { failure: Failure } {
  if (isGood(answer)) return textAt(recordOf(bodyOf(answer), PIPELINE_ID), PIPELINE_ID);
  const failure = readFailure(answer, 'the new pipeline');
  return isUnclear(failure, answer) ? null : { failure };
}
