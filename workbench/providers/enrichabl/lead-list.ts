// The leads of a pipeline, page by page, newest first. Changes nothing.

import { type HttpReply, jsonReply } from '../http';
import { errorReply } from './account';
import type { Custom, Lead, Pipeline, Row, Scene } from './state';
import { LEAD_FIELDS } from './upload';

const DEFAULT_LIMIT = 1000;
const MOST = 10_000;

export function listLeads(pipeline: Pipeline, query: URLSearchParams, scene: Scene): HttpReply {
  const limit = Math.min(MOST, Math.max(1, wholeNumber(query.get('limit')) ?? DEFAULT_LIMIT));
  const asked = query.get('offset');
  const offset = asked === null ? 0 : wholeNumber(asked);
  if ((offset === null || offset < 0) && scene.switches.badOffset === '400') {
    return errorReply(400, 'offset must be a non-negative integer');
  }
  const from = Math.max(0, offset ?? 0);
  const rows = newestFirst(pipeline, scene);
  const page = rows.slice(from, from + limit);
  return jsonReply(200, {
    data: page.map((row) => describeRow(row, scene)),
    pagination: { limit, offset: from, total: rows.length, has_more: from + page.length < rows.length },
  });
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}

/** By moment of creation, then by id: leads of one upload stand in no order that anyone knows. */
export function newestFirst(pipeline: Pipeline, { state }: Scene): Row[] {
  const rows = pipeline.rows.map((id) => state.rows[id]!);
  return rows.sort((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? -1 : 1));
}

/** What people see as the custom fields of a lead: results win over what was uploaded under the same name. */
export function customOf(lead: Lead): Custom {
  return { ...lead.custom, ...lead.results };
}

function describeRow(row: Row, { state, switches }: Scene): object {
  const lead = state.leads[row.lead]!;
  const fields = Object.fromEntries(LEAD_FIELDS.map((name) => [`lead_${name}`, lead.fields[name] ?? null]));
  return {
    pipeline_lead_id: row.id,
    pipeline_lead_stage: 'IMPORTED',
    pipeline_lead_email_validation_status: row.validation ?? switches.unvalidatedAs,
    pipeline_lead_created_at: new Date(row.createdMs).toISOString(),
    lead: {
      lead_id: lead.id,
      lead_email: lead.email,
      ...fields,
      lead_custom_fields: customOf(lead),
      lead_enrichment_status: lead.enrichment ?? switches.notEnrichedAs,
    },
  };
}
