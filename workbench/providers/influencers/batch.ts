// A batch on its way: its records done one after the other and charged, its pause, its status, its resume. Makes no batch and shows no results.

import { countUp } from '../faults';
import { emptyReply, type HttpReply, jsonReply } from '../http';
import { availableTo, credits, priceOf } from './account';
import { holds, magicIn } from './magic';
import { verdictOn } from './record';
import type { Batch, Scene } from './state';

export type BatchWord = 'queued' | 'processing' | 'finished' | 'failed' | 'paused_insufficient_credits';

/** Does every record that is due by now, in the order of time over all batches, because those of one account share its credits. */
export function settleDue(scene: Scene): void {
  const { state, nowMs } = scene;
  for (;;) {
    let next: Batch | null = null;
    for (const id of state.open) {
      const batch = state.batches[id]!;
      if (batch.pausedMs !== null || nextMs(batch) > nowMs) continue;
      if (next === null || nextMs(batch) < nextMs(next)) next = batch;
    }
    if (next === null) return;
    doOne(next, nextMs(next), scene);
  }
}

function nextMs(batch: Batch): number {
  return batch.clockMs + (batch.charged.length - batch.doneAtClock + 1) * batch.recordMs;
}

function doOne(batch: Batch, atMs: number, { state, switches }: Scene): void {
  const record = batch.records[batch.charged.length]!;
  if (holds(record, 'broken')) {
    endAsFailed(batch, atMs, { state, switches, nowMs: atMs });
    return;
  }
  const account = state.accounts[batch.account]!;
  const isFound = verdictOn(record, batch.wanted, switches) === 'found';
  const price = isFound ? priceOf(batch.wanted.mode, switches) : 0;
  const isMagicPause = holds(record, 'pause') && countUp(state.seen, `magic pause ${batch.id}`) === 1;
  if (isMagicPause || price > availableTo(account, switches)) {
    batch.pausedMs = atMs;
    return;
  }
  account.used = credits(account.used + price);
  batch.charged.push(price);
  if (batch.charged.length === batch.records.length) close(batch, 'finishedMs', atMs, state);
}

export function endAsFailed(batch: Batch, atMs: number, { state, switches }: Scene): void {
  close(batch, 'failedMs', atMs, state);
  if (switches.failedBatch === 'keeps-charges') return;
  const account = state.accounts[batch.account]!;
  account.used = credits(account.used - spentOn(batch));
  batch.charged = batch.charged.map(() => 0);
}

function close(batch: Batch, how: 'finishedMs' | 'failedMs', atMs: number, state: Scene['state']): void {
  batch[how] = atMs;
  state.open = state.open.filter((id) => id !== batch.id);
}

export function wordOf(batch: Batch, nowMs: number): BatchWord {
  if (batch.failedMs !== null) return 'failed';
  if (batch.finishedMs !== null) return 'finished';
  if (batch.pausedMs !== null) return 'paused_insufficient_credits';
  return nowMs < batch.clockMs && batch.charged.length === 0 ? 'queued' : 'processing';
}

export function spentOn(batch: Batch): number {
  return credits(batch.charged.reduce((sum, one) => sum + one, 0));
}

export function describeStatus(batch: Batch, { switches, nowMs }: Scene): HttpReply {
  const word = wordOf(batch, nowMs);
  const shown = word === 'queued' ? switches.waitingAs : word;
  const done = batch.records.slice(0, batch.charged.length);
  const verdicts = done.map((record) => verdictOn(record, batch.wanted, switches));
  const count = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
  const isRunning = word === 'processing' || word === 'queued';
  const leftMs = (batch.records.length - batch.charged.length) * batch.recordMs;
  const answer: Record<string, unknown> = {
    batch_id: batch.id,
    status: switches.statusWords[shown] ?? shown,
    total_rows: batch.records.length,
    processed_rows: done.length,
    success_count: count('found'),
    failed_count: count('failed') + (switches.missesCountAs === 'failed' ? count('miss') : 0),
    started_at: new Date(batch.createdMs).toISOString(),
    metadata: batch.metadata ?? {},
    credits_used: switches.creditsUsedAs === 'number' ? spentOn(batch) : spentOn(batch).toFixed(2),
    estimated_completion: isRunning ? new Date(Math.max(nowMs, batch.clockMs) + leftMs).toISOString() : null,
  };
  if (switches.creditsUsedAs === 'absent') delete answer.credits_used;
  if (word === 'paused_insufficient_credits') {
    answer.status_message = 'Insufficient credits. Top up your account and resume the batch.';
  }
  return jsonReply(200, answer);
}

export function resume(batch: Batch, scene: Scene): HttpReply {
  const { state, switches, nowMs } = scene;
  const isFailed = batch.failedMs !== null;
  const canGoOn = batch.pausedMs !== null || (isFailed && switches.resumeFailed === 'works');
  if (!canGoOn && switches.resumeNotPaused !== '200') {
    return jsonReply(Number(switches.resumeNotPaused), { detail: 'Only paused batches can be resumed.' });
  }
  if (canGoOn) {
    if (isFailed) state.open.push(batch.id);
    batch.pausedMs = null;
    batch.failedMs = null;
    batch.clockMs = nowMs;
    batch.doneAtClock = batch.charged.length;
  }
  if (switches.resumeAnswer === 'empty') return emptyReply(200);
  if (switches.resumeAnswer === 'message') return jsonReply(200, { message: 'Batch enrichment resumed.' });
  return describeStatus(batch, scene);
}

/** When the results file is there; null while the batch is not finished. */
export function fileMs(batch: Batch, { switches }: Scene): number | null {
  if (batch.finishedMs === null) return null;
  const isLate = magicIn(batch.records, 'late') !== null;
  return batch.finishedMs + (isLate ? LATE_FILE_MS : switches.fileAfterMs);
}

const LATE_FILE_MS = 90_000;
