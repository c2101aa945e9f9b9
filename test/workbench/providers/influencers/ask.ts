// Short ways for tests to talk to a simulated Influencers.club in this process. No rules are tested here.

import type { FetchReply, FetchRequest, HttpReply } from '../../../../workbench/providers/http';
import { createInfluencers } from '../../../../workbench/providers/influencers/influencers';
import type { InfluencersSwitches } from '../../../../workbench/providers/influencers/switches';

export const ORIGIN = 'https://api-dashboard.influencers.club';
export const BATCHES = '/public/v1/enrichment/batch/';
export const CREDITS = '/public/v1/accounts/credits/';
export const KEY = 'a-key-for-tests';
export const START_MS = Date.UTC(2026, 9, 12, 9);
const BOUNDARY = 'test-boundary';

export function request(method: string, path: string, key: string | null = KEY): FetchRequest {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  return { method, url: ORIGIN + path, headers, body: null, timeoutMs: 100_000 };
}

export type Fields = Record<string, string>;

/** A create as Apps Script would send it. */
export function creation(csv: string | null, fields: Fields, filename: string | null = 'batch.csv'): FetchRequest {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  if (csv !== null) {
    const named = filename === null ? '' : `; filename="${filename}"\r\nContent-Type: text/csv`;
    parts.push(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"${named}\r\n\r\n${csv}\r\n`);
  }
  const post = request('POST', BATCHES);
  post.headers['Content-Type'] = `multipart/form-data; boundary=${BOUNDARY}`;
  return { ...post, body: `${parts.join('')}--${BOUNDARY}--\r\n` };
}

export const HANDLES: Fields = { enrichment_mode: 'raw', platform: 'instagram' };
export const EMAILS: Fields = { enrichment_mode: 'basic' };

/** A simulator with a clock of its own and calls that read well. */
export function scene(switches: Partial<InfluencersSwitches> = {}, key: string | null = KEY) {
  const influencers = createInfluencers({ switches });
  let nowMs = START_MS;
  const answered = (reply: FetchReply): HttpReply => {
    if ('fault' in reply) throw new Error(reply.fault);
    return reply;
  };
  const raw = (one: FetchRequest) => influencers.answer(one, nowMs);
  const http = (method: string, path: string) => answered(raw(request(method, path, key)));
  const send = (records: string[], fields: Fields = HANDLES) => {
    const header = fields.platform ? 'handle' : 'email';
    return answered(raw(creation([header, ...records].join('\n'), fields)));
  };
  const at = {
    influencers,
    switches: influencers.switches,
    raw,
    http,
    send,
    now: () => nowMs,
    pass: (ms: number) => {
      nowMs += ms;
    },
    json: (method: string, path: string) => JSON.parse(http(method, path).body),
    create: (records: string[], fields: Fields = HANDLES): string => JSON.parse(send(records, fields).body).batch_id,
    refused: (csv: string | null, fields: Fields = HANDLES, filename?: string | null): [number, unknown] => {
      const reply = answered(raw(creation(csv, fields, filename)));
      return [reply.status, reply.body.startsWith('{') ? JSON.parse(reply.body) : reply.body];
    },
    status: (id: string) => at.json('GET', `${BATCHES}${id}/status/`),
    download: (id: string, query = '?format=json') => http('GET', `${BATCHES}${id}/${query}`),
    results: (id: string) => JSON.parse(at.download(id).body),
    resume: (id: string) => http('POST', `${BATCHES}${id}/resume/`),
    available: (): number => at.json('GET', CREDITS).credits_available,
    /** Creates, lets it finish, and downloads. */
    finished: (records: string[], fields: Fields = HANDLES) => {
      const id = at.create(records, fields);
      nowMs += 1_000_000;
      return at.results(id);
    },
  };
  return at;
}
