// What the leads say once a job has ended, or once nobody knows whether there is one. Asks nothing.
import type { Heard, RequestInput, RunFacts, Ticket, Verdict } from '../operation';
import { NOT_SENT } from './before';
import { failed, leadsOf, type Work } from './job-work';
import type { Scan } from './known-leads';
import { type End, NOTHING_SAID, standing } from './progress';
import { SKIPPED } from './upload';

/** After a start without an answer, the leads are watched as long as they change, and this long after. */
const QUIET_MS = 15 * 60_000;

export function isEnough(found: Scan['found'], ticket: Ticket, inputs: RequestInput[], work: Work): boolean {
  return leadsOf(ticket, inputs, found).every(
    ({ mark, subject }) => subject && (mark === NOT_SENT || work.isComplete(subject.rows)),
  );
}

/** Of the leads that were sent. What could be said of the others was said before the start, and is kept with it. */
export function finalVerdicts(
  ticket: Ticket,
  inputs: RequestInput[],
  found: Scan['found'],
  end: End | null,
  work: Work,
): Verdict[] {
  const isRead = ticket.stage === 'read';
  return leadsOf(ticket, inputs, found).flatMap(({ index, mark, subject }): Verdict[] => {
    const isSent = mark !== NOT_SENT;
    if (!subject) {
      if (isRead) return [{ index, ...failed(SKIPPED) }];
      return isSent ? [{ index, outcome: 'check', detail: 'sent, but the account has no such lead now' }] : [];
    }
    const said = end
      ? standing(
          end,
          subject.rows.flatMap((row) => [row.leadId, row.rowId]),
        )
      : NOTHING_SAID;
    // Where there was no room for marks, what could be said before the start is said again by the same rule.
    const early = !isSent || (ticket.marks === '' && said.completed !== true) ? work.early(subject) : null;
    if (early) return [{ index, ...early }];
    if (!isSent || isRead) return [{ index, ...failed('the lead was not sent') }];
    const isLeftOut = work.target !== 'rows' && said.completed === false && said.error === null;
    return [
      { index, ...(isLeftOut ? failed('the job did not take this lead') : work.verdict(mark, subject, end, said)) },
    ];
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
  const isSettled = leadsOf(ticket, inputs, found).map(
    ({ mark, subject }) => mark === NOT_SENT || (subject !== null && work.isNew(mark, subject)),
  );
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
