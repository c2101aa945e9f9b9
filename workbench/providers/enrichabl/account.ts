// Who calls, and how often they may. Knows no leads and no jobs.

import { roomMs } from '../faults';
import { type FetchRequest, type HttpReply, headerOf, jsonReply } from '../http';
import { digest } from '../repeatable';
import type { Account, Scene } from './state';
import type { EnrichablSwitches } from './switches';

const TOKEN_PREFIX = 'eab_live_';

/** Every error of Enrichabl has this shape. */
export function errorReply(status: number, error: string, more: object = {}): HttpReply {
  return jsonReply(status, { error, ...more });
}

/** The account's tag in the state, or the refusal. */
export function accountOf(request: FetchRequest, { state, switches, nowMs }: Scene): string | HttpReply {
  const header = headerOf(request, 'authorization').trim();
  if (header === '') return errorReply(401, 'Missing Authorization header');
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  if (token === undefined) return errorReply(401, 'Malformed Authorization header');
  if (switches.tokenPrefix === 'needed' && !token.startsWith(TOKEN_PREFIX)) return errorReply(401, 'Malformed token');
  const revoked = switches.revokedFromMs !== null && nowMs >= switches.revokedFromMs;
  if (revoked || (switches.keys !== null && !switches.keys.includes(token))) {
    return errorReply(401, 'Invalid or revoked token');
  }
  const tag = switches.accounts === 'one-for-all' ? 'all' : digest(`${state.salt} ${token}`).slice(0, 16);
  state.accounts[tag] ??= { recentMs: [], uploadEndsMs: [], leads: 0 };
  return tag;
}

/** 429, where the token has made all calls of its minute. */
export function limited(account: Account, { switches, nowMs }: Scene): HttpReply | null {
  const freeMs = roomMs(account, switches.callsPerMinute, nowMs);
  return freeMs === null ? null : tooMany('Rate limit exceeded', freeMs - nowMs, switches);
}

export function tooMany(error: string, waitMs: number, switches: EnrichablSwitches): HttpReply {
  const reply = errorReply(429, error);
  if (switches.retryAfter === 'absent') return reply;
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(Math.ceil(waitMs / 1000)) } };
}
