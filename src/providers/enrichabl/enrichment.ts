// The operation `enrichabl.enrichment`: AI, multi-AI and Firecrawl columns for leads. Values land in the lead's custom fields.
import { field } from '../answer';
import type { Json, Operation, RunFacts, Verdict } from '../operation';
import { isNew, markOf, type Standing, standingOf, type Values } from './before';
import { askJob, hearJob, seenJob } from './job-batch';
import { JOB_TICKET_BYTES, LEADS_A_JOB, type Subject, type Work } from './job-work';
import { rowIn } from './known-leads';
import { canonicalField, convertField, differences, leadParameters } from './lead-fields';
import { type About, learn, templateLearnt, toLearn, WIDE_REQUESTS, warningsOf } from './learning';
import { LIST_PIPELINES } from './pipelines';
import type { End } from './progress';
import { isGood, readFailure } from './refusal';
import { type EnrichmentSettings, enrichmentSettings } from './settings';
import { kindOf, resultKeys } from './templates';

function about(settings: EnrichmentSettings): About {
  return { pipeline: settings.pipeline, enrichment: settings, target: settings.target };
}

export const enrichablEnrichment: Operation<EnrichmentSettings> = {
  id: 'enrichabl.enrichment',
  provider: 'enrichabl',
  settings: enrichmentSettings,
  hearsInputs: true,

  limits: ({ target }) => ({
    requestsPerBatch: target === 'rows' ? LEADS_A_JOB : WIDE_REQUESTS,
    bytesPerBatch: 3_500_000,
    batchesInAir: target === 'rows' ? 2 : 1,
    pollSeconds: 5,
    resultHours: 24,
    trialRequests: 0,
    ticketBytes: JOB_TICKET_BYTES,
  }),

  identity: ({ type, template, firecrawl }) =>
    JSON.stringify([
      type,
      typeof template === 'object'
        ? [template.name, template.prompt, template.model, template.maxTokens, template.endpointUrl, template.fields]
        : template,
      firecrawl ? [firecrawl.urlColumn, firecrawl.prompt, firecrawl.fields] : null,
    ]),
  canonical: canonicalField,
  toLearn: (settings, wanted, learnt) => toLearn(about(settings), wanted, learnt),
  learn: (settings, wanted, learnt, _calls, answers) => learn(about(settings), wanted, learnt, answers),
  parameters: (_settings, learnt) => leadParameters(learnt),
  convert: convertField,
  // The models' and Firecrawl's own accounts are billed; Enrichabl names no price.
  priceOf: () => 'unknown',
  balance: () => null,
  warnings: (settings, learnt) => warningsOf(about(settings), learnt),
  open: () => ({ stage: 'prepare' }),
  ask: (ticket, inputs, settings, scratch, facts) => askJob(ticket, inputs, workOf(settings, facts), scratch),
  hear: (ticket, _count, inputs, answers, settings, scratch, facts) =>
    hearJob(ticket, inputs, answers, workOf(settings, facts), scratch, facts),
  look: () => [LIST_PIPELINES],
  seen: (ticket, _inputs, answers, _settings, facts) =>
    seenJob(ticket, isGood(answers[0]!) ? null : readFailure(answers[0]!, 'the list of pipelines'), facts),
};

function workOf(settings: EnrichmentSettings, { first, learnt }: RunFacts): Work {
  const { name, fields } = templateLearnt(settings, learnt);
  const keys = resultKeys(kindOf(settings), name, fields);
  const values = (subject: Subject): Values => valuesOf(subject, keys);
  const now = ({ rows, pipeline }: Subject): Standing => standingOf(rowIn(rows, pipeline)!.enrichment);
  return {
    family: 'enrichment',
    goal: {
      pipeline: settings.pipeline,
      baseColumns: [],
      enrichment: settings,
      first,
    },
    target: settings.target,
    start: (template) => startBody(settings, template),
    early: (subject) => reasonNotToSend(settings, subject, keys, learnt.shared ?? null),
    mark: (subject) => markOf(values(subject), now(subject)),
    isNew: (mark, subject) => isNew(mark, values(subject), now(subject)),
    // A lead is one in all its pipelines.
    isComplete: () => true,
    verdict: (mark, subject, end, said) => verdictOf(mark, values(subject), now(subject), end, said),
  };
}

function startBody({ type, firecrawl }: EnrichmentSettings, template: string): { [key: string]: Json } {
  if (firecrawl) {
    const { urlColumn, prompt, fields } = firecrawl;
    return {
      enrichment_type: type,
      firecrawl_extract_config: { url_column: urlColumn, prompt, output_fields: fields },
    };
  }
  return { enrichment_type: type, [type === 'AI_COLUMN' ? 'ai_template_id' : 'multi_ai_template_id']: template };
}

type Keys = ReturnType<typeof resultKeys>;

/** What the lead has under the results' keys, by result path; blanks are left out. */
function valuesOf({ rows, pipeline }: Subject, keys: Keys): Values {
  const custom = field(rowIn(rows, pipeline)?.lead, 'lead_custom_fields');
  const values: Values = Object.create(null);
  for (const { path, key } of keys) {
    const value = field(custom, key);
    if (value !== undefined && value !== null && value !== '') values[path] = value;
  }
  return values;
}

function reasonNotToSend(
  { target }: EnrichmentSettings,
  subject: Subject,
  keys: Keys,
  shared: Json,
): Omit<Verdict, 'index'> | null {
  const { input, rows, pipeline } = subject;
  const names = differences(input, rowIn(rows, pipeline)!.lead);
  // The API cannot change a lead, so the answer would be about something else than the row says.
  if (names.length > 0) return { outcome: 'failed', detail: `the account's lead differs (${names.join(', ')})` };
  if (target !== 'rows' && !rows.some((row) => row.pipeline === pipeline))
    return { outcome: 'failed', detail: 'the lead is in another pipeline, which the job does not take' };
  const taken = keys.find(
    ({ path }) => field(shared, path) !== undefined && field(valuesOf(subject, keys), path) !== undefined,
  );
  if (!taken) return null;
  return {
    outcome: 'failed',
    detail: `"${taken.key}" of this lead is written by the template "${String(field(shared, taken.path))}" too: rename the field`,
  };
}

/** Old values stay on a lead and have no date: only what the job says of the lead, or a lead that changed, makes them new. */
function verdictOf(
  mark: string,
  values: Values,
  now: Standing,
  end: End | null,
  { completed, error }: { completed: boolean | null; error: string | null },
): Omit<Verdict, 'index'> {
  const told: Omit<Verdict, 'index'> =
    Object.keys(values).length > 0 ? { outcome: 'found', result: { ...values } } : { outcome: 'no match' };
  if (error !== null) return { outcome: 'failed', detail: error };
  if (completed === true) return told;
  if (isNew(mark, values, now))
    return now === 'F' ? { outcome: 'failed', detail: 'Enrichabl marks the lead as failed' } : told;
  if (end?.word === 'COMPLETED' && completed === null) {
    if (end.failedCount === 0) return told;
    if (told.outcome === 'no match') return { ...told, detail: 'or failed' };
  }
  if (end?.word === 'FAILED' && (completed === false || end.processed === 0))
    return { outcome: 'failed', detail: end.reason || 'the job failed at Enrichabl before it came to this lead' };
  const how = end ? `the job ended as ${end.word}` : 'the job was followed no further';
  return { outcome: 'check', detail: `${how} without a word on this lead` };
}
