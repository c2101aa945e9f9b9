// What Influencers.club's answers other than a success mean, for the upload and for reads. Not the success bodies.
import { readJson } from '../answer';
import type { Answer, Failure, PauseKind } from '../operation';
import { errorSaid } from './error-text';

type Pause = Extract<Failure, { kind: 'pause' }>;

const MONEY = /insufficient|(not enough|out of|no) credits|top up/i;
const KEY = /token|api.?key|credential|authenti/i;

/** Refusals that have nothing to do with a row and mean the same wherever they appear; null for every other answer. */
export function accountFailure(answer: Answer): Pause | { kind: 'later' } | null {
  if ('fault' in answer) return null;
  const { status, text } = answer;
  if (status === 429) return { kind: 'later' };
  if (status !== 401 && status !== 402 && status !== 403) return null;
  const said = errorSaid(text).text;
  if (status === 402 || MONEY.test(said)) return outOfCredits(said);
  if (status === 401 || KEY.test(said))
    return pause('key rejected', 'Influencers.club rejected the key. Enter a valid key under Connections.');
  if (said === '' && readJson(text) === undefined && text.trim() !== '')
    return pause('refused', 'Influencers.club, or a gate before it, does not let this account in (HTTP 403).');
  return pause(
    'plan',
    `Influencers.club says: ${closed(said || 'not allowed')} API access is part of its Pro plan; change the plan there.`,
  );
}

export function outOfCredits(said: string): Pause {
  return pause('out of credits', `Influencers.club says: ${closed(said || 'not enough credits')} Top up there.`);
}

function pause(why: PauseKind, reason: string): Pause {
  return { kind: 'pause', why, reason };
}

function closed(said: string): string {
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

/** Any 2xx; its type says 200, so that an answer that is none keeps its own type. */
export function isOk(answer: Answer): answer is Extract<Answer, { status: number }> & { status: 200 } {
  return 'status' in answer && answer.status >= 200 && answer.status < 300;
}

export function again(answer: Answer): Extract<Failure, { kind: 'again' }> {
  return {
    kind: 'again',
    reason: 'fault' in answer ? answer.fault : `Influencers.club answered HTTP ${answer.status}`,
  };
}

/** Why there is no answer to read; null for one that may be one. `gone`: what a 404 means. */
export function readFailure(answer: Answer, gone: string): Failure | null {
  if ('fault' in answer) return again(answer);
  if (answer.status === 404 || answer.status === 410) return { kind: 'lost', reason: gone };
  return accountFailure(answer);
}

/** What an upload that was not accepted means. */
export function uploadFailure(answer: Answer): Failure {
  if ('fault' in answer) return answer.sent ? { kind: 'doubt', reason: answer.fault } : again(answer);
  const account = accountFailure(answer);
  if (account) return account;
  const { status, text } = answer;
  if (status === 400 || status === 422) return formFailure(text);
  if (status === 413) return { kind: 'bad batch', reason: 'the file is too large', perRow: true };
  if (status < 300 || status >= 500) return { kind: 'doubt', reason: `HTTP ${status} after sending` };
  const said = errorSaid(text).text;
  const what = `HTTP ${status}${said && `: ${said}`}`;
  return pause('refused', `Influencers.club refused the batch (${what}). Look whether its API has changed.`);
}

/** Only what is said of the file can be a row's fault; the other fields are the recipe's. */
function formFailure(body: string): Failure {
  const { text, fields } = errorSaid(body);
  if (MONEY.test(text)) return outOfCredits(text);
  if (fields.some((name) => FORM_FIELDS.test(name)) && !fields.includes('file'))
    return pause('refused', `Influencers.club refuses the settings (${text}). Correct the recipe and start again.`);
  const perRow = /\b(row|line|record)s?\b/i.test(text);
  return { kind: 'bad batch', reason: text || 'Influencers.club gave no reason', perRow };
}

const FORM_FIELDS =
  /^(platform|enrichment_mode|metadata|email_required|include_(lookalikes|audience_data)|exclude_platforms|min_followers)$/;
