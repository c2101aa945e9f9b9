// The one paid call of a batch, and what its answer means. Knows nothing of what comes after.
import { isOk } from '../answer';
import type { Answer, Call, Heard, Json, RequestInput, Ticket, Verdict } from '../operation';
import { errorText } from '../refusal';
import { NOT_SENT } from './before';
import { failed, leadsOf, subjectOf, type Work } from './job-work';
import { type Preparation, stateOf } from './preparation';
import { NOTHING_SAID, startedJob } from './progress';
import { makeFailure } from './refusal';

export function startCall(inputs: RequestInput[], work: Work, state: Preparation): Call {
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
    ids.add(state.refusedIds !== null ? subject.row.rowId : subject.row.leadId);
  }
  return { lead_ids: [...ids] };
}

/** A job's id, or what its refusal means. */
export function hearStart(
  ticket: Ticket,
  inputs: RequestInput[],
  answer: Answer,
  work: Work,
  scratch: Json | undefined,
): Heard {
  const job = isOk(answer) ? startedJob(answer) : null;
  if (job !== null) return { ticket: { ...ticket, stage: 'poll', job } };
  const failure = makeFailure(answer, 'the job');
  if ('fault' in answer || isOk(answer)) return { failure };
  const said = errorText(answer.text);
  const isAboutLeads = (answer.status === 400 || answer.status === 404) && /\blead/i.test(said);
  if (isAboutLeads && /at most|too many|maximum/i.test(said))
    return { failure: { kind: 'bad batch', reason: said, perRow: true } };
  const state = stateOf(scratch);
  if (!isAboutLeads || work.target !== 'rows') return { failure };
  // Whether `lead_ids` wants ids of leads or of their rows in a pipeline is not documented: the refusal tells.
  if (state.refusedIds === null)
    return { failure, soon: true, scratch: { ...state, refusedIds: said } as unknown as Json };
  return /no leads/i.test(`${said} ${state.refusedIds}`) ? nothingToDo(ticket, inputs, work, state) : { failure };
}

/** Refused as having nothing to do, so nothing is charged: its leads are as far as the provider takes them. */
function nothingToDo(ticket: Ticket, inputs: RequestInput[], work: Work, state: Preparation): Heard {
  const verdicts = leadsOf(ticket, inputs, state.scan.found).flatMap(({ index, mark, subject }): Verdict[] => {
    // What was not to be sent was answered before.
    if (!subject || mark === NOT_SENT) return [];
    const verdict = work.verdict(mark, subject, null, NOTHING_SAID);
    return [
      { index, ...(verdict.outcome === 'check' ? failed('Enrichabl found nothing to do for this lead') : verdict) },
    ];
  });
  return { ticket: { ...ticket, stage: 'read' }, verdicts, done: true, spent: 0 };
}
