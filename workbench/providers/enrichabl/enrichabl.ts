// The simulated Enrichabl (api.enrichabl.com, /v1) as one simulator: what comes before any call, and which part answers it. Start here.

import { dueFault, goWrong } from '../faults';
import { emptyReply, type FetchReply, type FetchRequest, isFault, jsonReply } from '../http';
import type { Json, Ledger, Simulator } from '../simulator';
import type { Target } from '../target';
import { accountOf, errorReply, limited } from './account';
import { isRefusal, readObject } from './body';
import { addColumn } from './columns';
import { cancelJob, describeJob, describeProgress, ownJob, settleDue } from './job';
import { listLeads } from './lead-list';
import { createPipeline, describePipeline, listPipelines, ownPipeline } from './pipelines';
import { type EnrichablCall, targetOf } from './routes';
import { startJob } from './start';
import { copyState, type EnrichablState, type Job, newState, type Scene } from './state';
import { defaultSwitches, type EnrichablSwitches } from './switches';
import { createTemplate, listTemplates, templateKindOf } from './templates';
import { uploadLeads } from './upload';

export const ENRICHABL_ORIGIN = 'https://api.enrichabl.com';

export type EnrichablOptions = {
  switches?: Partial<EnrichablSwitches>;
  /** As given by save(). */
  state?: Json;
  /** Makes ids: another seed, other ids. */
  seed?: string;
};

export function createEnrichabl(options: EnrichablOptions = {}): Simulator<EnrichablSwitches> {
  const switches = { ...defaultSwitches(), ...options.switches };
  const saved = options.state ? copyState(options.state as unknown as EnrichablState) : null;
  const state = saved ?? newState(options.seed ?? 'backfill');
  return {
    name: 'enrichabl',
    origin: ENRICHABL_ORIGIN,
    knows: (path) => /^\/v1\/(pipelines|columns|enrichment|validation)(\/|$)/.test(path),
    answer: (request, nowMs) => answer(request, { state, switches, nowMs }),
    save: () => copyState(state) as unknown as Json,
    switches,
    get ledger() {
      return ledgerOf(state);
    },
  };
}

function answer(request: FetchRequest, scene: Scene): FetchReply {
  const { state, switches } = scene;
  settleDue(scene);
  const url = new URL(request.url);
  const target = targetOf(request.method, url.pathname);
  if (target.is === 'elsewhere' && switches.trailingSlash === '301') {
    return emptyReply(301, { location: `${url.origin}${target.path}${url.search}` });
  }
  if (target.is === 'unknown' || target.is === 'elsewhere') return errorReply(404, 'Not found');
  if (target.is === 'wrong-method') return jsonReply(405, { error: 'Method not allowed' }, { allow: target.allow });
  state.calls[target.call] = (state.calls[target.call] ?? 0) + 1;
  const carryOut = () => answerCall(request, url, target, scene);
  const fault = dueFault(switches.faults, target.call, state.seen);
  const reply = fault ? inOwnWords(goWrong(fault, request, carryOut)) : carryOut();
  return inTime(reply, request, switches.tookMs[target.call] ?? 0);
}

/** Faults speak as Databar does; here every error stands under `error`. */
function inOwnWords(reply: FetchReply): FetchReply {
  return isFault(reply) ? reply : { ...reply, body: reply.body.replace(/^\{"detail":("[^"]*")\}$/, '{"error":$1}') };
}

function inTime(reply: FetchReply, request: FetchRequest, usualMs: number): FetchReply {
  if (isFault(reply)) return reply;
  const tookMs = reply.tookMs > 0 ? reply.tookMs : usualMs;
  if (tookMs > request.timeoutMs) return { fault: `Timeout: ${request.url}`, tookMs: request.timeoutMs };
  return { ...reply, tookMs };
}

type Asked = Extract<Target<EnrichablCall>, { is: 'call' }>;

function answerCall(request: FetchRequest, url: URL, asked: Asked, scene: Scene): FetchReply {
  const { state, switches } = scene;
  const account = accountOf(request, scene);
  if (typeof account !== 'string') return account;
  const tooMany = limited(state.accounts[account]!, scene);
  if (tooMany) return tooMany;
  if (switches.readOnly && asked.method === 'POST') return errorReply(403, 'Your subscription is in read-only mode');
  const { call, parts } = asked;
  if (call === 'progress' || call === 'job' || call === 'cancel') return answerJob(asked, account, scene);
  if (asked.method === 'GET') return answerRead(url, asked, account, scene);
  const pipeline = parts.id === undefined ? null : ownPipeline(parts.id, account, scene);
  if (parts.id !== undefined && !pipeline) return errorReply(404, 'Pipeline not found');
  if (call === 'upload') return uploadLeads(request, pipeline!, scene);
  const body = readObject(request, switches);
  if (isRefusal(body)) return body;
  if (call === 'pipelines') return createPipeline(body, account, scene);
  if (call === 'columns') return addColumn(body, pipeline!, scene);
  if (call === 'templates') return createTemplate(templateKindOf(parts.kind), body, account, scene);
  return startJob(request, parts.family!, body, account, scene);
}

function answerJob({ call, parts }: Asked, account: string, scene: Scene): FetchReply {
  const job = ownJob(parts.id, parts.family!, account, scene);
  if (!job) return errorReply(404, 'Job not found');
  if (call === 'cancel') return cancelJob(job, scene);
  return call === 'job' ? describeJob(job, scene) : describeProgress(job, scene);
}

function answerRead(url: URL, { call, parts }: Asked, account: string, scene: Scene): FetchReply {
  if (call === 'templates') return listTemplates(templateKindOf(parts.kind), account, scene);
  if (parts.id === undefined) return listPipelines(account, scene);
  const pipeline = ownPipeline(parts.id, account, scene);
  if (!pipeline) return errorReply(404, 'Pipeline not found');
  if (call === 'leads') return listLeads(pipeline, url.searchParams, scene);
  return jsonReply(200, describePipeline(pipeline, scene));
}

/** One entry for each lead of each job that was started. Enrichabl has no credits: what counts is how often a third party charges. */
function ledgerOf(state: EnrichablState): Ledger {
  const billed = Object.values(state.jobs).flatMap((job) => {
    const isOver = !state.open.includes(job.id);
    return job.targets.map(({ lead }, n) => ({
      task: job.id,
      // Enrichments have no numbers here; what was asked for stands in the params.
      enrichment: 0,
      params: { ...paramsOf(job), email: state.leads[lead]!.email },
      credits: job.done[n]?.charges ?? (isOver ? 0 : mostCharges(job)),
      atMs: job.createdMs,
    }));
  });
  return { billed, acceptedPosts: state.acceptedPosts, calls: { ...state.calls } };
}

function paramsOf({ work }: Job): Record<string, Json> {
  if (work.type === 'VALIDATION') return { type: work.type, service: work.service };
  if (work.type === 'FIRECRAWL_EXTRACT') return { type: work.type, fields: work.fields };
  return { type: work.type, template: work.template.name };
}

function mostCharges({ work }: Job): number {
  return work.type === 'VALIDATION' && work.service === 'HYBRID' ? 2 : 1;
}
