// Making the nth call of a kind go wrong, the same way for every provider. Knows nothing of what the calls mean.

import { emptyReply, type FetchReply, type FetchRequest, htmlReply, jsonReply } from './http';

type FaultKind = {
  /** Did the provider carry the call out before it went wrong? What decides who pays. */
  done: boolean;
  reply(request: FetchRequest, real: FetchReply | null, fault: Fault): FetchReply;
};

const FAULTS = {
  // A proxy gave up. The two hardest: the answers look alike, and only one of them has cost money.
  'gateway-done': { done: true, reply: () => htmlReply(504, 'Gateway Time-out') },
  'gateway-not-done': { done: false, reply: () => htmlReply(502, 'Bad Gateway') },
  // The same page for both, so that a client cannot learn to tell by the number.
  'bad-gateway-done': { done: true, reply: () => htmlReply(502, 'Bad Gateway') },
  'gateway-timeout-not-done': { done: false, reply: () => htmlReply(504, 'Gateway Time-out') },
  'lost-done': { done: true, reply: (request) => ({ fault: `Unexpected error: ${request.url}`, tookMs: 800 }) },
  'lost-not-done': { done: false, reply: (request) => ({ fault: `Unexpected error: ${request.url}`, tookMs: 800 }) },
  // Accepted, but no answer within the client's patience.
  'timeout-done': {
    done: true,
    reply: (request) => ({ fault: `Timeout: ${request.url}`, tookMs: Math.min(request.timeoutMs, 360_000) }),
  },
  'timeout-not-done': {
    done: false,
    reply: (request) => ({ fault: `Timeout: ${request.url}`, tookMs: Math.min(request.timeoutMs, 360_000) }),
  },
  // Nothing was sent.
  'dns-error': { done: false, reply: (request) => ({ fault: `DNS error: ${request.url}`, tookMs: 30 }) },
  'connection-refused': {
    done: false,
    reply: (request) => ({ fault: `Address unavailable: ${request.url}`, tookMs: 30 }),
  },
  // 200, cut in the middle.
  'unreadable-done': { done: true, reply: (_request, real) => cut(real) },
  'html-200-done': { done: true, reply: () => htmlReply(200, 'OK') },
  'empty-200-done': { done: true, reply: () => emptyReply(200) },
  redirect: {
    done: false,
    reply: (request) => emptyReply(307, { location: request.url.replace(/^https:\/\/[^/]+/, 'https://moved.example') }),
  },
  'too-many': { done: false, reply: (_request, _real, fault) => tooMany(fault.retryAfterSeconds ?? null) },
  'too-many-html': { done: false, reply: () => htmlReply(429, 'Too Many Requests') },
  'server-error': { done: false, reply: () => jsonReply(500, { detail: 'Internal Server Error' }) },
  'server-error-html': { done: false, reply: () => htmlReply(500, 'Internal Server Error') },
  'not-implemented': { done: false, reply: () => jsonReply(501, { detail: 'Not Implemented' }) },
  'not-found': { done: false, reply: () => jsonReply(404, { detail: 'Not found' }) },
  forbidden: { done: false, reply: () => jsonReply(403, { detail: 'Forbidden' }) },
} satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

export type Fault = {
  /** A kind of call of that provider (`submit`, `poll`, …) or `any`. */
  match: string;
  /** 1 is the next such call after the fault was set. */
  nth: number | 'every';
  fault: FaultName;
  retryAfterSeconds?: number;
};

/** The fault that is due for this call, if any. Counts in `seen`, which belongs to the simulator's saved state. */
export function dueFault(faults: Fault[], kind: string, seen: Record<string, number>): Fault | null {
  let due: Fault | null = null;
  for (const fault of faults) {
    if (fault.match !== 'any' && fault.match !== kind) continue;
    const nth = countUp(seen, `fault ${JSON.stringify(fault)}`);
    if (fault.nth === 'every' || fault.nth === nth) due ??= fault;
  }
  return due;
}

export function goWrong(fault: Fault, request: FetchRequest, carryOut: () => FetchReply): FetchReply {
  const kind: FaultKind | undefined = FAULTS[fault.fault];
  if (!kind) throw new Error(`There is no fault "${fault.fault}". Known are: ${FAULT_NAMES.join(', ')}.`);
  return kind.reply(request, kind.done ? carryOut() : null, fault);
}

export function countUp(seen: Record<string, number>, key: string): number {
  const count = (seen[key] ?? 0) + 1;
  seen[key] = count;
  return count;
}

/** The magic words that spoil a charge, and for how many charges with the same value: people should see how it is settled. */
const CHARGE_TROUBLES = [
  ['429', 2],
  ['502', 1],
  ['504', 1],
  ['dropped', 1],
  ['garbled', 1],
] as const;
export type ChargeTrouble = (typeof CHARGE_TROUBLES)[number][0];

/** @param valuesWith the values of this charge that carry a word */
export function dueTrouble(
  valuesWith: (word: ChargeTrouble) => string[],
  seen: Record<string, number>,
): ChargeTrouble | null {
  for (const [word, most] of CHARGE_TROUBLES) {
    for (const value of valuesWith(word)) if (countUp(seen, `magic ${word} ${value}`) <= most) return word;
  }
  return null;
}

const MINUTE_MS = 60_000;

/** Counts a call of now, where the last minute has room for it; else says when there is room. */
export function roomMs(account: { recentMs: number[] }, perMinute: number | null, nowMs: number): number | null {
  account.recentMs = account.recentMs.filter((atMs) => atMs > nowMs - MINUTE_MS);
  if (perMinute === null || account.recentMs.length < perMinute) {
    account.recentMs.push(nowMs);
    return null;
  }
  return account.recentMs[account.recentMs.length - perMinute]! + MINUTE_MS;
}

export function tooMany(retryAfter: number | string | null): FetchReply {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
  return jsonReply(429, { detail: 'Too many requests.' }, headers);
}

function cut(real: FetchReply | null): FetchReply {
  if (!real || 'fault' in real) return emptyReply(200);
  return { ...real, body: real.body.slice(0, Math.floor(real.body.length / 2)) };
}
