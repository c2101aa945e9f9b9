// Short ways for tests to talk to a simulated Databar in this process. No rules are tested here.

import { createDatabar } from '../../../../workbench/providers/databar/databar';
import type { DatabarSwitches } from '../../../../workbench/providers/databar/switches';
import type { FetchReply, FetchRequest, HttpReply } from '../../../../workbench/providers/http';

export const ORIGIN = 'https://api.databar.ai';
export const KEY = 'a-key-for-tests';
export const START_MS = Date.UTC(2026, 9, 12, 9);

export function request(method: string, path: string, body?: unknown, key: string | null = KEY): FetchRequest {
  const headers: Record<string, string> = key === null ? {} : { 'x-apikey': key };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return {
    method,
    url: ORIGIN + path,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    timeoutMs: 60_000,
  };
}

export function lead(first_name: string, company = 'Sample Works') {
  return { first_name, company };
}

export function person(first_name: string, last_name = 'Okafor', company = 'Sample Works') {
  return { first_name, last_name, company };
}

/** A simulator with a clock of its own and calls that read well. */
export function scene(switches: Partial<DatabarSwitches> = {}, key: string | null = KEY) {
  const databar = createDatabar({ switches });
  let nowMs = START_MS;
  const raw = (method: string, path: string, body?: unknown): FetchReply =>
    databar.answer(request(method, path, body, key), nowMs);
  const http = (method: string, path: string, body?: unknown): HttpReply => {
    const reply = raw(method, path, body);
    if ('fault' in reply) throw new Error(reply.fault);
    return reply;
  };
  const json = (method: string, path: string, body?: unknown) => JSON.parse(http(method, path, body).body);
  return {
    databar,
    raw,
    http,
    json,
    switches: databar.switches,
    pass: (ms: number) => {
      nowMs += ms;
    },
    now: () => nowMs,
    submit: (params: unknown[], enrichment = 833, more: object = {}) =>
      http('POST', `/v1/enrichments/${enrichment}/bulk-run`, { params, ...more }),
    task: (id: string) => json('GET', `/v1/tasks/${id}`),
    balance: (): number => json('GET', '/v1/user/me').balance,
    /** Submits, lets it finish, and looks. */
    finished: (params: unknown[], enrichment = 833, more: object = {}) => {
      const { task_id, request_id } = json('POST', `/v1/enrichments/${enrichment}/bulk-run`, { params, ...more });
      nowMs += 60_000;
      return json('GET', `/v1/tasks/${task_id ?? request_id}`);
    },
  };
}
