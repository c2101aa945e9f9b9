// What Databar's answers other than a success mean, for submits and for reads. Not the success bodies.
import type { Answer, Failure, PauseKind } from '../operation';
import { blamedRows, errorText } from './error-text';

export type Pause = Extract<Failure, { kind: 'pause' }>;
type Again = Extract<Failure, { kind: 'again' }>;
type Arrived = Extract<Answer, { status: number }>;

/** Any 2xx; its type says 200, so that an answer that is none keeps its own type. */
export function isOk(answer: Answer): answer is Arrived & { status: 200 } {
  return 'status' in answer && answer.status >= 200 && answer.status < 300;
}

export function pause(why: PauseKind, reason: string): Pause {
  return { kind: 'pause', why, reason };
}

export function again(reason: string): Again {
  return { kind: 'again', reason };
}

export function unknownTable(table: string): string {
  return `Databar does not know the table ${table}.`;
}

/** `HTTP 400: what it says`. */
export function saidBy({ status, text }: Arrived): string {
  const said = errorText(text);
  return `HTTP ${status}${said && `: ${said}`}`;
}

/** Refusals that have nothing to do with a row and mean the same wherever they appear; null for every other answer. */
export function accountFailure(answer: Answer): Failure | null {
  if ('fault' in answer) return null;
  const { status, text } = answer;
  if (status === 429) return { kind: 'later' };
  if (status !== 401 && status !== 403) return null;
  const said = errorText(text);
  if (/sdk is not available|not available on your current plan/i.test(said))
    return pause('plan', `Databar says: ${said}. Ask Databar to open API access for your plan.`);
  return status === 401 || said === '' || /forbidden|key|token|credential/i.test(said)
    ? pause('key rejected', 'Databar rejected the key. Enter a valid key under Connections.')
    : pause('refused', `Databar does not allow this for your account: ${said}.`);
}

/** Why there is no answer to read, in words that fit any read; null for an answer that may be one. `gone`: what a 404 means. */
export function readFailure(answer: Answer, gone: string): Failure | null {
  if ('fault' in answer) return again(answer.fault);
  if (answer.status === 404 || answer.status === 410) return { kind: 'lost', reason: gone };
  return accountFailure(answer);
}

/** What a submit that was not accepted means. `what` names the thing that a 404 says is missing. */
export function submitFailure(answer: Answer, sent: number, what: string): Failure {
  if ('fault' in answer) return answer.sent ? { kind: 'doubt', reason: answer.fault } : again(answer.fault);
  const account = accountFailure(answer);
  if (account) return account;
  const { status, text } = answer;
  const said = errorText(text);
  if (status === 400 || status === 422) {
    const rows = blamedRows(text, sent);
    if (Array.isArray(rows)) return { kind: 'bad rows', rows };
    return { kind: 'bad batch', reason: said || 'Databar gave no reason', perRow: rows === 'perRow' };
  }
  if (status === 404)
    return pause(
      'refused',
      `Databar does not know ${what}${said && ` (${said})`}. Correct the recipe and start again.`,
    );
  // Credits or plan; Databar's own text often names both, and credits are the one that a person can mend at once.
  if (status === 406)
    return /plan/i.test(said) && !/credit|balance/i.test(said)
      ? pause('plan', `Databar says: ${said}. Change the plan at Databar.`)
      : pause('out of credits', `Databar says: ${said || 'not enough credits'}. Top up at Databar.`);
  if (status === 413) return { kind: 'bad batch', reason: 'the request is too large', perRow: false };
  return status >= 300 && status < 500
    ? pause('refused', `Databar refused the request (${saidBy(answer)}).`)
    : { kind: 'doubt', reason: `HTTP ${status} after sending` };
}
