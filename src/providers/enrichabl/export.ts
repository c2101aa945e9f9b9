// The operation `enrichabl.export`: the leads of a pipeline into a sheet, with their custom fields and statuses. Reads only, and is free.
import { field, isObject } from '../answer';
import type { Brought, Json, Operation } from '../operation';
import { FIRST_PAGE, hearPage, type Pages, pageCall } from './export-pages';
import { BASE_FIELDS, normalEmail } from './lead-fields';
import { leadLimits, leadOperation } from './lead-operation';
import { asLearning } from './learning';
import { type ExportSettings, exportSettings } from './settings';

/** Reading again is free for ever. */
const NO_LIMIT_HOURS = 1e6;
/** So far a plan reads in search of custom fields. */
const LOOKED_AT = 20_000;
const NAME_CHARACTERS = 100;

export const enrichablExport: Operation<ExportSettings> = leadOperation({
  id: 'enrichabl.export',
  settings: exportSettings,
  limits: () => ({ ...leadLimits(1, 1, 600), pollSeconds: 1, resultHours: NO_LIMIT_HOURS }),
  identity: ({ pipeline }) => JSON.stringify([pipeline]),
  priceOf: () => ({ min: 0, max: 0 }),
  toLearn: ({ pipeline }, _wanted, { pages = FIRST_PAGE }) => (pages ? [pageCall(pipeline, pages as Pages)] : []),
  /** How many leads there are and, where the recipe names no outputs, which custom fields they have. */
  learn(_settings, wanted, learnt, _calls, [answer]) {
    const heard = hearPage((learnt.pages ?? FIRST_PAGE) as Pages, answer!);
    if ('failure' in heard) return { learnt, failure: asLearning(heard.failure) };
    const { pages, rows, done } = heard;
    const names = new Set((learnt.fields ?? []) as string[]);
    for (const row of rows) {
      const custom = field(leadOf(row), 'custom_fields');
      for (const name of isObject(custom) ? Object.keys(custom) : [])
        if (name.trim() === name && name && name.length <= NAME_CHARACTERS) names.add(name);
    }
    const goesOn = !done && pages.stage === 'read' && pages.at < LOOKED_AT && Object.keys(wanted).length === 0;
    return { learnt: { fields: [...names], leads: pages.total || rows.length, pages: goesOn ? pages : null } };
  },
  results: (_settings, { fields = [] }) =>
    [
      'email',
      ...BASE_FIELDS,
      ...(fields as string[]).map((name) => `custom_fields.${name}`),
      'stage',
      'enrichment_status',
      'validation_status',
    ].map((path) => ({ path, label: path.replace(/_/g, ' ') })),
  brings: { key: 'email', count: ({ leads }) => Number(leads) },
  open: () => FIRST_PAGE,
  ask: (ticket, _inputs, { pipeline }) => [pageCall(pipeline, ticket as Pages)],
  hear(ticket, _count, _inputs, [answer]) {
    const heard = hearPage(ticket as Pages, answer!);
    if ('failure' in heard) return heard;
    // What has no address, which should not be, has no row.
    const rows = heard.rows.map(leadOf).flatMap((result): Brought[] => {
      const text = normalEmail(field(result, 'email'));
      return text ? [{ text, result }] : [];
    });
    return { ticket: heard.pages, rows, done: heard.done, soon: true, spent: 0 };
  },
});

/** A lead under the names that people know: without the prefix, and with what its row in the pipeline says. */
function leadOf(row: Json): Json {
  const lead = field(row, 'lead');
  const result: { [name: string]: Json } = Object.create(null);
  for (const [name, value] of Object.entries(isObject(lead) ? lead : {}))
    result[name === 'lead_id' ? name : name.replace('lead_', '')] = value;
  result.stage = field(row, 'pipeline_lead_stage') ?? null;
  result.validation_status = field(row, 'pipeline_lead_email_validation_status') ?? null;
  return result;
}
