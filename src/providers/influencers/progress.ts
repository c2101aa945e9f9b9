// A batch from the upload's answer to the moment its results can be fetched: six words, a pause, a failure. Not the results.
import { hasOwn } from '../../text/own';
import { amountIn, bodyOf, field, isObject, isOk, textField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Heard, Json, Ticket, Verdict } from '../operation';
import { accountFailure, again, errorText, readFailure, unreadable } from '../refusal';
import { INFLUENCERS, outOfCredits, uploadFailure } from './refusal';
import { BATCHES } from './upload';

/** `queued` and the pause are said by polls only, `validating` by the upload only; any other word is taken for "still running". */
const RUNNING = new Set(['validating', 'queued', 'processing']);
/** Words after which the results are asked for at once, with the stage that hears them. */
const AFTER: Record<string, string> = { finished: 'download', paused_insufficient_credits: 'partial' };

export function hearUpload(answer: Answer, sent: number): Heard {
  if (!isOk(answer)) return { failure: uploadFailure(answer) };
  const body = bodyOf(answer);
  const batch = textField(body, 'batch_id');
  // Printable, so that it can stand in a path and its ticket keeps its size; without letters it could be `..`.
  if (!/^[!#-[\]-~]{1,200}$/.test(batch) || !/\w/.test(batch)) return unreadable('upload');
  // Whatever word the upload says, `failed` and `finished` too: the status says it again, with its figures.
  const ticket: Ticket = { stage: 'poll', batch };
  const counted = field(body, 'og_input_number');
  if (typeof counted !== 'number' || counted === sent) return { ticket };
  return {
    ticket: { ...ticket, miscounted: true },
    notes: [`Influencers.club counted ${counted} records in a file of ${sent}: what has no result there is to check.`],
  };
}

/** The address of a batch, with what follows its id. */
export function batchPath(ticket: Ticket, end: string): string {
  return `${BATCHES}${encodeURIComponent(textField(ticket, 'batch'))}/${end}`;
}

export function statusCall(ticket: Ticket): Call {
  return read(batchPath(ticket, 'status/'));
}

export function hearStatus(ticket: Ticket, sent: number, answer: Answer): Heard {
  const failure = readFailure(INFLUENCERS, answer, 'the batch is no longer there');
  if (failure) return { failure };
  const body = bodyOf(answer);
  if (!isObject(body)) return { failure: again(INFLUENCERS, answer) };
  const word = textField(body, 'status').trim().toLowerCase();
  const known = { ...bare(ticket), ...figuresOf(body) };
  const next = hasOwn(AFTER, word) ? AFTER[word] : undefined;
  if (next) return { ticket: { ...known, stage: next }, soon: true };
  if (word === 'failed') return hearFailed(known, sent, textField(body, 'status_message').trim());
  const strange: { [name: string]: string } = RUNNING.has(word)
    ? {}
    : { word: word.replace(/[^\x20-\x7e]/g, '?').slice(0, 40) };
  return { ticket: { ...known, stage: 'poll', ...strange } };
}

/** Where credits went into a batch that failed, its results are worth a look: what was done before may be there. */
function hearFailed(ticket: Ticket, sent: number, said: string): Heard {
  if (ticket.spent !== 0) return { ticket: { ...ticket, stage: 'salvage' }, soon: true };
  const detail = `the batch failed at Influencers.club${said && ` (${said})`}`;
  const verdicts = Array.from({ length: sent }, (_, index): Verdict => ({ index, outcome: 'failed', detail }));
  return { verdicts, done: true, spent: 0 };
}

/** What identifies the batch, without what earlier looks have said of it. */
function bare({ stage, batch, miscounted }: Ticket): Ticket {
  return { stage, batch: batch ?? '', ...(miscounted === true && { miscounted }) };
}

/** `spent`: credits, which come as text. `hits`: successes. Each only where it is said. */
function figuresOf(body: Json): { spent?: number; hits?: number } {
  const spent = amountIn(body, 'credits_used');
  const hits = field(body, 'success_count');
  return {
    ...(spent === null ? {} : { spent }),
    ...(typeof hits === 'number' && Number.isInteger(hits) && hits >= 0 && { hits }),
  };
}

/** The only call that lets a paused batch go on, made when a person has topped up. */
export function resumeCall(ticket: Ticket): Call {
  return { effect: 'repeatable', method: 'POST', path: batchPath(ticket, 'resume/'), body: {} };
}

/** Its answer is not documented, so it is only heard where it says that nothing went on; the next status tells the rest. */
export function hearResume(ticket: Ticket, answer: Answer): Heard {
  const account = accountFailure(INFLUENCERS, answer);
  if (account?.kind === 'pause') return { failure: account };
  const said = 'status' in answer && answer.status === 400 ? errorText(answer.text) : '';
  if (/insufficient|not enough/i.test(said)) return { failure: outOfCredits(said) };
  return { ticket: { ...bare(ticket), stage: 'poll' } };
}
