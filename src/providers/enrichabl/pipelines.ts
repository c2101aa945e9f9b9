// Which pipeline a recipe means: by id, or by name and made where there is none. Also every other pipeline, since a lead may live there.
import { bodyOf, isOk, numberField } from '../answer';
import type { Answer, Call, Failure, Json } from '../operation';
import { createCall, type Named, PIPELINE_ID, PIPELINE_NAME, pick, readCall, recordOf, textAt } from './listing';
import { makeFailure, type Quota, quotaIn } from './refusal';
import type { PipelineSetting } from './settings';

export const LIST_PIPELINES: Call = readCall('/v1/pipelines');

/** `pipeline` is '' where it is still to be made. `leads`: of all pipelines; `inPipeline`: of this one. `quota`: where it is told. */
export type Pipelines = { pipeline: string; all: string[]; leads: number; inPipeline: number; quota: Quota | null };

export function hearPipelines(setting: PipelineSetting, answer: Answer): Pipelines | { failure: Failure } {
  const wanted = typeof setting === 'string' ? { id: setting } : { name: setting.create.name };
  const picked = pick(answer, 'pipeline', PIPELINE_ID, PIPELINE_NAME, wanted);
  if ('failure' in picked) return picked;
  const { hit } = picked;
  return {
    pipeline: hit?.id ?? '',
    // Those that hold nothing need not be read.
    all: picked.all.filter((one) => one === hit || leadsOf(one) !== 0).map((one) => one.id),
    leads: allLeads(picked.all),
    inPipeline: allLeads(hit ? [hit] : []),
    quota: quotaIn(bodyOf(answer)),
  };
}

function leadsOf({ record }: Named): number | null {
  return numberField(record, 'total_leads');
}

export function allLeads(pipelines: Named[]): number {
  return pipelines.reduce((sum, one) => sum + (leadsOf(one) ?? 0), 0);
}

export function createPipeline(setting: PipelineSetting): Call {
  const { name, description, color } = (setting as Exclude<PipelineSetting, string>).create;
  // What the recipe does not say is left out of the JSON.
  const body = { pipeline_name: name, pipeline_description: description, pipeline_color: color } as Json;
  return createCall(LIST_PIPELINES.path, body);
}

/** The new pipeline's id; null where the answer does not tell whether there is one: then it is looked for by its name. */
export function hearCreated(answer: Answer): string | null | { failure: Failure } {
  if (isOk(answer)) return textAt(recordOf(bodyOf(answer), PIPELINE_ID), PIPELINE_ID);
  const failure = makeFailure(answer, 'the new pipeline');
  return failure.kind === 'doubt' ? null : { failure };
}
