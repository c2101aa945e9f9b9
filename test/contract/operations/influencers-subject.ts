// The operation influencers.batch before the simulated Influencers.club, for handles and for e-mails. No rules are tested here.
import { influencersBatch } from '../../../src/providers/influencers/batch';
import type { Call, RequestInput } from '../../../src/providers/operation';
import { createInfluencers } from '../../../workbench/providers/influencers/influencers';
import type { PretendProvider, Subject } from './subject';

const ORIGIN = 'https://api-dashboard.influencers.club';

/** As Google would send the form. */
function multipart({ form }: Call): { headers: Record<string, string>; body: string | null } {
  if (!form) return { headers: {}, body: null };
  const { fields, file } = form;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--edge\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.name}"\r\nContent-Type: ${file.type}`;
  const body = `${parts.join('')}${head}\r\n\r\n${file.text}\r\n--edge--\r\n`;
  return { headers: { 'Content-Type': 'multipart/form-data; boundary=edge' }, body };
}

function pretendInfluencers(): PretendProvider {
  const influencers = createInfluencers({ switches: { order: 'shuffled' } });
  let nowMs = Date.UTC(2026, 9, 12, 9);
  return {
    answer(call) {
      const { headers, body } = multipart(call);
      const all = { Authorization: 'Bearer a-key-for-tests', ...headers };
      const request = { method: call.method, url: ORIGIN + call.path, headers: all, body, timeoutMs: 60_000 };
      const reply = influencers.answer(request, nowMs);
      return 'fault' in reply
        ? { fault: reply.fault, sent: true }
        : { status: reply.status, headers: reply.headers, text: reply.body };
    },
    charges: () => influencers.ledger.acceptedPosts,
    nowMs: () => nowMs,
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

const nameOf = (i: number): string => (i === 1 ? 'missing.one' : i === 2 ? 'failing.two' : `creator.n${i}`);

export const handlesSubject: Subject = {
  operation: influencersBatch,
  settings: { mode: 'raw', platform: 'tiktok', metadata: { campaign: 'Q4' } },
  otherSettings: { mode: 'full', platform: 'tiktok' },
  inputs: (count) =>
    Array.from(
      { length: count },
      (_, i): RequestInput => ({ canonical: { handle: `tiktok:${nameOf(i)}` }, sent: { handle: nameOf(i) } }),
    ),
  provider: pretendInfluencers,
  fixedPrice: { min: 0, max: 0.03 },
};

export const emailsSubject: Subject = {
  operation: influencersBatch,
  settings: { mode: 'advanced', minFollowers: 10 },
  otherSettings: { mode: 'basic', minFollowers: 10 },
  inputs: (count) =>
    Array.from({ length: count }, (_, i): RequestInput => {
      const email = `${nameOf(i)}@mail.example`;
      return { canonical: { email }, sent: { email } };
    }),
  provider: pretendInfluencers,
  hasNoPrice: true,
};
