// How long a slice may go on. Apps Script kills an execution at six minutes without running any clean-up.

const EXECUTION_MS = 360_000;
/** A charge is started only with this much of the six minutes left: its fetch may take 60 s, and its ticket must be saved. */
const CHARGE_RESERVE_MS = 90_000;

/** The panel is answered within that after Start. */
export const START_MS = 20_000;
/** To open a slice costs seconds in a long list; the panel looks beside it how far it is, and Stop ends it. */
export const HEARTBEAT_MS = 240_000;
export const ALARM_MS = 240_000;

/** `comesBack`: whether the caller sees to a next slice after a wait as long as that, so that cells can wait for it. */
export type TimeBudget = { hasTime(): boolean; canCharge(): boolean; comesBack(waitMs: number): boolean };

export function timeBudget(nowMs: () => number, sliceMs: number, comesBack: TimeBudget['comesBack']): TimeBudget {
  const startedMs = nowMs();
  const chargeMs = Math.min(sliceMs, EXECUTION_MS - CHARGE_RESERVE_MS);
  return { hasTime: () => nowMs() - startedMs < sliceMs, canCharge: () => nowMs() - startedMs < chargeMs, comesBack };
}
