// Starting a job: the one kind of call that makes a third party charge. Checks, targets, and the job. What the job does is in job.ts.

import { type FetchReply, type FetchRequest, type HttpReply, htmlReply, jsonReply } from '../http';
import { errorReply, tooMany } from './account';
import { type Body, isObject, isRefusal, textIn, textsIn } from './body';
import { wordOf } from './job';
import { newestFirst } from './lead-list';
import { magicIn } from './magic';
import { troubled, troubleFor } from './magic-trouble';
import { providerOf } from './models';
import { ownPipeline } from './pipelines';
import { type Job, newId, type Row, type Scene, type Service, type Target, type Work } from './state';
import { ownTemplate } from './templates';

const SLOW_JOB_MS = 600_000;
const SERVICES = ['BOUNCEBAN', 'MAILVERI', 'HYBRID'];

type Chosen = { targets: Target[]; pipeline: string | null };

export function startJob(request: FetchRequest, family: string, body: Body, account: string, scene: Scene): FetchReply {
  const { state, switches } = scene;
  const work = family === 'validation' ? validationWork(body) : enrichmentWork(body, account, scene);
  if (isRefusal(work)) return work;
  const chosen = targetsOf(body, account, scene);
  if (isRefusal(chosen)) return chosen;
  const missing = keysNeeded(work).find((key) => !switches.providerKeys.includes(key));
  if (missing) return errorReply(switches.missingKeyAs, `No API key found for ${missing}`);
  const targets = work.type === 'VALIDATION' ? notValidated(chosen.targets, scene) : chosen.targets;
  const canBeEmpty = work.type === 'VALIDATION' && switches.nothingToValidate === 'empty-job';
  if (targets.length === 0 && !canBeEmpty) return errorReply(400, 'No leads to process');
  const running = state.open.filter((id) => state.jobs[id]!.account === account).length;
  if (switches.jobsAtOnce !== null && running >= switches.jobsAtOnce) {
    return tooMany('Too many concurrent bulk operations', 10_000, switches);
  }
  const leads = targets.map((target) => state.leads[target.lead]!);
  const trouble = troubleFor('start', leads, state);
  if (trouble === '429') return tooMany('Rate limit exceeded', 2000, switches);
  if (trouble === '502') return htmlReply(502, 'Bad Gateway');
  const skipped = chosen.targets.length - targets.length;
  const job = newJob({ account, pipeline: chosen.pipeline, work, targets, skipped }, scene);
  const reply = jsonReply(switches.startAs, describeStart(job, scene));
  return trouble === null ? reply : troubled(trouble, reply, request);
}

function enrichmentWork(body: Body, account: string, scene: Scene): Work | HttpReply {
  const type = body.enrichment_type;
  if (type === 'AI_COLUMN' || type === 'MULTI_AI_COLUMN') {
    const name = type === 'AI_COLUMN' ? 'ai_template_id' : 'multi_ai_template_id';
    if (textIn(body, name) === null) return errorReply(400, `${name} is required`);
    const template = ownTemplate(body[name], type === 'AI_COLUMN' ? 'ai' : 'multi_ai', account, scene);
    return template ? { type, template } : errorReply(404, 'Template not found');
  }
  if (type !== 'FIRECRAWL_EXTRACT') return errorReply(400, 'invalid enrichment_type');
  const config = body.firecrawl_extract_config;
  if (!isObject(config)) return errorReply(400, 'firecrawl_extract_config is required');
  const urlColumn = textIn(config, 'url_column');
  const prompt = textIn(config, 'prompt');
  const fields = textsIn(config, 'output_fields');
  if (urlColumn === null || prompt === null || fields === null) {
    return errorReply(400, 'firecrawl_extract_config needs url_column, prompt and output_fields');
  }
  if (urlColumn.startsWith('lead_') && scene.switches.leadPrefix === 'refused') {
    return errorReply(400, `unknown url_column: ${urlColumn}`);
  }
  return { type, urlColumn, prompt, fields };
}

function validationWork(body: Body): Work | HttpReply {
  const service = body.service;
  if (typeof service !== 'string' || !SERVICES.includes(service)) return errorReply(400, 'invalid service');
  return { type: 'VALIDATION', service: service as Service };
}

function keysNeeded(work: Work): string[] {
  if (work.type === 'FIRECRAWL_EXTRACT') return ['FIRECRAWL'];
  if (work.type === 'VALIDATION') return work.service === 'HYBRID' ? ['BOUNCEBAN', 'MAILVERI'] : [work.service];
  // A host of one's own needs no key that we know of.
  const provider = work.template.endpointUrl === null ? providerOf(work.template.model!) : null;
  return provider === null ? [] : [provider];
}

function targetsOf(body: Body, account: string, scene: Scene): Chosen | HttpReply {
  if (body.lead_ids !== undefined) return listedTargets(body, account, scene);
  if (textIn(body, 'pipeline_id') === null) return errorReply(400, 'pipeline_id or lead_ids is required');
  const pipeline = ownPipeline(body.pipeline_id, account, scene);
  if (!pipeline) return errorReply(404, 'Pipeline not found');
  const limit = body.limit ?? null;
  if (limit !== null && !(Number.isInteger(limit) && (limit as number) > 0)) {
    return errorReply(400, 'limit must be a positive integer');
  }
  // Newest first: "the first 100" of a list that was uploaded are the last that anybody would think of.
  const rows = newestFirst(pipeline, scene).slice(0, limit === null ? undefined : (limit as number));
  return { targets: rows.map(asTarget), pipeline: pipeline.id };
}

function listedTargets(body: Body, account: string, scene: Scene): Chosen | HttpReply {
  const { switches } = scene;
  const ids = textsIn(body, 'lead_ids');
  if (ids === null) return errorReply(400, 'lead_ids must be a non-empty array of strings');
  if (switches.maxLeadIds !== null && ids.length > switches.maxLeadIds) {
    return errorReply(400, `At most ${switches.maxLeadIds} lead_ids per request`);
  }
  const byId = rowsById(account, scene);
  const found = new Map<string, Target>();
  for (const id of ids) {
    const row = byId.get(id);
    if (row) found.set(row.lead, asTarget(row));
    else if (switches.unknownLeadIds === '404') return errorReply(404, 'Lead not found');
  }
  return { targets: [...found.values()], pipeline: null };
}

/** Rows of the account under the ids that `lead_ids` takes. */
function rowsById(account: string, { state, switches }: Scene): Map<string, Row> {
  const byId = new Map<string, Row>();
  for (const row of Object.values(state.rows)) {
    if (state.leads[row.lead]!.account !== account) continue;
    if (switches.leadIds !== 'pipeline_lead_id') byId.set(row.lead, row);
    if (switches.leadIds !== 'lead_id') byId.set(row.id, row);
  }
  return byId;
}

function asTarget(row: Row): Target {
  return { lead: row.lead, row: row.id };
}

function notValidated(targets: Target[], { state, switches }: Scene): Target[] {
  return targets.filter(({ row }) => {
    const word = state.rows[row]!.validation;
    return word === null || (word === 'UNKNOWN' && switches.unknownAgain === 'validated');
  });
}

function newJob(parts: Pick<Job, 'account' | 'pipeline' | 'work' | 'targets' | 'skipped'>, scene: Scene): Job {
  const { state, switches, nowMs } = scene;
  state.acceptedPosts++;
  const usualMs = {
    AI_COLUMN: switches.aiLeadMs,
    MULTI_AI_COLUMN: switches.aiLeadMs,
    FIRECRAWL_EXTRACT: switches.firecrawlLeadMs,
    VALIDATION: switches.validationLeadMs,
  }[parts.work.type];
  const isSlow = parts.targets.some(({ lead }) => magicIn(state.leads[lead]!, 'slow') !== null);
  const job: Job = {
    id: newId(state, 'job'),
    ...parts,
    createdMs: nowMs,
    clockMs: nowMs + switches.pendingMs,
    leadMs: isSlow ? Math.max(usualMs, Math.ceil(SLOW_JOB_MS / parts.targets.length)) : usualMs,
    done: [],
    cancelledMs: null,
    failedMs: null,
    completedMs: null,
  };
  state.jobs[job.id] = job;
  state.open.push(job.id);
  return job;
}

function describeStart(job: Job, { switches, nowMs }: Scene): object {
  const status = wordOf(job, nowMs);
  const rest = { status: switches.statusWords[status] ?? status, total_leads: job.targets.length };
  if (switches.jobId === 'nested') return { job: { id: job.id, ...rest } };
  if (switches.jobId === 'data') return { data: { job_id: job.id, ...rest } };
  return { [switches.jobId]: job.id, ...rest };
}
