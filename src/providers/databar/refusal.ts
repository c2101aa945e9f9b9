// What Databar's answers other than a success mean, for submits and for reads. Not the success bodies.
import type { Answer, Failure } from '../operation';
import { blamedRows, errorText } from './error-text';

const PLAN = /sdk is not available|not available on your current plan/i;

/** Refusals that have nothing to do with a row and mean the same wherever they appear; null for every other answer. */
export function accountFailure(answer: Answer): Failure | null {
  if ('fault' in answer) return null;
  if (answer.status === 429) return { kind: 'later' };
  if (answer.status !== 401 && answer.status !== 403) return null;
  const said = errorText(answer.text);
  if (PLAN.test(said)) {
    return {
      kind: 'pause',
      why: 'plan',
      reason: `Databar says: ${said}. Ask Databar to open API access for your plan.`,
    };
  }
  if (answer.status === 401 || said === '' || /forbidden|key|token|credential/i.test(said)) {
    return {
      kind: 'pause',
      why: 'key rejected',
      reason: 'Databar rejected the key. Enter a valid key under Connections.',
    };
  }
  return { kind: 'pause', why: 'refused', reason: `Databar does not allow this for your account: ${said}.` };
}

/** What a submit that was not accepted means. `what` names the thing that a 404 says is missing. */
export function submitFailure(answer: Answer, sent: number, what: string): Failure {
  if ('fault' in answer) {
    return answer.sent ? { kind: 'doubt', reason: answer.fault } : { kind: 'again', reason: answer.fault };
  }
  const account = accountFailure(answer);
  if (account) return account;
  const said = errorText(answer.text);
  switch (answer.status) {
    case 400:
    case 422:
      return rowFailure(answer.text, sent, said);
    case 404:
      return {
        kind: 'pause',
        why: 'refused',
        reason: `Databar does not know ${what}${said ? ` (${said})` : ''}. Correct the recipe and start again.`,
      };
    case 406:
      return moneyFailure(said);
    case 413:
      return { kind: 'bad batch', reason: 'the request is too large', perRow: false };
  }
  if (answer.status >= 300 && answer.status < 500) {
    return {
      kind: 'pause',
      why: 'refused',
      reason: `Databar refused the request (HTTP ${answer.status}${said ? `: ${said}` : ''}).`,
    };
  }
  return { kind: 'doubt', reason: `HTTP ${answer.status} after sending` };
}

function rowFailure(body: string, sent: number, said: string): Failure {
  const rows = blamedRows(body, sent);
  if (Array.isArray(rows)) return { kind: 'bad rows', rows };
  return { kind: 'bad batch', reason: said || 'Databar gave no reason', perRow: rows === 'perRow' };
}

/** 406 is credits or plan; Databar's own text often names both, and credits are the one that a person can mend at once. */
function moneyFailure(said: string): Failure {
  if (/plan/i.test(said) && !/credit|balance/i.test(said)) {
    return {
      kind: 'pause',
      why: 'plan',
      reason: `Databar says: ${said}. Change the plan at Databar.`,
    };
  }
  return {
    kind: 'pause',
    why: 'out of credits',
    reason: `Databar says: ${said || 'not enough credits'}. Top up at Databar.`,
  };
}
