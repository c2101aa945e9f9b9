// What Enrichabl's answers other than a success mean: `{"error": text}` with a status. Not the success bodies.
// Statuses as in enrichabl.com/docs/api, section Errors.
import { field, readJson } from '../answer';
import type { Answer, Failure, Json } from '../operation';

export function isGood(answer: Answer): boolean {
  return 'status' in answer && answer.status >= 200 && answer.status < 300;
}

/** The body of a success; undefined where there is none that can be read. */
export function bodyOf(answer: Answer): Json | undefined {
  return 'fault' in answer || !isGood(answer) ? undefined : readJson(answer.text);
}

/** What an error body says; '' where it says nothing readable. */
export function errorText(text: string): string {
  const body = readJson(text);
  for (const name of ['error', 'message', 'detail']) {
    const said = field(body, name);
    if (typeof said === 'string') return said.trim();
    const inner = field(said, 'message');
    if (typeof inner === 'string') return inner.trim();
  }
  return '';
}

/** Which third-party key Enrichabl says it lacks, e.g. OPENAI; null where the answer is about something else. */
function missingProviderKey(status: number, said: string): string | null {
  if (status !== 400 && status !== 403) return null;
  const named =
    /no api key (?:found|configured)?\s*for ([A-Za-z_ ]+)/i.exec(said) ?? /missing ([A-Za-z_]+) api key/i.exec(said);
  if (named) return named[1]!.trim().toUpperCase();
  return /api key/i.test(said) ? 'the provider' : null;
}

/** Refusals that mean the same wherever they appear and have nothing to do with a row; null for every other answer. */
export function accountFailure(answer: Answer): Failure | null {
  if ('fault' in answer) return null;
  const said = errorText(answer.text);
  const lacks = missingProviderKey(answer.status, said);
  if (lacks !== null)
    return {
      kind: 'pause',
      why: 'refused',
      reason: `Enrichabl has no API key for ${lacks} (${said}). Enter it at Enrichabl under Settings → API Keys.`,
    };
  switch (answer.status) {
    case 401:
      return {
        kind: 'pause',
        why: 'key rejected',
        reason: 'Enrichabl rejected the key. Enter a valid Personal Access Token (eab_live_…) under Connections.',
      };
    case 402: {
      const quota = quotaOf(answer);
      const counts = quota ? ` It holds ${quota.count} of ${quota.limit} leads.` : '';
      return {
        kind: 'pause',
        why: quota || /lead|quota/i.test(said) ? 'lead quota' : 'out of credits',
        reason: `Enrichabl says: ${said || 'the quota is exceeded'}.${counts} Make room or take a larger plan there.`,
      };
    }
    case 403:
      return {
        kind: 'pause',
        why: 'plan',
        reason: `Enrichabl does not allow this for your account${said ? `: ${said}` : ''}. Look at your subscription there.`,
      };
    case 429:
      return { kind: 'later' };
  }
  return null;
}

/** The counts of a 402; null where it has none. */
export function quotaOf(answer: Answer): { count: number; limit: number } | null {
  if ('fault' in answer || answer.status !== 402) return null;
  const body = readJson(answer.text);
  const inner = field(body, 'error') ?? null;
  const count = Number(field(body, 'current_count') ?? field(inner, 'current_count') ?? Number.NaN);
  const limit = Number(field(body, 'quota_limit') ?? field(inner, 'quota_limit') ?? Number.NaN);
  return Number.isFinite(count) && Number.isFinite(limit) ? { count, limit } : null;
}

/** A read or a free preparation that gave nothing. `what` names the thing that a 404 says is missing. */
export function readFailure(answer: Answer, what: string): Failure {
  if ('fault' in answer) return { kind: 'again', reason: answer.fault };
  const account = accountFailure(answer);
  if (account) return account;
  const said = errorText(answer.text);
  if (answer.status === 404)
    return {
      kind: 'pause',
      why: 'refused',
      reason: `Enrichabl does not know ${what} with this key. Correct the recipe and start again, or enter the key it belongs to.`,
    };
  if (answer.status >= 400 && answer.status < 500)
    return { kind: 'pause', why: 'refused', reason: `Enrichabl refused ${what} (${said || `HTTP ${answer.status}`}).` };
  return { kind: 'again', reason: isGood(answer) ? 'the answer could not be read' : `HTTP ${answer.status}` };
}

/** What the answer to a paid start means where it is not an acceptance. */
export function startFailure(answer: Answer): Failure {
  if ('fault' in answer)
    return answer.sent ? { kind: 'doubt', reason: answer.fault } : { kind: 'again', reason: answer.fault };
  if (answer.status >= 300 && answer.status < 500) {
    const failure = readFailure(answer, 'the job');
    return failure.kind === 'again' ? { kind: 'pause', why: 'refused', reason: `HTTP ${answer.status}` } : failure;
  }
  return {
    kind: 'doubt',
    reason: isGood(answer) ? 'the answer to the start could not be read' : `HTTP ${answer.status} after sending`,
  };
}
