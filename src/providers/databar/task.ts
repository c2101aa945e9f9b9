// A Databar bulk task from its id to its verdicts. Knows no enrichment and no waterfall: both are tasks once they are accepted.
import { asciiJson } from '../../text/ascii-json';
import { hasLoneSurrogate } from '../../text/cut';
import { field, isObject, numberField, readJson, textField } from '../answer';
import type { Answer, Call, Failure, Heard, Json, Ticket, Verdict } from '../operation';
import { unreadable } from './catalogue-answer';
import { saidIn } from './error-text';
import { accountFailure, submitFailure } from './refusal';

const SUCCEEDED = new Set(['completed', 'partially_completed', 'success']);
const FAILED = new Set(['failed', 'error']);
const KNOWN_RUNNING = new Set(['created', 'processing']);

/** What one element of `data` says. `resultOf`: null for a miss. `creditsOf`: where the element tells its own cost. */
export type ElementReader = {
  resultOf(element: Json): Json | null;
  creditsOf?(element: Json): number | undefined;
};

/** The longest id as JSON, the longest status word, and JSON around them: 280 bytes, and slack for marks such as `single`. */
export const TASK_TICKET_BYTES = 400;
const ID_BYTES = 202;
const WORD_CHARACTERS = 40;

/** What the submit's answer means: a ticket, or why there is none. */
export function hearSubmit(answer: Answer, sent: number, what: string): Heard {
  if ('fault' in answer || answer.status < 200 || answer.status >= 300)
    return { failure: submitFailure(answer, sent, what) };
  const body = readJson(answer.text);
  const task = textField(body, field(body, 'task_id') == null ? 'request_id' : 'task_id');
  if (!isTaskId(task)) return { failure: { kind: 'doubt', reason: 'the answer to the submit could not be read' } };
  return { ticket: { stage: 'poll', task } };
}

/** An id that fits its ticket and its place in a path. Under any other the task is accepted all the same, but cannot be asked for. */
function isTaskId(id: string): boolean {
  return !/^\.{0,2}$/.test(id) && !hasLoneSurrogate(id) && asciiJson(id).length <= ID_BYTES;
}

export function pollTask(ticket: Ticket): Call[] {
  return [{ effect: 'read', method: 'GET', path: `/v1/tasks/${encodeURIComponent(textField(ticket, 'task'))}` }];
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
  const reads: ElementReader = creditsOf ? { resultOf, creditsOf } : { resultOf };
  if ('fault' in answer) return { failure: { kind: 'again', reason: answer.fault } };
  if (answer.status === 404 || answer.status === 410) return lost('the results are no longer there');
  const account = accountFailure(answer);
  if (account) return { failure: account };
  const task = answer.status >= 200 && answer.status < 300 ? readJson(answer.text) : undefined;
  if (!isObject(task)) return { failure: { kind: 'again', reason: unreadable(answer) } };
  const status = textField(task, 'status').toLowerCase();
  const data = dataOf(task, sent, ticket.single === true);
  if (SUCCEEDED.has(status)) return verdictsOf(task, sent, data, reads);
  if (FAILED.has(status)) return failedTask(task, sent, data ?? [], reads);
  if (status === 'gone') return lost('the results are no longer there');
  if (status === 'cancelled' || status === 'canceled') return lost('the task was cancelled at Databar');
  // Unknown words are taken as "still running" until the results would expire; the last one is kept to be shown then.
  return KNOWN_RUNNING.has(status) ? {} : { ticket: { ...ticket, word: wordOf(status) } };
}

/** A status word as it can be shown and kept: a word, whatever was sent. */
function wordOf(status: string): string {
  return status.replace(/[^a-z0-9 _-]/g, '').slice(0, WORD_CHARACTERS);
}

function lost(reason: string, raw?: string): Heard {
  const failure: Failure = raw === undefined ? { kind: 'lost', reason } : { kind: 'lost', reason, raw };
  return { failure };
}

function spentOf(task: Json): { spent?: number } {
  const spent = numberField(task, 'credits_spent');
  return spent !== null && spent >= 0 ? { spent } : {};
}

/** Positional, and only where the lengths agree; one request may come back without its list around it. */
function dataOf(task: Json, sent: number, single: boolean): Json[] | null {
  const data = field(task, 'data');
  if (Array.isArray(data) && data.length === sent) return data;
  if (sent === 1 && isObject(data)) return [data];
  const nothing = data === null || (Array.isArray(data) && data.length === 0);
  return single && nothing ? [null] : null;
}

function verdictsOf(task: Json, sent: number, data: Json[] | null, reads: ElementReader): Heard {
  const spent = spentOf(task);
  if (!data) {
    const got = field(task, 'data');
    const count = Array.isArray(got) ? `${got.length} results` : 'no list of results';
    return { ...lost(`Databar returned ${count} for ${sent} inputs`, JSON.stringify(got ?? null)), ...spent };
  }
  const failed = Math.max(0, numberField(field(task, 'progress'), 'failed') ?? 0);
  const verdicts = data.map((element, index): Verdict => {
    const result = reads.resultOf(element);
    const credits = reads.creditsOf?.(element);
    const cost = credits === undefined || credits < 0 ? {} : { credits };
    if (result !== null) return { index, outcome: 'found', result, ...cost };
    // A failed row and a miss look alike in a bulk answer: only the counts tell that there was one.
    return { index, outcome: 'no match', ...(failed > 0 ? { detail: 'or failed' } : {}), ...cost };
  });
  return { verdicts, done: true, failed, ...spent };
}

function failedTask(task: Json, sent: number, data: Json[], reads: ElementReader): Heard {
  const spent = spentOf(task);
  const reason = saidIn(field(task, 'error')).trim() || 'Databar gave no reason';
  // A cost that is told but cannot be read is not the same as none.
  const told = field(task, 'credits_spent') != null;
  const paid = told && spent.spent !== 0;
  const paidReason = `the task failed${spent.spent === undefined ? ', and its cost cannot be read' : ' after it was charged'} (${reason})`;
  const verdicts: Verdict[] = [];
  for (let index = 0; index < sent; index++) {
    const result = reads.resultOf(data[index] ?? null);
    if (result !== null) verdicts.push({ index, outcome: 'found', result });
    // Said to have failed, yet paid for: not something to buy again without a person's word.
    else if (paid) verdicts.push({ index, outcome: 'check', detail: paidReason });
    else verdicts.push({ index, outcome: 'failed', detail: reason });
  }
  return { verdicts, done: true, failed: sent, ...spent };
}
