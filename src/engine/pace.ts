// When to look at a batch again, which looks go out together, and how many batches a provider is given at once.

const LONGEST_WAIT_MS = 60_000;
/** A look is one call for all batches that are due: this long it waits for those that are due a little later. */
const GATHER_MS = 2_000;
/** While charges go on, a look only holds them up: what is due waits that long for others. Short enough that a person sees the run move. */
const PUT_OFF_MS = 12_000;

/**
 * The provider's own rhythm at least; then a quarter of the batch's age; a minute at most (or the rhythm, where that is slower). Without that
 * most where the day's calls are to last: a batch is then looked at some thirty times a day.
 */
export function nextLookMs(nowMs: number, sentMs: number, pollSeconds: number, isSparing = false): number {
  const rhythmMs = pollSeconds * 1000;
  const ageMs = (nowMs - sentMs) / 4;
  return nowMs + Math.max(rhythmMs, isSparing ? ageMs : Math.min(ageMs, LONGEST_WAIT_MS));
}

/** How old batches of a run were when they were not ready yet, and when they were (null: not known, or they became slower). */
export type Ripeness = { unripeMs: number; ripeMs: number | null };

export const NO_RIPENESS: Ripeness = { unripeMs: 0, ripeMs: null };

export function afterLook({ unripeMs, ripeMs }: Ripeness, ageMs: number, isRipe: boolean): Ripeness {
  if (isRipe) return { unripeMs: Math.min(unripeMs, ageMs), ripeMs: Math.min(ripeMs ?? ageMs, ageMs) };
  return { unripeMs: Math.max(unripeMs, ageMs), ripeMs: ripeMs !== null && ripeMs > ageMs ? ripeMs : null };
}

/** The first look: the rhythm at least, and when batches have been ready before; between the two ages while they are far apart. */
export function firstLookMs(sentMs: number, pollSeconds: number, { unripeMs, ripeMs }: Ripeness): number {
  const ageMs = ripeMs === null ? 0 : ripeMs - unripeMs > ripeMs / 10 ? (ripeMs + unripeMs) / 2 : ripeMs;
  return sentMs + Math.max(pollSeconds * 1000, Math.min(ageMs, LONGEST_WAIT_MS));
}

/**
 * When to look at all that is due by then; null where nothing is to be looked at.
 * @param isCharging whether there is better to do meanwhile
 * @param nowMs where nothing is left to send: the last answers are not looked at one by one
 */
export function gatheredLookMs(looksMs: number[], isCharging = false, nowMs = 0): number | null {
  if (looksMs.length === 0) return null;
  const firstMs = Math.min(...looksMs);
  if (isCharging) return firstMs + PUT_OFF_MS;
  const lastMs = Math.max(...looksMs);
  if (lastMs <= nowMs + GATHER_MS) return lastMs;
  return Math.max(...looksMs.filter((ms) => ms <= firstMs + GATHER_MS));
}

/** Batches in the air after a charge was taken: one more, up to what the operation allows. */
export function quicker(batches: number, most: number): number {
  return Math.min(most, batches + 1);
}

/** Batches in the air after "too many requests": half of them. */
export function slower(batches: number): number {
  return Math.max(1, Math.floor(batches / 2));
}
