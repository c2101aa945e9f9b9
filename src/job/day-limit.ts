// What a run does where its person's day at Google is used up: it charges nothing more, looks seldom, says until when, and goes on by itself.
// Not what counts as used up.
import { usedUp } from '../engine/day-meter';
import type { Job } from './job';
import { pause, type Slice } from './slice';

const KIND = 'day quota';
/** An alarm without time leaves: longer than it would wait, and short enough that the panel, once open, goes on at once. */
const ALARM_REST_MS = 10_000;

/** Whether the day's calls are to last for collecting. */
export function isSparing({ platform, meter }: Slice): boolean {
  return usedUp(platform, meter) !== null;
}

export function isResting({ state, reason }: Job): boolean {
  return state === 'paused' && reason?.kind === KIND;
}

/** Before each turn and each charge. @returns whether nothing may be charged */
export function restsForDay(slice: Slice): boolean {
  const { platform, meter, job, operation } = slice;
  if (platform.used.barred)
    pause(
      job,
      'unreachable',
      'Google no longer lets Backfill call other services. Open it again from the Extensions menu and allow it.',
    );
  const up = usedUp(platform, meter);
  if (!up && isResting(job)) {
    job.state = 'running';
    job.reason = job.refusedSinceMs = null;
    job.refusals = 0;
    job.unwritten = true;
  }
  if (!up || (job.allSent && !operation.brings)) return false;
  if (job.state === 'running') pause(job, KIND, '');
  if (isResting(job)) {
    const when = platform.spreadsheet.isoDate(new Date(up.untilMs)).replace(/T(..:..).*/, ' at $1');
    const sooner = up.isAlarm ? ', or as soon as this panel is open' : '';
    job.chargeAfterMs = up.isAlarm ? platform.nowMs() + ALARM_REST_MS : up.untilMs;
    job.reason = {
      kind: KIND,
      text: `Google's daily limit for ${up.what} is reached. The run goes on by itself on ${when}${sooner}.`,
    };
  }
  return true;
}
