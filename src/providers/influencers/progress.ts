// A batch from the upload's answer to the moment its results can be fetched: six words, a pause, a failure. Not the results.
import { field, isObject, readJson } from '../answer';
import type { Answer, Call, Heard, Json, Ticket, Verdict } from '../operation';
import { errorSaid } from './error-text';
import { accountFailure, outOfCredits, uploadFailure } from './refusal';
import { BATCHES } from './upload';

/** `queued` and the pause are said by polls only, `validating` by the upload only; any other word is taken for "still running". */
const RUNNING = new Set(['validating', 'queued', 'processing']);
export const PAUSED = 'paused_insufficient_credits';

export function hearUpload(answer: Answer, sent: number): Heard {
  if ('fault' in answer || answer.status < 200 || answer.status >= 300) return { failure: uploadFailure(answer) };
  const body = readJson(answer.text);
  const id = field(body, 'batch_id');
  const batch = typeof id === 'number' ? String(id) : id;
  // Printable, so that it can stand in a path and its ticket keeps its size; without letters it could be `..`.
  if (typeof batch !== 'string' || !/^[!#-[\]-~]{1,200}$/.test(batch) || !/\w/.test(batch)) {
    return { failure: { kind: 'doubt', reason: 'the answer to the upload could not be read' } };
  }
  // Whatever word the upload says, `failed` and `finished` too: the status says it again, with its figures.
  const ticket: Ticket = { stage: 'poll', batch };
  const counted = field(body, 'og_input_number');
  if (typeof counted !== 'number' || counted === sent) return { ticket };
  return {
    ticket: { ...ticket, miscounted: true },
    notes: [`Influencers.club counted ${counted} records in a file of ${sent}: what has no result there is to check.`],
  };
}

export function statusCall({ batch }: Ticket): Call {
  return { effect: 'read', method: 'GET', path: `${BATCHES}${encodeURIComponent(String(batch))}/status/` };
}

export function hearStatus(ticket: Ticket, sent: number, answer: Answer): Heard {
  if ('fault' in answer) return { failure: { kind: 'again', reason: answer.fault } };
  if (answer.status === 404 || answer.status === 410)
    return { failure: { kind: 'lost', reason: 'the batch is no longer there' } };
  const account = accountFailure(answer);
  if (account) return { failure: account };
  const body = answer.status >= 200 && answer.status < 300 ? readJson(answer.text) : undefined;
  if (!isObject(body)) return { failure: { kind: 'again', reason: `HTTP ${answer.status}` } };
  const word = String(textOr(field(body, 'status'))).toLowerCase();
  const known = { ...bare(ticket), ...figuresOf(body) };
  if (word === 'finished') return { ticket: { ...known, stage: 'download' }, soon: true };
  if (word === PAUSED) return { ticket: { ...known, stage: 'partial' }, soon: true };
  if (word === 'failed') return hearFailed(known, sent, textOr(field(body, 'status_message')));
  if (RUNNING.has(word)) return { ticket: { ...known, stage: 'poll' } };
  return { ticket: { ...known, stage: 'poll', word: word.replace(/[^\x20-\x7e]/g, '?').slice(0, 40) } };
}

/** Where credits went into a batch that failed, its results are worth a look: what was done before may be there. */
function hearFailed(ticket: Ticket, sent: number, said: string): Heard {
  if (ticket.spent !== 0) return { ticket: { ...ticket, stage: 'salvage' }, soon: true };
  const detail = `the batch failed at Influencers.club${said ? ` (${said})` : ''}`;
  const verdicts = Array.from({ length: sent }, (_, index): Verdict => ({ index, outcome: 'failed', detail }));
  return { verdicts, done: true, spent: 0 };
}

/** What identifies the batch, without what earlier looks have said of it. */
function bare(ticket: Ticket): Ticket {
  const kept: Ticket = { stage: ticket.stage, batch: ticket.batch ?? '' };
  if (ticket.miscounted === true) kept.miscounted = true;
  return kept;
}

/** `spent`: credits, which come as text. `hits`: successes. Each only where it is said. */
function figuresOf(body: Json): { spent?: number; hits?: number } {
  const used = creditsOf(field(body, 'credits_used'));
  const hits = field(body, 'success_count');
  return {
    ...(used === null ? {} : { spent: used }),
    ...(typeof hits === 'number' && Number.isInteger(hits) && hits >= 0 ? { hits } : {}),
  };
}

export function creditsOf(value: Json | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
}

function textOr(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** The only call that lets a paused batch go on, made when a person has topped up. */
export function resumeCall({ batch }: Ticket): Call {
  const path = `${BATCHES}${encodeURIComponent(String(batch))}/resume/`;
  return { effect: 'repeatable', method: 'POST', path, body: {} };
}

/** Its answer is not documented, so it is only heard where it says that nothing went on; the next status tells the rest. */
export function hearResume(ticket: Ticket, answer: Answer): Heard {
  const account = accountFailure(answer);
  if (account?.kind === 'pause') return { failure: account };
  if ('status' in answer && answer.status === 400) {
    const said = errorSaid(answer.text).text;
    if (/insufficient|not enough/i.test(said)) return { failure: outOfCredits(said) };
  }
  return { ticket: { ...bare(ticket), stage: 'poll' } };
}
