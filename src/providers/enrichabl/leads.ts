// The operation `enrichabl.leads`: rows into a pipeline as leads. Those that the account has anywhere are found, the rest is uploaded.
import type { Heard, Json, Operation, RequestInput, RunFacts, Ticket, Verdict } from '../operation';
import { type LeadRow, rowIn } from './known-leads';
import { canonicalField, convertField, differences, leadParameters, normalEmail } from './lead-fields';
import { type About, learn, toLearn, warningsOf } from './learning';
import { askPreparation, type Goal, hearPreparation, missingOf, type Preparation, stateOf } from './preparation';
import { type LeadsSettings, leadsSettings } from './settings';
import { SKIPPED } from './upload';

const NAMED_LEADS = 3;

function about({ pipeline }: LeadsSettings): About {
  return { pipeline, enrichment: null, target: 'rows' };
}

function goalOf({ pipeline, columns }: LeadsSettings, ticket: Ticket, { first }: RunFacts): Goal {
  return { pipeline, baseColumns: columns, enrichment: null, first, readOnly: ticket.stage === 'read' };
}

export const enrichablLeads: Operation<LeadsSettings> = {
  id: 'enrichabl.leads',
  provider: 'enrichabl',
  settings: leadsSettings,
  hearsInputs: true,

  limits: () => ({
    // The vendor's own advice for one upload.
    requestsPerBatch: 4000,
    bytesPerBatch: 3_500_000,
    // Never two uploads at once.
    batchesInAir: 1,
    pollSeconds: 5,
    resultHours: 24,
    trialRequests: 0,
    ticketBytes: 200,
  }),

  identity: ({ pipeline }) => JSON.stringify([typeof pipeline === 'string' ? pipeline : pipeline.create.name.trim()]),
  canonical: canonicalField,
  toLearn: (settings, wanted, learnt) => toLearn(about(settings), wanted, learnt),
  learn: (settings, wanted, learnt, _calls, answers) => learn(about(settings), wanted, learnt, answers),
  parameters: (_settings, learnt) => leadParameters(learnt),
  convert: convertField,
  // An upload costs no credits; it uses the lead quota.
  priceOf: (_input, _settings, { pipeline }) => (pipeline === undefined ? 'unknown' : { min: 0, max: 0 }),
  balance: () => null,
  warnings: (settings, learnt) => warningsOf(about(settings), learnt),
  open: () => ({ stage: 'prepare' }),

  ask: (ticket, inputs, settings, scratch, facts) =>
    askPreparation(stateOf(scratch), goalOf(settings, ticket, facts), inputs),

  hear(ticket, _count, inputs, answers, settings, scratch, facts) {
    const state = hearPreparation(stateOf(scratch), goalOf(settings, ticket, facts), inputs, answers);
    if ('failure' in state) return state;
    if (state.step !== 'ready') return { scratch: state as unknown as Json, soon: true };
    return verdictsOf(state, inputs, ticket.stage === 'read');
  },
};

function verdictsOf(state: Preparation, inputs: RequestInput[], isReadAgain: boolean): Heard {
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
  if (missing.length > 0 && leftOut === 0 && !isReadAgain)
    return { failure: { kind: 'again', reason: 'Enrichabl does not show the uploaded leads yet' } };
  const differing: string[] = [];
  const verdicts = inputs.map((input, index): Verdict => {
    const email = normalEmail(input.sent.email);
    const row = rowIn(state.scan.found[email], state.pipeline);
    if (!row) return { index, outcome: 'failed', detail: failed[index] ?? SKIPPED, credits: 0 };
    const names = differences(input, row.lead);
    if (names.length > 0) differing.push(`${email} (${names.join(', ')})`);
    return { index, outcome: 'found', result: resultOf(row), credits: 0 };
  });
  return { ticket: { stage: 'read' }, verdicts, done: true, spent: 0, notes: notesOf(differing) };
}

function resultOf(row: LeadRow): Json {
  return {
    lead_id: row.leadId,
    stage: row.stage,
    enrichment_status: row.enrichment,
    validation_status: row.validation,
  };
}

function notesOf(differing: string[]): string[] {
  if (differing.length === 0) return [];
  const some = differing.slice(0, NAMED_LEADS).join(', ');
  const more = differing.length > NAMED_LEADS ? ` and ${differing.length - NAMED_LEADS} more` : '';
  return [`${differing.length} leads differ at Enrichabl, which cannot be changed from here: ${some}${more}.`];
}
