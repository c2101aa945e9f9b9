// A batch of leads through a paid job, the same for enrichment and validation: prepared, started once, followed, read from the leads.
// What the job is about is in enrichment.ts and validation.ts.
import type { Answer, Heard, Json, Learnt, Operation, RequestInput, RunFacts, Ticket, Verdict } from '../operation';
import { NOT_SENT } from './before';
import { finalVerdicts, hearSearch, isEnough } from './job-end';
import { hearStart, startCall } from './job-start';
import { ID_CHARACTERS, JOB_TICKET_BYTES, LEADS_A_JOB, subjectOf, type Work } from './job-work';
import { leadLimits, leadOperation } from './lead-operation';
import { WIDE_REQUESTS } from './learning';
import { LIST_PIPELINES } from './pipelines';
import { askPreparation, hearPreparation, missingProblem, type Preparation, stateOf } from './preparation';
import { askReading, hearReading, readingOf } from './reading';
import { again, isGood, readFailure } from './refusal';
import type { AnySettings, Target } from './settings';
import { SKIPPED } from './upload';

type Own<S> = Pick<Operation<S>, 'id' | 'settings' | 'identity'> & Partial<Operation<S>>;

export function jobOperation<S extends AnySettings & { target: Target }>(
  workOf: (settings: S, learnt: Learnt) => Work,
  own: Own<S>,
): Operation<S> {
  return leadOperation<S>({
    limits: ({ target }) =>
      target === 'rows' ? leadLimits(LEADS_A_JOB, 2, JOB_TICKET_BYTES) : leadLimits(WIDE_REQUESTS, 1, JOB_TICKET_BYTES),
    ask(ticket, inputs, settings, scratch, { first, learnt }) {
      const work = workOf(settings, learnt);
      if (ticket.stage === 'prepare') return askPreparation(stateOf(scratch), { settings, inputs, first });
      if (ticket.stage === 'start') return [startCall(inputs, work, stateOf(scratch))];
      return askReading(ticket, work.family, readingOf(scratch));
    },
    hear(ticket, _count, inputs, answers, settings, scratch, facts) {
      const work = workOf(settings, facts.learnt);
      if (ticket.stage !== 'prepare') return hearJob(ticket, inputs, answers, work, scratch, facts);
      const state = hearPreparation(stateOf(scratch), { settings, inputs, first: facts.first }, answers);
      if ('failure' in state) return state;
      return state.step === 'ready'
        ? readyToStart(state, inputs, work)
        : { scratch: state as unknown as Json, soon: true };
    },
    look: () => [LIST_PIPELINES],
    // A read has shown that the account can be asked; the leads themselves are then watched.
    seen: (ticket, _inputs, [answer], _settings, { nowMs }) =>
      isGood(answer!)
        ? { ticket: { ...ticket, stage: 'search', sinceMs: nowMs, changed: 0 } }
        : { failure: readFailure(answer!, 'the list of pipelines') },
    ...own,
  });
}

function hearJob(
  ticket: Ticket,
  inputs: RequestInput[],
  answers: Answer[],
  work: Work,
  scratch: Json | undefined,
  facts: RunFacts,
): Heard {
  if (ticket.stage === 'start') return hearStart(ticket, inputs, answers[0]!, work, scratch);
  const read = hearReading(ticket, work.family, readingOf(scratch), inputs, answers, (found) =>
    isEnough(found, ticket, inputs, work),
  );
  if (!('found' in read)) return read;
  // Not one of them in any list: more likely a bad answer than a bad day.
  if (ticket.stage !== 'read' && Object.keys(read.found).length === 0)
    return again('Enrichabl shows none of the leads');
  return ticket.stage === 'search'
    ? hearSearch(ticket, inputs, read.found, work, facts)
    : { verdicts: finalVerdicts(ticket, inputs, read.found, read.end, work), done: true };
}

/** All leads are known: some can be answered at once, the rest is started. */
function readyToStart(state: Preparation, inputs: RequestInput[], work: Work): Heard {
  const problem = missingProblem(state, inputs);
  if (problem) return problem;
  const { failed } = state.upload;
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
  if (inputs.length > LEADS_A_JOB) marks = '';
  return { ticket: { stage: 'start', pipeline, marks }, verdicts, scratch: state as unknown as Json, soon: true };
}
