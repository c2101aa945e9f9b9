// A batch of leads through a paid job, the same for enrichment and validation: prepared, started once, followed, read from the leads.
// What the job is about is in enrichment.ts and validation.ts.
import type { Answer, Call, Failure, Heard, Json, RequestInput, RunFacts, Ticket, Verdict } from '../operation';
import { markAt, NOT_SENT } from './before';
import type { LeadRow, Scan } from './known-leads';
import { normalEmail } from './lead-fields';
import { SKIPPED } from './leads';
import { askPreparation, type Goal, hearPreparation, missingOf, type Preparation, START } from './preparation';
import { type End, type Family, standing, startedJob } from './progress';
import { askReading, hearReading, readingOf } from './reading';
import { errorText, isGood, startFailure } from './refusal';
import type { Target } from './settings';

/** Leads of one start: their marks must fit the ticket. */
export const LEADS_A_JOB = 300;
/** Marks, two ids, the last word, and what is around them. */
export const JOB_TICKET_BYTES = LEADS_A_JOB + 300;
const ID_CHARACTERS = 64;

/** After a start without an answer, the leads are watched as long as they change, and this long after. */
const QUIET_MS = 15 * 60_000;

/** What a lead's rows are asked for. `rows` is never empty. */
export type Subject = { input: RequestInput; rows: LeadRow[]; pipeline: string };

export type Work = {
  family: Family;
  goal: Goal;
  target: Target;
  /** The start's body besides its target. */
  start(template: string): { [key: string]: Json };
  /** What can be said without sending the lead; null where it must be sent. */
  early(subject: Subject): Omit<Verdict, 'index'> | null;
  /** One character that tells what the lead has before the start. */
  mark(subject: Subject): string;
  /** Whether what the lead has now came after the start for certain. */
  isNew(mark: string, subject: Subject): boolean;
  /** Whether the lead's rows tell all there is to know once a job has ended. */
  isComplete(rows: LeadRow[]): boolean;
  /** What the job made of the lead. */
  verdict(mark: string, subject: Subject, end: End | null, said: ReturnType<typeof standing>): Omit<Verdict, 'index'>;
};

export function askJob(ticket: Ticket, inputs: RequestInput[], work: Work, scratch: Json | undefined): Call[] {
  switch (ticket.stage) {
    case 'prepare':
      return askPreparation(stateOf(scratch), work.goal, inputs);
    case 'start':
      return [startCall(inputs, work, stateOf(scratch))];
    default:
      return askReading(ticket, work.family, readingOf(scratch));
  }
}

export function hearJob(
  ticket: Ticket,
  inputs: RequestInput[],
  answers: Answer[],
  work: Work,
  scratch: Json | undefined,
  facts: RunFacts,
): Heard {
  if (ticket.stage === 'prepare') {
    const state = hearPreparation(stateOf(scratch), work.goal, inputs, answers);
    if ('failure' in state) return state;
    return state.step === 'ready'
      ? readyToStart(state, inputs, work)
      : { scratch: state as unknown as Json, soon: true };
  }
  if (ticket.stage === 'start') return hearStart(ticket, inputs, answers[0]!, work, scratch);
  const read = hearReading(ticket, work.family, readingOf(scratch), inputs, answers, (found) =>
    isEnough(found, ticket, inputs, work),
  );
  switch (read.kind) {
    case 'failure':
      return { failure: read.failure };
    case 'running':
      return { ticket: { ...ticket, word: read.word } };
    case 'on':
      return { scratch: read.reading as unknown as Json, soon: true };
    case 'read':
      // Not one of them in any list: more likely a bad answer than a bad day.
      if (ticket.stage !== 'read' && Object.keys(read.found).length === 0)
        return { failure: { kind: 'again', reason: 'Enrichabl shows none of the leads' } };
      return ticket.stage === 'search'
        ? hearSearch(ticket, inputs, read.found, work, facts)
        : { verdicts: finalVerdicts(ticket, inputs, read.found, read.end, work), done: true };
  }
}

function stateOf(scratch: Json | undefined): Preparation {
  return (scratch as unknown as Preparation | undefined) ?? START;
}

function subjectOf(input: RequestInput, found: Scan['found'], pipeline: string): Subject | null {
  const rows = found[normalEmail(input.sent.email)];
  return rows ? { input, rows, pipeline } : null;
}

/** All leads are known: some can be answered at once, the rest is started. */
function readyToStart(state: Preparation, inputs: RequestInput[], work: Work): Heard {
  const missing = missingOf(state, inputs);
  const { quota, leftOut, failed } = state.upload;
  if (missing.length > 0 && quota !== null)
    return {
      failure: {
        kind: 'pause',
        why: 'lead quota',
        reason: `${quota}. Make room at Enrichabl or take a larger plan.`,
        rows: missing,
      },
    };
  if (missing.length > 0 && leftOut === 0)
    return { failure: { kind: 'again', reason: 'Enrichabl does not show the uploaded leads yet' } };
  const verdicts: Verdict[] = [];
  let marks = '';
  for (const [index, input] of inputs.entries()) {
    const subject = subjectOf(input, state.scan.found, state.pipeline);
    const early = subject ? work.early(subject) : ({ outcome: 'failed', detail: failed[index] ?? SKIPPED } as const);
    if (early) verdicts.push({ index, ...early });
    marks += early ? NOT_SENT : work.mark(subject!);
  }
  const pipeline = state.pipeline.length <= ID_CHARACTERS ? state.pipeline : '';
  if (verdicts.length === inputs.length)
    return { ticket: { stage: 'read', pipeline, marks: '' }, verdicts, done: true, spent: 0 };
  // A job for a whole pipeline may be waited for by more leads than the ticket has room for.
  const kept = inputs.length <= LEADS_A_JOB ? marks : '';
  const ticket: Ticket = { stage: 'start', pipeline, marks: kept };
  return { ticket, verdicts, scratch: state as unknown as Json, soon: true };
}

function startCall(inputs: RequestInput[], work: Work, state: Preparation): Call {
  const body = { ...targetOf(inputs, work, state), ...work.start(state.template?.id ?? '') };
  return { effect: 'charge', method: 'POST', path: `/v1/${work.family}/start`, body };
}

function targetOf(inputs: RequestInput[], work: Work, state: Preparation): { [key: string]: Json } {
  if (work.target === 'pipeline') return { pipeline_id: state.pipeline };
  if (typeof work.target === 'object') return { pipeline_id: state.pipeline, limit: work.target.newest };
  const ids = new Set<string>();
  for (const input of inputs) {
    const subject = subjectOf(input, state.scan.found, state.pipeline);
    if (!subject || work.early(subject)) continue;
    const row = subject.rows.find((one) => one.pipeline === state.pipeline) ?? subject.rows[0]!;
    ids.add(state.byRow ? row.rowId : row.leadId);
  }
  return { lead_ids: [...ids] };
}

function hearStart(
  ticket: Ticket,
  inputs: RequestInput[],
  answer: Answer,
  work: Work,
  scratch: Json | undefined,
): Heard {
  const job = isGood(answer) ? startedJob(answer) : null;
  if (job !== null) {
    return { ticket: { ...ticket, stage: 'poll', job } };
  }
  const failure = startFailure(answer);
  if ('fault' in answer || isGood(answer)) return { failure };
  const said = errorText(answer.text);
  const isAboutLeads = (answer.status === 400 || answer.status === 404) && /\blead/i.test(said);
  if (isAboutLeads && /at most|too many|maximum/i.test(said))
    return { failure: { kind: 'bad batch', reason: said, perRow: true } };
  // Whether `lead_ids` wants ids of leads or of their rows in a pipeline is not documented: the refusal tells.
  const state = stateOf(scratch);
  if (isAboutLeads && !state.byRow && work.target === 'rows')
    return { failure, soon: true, scratch: { ...state, byRow: true } as unknown as Json };
  if (isAboutLeads && /no leads/i.test(said)) return nothingToDo(ticket, inputs, work, state);
  return { failure };
}

/** The job would have had nothing to do: all of its leads are as the provider wants them already. */
function nothingToDo(ticket: Ticket, inputs: RequestInput[], work: Work, state: Preparation): Heard {
  const verdicts = finalVerdicts(ticket, inputs, state.scan.found, NOTHING_DONE, work);
  return { ticket: { ...ticket, stage: 'read' }, verdicts, done: true, spent: 0 };
}

const NOTHING_DONE: End = {
  word: 'COMPLETED',
  completed: [],
  failed: [],
  errors: {},
  failedCount: 0,
  processed: 0,
  total: 0,
  reason: '',
};

function isEnough(found: Scan['found'], ticket: Ticket, inputs: RequestInput[], work: Work): boolean {
  return inputs.every((input, index) => {
    const rows = found[normalEmail(input.sent.email)];
    return rows !== undefined && (markAt(ticket.marks, index) === NOT_SENT || work.isComplete(rows));
  });
}

/** Of the leads that were sent. What could be said of the others was said before the start, and is kept with it. */
function finalVerdicts(
  ticket: Ticket,
  inputs: RequestInput[],
  found: Scan['found'],
  end: End | null,
  work: Work,
): Verdict[] {
  return inputs.flatMap((input, index): Verdict[] => {
    const mark = markAt(ticket.marks, index);
    const subject = subjectOf(input, found, String(ticket.pipeline));
    if (!subject) {
      if (ticket.stage === 'read') return [{ index, outcome: 'failed', detail: SKIPPED }];
      return mark === NOT_SENT
        ? []
        : [{ index, outcome: 'check', detail: 'sent, and the lead is no longer in the account' }];
    }
    const ids = subject.rows.flatMap((row) => [row.leadId, row.rowId]);
    const said = end ? standing(end, ids) : { completed: null, error: null };
    // Where there was no room for marks, what could be said before the start is said again by the same rule.
    const early = mark === NOT_SENT || (ticket.marks === '' && said.completed !== true) ? work.early(subject) : null;
    if (early) return [{ index, ...early }];
    if (mark === NOT_SENT || ticket.stage === 'read')
      return [{ index, outcome: 'failed', detail: 'the lead was not sent' }];
    if (work.target !== 'rows' && said.completed === false && said.error === null)
      return [{ index, outcome: 'failed', detail: 'the job did not take this lead' }];
    return [{ index, ...work.verdict(mark, subject, end, said) }];
  });
}

/** Nobody knows whether the start was taken: where new values land it was; where none do for long, a person must look. */
function hearSearch(
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

const LOST_START = 'the start was never answered, and no new value has landed on the lead';

/** A read has shown that the account can be asked; the leads themselves are then watched. */
export function seenJob(ticket: Ticket, failure: Failure | null, { nowMs }: RunFacts): Heard {
  if (failure) return { failure };
  return { ticket: { ...ticket, stage: 'search', sinceMs: nowMs, changed: 0 } };
}
