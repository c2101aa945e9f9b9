// What the leads say once a job has ended, or once nobody knows whether there is one. Asks nothing.
import type { Heard, RequestInput, RunFacts, Ticket, Verdict } from '../operation';
import { markAt, NOT_SENT } from './before';
import { subjectOf, type Work } from './job-work';
import type { Scan } from './known-leads';
import { normalEmail } from './lead-fields';
import { type End, standing } from './progress';
import { SKIPPED } from './upload';

/** After a start without an answer, the leads are watched as long as they change, and this long after. */
const QUIET_MS = 15 * 60_000;

export function isEnough(found: Scan['found'], ticket: Ticket, inputs: RequestInput[], work: Work): boolean {
  return inputs.every((input, index) => {
    const rows = found[normalEmail(input.sent.email)];
    return rows !== undefined && (markAt(ticket.marks, index) === NOT_SENT || work.isComplete(rows));
  });
}

/** Of the leads that were sent. What could be said of the others was said before the start, and is kept with it. */
export function finalVerdicts(
  ticket: Ticket,
  inputs: RequestInput[],
  found: Scan['found'],
  end: End | null,
  work: Work,
): Verdict[] {
  return inputs.flatMap((input, index): Verdict[] => {
    const mark = markAt(ticket.marks, index);
    const subject = subjectOf(input, found, String(ticket.pipeline));
    const failed = (detail: string): Verdict[] => [{ index, outcome: 'failed', detail }];
    if (!subject) {
      if (ticket.stage === 'read') return failed(SKIPPED);
      return mark === NOT_SENT
        ? []
        : [{ index, outcome: 'check', detail: 'sent, but the account has no such lead now' }];
    }
    const ids = subject.rows.flatMap((row) => [row.leadId, row.rowId]);
    const said = end ? standing(end, ids) : { completed: null, error: null };
    // Where there was no room for marks, what could be said before the start is said again by the same rule.
    const early = mark === NOT_SENT || (ticket.marks === '' && said.completed !== true) ? work.early(subject) : null;
    if (early) return [{ index, ...early }];
    if (mark === NOT_SENT || ticket.stage === 'read') return failed('the lead was not sent');
    if (work.target !== 'rows' && said.completed === false && said.error === null)
      return failed('the job did not take this lead');
    return [{ index, ...work.verdict(mark, subject, end, said) }];
  });
}

/** Nobody knows whether the start was taken: where new values land it was; where none do for long, a person must look. */
export function hearSearch(
  ticket: Ticket,
  inputs: RequestInput[],
  found: Scan['found'],
  work: Work,
  { nowMs }: RunFacts,
): Heard {
  const isSettled = inputs.map((input, index) => {
    const subject = subjectOf(input, found, String(ticket.pipeline));
    const mark = markAt(ticket.marks, index);
    return mark === NOT_SENT || (subject !== null && work.isNew(mark, subject));
  });
  const changed = isSettled.filter((one) => one).length;
  if (changed === inputs.length) return { verdicts: finalVerdicts(ticket, inputs, found, null, work), done: true };
  if (changed > Number(ticket.changed)) return { ticket: { ...ticket, changed, sinceMs: nowMs } };
  if (nowMs - Number(ticket.sinceMs) < QUIET_MS) return {};
  const verdicts = finalVerdicts(ticket, inputs, found, null, work).map(
    (verdict, index): Verdict => (isSettled[index] ? verdict : { index, outcome: 'check', detail: LOST_START }),
  );
  return { verdicts, done: true };
}

const LOST_START = 'the start was never answered, and the lead has nothing new';
