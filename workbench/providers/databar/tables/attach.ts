// Attaching an enrichment or a waterfall to a table, which is free, and listing what is attached. Running it is in table-run.ts.

import * as z from 'zod/mini';
import { type FetchRequest, type HttpReply, jsonReply } from '../../http';
import { readJsonObject, unprocessable } from '../body';
import { type CatalogueEntry, entryOf } from '../catalogue';
import type { Scene } from '../state';
import { OWN_KEY_NEEDED } from '../submit';
import type { DatabarSwitches } from '../switches';
import { cascadeErrors, cascadeIssues, chosen } from '../waterfall-submit';
import { paramsOf, type Waterfall, waterfallOf } from '../waterfalls';
import { type Attached, addColumn, type Mapped, type Table } from './table';
import { notFound, readAs } from './table-refusal';

/** Not every enrichment works in a table; here it is the one that gives a list. */
const NOT_IN_TABLES = 1204;
/** Far from the catalogue's ids, so that nobody takes one for the other and gets away with it. */
const FIRST_ATTACHED_ID = 70_001;

const ADD_ENRICHMENT = z.object({
  enrichment: z.int(),
  mapping: z.record(z.string(), z.object({ type: z.enum(['mapping', 'simple']), value: z.string() })),
  launch_strategy: z._default(z.enum(['run_on_click', 'run_on_update']), 'run_on_click'),
});
const ADD_WATERFALL = z.object({ waterfall: z.string(), mapping: z.record(z.string(), z.string()) });

export function addEnrichment(request: FetchRequest, table: Table, scene: Scene): HttpReply {
  const { switches } = scene;
  const body = readAs(request, ADD_ENRICHMENT, switches);
  if ('status' in body) return body;
  const { enrichment, mapping, launch_strategy } = body.value;
  const entry = entryOf(enrichment);
  if (!entry || enrichment === NOT_IN_TABLES) return notFound();
  if (entry.auth_method === 'user') return jsonReply(400, { detail: OWN_KEY_NEEDED });
  const read = readMapping(table, mapping, entry, switches);
  if ('status' in read) return read;
  const attached = attach(
    table,
    { name: entry.name, lookup: { enrichment, pages: 1 }, mapping: read.mapping, launch: launch_strategy },
    scene,
  );
  const named = { id: shownId(attached, switches), enrichment_name: entry.name };
  return jsonReply(200, switches.addAnswer === 'id' ? named : {});
}

export function addWaterfall(request: FetchRequest, table: Table, scene: Scene): HttpReply {
  const { switches } = scene;
  const body = readAs(request, ADD_WATERFALL, switches);
  if ('status' in body) return body;
  const whole = readJsonObject(request, switches) as { value: Record<string, unknown> };
  const issues = cascadeIssues(whole.value, switches);
  if (issues.length > 0) return unprocessable(issues);
  const waterfall = waterfallOf(body.value.waterfall);
  if (!waterfall) return notFound();
  const cascade = chosen(whole.value, waterfall, switches);
  const wrong = cascadeErrors(cascade, waterfall, switches);
  if (Object.keys(wrong).length > 0) return jsonReply(400, { detail: wrong });
  const typed = Object.entries(body.value.mapping).map(([name, value]) => [name, { type: 'mapping' as const, value }]);
  const read = readMapping(table, Object.fromEntries(typed), { params: paramsOf(waterfall) }, switches);
  if ('status' in read) return read;
  const lookup = { enrichment: cascade.enrichments[0]!, pages: 1, cascade };
  const attached = attach(
    table,
    { name: waterfall.name, lookup, mapping: read.mapping, launch: 'run_on_click' },
    scene,
  );
  const named = { id: shownId(attached, switches), waterfall_name: waterfall.name };
  return jsonReply(200, switches.addAnswer === 'id' ? named : {});
}

type Asked = Record<string, { type: 'mapping' | 'simple'; value: string }>;

function readMapping(
  table: Table,
  asked: Asked,
  entry: Pick<CatalogueEntry, 'params' | 'anyOf'>,
  switches: DatabarSwitches,
): { mapping: Record<string, Mapped> } | HttpReply {
  const mapping: Record<string, Mapped> = {};
  for (const [slug, { type, value }] of Object.entries(asked)) {
    const column = table.columns.find(
      (one) => one.identifier === value || (switches.mappingBy === 'name-or-uuid' && one.name === value),
    );
    if (type === 'mapping' && !column) return jsonReply(400, { detail: `There is no column ${value} in the table.` });
    mapping[slug] =
      column && type === 'mapping' ? { type, column: column.identifier } : { type: 'simple', text: value };
  }
  const unmapped = entry.params.filter((param) => param.is_required && !mapping[param.name]).map((param) => param.name);
  if (entry.anyOf && !entry.anyOf.some((name) => mapping[name])) unmapped.push(entry.anyOf.join(' or '));
  if (unmapped.length > 0)
    return jsonReply(400, { detail: `Required parameters are not mapped: ${unmapped.join(', ')}` });
  const names = new Set(entry.params.map((param) => param.name));
  const unknown = Object.keys(mapping).filter((name) => !names.has(name));
  if (unknown.length > 0 && switches.unknownParams === 'refused') {
    return jsonReply(400, { detail: `Unknown parameters: ${unknown.join(', ')}` });
  }
  return { mapping };
}

function attach(table: Table, wanted: Omit<Attached, 'id'>, { state, switches }: Scene): Attached {
  state.made++;
  const attached = { ...wanted, id: FIRST_ATTACHED_ID + state.made };
  table.attached = [...table.attached, attached];
  if (switches.outputColumns === 'at-add') addOutputs(table, attached, { state, switches });
  return attached;
}

/** The columns that its results go to, where they are not there yet. */
export function addOutputs(
  table: Table,
  attached: Attached,
  { state, switches }: Pick<Scene, 'state' | 'switches'>,
): void {
  if (table.columns.some((column) => column.filledBy?.attached === attached.id)) return;
  for (const { field, label, type } of fieldsOf(attached)) {
    const name = switches.outputNames === 'prefixed' ? `${attached.name}: ${label}` : label;
    const hasAdditional = switches.additionalNames === 'all';
    addColumn(table, { name, type, filledBy: { attached: attached.id, field }, hasAdditional }, state);
  }
}

function fieldsOf({ lookup }: Attached): { field: string; label: string; type: string }[] {
  if (lookup.cascade) {
    const waterfall = waterfallOf(lookup.cascade.waterfall) as Waterfall;
    return waterfall.output_fields.map(({ name, label, type }) => ({ field: name, label, type }));
  }
  return entryOf(lookup.enrichment)!.response_fields.map(({ name, display_name, type_field }) => ({
    field: name,
    label: display_name,
    type: type_field,
  }));
}

export function listEnrichments(table: Table, { switches }: Scene): HttpReply {
  const shown = table.attached.filter((one) => !one.lookup.cascade || switches.enrichmentsList === 'with-waterfalls');
  return jsonReply(
    200,
    shown.map((one) => ({ id: shownId(one, switches), name: one.name })),
  );
}

export function listTableWaterfalls(table: Table, { switches }: Scene): HttpReply {
  const shown = table.attached.filter((one) => one.lookup.cascade);
  return jsonReply(
    200,
    shown.map((one) => ({ id: shownId(one, switches), waterfall_name: one.name })),
  );
}

function shownId(attached: Attached, switches: DatabarSwitches): number | string {
  return switches.attachedId === 'number' ? attached.id : String(attached.id);
}
