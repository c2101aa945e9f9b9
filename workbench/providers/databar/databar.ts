// The simulated Databar (api.databar.ai, /v1) as one simulator: what comes before any call, and which part answers it. Start here.

import { dueFault, goWrong, tooMany } from '../faults';
import { type FetchReply, type FetchRequest, jsonReply } from '../http';
import type { Json, Simulator } from '../simulator';
import { accountOf } from './account';
import { integerIssues, unprocessable } from './body';
import { type DatabarLedger, ledgerOf } from './ledger';
import { describeEntry, describeUser, listChoices, listEntries, missingEndpoint } from './listing';
import { type DatabarCall, isTableCall, targetOf } from './routes';
import { copyState, type DatabarState, newState, type Scene } from './state';
import { submit } from './submit';
import { type DatabarSwitches, defaultSwitches } from './switches';
import { answerTable } from './tables/answer-table';
import { landDue } from './tables/table-run';
import { cancelTask, lookAtTask, settleDue } from './task';
import { describeWaterfall, listWaterfalls } from './waterfall-listing';
import { submitWaterfall } from './waterfall-submit';

export const DATABAR_ORIGIN = 'https://api.databar.ai';
const MINUTE_MS = 60_000;

export type DatabarOptions = {
  switches?: Partial<DatabarSwitches>;
  /** As given by save(). */
  state?: Json;
  /** Makes task ids: another seed, other ids. */
  seed?: string;
};

export type Databar = Omit<Simulator<DatabarSwitches>, 'ledger'> & { readonly ledger: DatabarLedger };

export function createDatabar(options: DatabarOptions = {}): Databar {
  const switches = { ...defaultSwitches(), ...options.switches };
  const saved = options.state ? copyState(options.state as unknown as DatabarState) : null;
  const state = saved ?? newState(options.seed ?? 'backfill');
  return {
    name: 'databar',
    origin: DATABAR_ORIGIN,
    knows: (path) => path.startsWith('/v1/') || path === '/health',
    answer: (request, nowMs) => answer(request, { state, switches, nowMs }),
    save: () => copyState(state) as unknown as Json,
    switches,
    get ledger() {
      return ledgerOf(state, switches);
    },
  };
}

function answer(request: FetchRequest, scene: Scene): FetchReply {
  const { state, switches } = scene;
  settleDue(scene);
  landDue(scene);
  const url = new URL(request.url);
  const target = targetOf(request.method, url.pathname);
  if (target.is === 'unknown') return jsonReply(404, { detail: 'Not Found' });
  if (target.is === 'elsewhere') {
    return { ...jsonReply(307, null), headers: { location: `${url.origin}${target.path}${url.search}` }, body: '' };
  }
  if (target.is === 'wrong-method') return jsonReply(405, { detail: 'Method Not Allowed' }, { allow: target.allow });
  if (target.call === 'health') return jsonReply(200, { status: 'ok' });

  state.calls[target.call] = (state.calls[target.call] ?? 0) + 1;
  const carryOut = () => answerCall(request, url, target.call, target.parts, scene);
  const fault = dueFault(switches.faults, target.call, state.seen);
  const reply = fault ? goWrong(fault, request, carryOut) : (limited(target.call, scene) ?? carryOut());
  return inTime(reply, request, switches.tookMs[target.call] ?? 0);
}

function inTime(reply: FetchReply, request: FetchRequest, tookMs: number): FetchReply {
  if (reply.tookMs > 0) return reply;
  if (tookMs > request.timeoutMs) return { fault: `Timeout: ${request.url}`, tookMs: request.timeoutMs };
  return { ...reply, tookMs };
}

function answerCall(
  request: FetchRequest,
  url: URL,
  call: DatabarCall,
  parts: Record<string, string>,
  scene: Scene,
): FetchReply {
  const { state, switches } = scene;
  const account = accountOf(request, scene);
  if (typeof account !== 'string') return account;
  if (call === 'poll' || call === 'cancel') {
    const missing = missingEndpoint(switches.tasks);
    if (missing) return missing;
    const task = state.tasks[parts.id!]?.account === account ? state.tasks[parts.id!] : undefined;
    if (call === 'cancel') return cancelTask(task, scene);
    return lookAtTask(task, url.searchParams.get('include_partial') === 'true', scene);
  }
  if (call === 'catalogue') return missingEndpoint(switches.catalogue) ?? listEntries(url.searchParams, switches);
  if (call === 'balance') {
    return missingEndpoint(switches.balance) ?? describeUser(account, state.accounts[account]!.balance);
  }
  if (isTableCall(call)) return answerTable(request, url, { call, parts, account }, scene);
  if (call === 'waterfalls') return missingEndpoint(switches.waterfalls) ?? listWaterfalls(switches);
  if (call === 'waterfall')
    return missingEndpoint(switches.waterfalls) ?? describeWaterfall(parts.waterfall!, switches);
  if (parts.waterfall !== undefined) {
    return submitWaterfall(request, { account, waterfall: parts.waterfall, single: parts.how === 'run' }, scene);
  }
  const issues = integerIssues(parts.id, ['path', 'enrichment_id'], 0, Number.MAX_SAFE_INTEGER);
  if (issues.length > 0) return unprocessable(issues);
  const enrichment = Number(parts.id);
  if (call === 'details') return missingEndpoint(switches.details) ?? describeEntry(enrichment);
  if (call === 'choices') {
    return missingEndpoint(switches.choices) ?? listChoices(enrichment, parts.slug!, url.searchParams, switches);
  }
  return submit(request, { account, enrichment, single: parts.how === 'run' }, scene);
}

/** 429, where a rate limit is set and reached. */
function limited(call: DatabarCall, { state, switches, nowMs }: Scene): FetchReply | null {
  const limit = switches.rateLimit;
  if (!limit || (limit.on !== 'any' && limit.on !== call)) return null;
  const seen = `rate ${JSON.stringify(limit)}`;
  const count = (state.seen[seen] ?? 0) + 1;
  state.seen[seen] = count;
  state.recentMs = state.recentMs.filter((atMs) => atMs > nowMs - MINUTE_MS);
  const isOver = limit.perMinute !== undefined && state.recentMs.length >= limit.perMinute;
  if (!isOver && count > (limit.firstCalls ?? 0)) {
    state.recentMs.push(nowMs);
    return null;
  }
  const waitMs = isOver ? state.recentMs[0]! + MINUTE_MS - nowMs : 5000;
  return tooMany(limit.retryAfter === 'http-date' ? new Date(nowMs + waitMs).toUTCString() : limit.retryAfter);
}
