// Asks for the results of batches in the air, all at once, and hears the answers. Reads only; asking again is free.
import { ownEntry } from '../archive/archive-index';
import { readInputs } from '../archive/archive-tab';
import { backoffMs } from '../engine/backoff';
import type { Json, RequestInput } from '../providers/operation';
import { callsFor, heardOf } from './ask-operation';
import { figuresOf, hearBatch, SLOW_POLL_SECONDS } from './hear-batch';
import type { Batch, Job } from './job';
import { keep } from './keep';
import { type HeardBatch, note, pause, runFacts, type Slice, saveAll } from './slice';
import { judgeTrial } from './trial';

/** Pages of results that one slice reads on end. */
const ROUNDS = 200;
const TELL_MS = 10_000;

/** Before anything else in a slice: what an earlier execution left in doubt, what a person resumed. */
export function takeUp(slice: Slice): void {
  forgetUnsent(slice);
  // What a stopped export has not read is not in the air: reading it again is free.
  if (slice.operation.brings && slice.job.state === 'stopped') slice.job.open = slice.batches = [];
  settleDoubts(slice);
  resumePaused(slice);
}

/** Polls what is due. Batches that are answered in full wait in `slice.heard`, to be kept together with others. */
export function collect(slice: Slice): void {
  settleDoubts(slice);
  const scratch = new Map<number, Json>();
  let due = slice.batches;
  let toldMs = slice.platform.nowMs();
  for (let round = 0; round < ROUNDS && slice.budget.hasTime() && slice.connection; round++) {
    const nowMs = slice.platform.nowMs();
    // Later rounds are for further pages; what falls due meanwhile waits for others.
    const asked = due;
    due = inFlight(slice).filter(
      (batch) => asked.includes(batch) && isAsked(slice.job, batch) && batch.nextMs <= nowMs,
    );
    if (due.length === 0) return;
    // Page after page may take minutes: Stop is heard, and who looks from beside sees how far it is.
    if (round > 0 && !slice.fence.holds()) {
      slice.overtaken = true;
      return;
    }
    if (nowMs - toldMs > TELL_MS) {
      saveAll(slice);
      toldMs = nowMs;
    }
    const tickets = new Map(due.map((batch) => [batch, batch.ticket]));
    const heard = look(slice, due, scratch);
    judgeTrial(slice, heard);
    // A ticket that has moved on must not be saved before what it leaves behind is kept.
    const parts = heard.filter((one) => !one.closed || one.moved);
    slice.heard.push(...heard.filter((one) => !parts.includes(one)));
    if (keep(slice, parts)) continue;
    for (const { batch } of parts) batch.ticket = tickets.get(batch)!;
    return;
  }
}

/** Batches that the provider still works on, as far as is known. */
export function inFlight({ batches, heard }: Slice): Batch[] {
  return batches.filter((batch) => !heard.some((one) => one.batch === batch));
}

/** What the provider has paused is asked again only after a person resumed it; so is an export, which has no results that expire. */
export function isAsked(job: Job, batch: Batch): boolean {
  const waits = job.state === 'paused' && (batch.ticket.stage === 'paused' || batch.fingerprints.length === 0);
  return batch.state === 'ticket' && !waits;
}

/** One look at each of these batches, all at once. */
function look(slice: Slice, due: Batch[], scratch: Map<number, Json>): HeardBatch[] {
  spaceOut(slice, due);
  const asked = due.map((batch) => {
    const inputs = inputsOf(slice, batch);
    return { batch, inputs, calls: callsFor(slice, batch, inputs, scratch.get(batch.n)) };
  });
  const answers = slice.connection!.many(asked.flatMap((one) => one.calls));
  const heard: HeardBatch[] = [];
  let at = 0;
  for (const { batch, inputs, calls } of asked) {
    const own = answers.slice(at, at + calls.length);
    at += calls.length;
    const said = heardOf(slice, batch, inputs, own, scratch.get(batch.n));
    if (said.scratch === undefined) scratch.delete(batch.n);
    else scratch.set(batch.n, said.scratch);
    note(slice.job, said.notes);
    const one = hearBatch(slice, batch, said, own);
    if (one) heard.push(said.ticket ? { ...one, moved: true } : one);
  }
  return heard;
}

/** Where a provider forbids quick polls, the next one is written down before this one goes out: a kill in between shortens nothing. */
function spaceOut(slice: Slice, due: Batch[]): void {
  const { pollSeconds } = slice.operation.limits(slice.settings);
  if (pollSeconds < SLOW_POLL_SECONDS) return;
  for (const batch of due) batch.nextMs = slice.platform.nowMs() + pollSeconds * 1000;
  saveAll(slice);
}

/** A person pressed Resume: what the provider has paused is told to go on, once. */
function resumePaused(slice: Slice): void {
  const { job, operation, settings, connection } = slice;
  if (!job.resumed || !connection) return;
  for (const batch of slice.batches.filter((one) => one.ticket.stage === 'paused')) {
    if (!operation.resume) continue;
    const answers = [connection.one(operation.resume(batch.ticket, settings))];
    const said = heardOf(slice, { ...batch, ticket: { ...batch.ticket, stage: 'resumed' } }, [], answers, undefined);
    if (said.ticket) batch.ticket = said.ticket;
    if (said.failure?.kind === 'pause') pause(job, said.failure.why, said.failure.reason);
    // What goes on now has all its time before it again.
    else batch.sentMs = slice.platform.nowMs();
    batch.nextMs = slice.platform.nowMs() + operation.limits(settings).pollSeconds * 1000;
  }
  job.resumed = false;
  saveAll(slice);
}

/** A header entry whose record never came to be: killed between the two, so nothing was sent. */
function forgetUnsent(slice: Slice): void {
  slice.job.open = slice.job.open.filter(({ n }) => slice.batches.some((batch) => batch.n === n));
}

/** Inputs as they were sent, from the archive; only for operations that need them to read. */
export function inputsOf(slice: Slice, batch: Batch): RequestInput[] {
  if (!slice.operation.hearsInputs) return [];
  const entries = batch.fingerprints.flatMap((fingerprint) => ownEntry(slice.index, fingerprint, slice.job.id) ?? []);
  const stored = readInputs(slice.platform, slice.index, entries);
  const byKey = new Map(entries.map((entry) => [entry.key, stored.get(entry.row)]));
  return batch.fingerprints.map((fingerprint) => parseInput(byKey.get(fingerprint)));
}

function parseInput(stored: { sent: string; canonical: string } | undefined): RequestInput {
  try {
    const canonical = Object.fromEntries(JSON.parse(stored?.canonical ?? '[]') as [string, string][]);
    return { canonical, sent: JSON.parse(stored?.sent ?? '{}') as { [parameter: string]: Json } };
  } catch {
    return { canonical: {}, sent: {} };
  }
}

/** Batches whose charge was written down but never answered for: looked for where the provider lets us, else `check`. */
function settleDoubts(slice: Slice): void {
  const heard: HeardBatch[] = [];
  const nowMs = slice.platform.nowMs();
  for (const batch of slice.batches.filter((one) => one.state === 'sent' && one.nextMs <= nowMs)) {
    const one = lookFor(slice, batch, 'sent, and the answer was never received');
    if (one) heard.push(one);
  }
  keep(slice, heard);
}

/** @returns null where the look itself failed for now; the batch then says when to look again */
export function lookFor(slice: Slice, batch: Batch, reason: string): HeardBatch | null {
  const { operation, settings, connection } = slice;
  if (operation.look && operation.seen) {
    batch.nextMs = slice.platform.nowMs() + backoffMs(++batch.failures);
    if (!connection) return null;
    const inputs = inputsOf(slice, batch);
    const answers = connection.many(operation.look(batch.ticket, inputs, settings, runFacts(slice)));
    const seen = operation.seen(batch.ticket, inputs, answers, settings, runFacts(slice));
    // What stops a look says nothing of the charge: it stays in doubt until a look comes through.
    if (seen.failure?.kind === 'pause') pause(slice.job, seen.failure.why, seen.failure.reason);
    if (seen.failure && ['again', 'later', 'pause'].includes(seen.failure.kind)) return null;
    if (seen.ticket && !seen.failure) {
      batch.state = 'ticket';
      batch.ticket = seen.ticket;
      batch.nextMs = slice.platform.nowMs();
      return { batch, verdicts: seen.verdicts ?? [], closed: seen.done === true, ...figuresOf(seen) };
    }
    if (seen.done) return { batch, verdicts: seen.verdicts ?? [], closed: true, ...figuresOf(seen) };
  }
  return { batch, verdicts: [], closed: true, missing: reason };
}
