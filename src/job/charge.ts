// One paid call: written down as sent, alone, before it goes out; its ticket saved next, in one call with the next batch's `sent` where
// one follows at once, else by itself; repeated only when the answer proves that it was refused. The free calls that an operation needs before it (create, repeatable) are made here too.
import { firstLookMs, NO_RIPENESS } from '../engine/pace';
import { provesRefusal } from '../providers/answer';
import type { Answer, Failure, Json, RequestInput, Verdict } from '../providers/operation';
import { callsFor, heardOf } from './ask-operation';
import { lookFor } from './collect';
import type { Batch } from './job';
import { freeSlot } from './job-records';
import { keep } from './keep';
import { type HeardBatch, note, runFacts, type Slice, save, saveBatch, saveTicket } from './slice';

/** A request ready to travel. */
export type Ready = { fingerprint: string; input: RequestInput; maxCredits: number | null };

/**
 * accepted: in the air. refused: proven not charged, nothing is kept of it. doubt: closed as `check`. overtaken: another execution
 * has taken over; nothing was sent.
 */
export type Charged =
  | { kind: 'accepted' }
  | { kind: 'refused'; failure: Failure; answer: Answer }
  | { kind: 'doubt'; reason: string }
  | { kind: 'overtaken' };

/** Rounds of free preparation before a charge; more means that the operation does not come to the point. */
const ROUNDS = 50;

export function charge(slice: Slice, requests: Ready[]): Charged {
  const { job } = slice;
  const inputs = requests.map((request) => request.input);
  const batch = newBatch(slice, requests);
  const early: Verdict[] = [];
  let scratch: Json | undefined;
  for (let round = 0; round < ROUNDS && slice.budget.canCharge(); round++) {
    const calls = callsFor(slice, batch, inputs, scratch);
    if (calls.length === 0) break;
    const isCharge = calls[0]?.effect === 'charge';
    if (!isCharge) saveTicket(slice);
    else if (!writeDown(slice, batch)) return { kind: 'overtaken' };
    // What creates something is asked one by one: all at once, a failure of one would make the others go out again.
    const oneByOne = isCharge || calls.some((call) => call.effect === 'create');
    const answers = oneByOne ? calls.map((call) => slice.connection!.one(call)) : slice.connection!.many(calls);
    const said = heardOf(slice, batch, inputs, answers, scratch);
    const failure = isCharge
      ? failureOf(answers[0]!, said.failure, said.ticket !== undefined || said.done === true)
      : said.failure;
    if (failure?.kind === 'doubt' || (isCharge && failure?.kind === 'lost'))
      return inDoubt(slice, batch, failure.reason);
    if (failure) {
      if (isCharge) takeFromAir(slice, batch);
      if (isCharge && said.soon) {
        // Refused for certain, and the operation knows another way: the same batch, not charged so far.
        batch.state = 'open';
        scratch = said.scratch;
        continue;
      }
      return { kind: 'refused', failure, answer: answers[0] ?? NO_ANSWER };
    }
    scratch = said.scratch;
    if (said.ticket) batch.ticket = said.ticket;
    early.push(...(said.verdicts ?? []));
    note(job, said.notes);
    if (isCharge || said.done === true) return accepted(slice, batch, early, said.done === true, said.spent);
  }
  return {
    kind: 'refused',
    failure: { kind: 'again', reason: 'the preparation was not finished in time' },
    answer: NO_ANSWER,
  };
}

const NO_ANSWER: Answer = { fault: '', sent: false };

/** Google's exception without the address in it. */
function noAnswer(fault: string): string {
  const what = fault.replace(/:?\s*https?:\/\/\S+/g, '').trim();
  return what === '' ? 'no answer after sending' : `no answer after sending (${what})`;
}

/** The record that stands before the charge. False where another execution has taken over. */
function writeDown(slice: Slice, batch: Batch): boolean {
  if (!slice.fence.holds()) {
    saveTicket(slice);
    return false;
  }
  batch.state = 'sent';
  batch.sentMs = slice.platform.nowMs();
  addToAir(slice, batch);
  save(slice, batch);
  return true;
}

function newBatch(slice: Slice, requests: Ready[]): Batch {
  const { job, operation, settings, connection } = slice;
  const known = requests.every((request) => request.maxCredits !== null);
  return {
    v: 1,
    n: job.nextBatch,
    slot: freeSlot(job),
    state: 'open',
    fingerprints: requests.map((request) => request.fingerprint),
    maxCredits: known ? requests.reduce((sum, request) => sum + request.maxCredits!, 0) : null,
    ticket: operation.open(settings, runFacts(slice)),
    sentMs: 0,
    keyTag: connection!.tag,
    nextMs: 0,
    failures: 0,
  };
}

function addToAir(slice: Slice, batch: Batch): void {
  slice.job.open.push({ n: batch.n, slot: batch.slot });
  slice.job.nextBatch = batch.n + 1;
  slice.job.sentRequests += batch.fingerprints.length;
  slice.batches.push(batch);
}

/** A proven refusal: as if it had never been sent. One save, so that a kill before it leaves it in doubt, never sent twice. */
function takeFromAir(slice: Slice, batch: Batch): void {
  slice.job.open = slice.job.open.filter((one) => one.n !== batch.n);
  slice.job.sentRequests -= batch.fingerprints.length;
  slice.batches = slice.batches.filter((one) => one !== batch);
  save(slice);
}

/** Whatever the operation makes of an answer, a charge counts as refused only where the answer proves it. */
function failureOf(answer: Answer, said: Failure | undefined, accepted: boolean): Failure | undefined {
  if (accepted && !said) return undefined;
  if (provesRefusal(answer))
    return said ?? { kind: 'pause', why: 'refused', reason: 'the provider refused the request' };
  if (said?.kind === 'doubt' && !('fault' in answer)) return said;
  return { kind: 'doubt', reason: 'fault' in answer ? noAnswer(answer.fault) : `HTTP ${answer.status} after sending` };
}

/** The batch of an operation that brings its rows: empty, and open from the start, since nothing is charged. */
export function openReading(slice: Slice): void {
  accepted(slice, newBatch(slice, []), [], false, undefined);
}

function accepted(slice: Slice, batch: Batch, verdicts: Verdict[], done: boolean, spent: number | undefined): Charged {
  // All answered while preparing: nothing was charged. It is written down whole like a charged one, so that a kill before its answers
  // are counted makes them be read again.
  const isNew = batch.state === 'open';
  if (isNew) {
    batch.sentMs = slice.platform.nowMs();
    addToAir(slice, batch);
  }
  batch.state = 'ticket';
  const { pollSeconds } = slice.operation.limits(slice.settings);
  batch.nextMs = firstLookMs(slice.platform.nowMs(), pollSeconds, slice.job.ripeness ?? NO_RIPENESS);
  if (isNew) save(slice, batch);
  else slice.unsaved = batch;
  if (done || verdicts.length > 0)
    keep(slice, [{ batch, verdicts, closed: done, ...(spent === undefined ? {} : { spent }) }]);
  return { kind: 'accepted' };
}

/** Settled by looking where the provider lets us; else its requests become `check`. */
function inDoubt(slice: Slice, batch: Batch, reason: string): Charged {
  const heard: HeardBatch | null = lookFor(slice, batch, reason);
  if (heard) {
    if (!heard.closed) saveBatch(slice, batch);
    keep(slice, [heard]);
  }
  return { kind: 'doubt', reason };
}

/** Text sizes as the body will have them, for the limit on bytes. */
export function inputBytes(sent: { [parameter: string]: Json }): number {
  return JSON.stringify(sent).length * 2;
}
