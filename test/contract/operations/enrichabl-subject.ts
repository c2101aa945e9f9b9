// The operations of Enrichabl before the simulated Enrichabl, each with its own account. No rules are tested here.
import { enrichablEnrichment } from '../../../src/providers/enrichabl/enrichment';
import { enrichablLeads } from '../../../src/providers/enrichabl/leads';
import { enrichablValidation } from '../../../src/providers/enrichabl/validation';
import type { RequestInput } from '../../../src/providers/operation';
import { createEnrichabl } from '../../../workbench/providers/enrichabl/enrichabl';
import type { PretendProvider, Subject } from './subject';

const ORIGIN = 'https://api.enrichabl.com';
const PIPELINE = { create: { name: 'Leads of the contract' } };
const TEMPLATE = { name: 'Summary', prompt: 'Summarize {{company}}.', model: 'gpt-4o-mini' };

export const leadsSubject: Subject = {
  operation: enrichablLeads,
  settings: { pipeline: PIPELINE, columns: ['industry'] },
  otherSettings: { pipeline: { create: { name: 'Others' } }, columns: ['industry'] },
  // The upload refuses an address without a dot in its domain.
  inputs: (count) => leads(count, (i) => (i === 1 || i === 2 ? `lead${i}@nodot` : `lead${i}@example.com`)),
  provider: pretendEnrichabl,
  isFree: true,
};

export const enrichablEnrichmentSubject: Subject = {
  operation: enrichablEnrichment,
  settings: { pipeline: PIPELINE, type: 'AI_COLUMN', template: TEMPLATE, target: 'rows' },
  otherSettings: { pipeline: PIPELINE, type: 'AI_COLUMN', template: { ...TEMPLATE, name: 'Other' }, target: 'rows' },
  inputs: (count) => leads(count, (i) => `${['lead', 'miss', 'fail'][i < 3 ? i : 0]}${i}@example.com`),
  provider: pretendEnrichabl,
  hasNoPrice: true,
};

export const validationSubject: Subject = {
  operation: enrichablValidation,
  settings: { pipeline: PIPELINE, service: 'HYBRID', target: 'rows' },
  otherSettings: { pipeline: PIPELINE, service: 'MAILVERI', target: 'rows' },
  inputs: leadsSubject.inputs,
  provider: pretendEnrichabl,
  hasNoPrice: true,
};

function leads(count: number, emailOf: (i: number) => string): RequestInput[] {
  return Array.from({ length: count }, (_, i): RequestInput => {
    const texts = { email: emailOf(i), company: 'Sample Works' };
    return { canonical: texts, sent: texts };
  });
}

function pretendEnrichabl(): PretendProvider {
  const enrichabl = createEnrichabl({ seed: 'contract' });
  let nowMs = Date.UTC(2026, 9, 12, 9);
  return {
    answer({ method, path, body }) {
      const headers = { Authorization: 'Bearer eab_live_for-tests', 'Content-Type': 'application/json' };
      const json = body === undefined ? null : JSON.stringify(body);
      const reply = enrichabl.answer({ method, url: ORIGIN + path, headers, body: json, timeoutMs: 60_000 }, nowMs);
      return 'fault' in reply
        ? { fault: reply.fault, sent: true }
        : { status: reply.status, headers: reply.headers, text: reply.body };
    },
    charges: () => enrichabl.ledger.acceptedPosts,
    nowMs: () => nowMs,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}
