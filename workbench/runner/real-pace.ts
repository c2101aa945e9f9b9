// How fast virtual time may pass beside real servers: at least as fast as real time, and slowly enough that nothing expires before a real
// minute without news is over. Pure: it is told both times.
const NEWS_MS = 60_000;
const MAX_SPEED = 9;
/** Where nothing new comes, the alarm alone is as often as anybody looks: a day of polls by heartbeat would take most of a real minute. */
const QUIET_STEP_MS = 5 * 60_000;

export type Pace = { realMs: number; virtualMs: number };

/** How long to really wait before virtual time may reach `targetMs`. `news` is when the last news came, by both clocks. */
export function waitMsBefore(targetMs: number, news: Pace, realNowMs: number): number {
  const mayReachAtMs = news.realMs + Math.min(NEWS_MS, Math.ceil((targetMs - news.virtualMs) / MAX_SPEED));
  return Math.max(0, mayReachAtMs - realNowMs);
}

/** When the next heartbeat should be: when something is due, or later once a real minute without news is over. */
export function nextBeatMs(dueMs: number, virtualNowMs: number, news: Pace, realNowMs: number): number {
  return realNowMs - news.realMs < NEWS_MS ? dueMs : Math.max(dueMs, virtualNowMs + QUIET_STEP_MS);
}

/** The earliest virtual time that is not behind real time. */
export function leastVirtualMs(start: Pace, realNowMs: number): number {
  return start.virtualMs + (realNowMs - start.realMs);
}
