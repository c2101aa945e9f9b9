// Who calls, what their credits are, and how often they may call. Knows no batch.

import { roomMs } from '../faults';
import { emptyReply, type FetchRequest, type HttpReply, headerOf, htmlReply, jsonReply } from '../http';
import { digest } from '../repeatable';
import type { Account, Mode, Scene } from './state';
import type { Endpoint, InfluencersSwitches } from './switches';

/** The account's tag in the state, or the refusal. */
export function accountOf(request: FetchRequest, { state, switches, nowMs }: Scene): string | HttpReply {
  const [scheme = '', ...words] = headerOf(request, 'authorization').trim().split(/\s+/);
  if (scheme.toLowerCase() !== 'bearer') return unauthorized('Authentication credentials were not provided.');
  if (words.length !== 1) {
    // A key that was pasted together with its "Bearer " ends here.
    return unauthorized('Authorization header must contain two space-delimited values', 'bad_authorization_header');
  }
  const key = words[0]!;
  const revoked = switches.revokedFromMs !== null && nowMs >= switches.revokedFromMs;
  if (revoked || (switches.keys !== null && !switches.keys.includes(key))) {
    return unauthorized('Token is invalid', 'authentication_failed');
  }
  const tag = switches.accounts === 'one-for-all' ? 'all' : digest(`${state.salt} ${key}`).slice(0, 16);
  state.accounts[tag] ??= { granted: switches.startCredits, used: 0, recentMs: [] };
  if (switches.plan === 'without-api') {
    return jsonReply(403, { detail: 'You do not have permission to perform this action.' });
  }
  return tag;
}

function unauthorized(detail: string, code?: string): HttpReply {
  return jsonReply(401, { detail, code }, { 'www-authenticate': 'Bearer realm="api"' });
}

/** 429, where the account has made all calls of its minute. */
export function limited(account: Account, { switches, nowMs }: Scene): HttpReply | null {
  const freeMs = roomMs(account, switches.callsPerMinute, nowMs);
  return freeMs === null ? null : tooMany(freeMs - nowMs, switches, nowMs);
}

export function tooMany(waitMs: number, switches: InfluencersSwitches, nowMs: number): HttpReply {
  const seconds = Math.ceil(waitMs / 1000);
  const headers: Record<string, string> = {};
  if (switches.retryAfter === 'seconds') headers['retry-after'] = String(seconds);
  if (switches.retryAfter === 'http-date') headers['retry-after'] = new Date(nowMs + waitMs).toUTCString();
  if (switches.tooManyBody === 'empty') return emptyReply(429, headers);
  const detail = `Request was throttled. Expected available in ${seconds} seconds.`;
  const reply = switches.tooManyBody === 'html' ? htmlReply(429, 'Too Many Requests') : jsonReply(429, { detail });
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** Credits of one successful record. */
export function priceOf(mode: Mode, switches: InfluencersSwitches): number {
  return { raw: 0.03, full: 1, basic: 0.05, advanced: switches.advancedPrice }[mode];
}

export function availableTo(account: Account, switches: InfluencersSwitches): number {
  return credits(account.granted + switches.boughtCredits - account.used);
}

export function describeCredits(account: Account, switches: InfluencersSwitches): HttpReply {
  const used = switches.creditsUsed === 'counted' ? account.used : 0;
  return jsonReply(200, { credits_available: availableTo(account, switches), credits_used: used });
}

/** Credits have decimals; sums of doubles must not show 0.30000000000000004. */
export function credits(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/** A call that this server does not offer, or that is broken; null where it works. */
export function missingEndpoint(endpoint: Endpoint): HttpReply | null {
  if (endpoint === '404') return jsonReply(404, { detail: 'Not found.' });
  if (endpoint === '501') return jsonReply(501, { detail: 'Not implemented.' });
  return endpoint === '500-html' ? htmlReply(500, 'Internal Server Error') : null;
}
