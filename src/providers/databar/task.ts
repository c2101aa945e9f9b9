// A Databar bulk task from its id to its verdicts. Knows no enrichment and no waterfall: both are tasks once they are accepted.
import { asciiJson } from '../../text/ascii-json';
import { hasLoneSurrogate } from '../../text/cut';
import { amountIn, bodyOf, field, isObject, isOk, numberField, textField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Heard, Json, Ticket, Verdict } from '../operation';
import { again, readFailure, saidIn, unreadable } from '../refusal';
import { DATABAR, submitFailure } from './refusal';

const GONE = 'the results are no longer there';

/** What one element of `data` says. `resultOf`: null for a miss. `creditsOf`: where the element tells its own cost. */
export type ElementReader = {
  resultOf(element: Json): Json | null;
  creditsOf?: ((element: Json) => number | undefined) | undefined;
};

/** The longest id as JSON, the longest status word, and JSON around them: 280 bytes, and slack for marks such as `single`. */
export const TASK_TICKET_BYTES = 400;
const ID_BYTES = 202;
const WORD_CHARACTERS = 40;

/** What the submit's answer means: a ticket, or why there is none. */
export function hearSubmit(answer: Answer, sent: number, what: string): Heard {
  if (!isOk(answer)) return { failure: submitFailure(answer, sent, what) };
  const body = bodyOf(answer);
  const task = textField(body, field(body, 'task_id') == null ? 'request_id' : 'task_id');
  if (!isTaskId(task)) return unreadable('submit');
  return { ticket: { stage: 'poll', task } };
}

/** An id that fits its ticket and its place in a path. Under any other the task is accepted all the same, but cannot be asked for. */
function isTaskId(id: string): boolean {
  return !/^\.{0,2}$/.test(id) && !hasLoneSurrogate(id) && asciiJson(id).length <= ID_BYTES;
}

export function pollTask(ticket: Ticket): Call[] {
  return [read(`/v1/tasks/${encodeURIComponent(textField(ticket, 'task'))}`)];
}

/**
 * What a look at the task means for its requests.
 * `ticket.single`: a task made by `run`, whose data is one element, bare or in a list, or nothing.
 */
export function hearTask(
  ticket: Ticket,
  sent: number,
  answer: Answer,
  resultOf: ElementReader['resultOf'],
  creditsOf?: ElementReader['creditsOf'],
): Heard {
  const failure = readFailure(DATABAR, answer, GONE);
  if (failure) return { failure };
  const task = bodyOf(answer);
  if (!isObject(task)) return { failure: again(DATABAR, answer) };
  const status = textField(task, 'status').toLowerCase();
  const isFailed = /^(failed|error)$/.test(status);
  if (isFailed || /^((partially_)?completed|success)$/.test(status))
    return verdictsOf(task, sent, dataOf(task, sent, ticket.single === true), isFailed, { resultOf, creditsOf });
  if (status === 'gone') return lost(GONE);
  if (/^cancell?ed$/.test(status)) return lost('the task was cancelled at Databar');
  // Unknown words are taken as "still running" until the results would expire; the last one is kept to be shown then.
  return /^(created|processing)$/.test(status) ? {} : { ticket: { ...ticket, word: wordOf(status) } };
}

/** A status word as it can be shown and kept: a word, whatever was sent. */
function wordOf(status: string): string {
  return status.replace(/[^a-z0-9 _-]/g, '').slice(0, WORD_CHARACTERS);
}

function lost(reason: string): Heard {
  return { failure: { kind: 'lost', reason } };
}

/** Positional, and only where the lengths agree; one request may come back without its list around it. */
function dataOf(task: Json, sent: number, single: boolean): Json[] | null {
  const data = field(task, 'data');
  if (Array.isArray(data) && data.length === sent) return data;
  if (sent === 1 && isObject(data)) return [data];
  const nothing = data === null || (Array.isArray(data) && data.length === 0);
  return single && nothing ? [null] : null;
}

function verdictsOf(task: Json, sent: number, data: Json[] | null, isFailed: boolean, reads: ElementReader): Heard {
  const cost = amountIn(task, 'credits_spent');
  const spent = cost === null ? {} : { spent: cost };
  if (!data && !isFailed) {
    const got = field(task, 'data') ?? null;
    const reason = `Databar returned ${Array.isArray(got) ? `${got.length} results` : 'no list of results'} for ${sent} inputs`;
    return { failure: { kind: 'lost', reason, raw: JSON.stringify(got) }, ...spent };
  }
  const failed = isFailed ? sent : Math.max(0, numberField(field(task, 'progress'), 'failed') ?? 0);
  const missed = isFailed ? failedVerdict(task, cost) : missedVerdict(failed);
  const verdicts = Array.from({ length: sent }, (_, index): Verdict => {
    const element = data?.[index] ?? null;
    const result = reads.resultOf(element);
    const credits = isFailed ? undefined : reads.creditsOf?.(element);
    const found = result === null ? missed : { outcome: 'found' as const, result };
    return { index, ...found, ...(credits !== undefined && { credits }) };
  });
  return { verdicts, done: true, failed, ...spent };
}

type Missed = Pick<Verdict, 'outcome' | 'detail'>;

/** A failed row and a miss look alike in a bulk answer: only the counts tell that there was one. */
function missedVerdict(failed: number): Missed {
  return { outcome: 'no match', ...(failed > 0 && { detail: 'or failed' }) };
}

function failedVerdict(task: Json, cost: number | null): Missed {
  const detail = saidIn(field(task, 'error')) || 'Databar gave no reason';
  // Said to have failed, yet paid for, or with a cost that cannot be read: not something to buy again without a person's word.
  if (field(task, 'credits_spent') == null || cost === 0) return { outcome: 'failed', detail };
  const how = cost === null ? ', and its cost cannot be read' : ' after it was charged';
  return { outcome: 'check', detail: `the task failed${how} (${detail})` };
}
