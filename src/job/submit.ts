// Sends what is still to buy, batch by batch: stubs first, then one charge at a time, within cap, pace and time.
import { ownEntry } from '../archive/archive-index';
import { appendStubs, indexAgain, readInputs } from '../archive/archive-tab';
import { BATCHES_IN_AIR, REQUESTS_IN_AIR } from '../engine/state-budget';
import type { Json } from '../providers/operation';
import { inputBytes, type Ready } from './charge';
import type { Job } from './job';
import { answerFailed } from './keep-failed';
import type { Pass } from './pass';
import { requestInput, roundCredits, toSend } from './plan';
import { send } from './send';
import { inAir, type Slice, saveTicket, stopJob } from './slice';
import type { Request } from './table';
import { unsentRequests } from './unsent';

/** Stubs written by one append: enough that a slice seldom needs two. */
const STUBS_AT_ONCE = 2000;
const LOCK_WAIT_MS = 10_000;
const EPSILON = 1e-6;

export type Submitted = { unsent: number };

/** @returns how many requests are still unsent afterwards */
export function submit(slice: Slice, pass: Pass): Submitted {
  const { job } = slice;
  let waiting = unsentRequests(slice, pass);
  try {
    while (waiting.length > 0 && mayCharge(slice)) {
      const stubbed = withStubs(slice, waiting);
      if (!stubbed) break;
      const take = nextBatch(slice, stubbed);
      if (take.length === 0) break;
      const taken = new Set(take.map((ready) => ready.fingerprint));
      const before = slice.fresh.size;
      send(slice, take);
      const air = inAir(slice);
      waiting = waiting.filter(({ fingerprint }) => !air.has(fingerprint) && !slice.fresh.has(fingerprint));
      const moved = slice.fresh.size > before || [...taken].some((fingerprint) => air.has(fingerprint));
      if (!moved) break;
    }
  } finally {
    saveTicket(slice);
  }
  if (job.state === 'stopped') return { unsent: 0 };
  return { unsent: waiting.length };
}

function mayCharge({ job, budget, connection, batches, operation, settings, platform, overtaken }: Slice): boolean {
  if (job.state !== 'running' || overtaken || !connection || !budget.canCharge()) return false;
  if (platform.nowMs() < job.chargeAfterMs) return false;
  if (job.trial === 'due' && batches.length > 0) return false;
  return batches.length < Math.min(BATCHES_IN_AIR, operation.limits(settings).batchesInAir);
}

type Stubbed = { request: Request; sent: { [parameter: string]: Json } };

/** Sees to it that the next requests have their stubs, and takes what is sent from there: what was written down is what goes out. */
function withStubs(slice: Slice, waiting: Request[]): Stubbed[] | null {
  const { job, platform } = slice;
  const next = waiting.slice(0, STUBS_AT_ONCE);
  const first = next[0]!;
  if (!ownEntry(slice.index, first.fingerprint, job.id) && !writeStubs(slice, next)) return null;
  const ready = next.filter((request) => ownEntry(slice.index, request.fingerprint, job.id));
  const old = ready.filter((request) => !slice.sent.has(request.fingerprint));
  if (old.length > 0) saveTicket(slice);
  const inputs = readInputs(
    platform,
    slice.index,
    old.map((request) => ownEntry(slice.index, request.fingerprint, job.id)!),
  );
  for (const request of old) {
    const stored = inputs.get(ownEntry(slice.index, request.fingerprint, job.id)!.row);
    slice.sent.set(request.fingerprint, parseSent(stored?.sent) ?? sentNow(slice, request));
  }
  return ready.map((request) => ({ request, sent: slice.sent.get(request.fingerprint)! }));
}

function parseSent(text: string | undefined): { [parameter: string]: Json } | null {
  try {
    const sent = JSON.parse(text ?? '') as Json;
    return typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? sent : null;
  } catch {
    return null;
  }
}

function sentNow(slice: Slice, request: Request): { [parameter: string]: Json } {
  const sent = toSend(slice, request);
  return 'values' in sent ? sent.values : {};
}

/** Appends stubs for requests that have none. A text that cannot be sent is answered here and now, without a call. */
function writeStubs(slice: Slice, requests: Request[]): boolean {
  const { job, platform, operation } = slice;
  saveTicket(slice);
  if (!platform.documentLock.take(LOCK_WAIT_MS)) return false;
  try {
    slice.index = indexAgain(platform, slice.index);
    const missing = requests.filter((request) => !ownEntry(slice.index, request.fingerprint, job.id));
    const sent = missing.map((request) => ({ request, sent: toSend(slice, request) }));
    const stubs = sent.map((one) => ({
      operation: operation.id,
      by: job.user,
      sent: 'values' in one.sent ? JSON.stringify(one.sent.values) : '',
      canonical: one.request.canonical,
      key: one.request.fingerprint,
      job: job.id,
    }));
    appendStubs(platform, slice.index, stubs);
    for (const one of sent) if ('values' in one.sent) slice.sent.set(one.request.fingerprint, one.sent.values);
    const bad = sent.flatMap((one) =>
      'problem' in one.sent ? [{ fingerprint: one.request.fingerprint, reason: one.sent.problem }] : [],
    );
    answerFailed(slice, bad);
  } finally {
    platform.documentLock.release();
  }
  return true;
}

/** The next requests that may travel together: one group, within the batch's size, the air's room, and what the cap leaves. */
function nextBatch(slice: Slice, stubbed: Stubbed[]): Ready[] {
  const { job, operation, settings, learnt } = slice;
  const limits = operation.limits(settings);
  const most = Math.min(
    job.trial === 'due' ? limits.trialRequests : limits.requestsPerBatch,
    job.oneByOne ? 1 : limits.requestsPerBatch,
    REQUESTS_IN_AIR - inAir(slice).size,
    job.cap.requests - job.sentRequests,
  );
  const room = creditRoom(slice);
  const batch: Ready[] = [];
  let bytes = 0;
  let credits = 0;
  let group: string | undefined;
  for (const { request, sent } of stubbed) {
    if (slice.fresh.has(request.fingerprint)) continue;
    if (batch.length >= most) break;
    const input = requestInput(request, sent);
    const ownGroup = operation.groupOf?.(input, settings) ?? '';
    group ??= ownGroup;
    if (ownGroup !== group) continue;
    const price = operation.priceOf(input, settings, learnt);
    const max = price === 'unknown' ? null : price.max * job.dearer;
    bytes += inputBytes(sent);
    credits += max ?? 0;
    if (credits > room + EPSILON || (bytes > limits.bytesPerBatch && batch.length > 0)) break;
    batch.push({ fingerprint: request.fingerprint, input, maxCredits: max });
  }
  // What is in the air may turn out cheaper than its highest price: only with nothing in the air is the cap reached for good.
  const capped = batch.length === 0 && stubbed.some(({ request }) => !slice.fresh.has(request.fingerprint));
  slice.blocked = capped;
  if (capped && slice.batches.length === 0)
    stopJob(job, 'cap reached', capText(job.cap.requests <= job.sentRequests, slice));
  return batch;
}

/** Credits that one more batch may cost: the cap less what is spent, in doubt, and in the air at its highest price. */
function creditRoom({ job, batches }: Slice): number {
  if (job.cap.credits === null) return Number.POSITIVE_INFINITY;
  const air = batches.reduce((sum, batch) => sum + (batch.maxCredits ?? 0), 0);
  return job.cap.credits - job.spent - job.doubtCredits - air;
}

function inCheck(job: Job): string {
  return job.doubtCredits > EPSILON ? `, up to ${roundCredits(job.doubtCredits)} more may be,` : '';
}

function capText(byRequests: boolean, { job }: Slice): string {
  const reached = byRequests
    ? `${job.sentRequests} requests were sent`
    : `${roundCredits(job.spent)} credits are spent${inCheck(job)} and the next request could pass ${job.cap.credits}`;
  return `The cap is reached: ${reached}. Raise the cap and run the recipe again to go on.`;
}
