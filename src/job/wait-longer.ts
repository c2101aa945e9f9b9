// What a provider's "later", or its not being reached, does to the run: how long no charge goes out, and when the run pauses. Asks nothing.
import { backoffMs, PATIENCE_MS, retryAfterMs } from '../engine/backoff';
import { slower } from '../engine/pace';
import { PROVIDERS } from '../providers/all';
import type { Answer, Failure } from '../providers/operation';
import { mostInAir } from './air';
import { restsForDay } from './day-limit';
import { pause, type Slice } from './slice';

/** "Too many requests" and "nothing was sent": wait as told, or a little longer each time; after 15 minutes the run pauses. */
export function waitLonger(slice: Slice, failure: Failure, answer: Answer): void {
  const { job, platform, operation } = slice;
  if (failure.kind === 'later') job.pace = slower(job.pace ?? mostInAir(slice));
  const nowMs = platform.nowMs();
  job.refusals++;
  job.refusedSinceMs ??= nowMs;
  const asked = 'fault' in answer ? null : retryAfterMs(answer.headers, nowMs);
  const waitMs = asked ?? backoffMs(job.refusals);
  job.chargeAfterMs = nowMs + waitMs;
  const { name } = PROVIDERS[operation.provider];
  if (restsForDay(slice)) return;
  if (job.chargeAfterMs - job.refusedSinceMs <= PATIENCE_MS) return;
  if (failure.kind === 'later')
    pause(
      job,
      'too many requests',
      `${name} takes no more requests for now (asked to wait ${Math.ceil(waitMs / 60_000)} minutes).`,
    );
  else
    pause(
      job,
      'unreachable',
      `${name} could not be reached for 15 minutes (${'reason' in failure ? failure.reason : 'no answer'}).`,
    );
}
