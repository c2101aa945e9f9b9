// What an operation heard of a batch means for it: to be kept, closed, looked at again and when, or the run to be paused. Asks and keeps nothing.
import { backoffMs, retryAfterMs } from '../engine/backoff';
import { afterLook, NO_RIPENESS, nextLookMs } from '../engine/pace';
import { PROVIDERS } from '../providers/all';
import type { Answer, Failure, Heard } from '../providers/operation';
import { goQuicker } from './air';
import { isSparing } from './day-limit';
import type { Batch, Job } from './job';
import { type HeardBatch, pause, type Slice } from './slice';
import { waitLonger } from './wait-longer';

const HOUR_MS = 3_600_000;
export const SLOW_POLL_SECONDS = 30;
const LATE_MS = 10_000;
/** Past the keeping time: looks that go on with a reading, so that a list without an end has one; failures in a row. */
const LATE_LOOKS = 1_000;
const LATE_FAILURES = 5;

export function figuresOf({ spent, failed, rows }: Heard): Pick<Heard, 'spent' | 'failed' | 'rows'> {
  return {
    ...(spent === undefined ? {} : { spent }),
    ...(failed === undefined ? {} : { failed }),
    ...(rows ? { rows } : {}),
  };
}
function sawRipe(job: Job, ageMs: number, isRipe: boolean): void {
  job.ripeness = afterLook(job.ripeness ?? NO_RIPENESS, ageMs, isRipe);
}

/** @returns null where there is nothing to keep and the batch stays in the air */
export function hearBatch(slice: Slice, batch: Batch, said: Heard, answers: Answer[]): HeardBatch | null {
  const nowMs = slice.platform.nowMs();
  const limits = slice.operation.limits(slice.settings);
  if (said.ticket) batch.ticket = said.ticket;
  if (said.failure) return hearFailure(slice, batch, said, said.failure, answers);
  batch.failures = 0;
  if (said.rows) slice.job.refusedSinceMs = null;
  const verdicts = said.verdicts ?? [];
  if (said.done) {
    goQuicker(slice);
    // A look that came late, by the alarm after minutes, does not tell when they were ready.
    if (nowMs - batch.nextMs < LATE_MS) sawRipe(slice.job, nowMs - batch.sentMs, true);
    return { batch, verdicts, closed: true, ...figuresOf(said) };
  }
  const word = typeof batch.ticket.word === 'string' ? ` (the provider's last word was "${batch.ticket.word}")` : '';
  const late = expired(slice, batch, said, `no result within ${limits.resultHours} hours${word}`);
  if (late && !(said.soon && goesOnLate(batch))) return late;
  if (!said.soon) sawRipe(slice.job, nowMs - batch.sentMs, false);
  batch.nextMs = said.soon ? nowMs : nextLookMs(nowMs, batch.sentMs, limits.pollSeconds, isSparing(slice));
  return verdicts.length > 0 || said.rows ? { batch, verdicts, closed: false, ...figuresOf(said) } : null;
}

function hearFailure(slice: Slice, batch: Batch, said: Heard, failure: Failure, answers: Answer[]): HeardBatch | null {
  const nowMs = slice.platform.nowMs();
  const { resultHours, pollSeconds } = slice.operation.limits(slice.settings);
  if (failure.kind === 'lost') {
    if (slice.connection && batch.keyTag !== slice.connection.tag) {
      const { name } = PROVIDERS[slice.operation.provider];
      pause(
        slice.job,
        'key rejected',
        `The ${name} key was replaced, and the new one does not see results bought with the old one. Enter the old key again.`,
      );
      batch.nextMs = nowMs + backoffMs(6);
      return expired(slice, batch, said, failure.reason);
    }
    return {
      batch,
      verdicts: said.verdicts ?? [],
      closed: true,
      missing: failure.reason,
      ...figuresOf(said),
      ...(failure.raw === undefined ? {} : { raw: failure.raw }),
    };
  }
  batch.failures++;
  const asked = answers
    .map((answer) => ('fault' in answer ? null : retryAfterMs(answer.headers, nowMs)))
    .find((ms) => ms !== null);
  const rhythmMs = pollSeconds < SLOW_POLL_SECONDS ? 0 : pollSeconds * 1000;
  const sparedMs = isSparing(slice) ? nextLookMs(nowMs, batch.sentMs, 0, true) - nowMs : 0;
  // Results are kept for a day or less: whoever asks for longer is asked again within the hour.
  const askedMs = Math.min(asked ?? 0, HOUR_MS);
  batch.nextMs = nowMs + Math.max(backoffMs(batch.failures), rhythmMs, askedMs, sparedMs);
  if (failure.kind === 'pause') pause(slice.job, failure.why, failure.reason);
  else if (slice.operation.brings) waitLonger(slice, failure, answers[0]!);
  const verdicts = said.verdicts ?? [];
  const isPaused = failure.kind === 'pause' && batch.ticket.stage === 'paused';
  // Nobody will resume it here: what the provider has paused is never collected to its end.
  if (isPaused && slice.job.state === 'stopped')
    return { batch, verdicts, closed: true, missing: 'the run was stopped before this was done', ...figuresOf(said) };
  const reason = 'reason' in failure ? failure.reason : 'too many requests';
  const isGivenUp = !isPaused && batch.failures >= LATE_FAILURES;
  const missing = `no result could be read within ${resultHours} hours (${reason})`;
  const late = isGivenUp ? expired(slice, batch, said, missing) : null;
  return late ?? (verdicts.length > 0 ? { batch, verdicts, closed: false } : null);
}

/** What is read page by page is still there, however late the first look came: it is read to its end. */
function goesOnLate(batch: Batch): boolean {
  batch.lateLooks = (batch.lateLooks ?? 0) + 1;
  return batch.lateLooks <= LATE_LOOKS;
}

/** Past the provider's keeping time there is nothing left to read; what this look has shown is kept. */
function expired(
  { operation, settings, platform }: Slice,
  batch: Batch,
  said: Heard,
  missing: string,
): HeardBatch | null {
  const lateMs = operation.limits(settings).resultHours * HOUR_MS;
  if (platform.nowMs() - batch.sentMs < lateMs) return null;
  return { batch, verdicts: said.verdicts ?? [], closed: true, missing, ...figuresOf(said) };
}
