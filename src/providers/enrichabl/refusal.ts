// What Enrichabl's answers other than a success mean: `{"error": text}` with a status. Not the success bodies.
// Statuses as in enrichabl.com/docs/api, section Errors.
import { field, numberField, provesRefusal, readJson, textField } from '../answer';
import type { Answer, Failure, Json, PauseKind } from '../operation';

export function isGood(answer: Answer): boolean {
  return 'status' in answer && answer.status >= 200 && answer.status < 300;
}

/** The body of a success; undefined where there is none that can be read. */
export function bodyOf(answer: Answer): Json | undefined {
  return 'text' in answer && isGood(answer) ? readJson(answer.text) : undefined;
}

/** What an error body says; '' where it says nothing readable. */
export function errorText(text: string): string {
  const body = readJson(text);
  for (const name of ['error', 'message', 'detail']) {
    const said = textField(body, name) || textField(field(body, name), 'message');
    if (said) return said.trim();
  }
  return '';
}

/** A pause that a person ends at Enrichabl or in the recipe. */
export function refused(reason: string, why: PauseKind = 'refused'): Extract<Failure, { kind: 'pause' }> {
  return { kind: 'pause', why, reason: `${reason}.` };
}

export function again(reason: string): { failure: Failure } {
  return { failure: { kind: 'again', reason } };
}

/** Which third-party key Enrichabl says it lacks, e.g. OPENAI; '' where the answer is about something else. */
function missingProviderKey(status: number, said: string): string {
  if ((status !== 400 && status !== 403) || !/api key/i.test(said)) return '';
  const named = /no api key (?:found|configured)?\s*for ([a-z_ ]+)|missing ([a-z_]+) api key/i.exec(said);
  return named ? (named[1] ?? named[2]!).trim().toUpperCase() : 'the provider';
}

/** Refusals that mean the same wherever they appear and have nothing to do with a row; null for every other answer. */
export function accountFailure(answer: Answer): Failure | null {
  if ('fault' in answer) return null;
  const { status } = answer;
  const said = errorText(answer.text);
  const lacks = missingProviderKey(status, said);
  if (lacks)
    return refused(`Enrichabl has no API key for ${lacks} (${said}). Enter it at Enrichabl under Settings → API Keys`);
  if (status === 401)
    return refused('Enrichabl rejected the key. Enter a valid token (eab_live_…) under Connections', 'key rejected');
  if (status === 402)
    return refused(
      `Enrichabl says: ${said || 'quota exceeded'}. Make room or take a larger plan there`,
      quotaOf(answer) || /lead|quota/i.test(said) ? 'lead quota' : 'out of credits',
    );
  if (status === 403) return refused(`Enrichabl does not allow this: ${said || 'look at your plan there'}`, 'plan');
  return status === 429 ? { kind: 'later' } : null;
}

/** The counts of a 402; null where it has none. */
export function quotaOf(answer: Answer): { count: number; limit: number } | null {
  if ('fault' in answer || answer.status !== 402) return null;
  const body = readJson(answer.text);
  const numberIn = (name: string) => numberField(body, name) ?? numberField(field(body, 'error'), name);
  const count = numberIn('current_count');
  const limit = numberIn('quota_limit');
  return count !== null && limit !== null ? { count, limit } : null;
}

/** A read or a free preparation that gave nothing. `what` names the thing that a 404 says is missing. */
export function readFailure(answer: Answer, what: string): Failure {
  const account = accountFailure(answer);
  if (account || 'fault' in answer) return account ?? unclear(answer);
  const { status } = answer;
  if (status === 404)
    return refused(`Enrichabl does not know ${what} with this key. Correct the recipe, or enter the right key`);
  if (status >= 400 && status < 500)
    return refused(`Enrichabl refused ${what} (${errorText(answer.text) || `HTTP ${status}`})`);
  return unclear(answer);
}

/** An answer that tells nothing: to be asked for again. */
export function unclear(answer: Answer): Failure {
  const reason =
    'fault' in answer ? answer.fault : isGood(answer) ? 'the answer could not be read' : `HTTP ${answer.status}`;
  return { kind: 'again', reason };
}

/** Whether something may have been made all the same: then it is looked for. */
export function isUnclear(failure: Failure, answer: Answer): failure is Extract<Failure, { kind: 'again' }> {
  return failure.kind === 'again' && !('sent' in answer && !answer.sent);
}

/** What the answer to a paid start means where it is not an acceptance. */
export function startFailure(answer: Answer): Failure {
  const failure = readFailure(answer, 'the job');
  if (!isUnclear(failure, answer)) return failure;
  const { reason } = failure;
  return provesRefusal(answer) ? refused(reason) : { kind: 'doubt', reason };
}
