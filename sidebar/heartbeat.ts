// The panel's heartbeat: asks for one slice after the other while runs are open, never two at once. Not what a slice does.
export const SOONEST_MS = 3_000;
export const LATEST_MS = 30_000;
/** Nothing is open: another person or a schedule may still begin something. */
export const IDLE_MS = 120_000;

export type Beat = { open: number; nextDueMs: number | null } | null;

/** @param beat what the last slice said; null where it failed */
export function waitMs(beat: Beat, nowMs: number): number {
  if (beat === null) return LATEST_MS;
  if (beat.open === 0) return IDLE_MS;
  if (beat.nextDueMs === null) return LATEST_MS;
  return Math.min(LATEST_MS, Math.max(SOONEST_MS, beat.nextDueMs - nowMs));
}

export type Heartbeat = { now(): void; stop(): void };

/** `beat` is one slice. `now` asks for one at once, or right after the one that is going on. */
export function startHeartbeat(
  beat: () => Promise<Beat>,
  clock: { nowMs(): number; after(ms: number, then: () => void): () => void },
  firstMs: number,
): Heartbeat {
  let isBeating = false;
  let isAsked = false;
  let isStopped = false;
  let cancel = (): void => {};
  const plan = (ms: number): void => {
    cancel();
    if (!isStopped) cancel = clock.after(ms, () => void go());
  };
  const go = async (): Promise<void> => {
    if (isBeating) {
      isAsked = true;
      return;
    }
    isBeating = true;
    isAsked = false;
    let said: Beat = null;
    try {
      said = await beat();
    } finally {
      isBeating = false;
      plan(isAsked ? 0 : waitMs(said, clock.nowMs()));
    }
  };
  plan(firstMs);
  return {
    now: () => {
      cancel();
      void go();
    },
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}
