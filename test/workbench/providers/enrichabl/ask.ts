// Short ways for tests to talk to a simulated Enrichabl in this process. No rules are tested here.

import { createEnrichabl } from '../../../../workbench/providers/enrichabl/enrichabl';
import type { EnrichablSwitches } from '../../../../workbench/providers/enrichabl/switches';
import type { FetchReply, FetchRequest, HttpReply } from '../../../../workbench/providers/http';

export const ORIGIN = 'https://api.enrichabl.com';
export const KEY = 'eab_live_a-token-for-tests';
export const START_MS = Date.UTC(2026, 9, 12, 9);

export function request(method: string, path: string, body?: unknown, key: string | null = KEY): FetchRequest {
  const headers: Record<string, string> = key === null ? {} : { Authorization: `Bearer ${key}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const text = body === undefined ? null : JSON.stringify(body);
  return { method, url: ORIGIN + path, headers, body: text, timeoutMs: 60_000 };
}

export const lead = (name: string, more: object = {}) => ({
  email: `${name}@works.example`,
  company: 'Works',
  ...more,
});
export const leads = (count: number) => Array.from({ length: count }, (_, n) => lead(`person${n}`));

export const AI = { name: 'Summary', prompt_template: 'Sum up {{company}}.', model: 'gpt-4o-mini', max_tokens: 200 };
export const MULTI = { ...AI, name: 'Profile', output_fields: ['city', 'founded'] };
export const FIRECRAWL = {
  name: 'WebExtract',
  url_column: 'company_website',
  prompt: 'Extract the tagline.',
  output_fields: ['tagline', 'product'],
};

/** A row as the list of leads gives it. */
export type ListedRow = {
  pipeline_lead_id: string;
  pipeline_lead_email_validation_status: string | null;
  lead: {
    lead_id: string;
    lead_email: string;
    lead_company: string | null;
    lead_custom_fields: Record<string, unknown>;
    lead_enrichment_status: string;
  };
};

/** A simulator with a clock of its own and calls that read well. */
export function scene(switches: Partial<EnrichablSwitches> = {}, key: string | null = KEY) {
  const enrichabl = createEnrichabl({ switches });
  let nowMs = START_MS;
  const raw = (method: string, path: string, body?: unknown): FetchReply =>
    enrichabl.answer(request(method, path, body, key), nowMs);
  const http = (method: string, path: string, body?: unknown): HttpReply => {
    const reply = raw(method, path, body);
    if ('fault' in reply) throw new Error(reply.fault);
    return reply;
  };
  const json = (method: string, path: string, body?: unknown) => JSON.parse(http(method, path, body).body);
  const at = {
    enrichabl,
    switches: enrichabl.switches,
    raw,
    http,
    json,
    now: () => nowMs,
    pass: (ms: number) => {
      nowMs += ms;
    },
    pipeline: (name = 'Q3'): string => json('POST', '/v1/pipelines', { pipeline_name: name }).pipeline_id,
    upload: (pipeline: string, list: unknown): HttpReply => {
      const reply = http('POST', `/v1/pipelines/${pipeline}/leads`, list);
      nowMs += 1000;
      return reply;
    },
    rows: (pipeline: string): ListedRow[] => json('GET', `/v1/pipelines/${pipeline}/leads`).data,
    rowOf: (pipeline: string, email: string): ListedRow =>
      at.rows(pipeline).find((row) => row.lead.lead_email === email)!,
    template: (kind: 'ai' | 'multi-ai' | 'firecrawl', body: object): string => {
      const made = json('POST', `/v1/columns/${kind}-templates`, body);
      return made.ai_column_template_id ?? made.multi_ai_id ?? made.firecrawl_id;
    },
    start: (family: 'enrichment' | 'validation', body: object): HttpReply => http('POST', `/v1/${family}/start`, body),
    progress: (id: string, family = 'enrichment') => json('GET', `/v1/${family}/jobs/${id}/progress`),
    cancel: (id: string, family = 'enrichment') => http('POST', `/v1/${family}/jobs/${id}/cancel`),
    /** A pipeline with these leads in it. */
    filled: (list: object[]): string => {
      const id = at.pipeline();
      at.upload(id, list);
      return id;
    },
    /** An AI job over a whole pipeline: started, not waited for. */
    aiJob: (pipeline: string, template: object = AI): string => {
      const ai_template_id = at.template('ai', template);
      const body = { pipeline_id: pipeline, enrichment_type: 'AI_COLUMN', ai_template_id };
      return JSON.parse(at.start('enrichment', body).body).job_id;
    },
    validation: (body: object): string => JSON.parse(at.start('validation', body).body).job_id,
  };
  return at;
}

export const errorOf = (reply: HttpReply): [number, string] => [reply.status, JSON.parse(reply.body).error];
