// Sends what is still to buy, batch by batch: stubs first, then one charge at a time, within cap, pace and time.
import { ownEntry } from '../archive/archive-index';
import { appendStubs, readIndex, readInputs, writeAnswers } from '../archive/archive-tab';
import { backoffMs, PATIENCE_MS, retryAfterMs } from '../engine/backoff';
import { BATCHES_IN_AIR, REQUESTS_IN_AIR } from '../engine/state-budget';
import { PROVIDERS } from '../providers/all';
import type { Answer, Failure, Json } from '../providers/operation';
import { type Charged, charge, inputBytes, type Ready } from './charge';
import { trialText } from './collect';
import { requestInput, toSend } from './plan';
import { inAir, type Pass, pause, type Slice, save, stopJob } from './slice';
import type { Request } from './table';
import { unsentRequests } from './unsent';

/** Stubs written by one append: enough that a slice seldom needs two. */
const STUBS_AT_ONCE = 2000;
/** Charges in a row whose answers could not be read; each may have cost something. */
const DOUBTS = 3;
const LOCK_WAIT_MS = 10_000;
const EPSILON = 1e-6;

export type Submitted = { unsent: number };

/** @returns how many requests are still unsent afterwards */
export function submit(slice: Slice, pass: Pass): Submitted {
  const { job } = slice;
  let waiting = unsentRequests(slice, pass);
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
  if (!platform.documentLock.take(LOCK_WAIT_MS)) return false;
  try {
    slice.index = readIndex(platform);
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
    slice.index = appendStubs(platform, slice.index, stubs);
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
    const max = price === 'unknown' ? null : price.max;
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

function capText(byRequests: boolean, { job }: Slice): string {
  const reached = byRequests
    ? `${job.sentRequests} requests were sent`
    : `${job.spent} credits are spent and the next request could pass ${job.cap.credits}`;
  return `The cap is reached: ${reached}. Raise the cap and run the recipe again to go on.`;
}

/** Charges a batch and acts on the answer. */
function send(slice: Slice, requests: Ready[]): void {
  const { job } = slice;
  const isTrial = job.trial === 'due';
  const charged = charge(slice, requests);
  act(slice, requests, charged);
  const failed = requests.filter((request) => slice.failedNow.has(request.fingerprint));
  if (
    isTrial &&
    job.state === 'running' &&
    slice.batches.length === 0 &&
    failed.length === requests.length &&
    requests.length > 1
  ) {
    pause(job, 'refused', trialText(failed.length, slice.failedNow.get(failed[0]!.fingerprint)));
  }
}

function act(slice: Slice, requests: Ready[], charged: Charged): void {
  const { job } = slice;
  switch (charged.kind) {
    case 'accepted':
      job.refusals = 0;
      job.refusedSinceMs = null;
      job.doubts = 0;
      return;
    case 'overtaken':
      slice.overtaken = true;
      return;
    case 'doubt':
      job.doubts++;
      if (job.doubts >= DOUBTS)
        pause(
          job,
          'unreadable',
          `The last ${DOUBTS} answers to paid calls could not be read (${charged.reason}). Look at your account at the provider, then press Resume or Stop.`,
        );
      return;
    case 'refused':
      actOnRefusal(slice, requests, charged.failure, charged.answer);
  }
}

function actOnRefusal(slice: Slice, requests: Ready[], failure: Failure, answer: Answer): void {
  switch (failure.kind) {
    case 'bad rows': {
      const bad = failure.rows.map(({ index, reason }) => ({ fingerprint: requests[index]!.fingerprint, reason }));
      keepFailed(slice, bad);
      const blamed = new Set(bad.map((one) => one.fingerprint));
      const rest = requests.filter((request) => !blamed.has(request.fingerprint));
      if (rest.length > 0 && rest.length < requests.length && slice.budget.canCharge())
        act(slice, rest, charge(slice, rest));
      return;
    }
    case 'bad batch':
      isolate(slice, requests, failure.reason, failure.perRow);
      return;
    case 'pause':
      pause(slice.job, failure.why, failure.reason);
      return;
    default:
      waitLonger(slice, failure, answer);
  }
}

/** A batch refused without naming a row is halved, until both halves fail alike: then the reason is no row's. */
function isolate(slice: Slice, requests: Ready[], reason: string, perRow: boolean): void {
  if (requests.length === 1) {
    keepFailed(slice, [{ fingerprint: requests[0]!.fingerprint, reason }]);
    return;
  }
  const middle = requests.length >> 1;
  const halves = [requests.slice(0, middle), requests.slice(middle)];
  const refused: { half: Ready[]; reason: string; perRow: boolean }[] = [];
  for (const half of halves) {
    if (slice.job.state !== 'running' || slice.overtaken || !slice.budget.canCharge()) return;
    const charged = charge(slice, half);
    if (charged.kind === 'refused' && charged.failure.kind === 'bad batch')
      refused.push({ half, reason: charged.failure.reason, perRow: charged.failure.perRow });
    else act(slice, half, charged);
  }
  if (refused.length === 2 && refused[0]!.reason === refused[1]!.reason && !perRow && !refused[0]!.perRow) {
    const { name } = PROVIDERS[slice.operation.provider];
    pause(
      slice.job,
      'refused',
      `${name} refuses every request: ${reason}. Check the settings and the mapping, then press Resume or Stop.`,
    );
    return;
  }
  for (const one of refused) isolate(slice, one.half, one.reason, one.perRow);
}

/** "Too many requests" and "nothing was sent": wait as told, or a little longer each time; after 15 minutes the run pauses. */
function waitLonger({ job, platform, operation }: Slice, failure: Failure, answer: Answer): void {
  const nowMs = platform.nowMs();
  job.refusals++;
  job.refusedSinceMs ??= nowMs;
  const asked = 'fault' in answer ? null : retryAfterMs(answer.headers, nowMs);
  const waitMs = asked ?? backoffMs(job.refusals);
  job.chargeAfterMs = nowMs + waitMs;
  if (job.chargeAfterMs - job.refusedSinceMs <= PATIENCE_MS) return;
  const { name } = PROVIDERS[operation.provider];
  if (failure.kind === 'later')
    pause(
      job,
      'too many requests',
      `${name} takes no more requests for now (asked to wait ${Math.ceil(waitMs / 60_000)} minutes). Press Resume later.`,
    );
  else
    pause(
      job,
      'unreachable',
      `${name} could not be reached for 15 minutes (${'reason' in failure ? failure.reason : 'no answer'}). Press Resume later.`,
    );
}

/** Answers without a charge: the provider refused the row, so it cost nothing. */
function keepFailed(slice: Slice, bad: { fingerprint: string; reason: string }[]): void {
  if (bad.length === 0 || !slice.platform.documentLock.take(LOCK_WAIT_MS)) return;
  try {
    slice.index = readIndex(slice.platform);
    answerFailed(slice, bad);
  } finally {
    slice.platform.documentLock.release();
  }
  save(slice);
}

/** Under the document lock, with a fresh index. */
function answerFailed(slice: Slice, bad: { fingerprint: string; reason: string }[]): void {
  const { job, platform } = slice;
  const answers = bad.flatMap(({ fingerprint, reason }) => {
    const entry = ownEntry(slice.index, fingerprint, job.id);
    const stored = {
      outcome: 'failed' as const,
      whenMs: platform.nowMs(),
      batch: '',
      credits: 0,
      detail: reason,
      reduced: { cells: [] },
    };
    return entry ? [{ entry, stored }] : [];
  });
  slice.index = writeAnswers(platform, slice.index, answers);
  for (const { entry, stored } of answers) {
    slice.fresh.set(entry.key, stored);
    slice.failedNow.set(entry.key, stored.detail);
    job.unwritten = true;
  }
}
