// The Databar operations before the simulated Databar. No rules are tested here. A waterfall's runs of a single request are not covered.
import { databarEnrichment } from '../../../src/providers/databar/enrichment';
import { databarWaterfall } from '../../../src/providers/databar/waterfall';
import type { RequestInput } from '../../../src/providers/operation';
import { createDatabar } from '../../../workbench/providers/databar/databar';
import type { PretendProvider, Subject } from './subject';

const ORIGIN = 'https://api.databar.ai';

export const enrichmentSubject: Subject = {
  operation: databarEnrichment,
  settings: { enrichment: 833, pages: 1 },
  otherSettings: { enrichment: 834, pages: 1 },
  inputs: (count) => leads(count, { company: 'Sample Works' }),
  provider: pretendDatabar,
};

export const waterfallSubject: Subject = {
  operation: databarWaterfall,
  settings: { waterfall: 'email_getter', enrichments: [833, 966], call: 'auto' },
  otherSettings: { waterfall: 'email_getter', enrichments: [966, 833], call: 'auto' },
  inputs: (count) => leads(count, { last_name: 'Sample', company: 'Sample Works' }),
  provider: pretendDatabar,
};

/** The words in the names make the simulator miss and fail. */
export function leads(count: number, more: Record<string, string>): RequestInput[] {
  return Array.from({ length: count }, (_, i): RequestInput => {
    const first_name = i === 1 ? 'Miss One' : i === 2 ? 'Failing Two' : `Person ${i}`;
    return { canonical: { first_name, ...more }, sent: { first_name, ...more } };
  });
}

export function pretendDatabar(databar = createDatabar({ switches: {} })): PretendProvider {
  let nowMs = Date.UTC(2026, 9, 12, 9);
  return {
    answer({ method, path, body }) {
      const headers = { 'x-apikey': 'a-key-for-tests', 'Content-Type': 'application/json' };
      const json = body === undefined ? null : JSON.stringify(body);
      const reply = databar.answer({ method, url: ORIGIN + path, headers, body: json, timeoutMs: 60_000 }, nowMs);
      return 'fault' in reply
        ? { fault: reply.fault, sent: true }
        : { status: reply.status, headers: reply.headers, text: reply.body };
    },
    charges: () => databar.ledger.acceptedPosts,
    nowMs: () => nowMs,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}
