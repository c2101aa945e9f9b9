// A batch of leads through a paid job, the same for enrichment and validation: prepared, started once, followed, read from the leads.
// What the job is about is in enrichment.ts and validation.ts.
import { isOk } from '../answer';
import type { Answer, Heard, Json, Learnt, Operation, RequestInput, RunFacts, Ticket, Verdict } from '../operation';
import { NOT_SENT } from './before';
import { finalVerdicts, hearSearch, isEnough } from './job-end';
import { hearStart, startCall } from './job-start';
import { failed, ID_CHARACTERS, JOB_TICKET_BYTES, LEADS_A_JOB, subjectOf, type Work } from './job-work';
import { leadLimits, leadOperation } from './lead-operation';
import { WIDE_REQUESTS } from './learning';
import { LIST_PIPELINES } from './pipelines';
import { askPreparation, type Goal, hearPreparation, missingProblem, type Preparation, stateOf } from './preparation';
import { type End, hearProgress, jobCall, withRecord } from './progress';
import { again, readFailure } from './refusal';
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
    ask(ticket, inputs, settings, scratch, { learnt }) {
      const work = workOf(settings, learnt);
      const state = stateOf(scratch);
      if (ticket.stage === 'start') return [startCall(inputs, work, state)];
      if (ticket.stage === 'poll' && !scratch) return [jobCall(work.family, ticket.job, '/progress')];
      return state.step === 'record'
        ? [jobCall(work.family, ticket.job, '')]
        : askPreparation(state, { settings, inputs });
    },
    hear(ticket, _count, inputs, answers, settings, scratch, facts) {
      const work = workOf(settings, facts.learnt);
      const [answer] = answers;
      const state = stateOf(scratch);
      if (ticket.stage === 'start') return hearStart(ticket, inputs, answer!, work, scratch);
      if (ticket.stage === 'poll' && !scratch) return hearPoll(ticket, answer!, work);
      if (state.step === 'record') return on({ ...state, step: 'pipelines', end: withRecord(state.end!, answer!) });
      const goal: Goal = { settings, inputs, first: facts.first };
      if (ticket.stage !== 'prepare') {
        goal.look = { results: String(ticket.pipeline) };
        goal.enough = (found) => isEnough(found, ticket, inputs, work);
      }
      const next = hearPreparation(state, goal, answers);
      if ('failure' in next) return next;
      if (next.step !== 'ready') return on(next);
      return goal.look ? hearLeads(ticket, inputs, next, work, facts) : readyToStart(next, inputs, work);
    },
    // What it had done by then is on the leads, and is read from there.
    cancel: (ticket, settings) =>
      ticket.stage === 'poll'
        ? { ...jobCall(workOf(settings, {}).family, ticket.job, '/cancel'), effect: 'repeatable', method: 'POST' }
        : null,
    look: () => [LIST_PIPELINES],
    // A read has shown that the account can be asked; the leads themselves are then watched.
    seen: (ticket, _inputs, [answer], _settings, { nowMs }) =>
      isOk(answer!)
        ? { ticket: { ...ticket, stage: 'search', sinceMs: nowMs, changed: 0 } }
        : { failure: readFailure(answer!, 'the list of pipelines') },
    ...own,
  });
}

function on(state: Preparation): Heard {
  return { scratch: state as unknown as Json, soon: true };
}

function hearPoll(ticket: Ticket, answer: Answer, { family }: Work): Heard {
  const progress = hearProgress(answer);
  if ('failure' in progress) return progress;
  if ('word' in progress) return { ticket: { ...ticket, word: progress.word } };
  const { end } = progress;
  const needsRecord = family === 'enrichment' && end.word === 'FAILED' && end.reason === '';
  return on({ ...stateOf(undefined), step: needsRecord ? 'record' : 'pipelines', end });
}

function hearLeads(ticket: Ticket, inputs: RequestInput[], state: Preparation, work: Work, facts: RunFacts): Heard {
  const { found } = state.scan;
  // Not one of them in any list: more likely a bad answer than a bad day.
  if (ticket.stage !== 'read' && Object.keys(found).length === 0) return again('Enrichabl shows none of the leads');
  return ticket.stage === 'search'
    ? hearSearch(ticket, inputs, found, work, facts)
    : { verdicts: finalVerdicts(ticket, inputs, found, state.end, work), done: true, notes: notesOf(state.end) };
}

/** What the rows alone do not tell: why a job ended before its time, and how far it had come. */
function notesOf(end: End | null): string[] {
  if (!end || end.word === 'COMPLETED') return [];
  const { word, processed, total, reason } = end;
  const far = processed !== null && total !== null ? ` after ${processed} of ${total} leads` : '';
  return [`A job at Enrichabl ended as ${word}${far}${reason && `: ${reason}`}.`];
}

/** All leads are known: some can be answered at once, the rest is started. */
function readyToStart(state: Preparation, inputs: RequestInput[], work: Work): Heard {
  const problem = missingProblem(state, inputs);
  if (problem) return problem;
  const verdicts: Verdict[] = [];
  let marks = '';
  for (const [index, input] of inputs.entries()) {
    const subject = subjectOf(input, state.scan.found, state.pipeline);
    const early = subject ? work.early(subject) : failed(state.upload.failed[index] ?? SKIPPED);
    if (early) verdicts.push({ index, ...early });
    marks += early ? NOT_SENT : work.mark(subject!);
  }
  const pipeline = state.pipeline.length <= ID_CHARACTERS ? state.pipeline : '';
  if (verdicts.length === inputs.length)
    return { ticket: { stage: 'read', pipeline, marks: '' }, verdicts, done: true, spent: 0 };
  // A job for a whole pipeline may be waited for by more leads than the ticket has room for.
  if (inputs.length > LEADS_A_JOB) marks = '';
  return { ticket: { stage: 'start', pipeline, marks }, verdicts, ...on(state) };
}
