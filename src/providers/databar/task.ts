// A Databar bulk task from its id to its verdicts. Knows no enrichment and no waterfall: both are tasks once they are accepted.
import { field, isObject, readJson } from '../answer';
import type { Answer, Call, Failure, Heard, Json, Ticket, Verdict } from '../operation';
import { accountFailure, submitFailure } from './refusal';

const SUCCEEDED = new Set(['completed', 'partially_completed', 'success']);
const FAILED = new Set(['failed', 'error']);
const KNOWN_RUNNING = new Set(['created', 'processing']);

/** A task id, some room for the raw status word, and JSON around them. */
export const TASK_TICKET_BYTES = 400;

/** What the submit's answer means: a ticket, or why there is none. */
export function hearSubmit(answer: Answer, sent: number, what: string): Heard {
  if ('fault' in answer || answer.status < 200 || answer.status >= 300)
    return { failure: submitFailure(answer, sent, what) };
  const body = readJson(answer.text);
  const id = field(body, 'task_id') ?? field(body, 'request_id');
  const task = typeof id === 'number' ? String(id) : id;
  if (typeof task !== 'string' || task === '' || task.length > 200) {
    return { failure: { kind: 'doubt', reason: 'the answer to the submit could not be read' } };
  }
  return { ticket: { stage: 'poll', task } };
}

export function pollTask(ticket: Ticket): Call[] {
  return [{ effect: 'read', method: 'GET', path: `/v1/tasks/${encodeURIComponent(String(ticket.task))}` }];
}

/**
 * What a look at the task means for its requests.
 * @param resultOf turns one element of `data` into a result, or null for a miss
 */
export function hearTask(
  ticket: Ticket,
  sent: number,
  answer: Answer,
  resultOf: (element: Json) => Json | null,
): Heard {
  if ('fault' in answer) return { failure: { kind: 'again', reason: answer.fault } };
  if (answer.status === 404 || answer.status === 410) return lost('the results are no longer there');
  const account = accountFailure(answer);
  if (account) return { failure: account };
  const task = answer.status >= 200 && answer.status < 300 ? readJson(answer.text) : undefined;
  if (!isObject(task)) return { failure: { kind: 'again', reason: `HTTP ${answer.status}` } };
  const status = String(field(task, 'status') ?? '').toLowerCase();
  if (SUCCEEDED.has(status)) return verdictsOf(task, sent, resultOf);
  if (FAILED.has(status)) return failedTask(task, sent, resultOf);
  if (status === 'gone') return lost('the results are no longer there');
  if (status === 'cancelled' || status === 'canceled') return lost('the task was cancelled at Databar');
  // Unknown words are taken as "still running" until the results would expire; the last one is kept to be shown then.
  return KNOWN_RUNNING.has(status) ? {} : { ticket: { ...ticket, word: status.slice(0, 60) } };
}

function lost(reason: string, raw?: string): Heard {
  const failure: Failure = raw === undefined ? { kind: 'lost', reason } : { kind: 'lost', reason, raw };
  return { failure };
}

function spentOf(task: Json): { spent?: number } {
  const spent = Number(field(task, 'credits_spent') ?? Number.NaN);
  return Number.isFinite(spent) && spent >= 0 ? { spent } : {};
}

/** Positional, and only where the lengths agree; one request may come back without its list around it. */
function alignedData(task: Json, sent: number): Json[] | null {
  const data = field(task, 'data');
  if (Array.isArray(data) && data.length === sent) return data;
  if (sent === 1 && isObject(data)) return [data];
  return null;
}

function verdictsOf(task: Json, sent: number, resultOf: (element: Json) => Json | null): Heard {
  const spent = spentOf(task);
  const data = alignedData(task, sent);
  if (!data) {
    const got = field(task, 'data');
    const count = Array.isArray(got) ? `${got.length} results` : 'no list of results';
    return { ...lost(`Databar returned ${count} for ${sent} inputs`, JSON.stringify(got ?? null)), ...spent };
  }
  const failed = Number(field(field(task, 'progress'), 'failed') ?? 0) || 0;
  const verdicts = data.map((element, index): Verdict => {
    const result = resultOf(element);
    if (result !== null) return { index, outcome: 'found', result };
    // A failed row and a miss look alike in a bulk answer: only the counts tell that there was one.
    return failed > 0 ? { index, outcome: 'no match', detail: 'or failed' } : { index, outcome: 'no match' };
  });
  return { verdicts, done: true, failed, ...spent };
}

function failedTask(task: Json, sent: number, resultOf: (element: Json) => Json | null): Heard {
  const spent = spentOf(task);
  const said = field(task, 'error');
  const reason =
    (Array.isArray(said) ? said.map(String).join('; ') : typeof said === 'string' ? said : '') ||
    'Databar gave no reason';
  const data = alignedData(task, sent) ?? [];
  const paid = (spent.spent ?? 0) > 0;
  const verdicts: Verdict[] = [];
  for (let index = 0; index < sent; index++) {
    const result = resultOf(data[index] ?? null);
    if (result !== null) verdicts.push({ index, outcome: 'found', result });
    // Said to have failed, yet paid for: not something to buy again without a person's word.
    else if (paid)
      verdicts.push({ index, outcome: 'check', detail: `the task failed after it was charged (${reason})` });
    else verdicts.push({ index, outcome: 'failed', detail: reason });
  }
  return { verdicts, done: true, failed: sent, ...spent };
}
