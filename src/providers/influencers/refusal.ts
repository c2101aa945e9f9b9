// What Influencers.club's answers other than a success mean, for the upload and for reads. Not the success bodies.
import { readJson } from '../answer';
import type { Answer, Failure } from '../operation';
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
  if (status === 401 || KEY.test(said)) {
    return pause('key rejected', 'Influencers.club rejected the key. Enter a valid key under Connections.');
  }
  if (said === '' && readJson(text) === undefined && text.trim() !== '') {
    return pause('refused', 'Influencers.club, or a gate before it, does not let this account in (HTTP 403).');
  }
  return pause(
    'plan',
    `Influencers.club says: ${closed(said || 'not allowed')} API access is part of its Pro plan; change the plan there.`,
  );
}

export function outOfCredits(said: string): Pause {
  return pause('out of credits', `Influencers.club says: ${closed(said || 'not enough credits')} Top up there.`);
}

function pause(why: Pause['why'], reason: string): Pause {
  return { kind: 'pause', why, reason };
}

function closed(said: string): string {
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

/** What an upload that was not accepted means. */
export function uploadFailure(answer: Answer): Failure {
  if ('fault' in answer) {
    return answer.sent ? { kind: 'doubt', reason: answer.fault } : { kind: 'again', reason: answer.fault };
  }
  const account = accountFailure(answer);
  if (account) return account;
  if (answer.status === 400 || answer.status === 422) return formFailure(answer.text);
  if (answer.status === 413) return { kind: 'bad batch', reason: 'the file is too large', perRow: true };
  if (answer.status >= 300 && answer.status < 500) {
    const said = errorSaid(answer.text).text;
    const what = `HTTP ${answer.status}${said ? `: ${said}` : ''}`;
    return pause('refused', `Influencers.club refused the batch (${what}). Look whether its API has changed.`);
  }
  return { kind: 'doubt', reason: `HTTP ${answer.status} after sending` };
}

/** Only what is said of the file can be a row's fault; the other fields are the recipe's. */
function formFailure(body: string): Failure {
  const { text, fields } = errorSaid(body);
  if (MONEY.test(text)) return outOfCredits(text);
  if (fields.some((name) => FORM_FIELDS.has(name)) && !fields.includes('file'))
    return pause('refused', `Influencers.club refuses the settings (${text}). Correct the recipe and start again.`);
  return {
    kind: 'bad batch',
    reason: text || 'Influencers.club gave no reason',
    perRow: /\b(row|line|record)s?\b/i.test(text),
  };
}

const FORM_FIELDS = new Set([
  'platform',
  'enrichment_mode',
  'metadata',
  'email_required',
  'include_lookalikes',
  'include_audience_data',
  'exclude_platforms',
  'min_followers',
]);
