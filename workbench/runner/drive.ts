// Moves the open jobs until nothing more can happen: a heartbeat, the clock to the next thing that is due (which fires the alarm), and again.
// Decides nothing about jobs; that is the add-on's.
import { setImmediate, setTimeout } from 'node:timers/promises';
import { leastVirtualMs, nextBeatMs, waitMsBefore } from './real-pace';
import type { Session } from './session';
import type { JobView } from './sidebar-calls';
import { releasedOnSignal } from './state-lock';

/** By the real clock, this long without news ends the command; its rows say `waiting`. */
const NO_NEWS_MS = 10 * 60_000;
const BUSY_STEP_MS = 5_000;
/** Virtual time costs nothing, so no end is near; but a job that asks for ever must not hang a terminal. */
const LONGEST_VIRTUAL_MS = 60 * 24 * 3_600_000;
const MOST_FAILURES = 5;
/** Heartbeats in a row that found something due and did nothing to the clock. */
const MOST_IDLE = 20;

/** `still`: time moves nothing more. The others say why the command gave up waiting. */
export type DriveEnd = { end: 'still' } | { end: 'no news' } | { end: 'too long' } | { end: 'error'; message: string };

export type Wait = (ms: number) => Promise<unknown>;

const reallyWait: Wait = (ms) => releasedOnSignal(setTimeout(ms));

/** Where virtual time may go next, and not faster than the real servers behind the routes allow. */
async function passTime(session: Session, dueMs: number, wait: Wait): Promise<void> {
  const { host, flags, news, started } = session;
  if (flags.clock === 'real') {
    const waitMs = dueMs - host.clock.now();
    if (waitMs > 0) await wait(Math.min(waitMs, news.lastMs() + NO_NEWS_MS - Date.now() + 1));
    host.clock.advanceTo(host.clock.now());
    return;
  }
  if (Object.keys(flags.routes).length === 0) {
    host.clock.advanceTo(dueMs);
    return;
  }
  // News came during the last heartbeat at the latest; virtual time then stood where that heartbeat ended, or before.
  const since = session.newsByBoth;
  const beatMs = nextBeatMs(dueMs, host.clock.now(), since, Date.now());
  const targetMs = Math.max(beatMs, leastVirtualMs(started, Date.now()));
  const waitMs = waitMsBefore(targetMs, since, Date.now());
  if (waitMs > 0) await wait(waitMs);
  host.clock.advanceTo(Math.max(targetMs, leastVirtualMs(started, Date.now())));
}

function noteNews(session: Session): void {
  const realMs = session.news.lastMs();
  if (realMs !== session.newsByBoth.realMs) session.newsByBoth = { realMs, virtualMs: session.host.clock.now() };
}

/** `wait` really waits; tests give one that does not. */
export async function driveUntilStill(
  session: Session,
  show: (jobs: JobView[]) => void,
  wait: Wait = reallyWait,
): Promise<DriveEnd> {
  const { host, flags, call, news } = session;
  const startedMs = host.clock.now();
  let failures = 0;
  let idle = 0;
  for (;;) {
    const beforeMs = host.clock.now();
    const reply = call('advance', {});
    if (reply.ok) news.hearJobs(reply.value.jobs);
    noteNews(session);
    session.saveState();
    if (session.trouble !== null) return { end: 'error', message: session.trouble };
    let dueMs: number;
    if (reply.ok) {
      failures = 0;
      show(reply.value.jobs);
      if (reply.value.nextDueMs === null) return { end: 'still' };
      dueMs = reply.value.nextDueMs;
    } else {
      if (reply.error.kind !== 'busy' && ++failures >= MOST_FAILURES)
        return { end: 'error', message: reply.error.message };
      dueMs = host.clock.now() + BUSY_STEP_MS;
    }
    idle = dueMs <= beforeMs ? idle + 1 : 0;
    if (idle > MOST_IDLE) dueMs = host.clock.now() + BUSY_STEP_MS;
    if (flags.clock === 'real' && Date.now() - news.lastMs() >= NO_NEWS_MS) return { end: 'no news' };
    if (dueMs - startedMs > LONGEST_VIRTUAL_MS) return { end: 'too long' };
    await setImmediate();
    if (dueMs > host.clock.now()) await passTime(session, dueMs, wait);
    noteNews(session);
  }
}
