// Enrichabl's refusals as a table (statuses as in enrichabl.com/docs/api, section Errors), and what they mean for what is read, made
// or started. How the table is read: ../refusal.ts. Not the success bodies.
import { field, numberField } from '../answer';
import type { Answer, Failure, Json, PauseKind } from '../operation';
import { ANY, accountFailure, again as againOf, chargeFailure, errorText, type Refusals } from '../refusal';

export const ENRICHABL: Refusals = {
  name: 'Enrichabl',
  rules: [
    // The page says both 400 and 403 for it.
    [[400, 403], /api key/i, 'refused', 'Enrichabl says: {} Enter the key at Enrichabl under Settings → API Keys.'],
    [[401], ANY, 'key rejected', 'Enrichabl rejected the key. Enter a valid token (eab_live_…) under Connections.'],
    [[402], ANY, 'lead quota', 'Enrichabl says: {lead quota exceeded} Make room or take a larger plan there.'],
    [[403], ANY, 'plan', 'Enrichabl does not allow this: {look at your plan there}'],
  ],
};

/** A pause that a person ends at Enrichabl or in the recipe. */
export function refused(reason: string, why: PauseKind = 'refused'): Extract<Failure, { kind: 'pause' }> {
  return { kind: 'pause', why, reason: `${reason}.` };
}

export function again(reason: string): { failure: Failure } {
  return { failure: { kind: 'again', reason } };
}

export type Quota = { count: number; limit: number };

/** The lead quota, where a body tells it: that of a 402 does. */
export function quotaIn(body: Json | undefined): Quota | null {
  const numberIn = (name: string): number | null => numberField(body, name) ?? numberField(field(body, 'error'), name);
  const count = numberIn('current_count');
  const limit = numberIn('quota_limit');
  return count !== null && limit !== null ? { count, limit } : null;
}

/** A read or a free preparation that gave nothing. `what` names the thing that a 404 says is missing. */
export function readFailure(answer: Answer, what: string): Failure {
  const account = accountFailure(ENRICHABL, answer);
  if (account || 'fault' in answer || answer.status < 400 || answer.status >= 500) return account ?? unclear(answer);
  const { status, text } = answer;
  return refused(
    status === 404
      ? `Enrichabl does not know ${what} with this key. Correct the recipe, or enter the right key`
      : `Enrichabl refused ${what} (${errorText(text) || `HTTP ${status}`})`,
  );
}

/** An answer that tells nothing: to be asked for again. */
export function unclear(answer: Answer): Failure {
  return againOf(ENRICHABL, answer);
}

/**
 * What it means that something was not made, or that a paid start was not accepted; `what` is it. In doubt: it may have been made all
 * the same.
 */
export function makeFailure(answer: Answer, what: string): Failure {
  return chargeFailure(ENRICHABL, answer, what, (_body, said) => refused(`Enrichabl refused ${what} (${said})`));
}
