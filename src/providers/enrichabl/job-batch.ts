// A batch of leads through a paid job, the same for enrichment and validation: prepared, started once, followed, read from the leads.
// What the job is about is in enrichment.ts and validation.ts.
import type { Answer, Call, Failure, Heard, Json, RequestInput, RunFacts, Ticket, Verdict } from '../operation';
import { NOT_SENT } from './before';
import { finalVerdicts, hearSearch, isEnough } from './job-end';
import { hearStart, startCall } from './job-start';
import { ID_CHARACTERS, LEADS_A_JOB, subjectOf, type Work } from './job-work';
import { askPreparation, hearPreparation, missingOf, type Preparation, stateOf } from './preparation';
import { askReading, hearReading, readingOf } from './reading';
import { SKIPPED } from './upload';

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

/** A read has shown that the account can be asked; the leads themselves are then watched. */
export function seenJob(ticket: Ticket, failure: Failure | null, { nowMs }: RunFacts): Heard {
  if (failure) return { failure };
  return { ticket: { ...ticket, stage: 'search', sinceMs: nowMs, changed: 0 } };
}
