// The operation `enrichabl.enrichment`: AI, multi-AI and Firecrawl columns for leads. Values land in the lead's custom fields.
import { field, textField } from '../answer';
import type { Json, Learnt, Operation } from '../operation';
import { isNew, markOf, type Standing, standingOf, UNKNOWN_BEFORE, type Values } from './before';
import { jobOperation } from './job-batch';
import { failed, type Said, type Subject, type Work } from './job-work';
import { differences } from './lead-fields';
import { templateOf } from './learning';
import { type End, endedWithout } from './progress';
import { type EnrichmentSettings, enrichmentSettings } from './settings';
import { resultKeys } from './templates';

export const enrichablEnrichment: Operation<EnrichmentSettings> = jobOperation(workOf, {
  id: 'enrichabl.enrichment',
  settings: enrichmentSettings,
  identity: ({ type, template, firecrawl }) =>
    JSON.stringify([
      type,
      typeof template === 'object'
        ? [template.name, template.prompt, template.model, template.maxTokens, template.endpointUrl, template.fields]
        : template,
      firecrawl ? [firecrawl.urlColumn, firecrawl.prompt, firecrawl.fields] : null,
    ]),
  results: (settings, { template }) =>
    resultKeys(settings, templateOf(settings, template)).map(({ path, key }) => ({ path, label: key || path })),
});

function workOf(settings: EnrichmentSettings, learnt: Learnt): Work {
  const keys = resultKeys(settings, templateOf(settings, learnt.template));
  const values = ({ row }: Subject): Values => valuesOf(row.lead, keys);
  const now = ({ row }: Subject): Standing => standingOf(row.enrichment);
  return {
    family: 'enrichment',
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
  if (!firecrawl)
    return { enrichment_type: type, [type === 'AI_COLUMN' ? 'ai_template_id' : 'multi_ai_template_id']: template };
  const { urlColumn, prompt, fields } = firecrawl;
  return { enrichment_type: type, firecrawl_extract_config: { url_column: urlColumn, prompt, output_fields: fields } };
}

type Keys = ReturnType<typeof resultKeys>;

/** What the lead has under the results' keys, by result path; blanks are left out. */
function valuesOf(lead: Json, keys: Keys): Values {
  const custom = field(lead, 'lead_custom_fields');
  const values: Values = Object.create(null);
  for (const { path, key } of keys) {
    const value = field(custom, key) ?? '';
    if (value !== '') values[path] = value;
  }
  return values;
}

function reasonNotToSend(
  { target }: EnrichmentSettings,
  { input, row, pipeline }: Subject,
  keys: Keys,
  shared: Json,
): Said | null {
  const names = differences(input, row.lead);
  const values = valuesOf(row.lead, keys);
  const taken = keys.find(({ path }) => field(shared, path) !== undefined && path in values);
  let detail = '';
  // The API cannot change a lead, so the answer would be about something else than the row says.
  if (names.length > 0) detail = `the account's lead differs (${names.join(', ')})`;
  else if (target !== 'rows' && row.pipeline !== pipeline) detail = 'the lead is in another pipeline';
  else if (taken)
    detail = `"${taken.key}" of this lead is written by the template "${textField(shared, taken.path)}" too: rename the field`;
  return detail ? failed(detail) : null;
}

/** Old values stay on a lead and have no date: only what the job says of the lead, or a lead that changed, makes them new. */
function verdictOf(
  mark: string,
  values: Values,
  now: Standing,
  end: End | null,
  { completed, error }: { completed: boolean | null; error: string | null },
): Said {
  const told: Said =
    Object.keys(values).length > 0 ? { outcome: 'found', result: { ...values } } : { outcome: 'no match' };
  if (error !== null) return failed(error);
  // A job that ended before its time may call a lead done whose value it never wrote: then the lead must show something new.
  const isKept = end?.word === 'COMPLETED' || (mark === UNKNOWN_BEFORE && told.outcome === 'found');
  if (completed === true && isKept) return told;
  if (isNew(mark, values, now)) return now === 'F' ? failed('Enrichabl marks the lead as failed') : told;
  if (end?.word === 'COMPLETED' && completed === null) {
    if (end.failedCount === 0) return told;
    if (told.outcome === 'no match') return { ...told, detail: 'or failed' };
  }
  if (end?.word === 'FAILED' && (completed === false || end.processed === 0))
    return failed(end.reason || 'the job failed before it came to this lead');
  return endedWithout(end);
}
