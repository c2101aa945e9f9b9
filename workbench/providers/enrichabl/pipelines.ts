// Pipelines: made, listed with their numbers, looked at. Their leads are in upload.ts and lead-list.ts.

import { type HttpReply, jsonReply } from '../http';
import { errorReply } from './account';
import { type Body, textIn } from './body';
import { SAMPLE_PIPELINE, samplePipeline } from './sample-pipeline';
import { newId, type Pipeline, type Scene } from './state';

export function createPipeline(body: Body, account: string, scene: Scene): HttpReply {
  const { state, switches, nowMs } = scene;
  const name = textIn(body, 'pipeline_name');
  if (name === null) return errorReply(400, 'pipeline_name is required');
  const pipeline: Pipeline = {
    id: newId(state, 'pipeline'),
    account,
    name,
    description: textIn(body, 'pipeline_description'),
    color: textIn(body, 'pipeline_color'),
    createdMs: nowMs,
    columns: [],
    rows: [],
  };
  state.pipelines[pipeline.id] = pipeline;
  return madeReply(describePipeline(pipeline, scene), switches);
}

export function listPipelines(account: string, scene: Scene): HttpReply {
  const { state, switches } = scene;
  const own = Object.values(state.pipelines).filter((pipeline) => pipeline.account === account);
  const items = own.map((pipeline) => describePipeline(pipeline, scene));
  const quota = { current_count: state.accounts[account]!.leads, quota_limit: switches.leadQuota };
  return listReply(items, 'pipelines', switches, switches.quotaTold === 'in-list' ? quota : {});
}

/** Somebody else's pipeline is as unknown as one that never was. */
export function ownPipeline(id: unknown, account: string, scene: Scene): Pipeline | null {
  if (id === SAMPLE_PIPELINE) return samplePipeline(account, scene);
  const { state } = scene;
  const pipeline = typeof id === 'string' && Object.hasOwn(state.pipelines, id) ? state.pipelines[id]! : null;
  return pipeline?.account === account ? pipeline : null;
}

export function describePipeline(pipeline: Pipeline, { state }: Scene): object {
  const rows = pipeline.rows.map((id) => state.rows[id]!);
  return {
    pipeline_id: pipeline.id,
    pipeline_name: pipeline.name,
    pipeline_description: pipeline.description,
    pipeline_color: pipeline.color,
    pipeline_created_at: new Date(pipeline.createdMs).toISOString(),
    total_leads: rows.length,
    imported_leads: rows.length,
    validated_leads: rows.filter((row) => row.validation !== null).length,
    enriched_leads: rows.filter((row) => state.leads[row.lead]!.enrichment === 'ENRICHED').length,
    valid_emails: rows.filter((row) => row.validation === 'VALID').length,
  };
}

export function madeReply(made: object, switches: Scene['switches']): HttpReply {
  return jsonReply(switches.madeAs, switches.madeShape === 'data' ? { data: made } : made);
}

export function listReply(items: object[], name: string, switches: Scene['switches'], beside: object = {}): HttpReply {
  if (switches.listShape === 'array') return jsonReply(200, items);
  return jsonReply(200, { [switches.listShape === 'named' ? name : 'data']: items, ...beside });
}
