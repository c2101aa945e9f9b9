// Sends what is still to buy, batch by batch: stubs first, then one charge at a time, within cap, pace and time.
import { ownEntry } from '../archive/archive-index';
import { appendStubs, indexAgain, readInputs } from '../archive/archive-tab';
import { REQUESTS_IN_AIR } from '../engine/state-budget';
import type { Json } from '../providers/operation';
import { inAir, roomMs } from './air';
import { inputBytes, type Ready } from './charge';
import { restsForDay } from './day-limit';
import type { Job } from './job';
import { answerFailed } from './keep-failed';
import type { Pass } from './pass';
import { requestInput, roundCredits, toSend } from './plan';
import { send } from './send';
import { type Slice, saveTicket, stopJob } from './slice';
import type { Request } from './table';
import { unsentRequests } from './unsent';

/** Stubs written by one append: enough that a slice seldom needs two. */
const STUBS_AT_ONCE = 2000;
/** Requests that wait with their stubs: more are not written ahead, since a run may pause or be stopped before it sends them. */
const STUBS_AHEAD = 8000;
const LOCK_WAIT_MS = 10_000;
const BUSY_MS = 5_000;
const AGAIN_MS = 1_000;
const EPSILON = 1e-6;

/** Takes over a pass: what is still to be sent by it. */
export function lookOver(slice: Slice, pass: Pass): void {
  slice.pass = pass;
  slice.ready = [];
  slice.waiting = unsentRequests(slice, pass);
}

export function isAllSent({ job, ready, waiting }: Slice): boolean {
  return job.state === 'stopped' || ready.length + waiting.length === 0;
}

/** Charges batch after batch while that is allowed. */
export function submit(slice: Slice): void {
  try {
    while (!isAllSent(slice) && mayCharge(slice)) {
      if (slice.ready.length === 0) {
        if (makeReady(slice)) continue;
        later(slice, BUSY_MS);
        return;
      }
      const take = nextBatch(slice);
      if (take.length === 0) return;
      const left = slice.ready.length;
      send(slice, take);
      const air = inAir(slice);
      slice.ready = slice.ready.filter(({ request: { fingerprint } }) => isUnsent(slice, fingerprint, air));
      if (slice.ready.length === left) {
        later(slice, AGAIN_MS);
        return;
      }
    }
  } finally {
    saveTicket(slice);
  }
}

/** Nothing could be sent just now: the next try is not at once. */
function later({ job, platform }: Slice, ms: number): void {
  job.chargeAfterMs = Math.max(job.chargeAfterMs, platform.nowMs() + ms);
}

function isUnsent(slice: Slice, fingerprint: string, air: ReadonlySet<string>): boolean {
  return !air.has(fingerprint) && !slice.fresh.has(fingerprint);
}

/** Whether one more charge may go out now, by the run's state, the provider's pace, what is in the air, and the time left. */
export function mayCharge(slice: Slice): boolean {
  const { job, budget, connection, platform, overtaken } = slice;
  if (job.state !== 'running' || overtaken || !connection || !budget.canCharge()) return false;
  return platform.nowMs() >= Math.max(job.chargeAfterMs, roomMs(slice)) && !restsForDay(slice);
}

/** Whether there are requests that will go out when others are answered, and have no stub yet. */
export function mayStubAhead({ job, ready, waiting, overtaken }: Slice): boolean {
  const isSoon = ready.length < Math.min(STUBS_AHEAD, job.cap.requests - job.sentRequests);
  return job.state === 'running' && waiting.length > 0 && isSoon && !overtaken;
}

/** A wait is used for what would take time later. @returns whether something was done */
export function stubAhead(slice: Slice): boolean {
  return mayStubAhead(slice) && makeReady(slice);
}

/** Sees to it that the next requests have their stubs, and takes what is sent from there. False without the document lock. */
function makeReady(slice: Slice): boolean {
  const { job, platform } = slice;
  const next = slice.waiting.slice(0, STUBS_AT_ONCE);
  saveTicket(slice);
  if (!ownEntry(slice.index, next[0]!.fingerprint, job.id) && !writeStubs(slice, next)) return false;
  const stubs = next.flatMap((request) => ownEntry(slice.index, request.fingerprint, job.id) ?? []);
  const old = stubs.filter(({ key }) => !slice.sent.has(key));
  const inputs = readInputs(platform, slice.index, old);
  for (const { key, row } of old) {
    const sent = parseSent(inputs.get(row)?.sent);
    if (sent) slice.sent.set(key, sent);
  }
  const air = inAir(slice);
  for (const request of next) {
    if (!ownEntry(slice.index, request.fingerprint, job.id) || !isUnsent(slice, request.fingerprint, air)) continue;
    slice.ready.push({ request, sent: slice.sent.get(request.fingerprint) ?? sentNow(slice, request) });
  }
  const taken = new Set(stubs.map(({ key }) => key));
  slice.waiting = slice.waiting.filter(({ fingerprint }) => !taken.has(fingerprint));
  return true;
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
function nextBatch(slice: Slice): Ready[] {
  const { job, operation, settings, learnt, ready } = slice;
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
  for (const { request, sent } of ready) {
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
  const capped = batch.length === 0;
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
