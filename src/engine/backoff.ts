// How long to wait before asking again. Not what to do when waiting is over.

type Headers = Record<string, string>;

/** No provider means more: a larger number is a mistake, and a year would never be waited out. */
const MOST_MS = 86_400_000;

/** Milliseconds to wait by a Retry-After header (seconds, or an HTTP date); null where there is none that can be read. */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() !== 'retry-after') continue;
    const text = String(value).trim();
    if (/^\d+(\.\d+)?$/.test(text)) return Math.min(MOST_MS, Math.ceil(Number(text) * 1000));
    const dateMs = Date.parse(text);
    return Number.isNaN(dateMs) ? null : Math.min(MOST_MS, Math.max(0, dateMs - nowMs));
  }
  return null;
}

/** 2, 4, 8 … seconds, at most 60: the wait after the nth failure in a row (n from 1). */
export function backoffMs(failures: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.min(failures, 6));
}

/** A provider that says "too many requests" for longer than this pauses the run; so does a Retry-After that asks for more. */
export const PATIENCE_MS = 15 * 60_000;
