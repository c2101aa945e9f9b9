// Answers of Enrichabl for unit tests: with a JSON body, and lists of leads by page. No rules are tested here.
import type { Answer, Json } from '../../../src/providers/operation';

export function answer(status: number, body: Json): Answer {
  return { status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) };
}

export function leadRow(email: string, more: { [name: string]: Json } = {}): Json {
  const { validation = null, ...lead } = more;
  return {
    pipeline_lead_id: `row of ${email}`,
    pipeline_lead_stage: 'IMPORTED',
    pipeline_lead_email_validation_status: validation,
    lead: { lead_id: `id of ${email}`, lead_email: email, lead_custom_fields: {}, ...lead },
  };
}

/** One page of a list, as GET /v1/pipelines/:id/leads gives it. */
export function page(rows: Json[], offset: number, limit: number): Answer {
  const data = rows.slice(offset, offset + limit);
  return answer(200, {
    data,
    pagination: { limit, offset, total: rows.length, has_more: offset + data.length < rows.length },
  });
}
