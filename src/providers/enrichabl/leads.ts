// The operation `enrichabl.leads`: rows into a pipeline as leads. Those that the account has anywhere are found, the rest is uploaded.
import type { Heard, Json, Operation, RequestInput, Verdict } from '../operation';
import { rowIn } from './known-leads';
import { differences, normalEmail } from './lead-fields';
import { leadLimits, leadOperation } from './lead-operation';
import { askPreparation, type Goal, hearPreparation, missingProblem, type Preparation, stateOf } from './preparation';
import { type LeadsSettings, leadsSettings } from './settings';
import { SKIPPED } from './upload';

const NAMED_LEADS = 3;
const RESULTS = ['lead_id', 'stage', 'enrichment_status', 'validation_status'] as const;

export const enrichablLeads: Operation<LeadsSettings> = leadOperation({
  id: 'enrichabl.leads',
  settings: leadsSettings,
  // The vendor's own advice for one upload; never two uploads at once.
  limits: () => leadLimits(4000, 1, 200),
  identity: ({ pipeline }) => JSON.stringify([typeof pipeline === 'string' ? pipeline : pipeline.create.name.trim()]),
  // An upload costs no credits; it uses the lead quota.
  priceOf: (_input, _settings, { pipeline }) => (pipeline === undefined ? 'unknown' : { min: 0, max: 0 }),
  results: () => RESULTS.map((path) => ({ path, label: path.replace('_', ' ') })),
  ask: (_ticket, inputs, settings, scratch, { first }) => askPreparation(stateOf(scratch), { settings, inputs, first }),
  hear(ticket, _count, inputs, answers, settings, scratch, { first }) {
    const isReadAgain = ticket.stage === 'read';
    const goal: Goal = { settings, inputs, first };
    if (isReadAgain) goal.look = 'again';
    const state = hearPreparation(stateOf(scratch), goal, answers);
    if ('failure' in state) return state;
    if (state.step !== 'ready') return { scratch: state as unknown as Json, soon: true };
    return verdictsOf(state, inputs, isReadAgain);
  },
});

function verdictsOf(state: Preparation, inputs: RequestInput[], isReadAgain: boolean): Heard {
  const problem = missingProblem(state, inputs, isReadAgain);
  if (problem) return problem;
  const { failed } = state.upload;
  const differing: string[] = [];
  const verdicts = inputs.map((input, index): Verdict => {
    const email = normalEmail(input.sent.email);
    const row = rowIn(state.scan.found[email], state.pipeline);
    if (!row) return { index, outcome: 'failed', detail: failed[index] ?? SKIPPED, credits: 0 };
    const names = differences(input, row.lead);
    if (names.length > 0) differing.push(`${email} (${names.join(', ')})`);
    const { leadId: lead_id, stage, enrichment: enrichment_status, validation: validation_status } = row;
    const result = { lead_id, stage, enrichment_status, validation_status };
    return { index, outcome: 'found', result, credits: 0 };
  });
  return { ticket: { stage: 'read' }, verdicts, done: true, spent: 0, notes: notesOf(differing) };
}

function notesOf(differing: string[]): string[] {
  if (differing.length === 0) return [];
  const some = differing.slice(0, NAMED_LEADS).join(', ');
  const more = differing.length > NAMED_LEADS ? ', …' : '';
  return [`${differing.length} leads differ at Enrichabl, which cannot be changed from here: ${some}${more}.`];
}
