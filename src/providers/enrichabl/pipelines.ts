// Which pipeline a recipe means: by id, or by name and made where there is none. Also every other pipeline, since a lead may live there.
import type { Answer, Call, Failure, Json } from '../operation';
import { createCall, numberAt, PIPELINE_ID, PIPELINE_NAME, pick, readCall, recordOf, textAt } from './listing';
import { bodyOf, isGood, isUnclear, readFailure } from './refusal';
import type { PipelineSetting } from './settings';

export const LIST_PIPELINES: Call = readCall('/v1/pipelines');

/** `pipeline` is '' where it is still to be made. `leads`: of all pipelines; `inPipeline`: of this one. */
export type Pipelines = { pipeline: string; all: string[]; leads: number; inPipeline: number };

export function hearPipelines(setting: PipelineSetting, answer: Answer): Pipelines | { failure: Failure } {
  const wanted = typeof setting === 'string' ? { id: setting } : { name: setting.create.name };
  const picked = pick(answer, 'pipeline', PIPELINE_ID, PIPELINE_NAME, wanted);
  if ('failure' in picked) return picked;
  const { hit } = picked;
  const leadsOf = (record: Json | undefined): number | null => numberAt(record, ['total_leads']);
  return {
    pipeline: hit?.id ?? '',
    // Those that hold nothing need not be read.
    all: picked.all.filter((one) => one === hit || leadsOf(one.record) !== 0).map((one) => one.id),
    leads: picked.all.reduce((sum, one) => sum + (leadsOf(one.record) ?? 0), 0),
    inPipeline: leadsOf(hit?.record) ?? 0,
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
