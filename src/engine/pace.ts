// When to look at a batch again, and how many requests travel together.

const LONGEST_WAIT_MS = 60_000;

/** The provider's own rhythm at least; then a quarter of the batch's age; a minute at most (or the rhythm, where that is slower). */
export function nextLookMs(nowMs: number, sentMs: number, pollSeconds: number): number {
  const rhythmMs = pollSeconds * 1000;
  return nowMs + Math.max(rhythmMs, Math.min((nowMs - sentMs) / 4, LONGEST_WAIT_MS));
}
