// The simulated Influencers.club (batch enrichment and credits) as one simulator: what comes before any call, and which part answers it. Start here.

import { dueFault, goWrong } from '../faults';
import { type FetchReply, type FetchRequest, headerOf, htmlReply, isFault, jsonReply } from '../http';
import type { Json, Ledger, Simulator } from '../simulator';
import { accountOf, describeCredits, limited, missingEndpoint, priceOf } from './account';
import { describeStatus, resume, settleDue } from './batch';
import { create } from './create';
import { download, movedTo, noSuchPage, notFound, presign, presignedFile } from './download';
import { type InfluencersCall, targetOf } from './routes';
import { copyState, type InfluencersState, newState, type Scene } from './state';
import { defaultSwitches, type InfluencersSwitches } from './switches';

export const INFLUENCERS_ORIGIN = 'https://api-dashboard.influencers.club';

export type InfluencersOptions = {
  switches?: Partial<InfluencersSwitches>;
  /** As given by save(). */
  state?: Json;
  /** Makes batch ids: another seed, other ids. */
  seed?: string;
};

export function createInfluencers(options: InfluencersOptions = {}): Simulator<InfluencersSwitches> {
  const switches = { ...defaultSwitches(), ...options.switches };
  const saved = options.state ? copyState(options.state as unknown as InfluencersState) : null;
  const state = saved ?? newState(options.seed ?? 'backfill');
  return {
    name: 'influencers',
    origin: INFLUENCERS_ORIGIN,
    knows: (path) => path.startsWith('/public/') || path.startsWith('/batch-results/'),
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
  const url = new URL(request.url);
  const target = targetOf(request.method, url.pathname);
  if (target.is === 'unknown') return noSuchPage();
  if (target.is === 'elsewhere') return movedTo(`${url.origin}${target.path}${url.search}`);
  if (target.is === 'wrong-method') {
    return jsonReply(405, { detail: `Method "${request.method.toUpperCase()}" not allowed.` }, { allow: target.allow });
  }
  state.calls[target.call] = (state.calls[target.call] ?? 0) + 1;
  const carryOut = () => answerCall(request, url, target.call, target.parts.id ?? '', scene);
  const fault = dueFault(switches.faults, target.call, state.seen);
  const reply = fault ? goWrong(fault, request, carryOut) : carryOut();
  return inTime(reply, request, target.call, switches);
}

/** Too slow for the caller is a time-out, too slow for the proxy is its page; what was asked has been done in both. */
function inTime(reply: FetchReply, request: FetchRequest, call: string, switches: InfluencersSwitches): FetchReply {
  if (isFault(reply)) return reply;
  const tookMs = reply.tookMs > 0 ? reply.tookMs : (switches.tookMs[call] ?? 0);
  const patienceMs = Math.min(request.timeoutMs, switches.gatewayMs);
  if (tookMs <= patienceMs) return { ...reply, tookMs };
  if (request.timeoutMs < switches.gatewayMs) return { fault: `Timeout: ${request.url}`, tookMs: request.timeoutMs };
  return { ...htmlReply(504, 'Gateway Time-out'), tookMs: switches.gatewayMs };
}

function answerCall(request: FetchRequest, url: URL, call: InfluencersCall, id: string, scene: Scene): FetchReply {
  const { state, switches } = scene;
  if (call === 'file') {
    return presignedFile(state.batches[id], url.searchParams, headerOf(request, 'authorization') !== '', scene);
  }
  const tag = accountOf(request, scene);
  if (typeof tag !== 'string') return tag;
  const account = state.accounts[tag]!;
  const tooMany = limited(account, scene);
  if (tooMany) return tooMany;
  if (call === 'credits') return missingEndpoint(switches.credits) ?? describeCredits(account, switches);
  if (call === 'create') return create(request, tag, scene);
  // Somebody else's batch is as unknown as one that never was.
  const batch = state.batches[id]?.account === tag ? state.batches[id] : undefined;
  if (call === 'presigned') {
    const missing = missingEndpoint(switches.presigned);
    if (missing) return missing;
  }
  if (!batch) return notFound();
  if (call === 'status') return describeStatus(batch, scene);
  if (call === 'resume') return resume(batch, scene);
  return call === 'presigned' ? presign(batch, scene) : download(batch, url.searchParams.get('format'), scene);
}

/** A record that is not done yet stands there with the most that it can cost. */
function ledgerOf(state: InfluencersState, switches: InfluencersSwitches): Ledger {
  const billed = Object.values(state.batches).flatMap((batch) => {
    const { mode, platform } = batch.wanted;
    const isOver = batch.failedMs !== null;
    return batch.records.map((input, n) => ({
      task: batch.id,
      // Enrichments have no numbers here; what was asked for stands in the params.
      enrichment: 0,
      params: { mode, platform, input },
      credits: batch.charged[n] ?? (isOver ? 0 : priceOf(mode, switches)),
      atMs: batch.createdMs,
    }));
  });
  return { billed, acceptedPosts: state.acceptedPosts, calls: { ...state.calls } };
}
