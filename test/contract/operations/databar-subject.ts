// The operation databar.enrichment before the simulated Databar. No rules are tested here.
import { databarEnrichment } from '../../../src/providers/databar/enrichment';
import type { RequestInput } from '../../../src/providers/operation';
import { createDatabar } from '../../../workbench/providers/databar/databar';
import type { PretendProvider, Subject } from './subject';

const ORIGIN = 'https://api.databar.ai';

export const databarSubject: Subject = {
  operation: databarEnrichment,
  settings: { enrichment: 833, pages: 1 },
  otherSettings: { enrichment: 834, pages: 1 },

  inputs(count) {
    return Array.from({ length: count }, (_, i): RequestInput => {
      const first_name = i === 1 ? 'Miss One' : i === 2 ? 'Failing Two' : `Person ${i}`;
      return { canonical: { first_name, company: 'Sample Works' }, sent: { first_name, company: 'Sample Works' } };
    });
  },

  provider(): PretendProvider {
    const databar = createDatabar({ switches: {} });
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
  },
};
