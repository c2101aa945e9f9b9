// UrlFetchApp: what is refused before anything is sent, how long it takes, what throws. Not the network: `HostOptions.fetch` answers.
// developers.google.com/apps-script/reference/url-fetch/url-fetch-app; limits: …/guides/services/quotas; message forms as reported by developers.
import { fetchAllMs } from '../cost-model';
import { GoogleError } from '../google-error';
import type { FetchReply, FetchRequest } from '../options';
import { charge, type Running } from '../running';
import { dayOf } from '../world';
import { type CallTable, counted } from './call-kind';

type Asked = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
  mute: boolean;
  follow: boolean;
  timeoutSeconds: number | null;
};
type Served = { status: number; headers: Record<string, string>; body: string };

const URL_CHARACTERS = 2082;
const HEADER_BYTES = 8 * 1024;
const HEADERS = 100;
const BODY_BYTES = 50 * 1024 * 1024;
const REDIRECTS = 20;

function hostOf(url: string): string {
  return /^https?:\/\/[^/?#]+/i.exec(url)?.[0] ?? url;
}

/** developers.google.com/apps-script/manifest/allowlist-url: prefix match; one leading `*.` stands for sub-domains. */
function isListed(url: string, list: string[]): boolean {
  return list.some((entry) => {
    if (!entry.includes('://*.')) return url.startsWith(entry);
    const [scheme = '', rest = ''] = entry.split('*.');
    const slash = rest.indexOf('/');
    const host = new URL(url).hostname;
    return (
      url.startsWith(scheme) &&
      host.endsWith(`.${rest.slice(0, slash)}`) &&
      new URL(url).pathname.startsWith(rest.slice(slash))
    );
  });
}

function check(running: Running, asked: Asked): void {
  if (!/^https?:\/\/[^/?#\s]+/i.test(asked.url) || !URL.canParse(asked.url))
    throw new GoogleError(`Invalid argument: ${asked.url}`);
  if (asked.url.length > URL_CHARACTERS) throw new GoogleError(`Limit Exceeded: URLFetch URL Length. ${asked.url}`);
  const headers = Object.entries(asked.headers);
  const headerBytes = headers.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (headers.length > HEADERS || headerBytes > HEADER_BYTES)
    throw new GoogleError('Limit Exceeded: URLFetch Header Size.');
  if (asked.body !== null && Buffer.byteLength(asked.body) > BODY_BYTES)
    throw new GoogleError('Limit Exceeded: URLFetch POST Size.');
  const list = running.world.options.manifest?.urlFetchWhitelist;
  if (list && !isListed(asked.url, list)) {
    throw new GoogleError(`UrlFetch calls to ${asked.url} are not permitted by your admin`);
  }
}

function countFetches(running: Running, count: number): void {
  const day = dayOf(running.world, running.user, running.time.now());
  if (day.fetches + count > running.world.switches.fetchesPerDay) {
    throw new GoogleError('Service invoked too many times for one day: urlfetch.');
  }
  day.fetches += count;
}

function timeoutOf(running: Running, asked: Asked): number {
  const { honourTimeoutSeconds, fetchTimeoutMs } = running.world.switches;
  return honourTimeoutSeconds && asked.timeoutSeconds !== null ? asked.timeoutSeconds * 1000 : fetchTimeoutMs;
}

function requestOf(running: Running, asked: Asked): FetchRequest {
  const { method, url, headers, body } = asked;
  return { method, url, headers, body, timeoutMs: timeoutOf(running, asked) };
}

function answerAll(running: Running, requests: FetchRequest[]): FetchReply[] {
  const { world } = running;
  const nowMs = Math.round(running.time.now());
  const startedMs = Date.now();
  const fetch = world.options.fetch;
  const replies = fetch
    ? fetch(requests, nowMs)
    : requests.map(({ url }): FetchReply => ({ fault: `DNS error: ${url}`, tookMs: 0 }));
  const spentMs = world.options.realTime ? Date.now() - startedMs : 0;
  return replies.map((reply, index) => {
    const request = requests[index];
    if (!request) throw new Error(`fetch answered ${replies.length} replies to ${requests.length} requests`);
    const tookMs = Math.max(0, reply.tookMs - spentMs);
    const late = reply.tookMs > request.timeoutMs;
    const served: FetchReply = late
      ? { fault: `Timeout: ${request.url}`, tookMs: request.timeoutMs }
      : { ...reply, tookMs };
    world.http.push({
      method: request.method,
      url: request.url,
      status: 'fault' in served ? 0 : served.status,
      atMs: nowMs,
    });
    return served;
  });
}

function redirectOf(asked: Asked, reply: FetchReply): Asked | null {
  if (!asked.follow || 'fault' in reply || ![301, 302, 303, 307, 308].includes(reply.status)) return null;
  const target = Object.entries(reply.headers).find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (!target) return null;
  const keeps = reply.status === 307 || reply.status === 308;
  // Whether a key in the headers travels to another host is unknown at Google; here it does, so that tests see the worse reading.
  return {
    ...asked,
    url: new URL(target, asked.url).href,
    method: keeps ? asked.method : 'get',
    body: keeps ? asked.body : null,
  };
}

/** Follows redirects after the first answers; each hop takes its own time. */
function followed(running: Running, asked: Asked, first: FetchReply): FetchReply {
  let reply = first;
  let current = asked;
  for (let hop = 0; hop < REDIRECTS; hop++) {
    const next = redirectOf(current, reply);
    if (!next) return reply;
    check(running, next);
    const tookMs = reply.tookMs;
    const [answer] = answerAll(running, [requestOf(running, next)]);
    if (!answer) return reply;
    reply = { ...answer, tookMs: answer.tookMs + tookMs };
    current = next;
  }
  return reply;
}

function served(asked: Asked, reply: FetchReply): Served {
  if ('fault' in reply) throw new GoogleError(reply.fault);
  // The limit is documented, its message reported; the provider has answered by then.
  if (reply.body.length * 3 > BODY_BYTES && Buffer.byteLength(reply.body) > BODY_BYTES)
    throw new GoogleError('Limit Exceeded: URLFetch Response Size.');
  if (reply.status >= 400 && !asked.mute) {
    const shown = reply.body.length > 100 ? `${reply.body.slice(0, 100)}...` : reply.body;
    throw new GoogleError(
      `Request failed for ${hostOf(asked.url)} returned code ${reply.status}. Truncated server response: ${shown} (use muteHttpExceptions option to examine full response)`,
    );
  }
  return { status: reply.status, headers: reply.headers, body: reply.body };
}

function fetchOne(running: Running, asked: Asked): Served {
  check(running, asked);
  countFetches(running, 1);
  charge(running, running.world.costs.fetchMs);
  const replies = answerAll(running, [requestOf(running, asked)]);
  const reply = followed(running, asked, replies[0] ?? { fault: `Address unavailable: ${asked.url}`, tookMs: 0 });
  charge(running, reply.tookMs, 'pass');
  return served(asked, reply);
}

/** Fails as a whole: one malformed URL before anything is sent, one fault or one unmuted bad status after everything was. */
function fetchAll(running: Running, { requests }: { requests: Asked[] }): Served[] {
  for (const asked of requests) check(running, asked);
  if (requests.length === 0) return [];
  countFetches(running, requests.length);
  charge(running, running.world.costs.fetchAllMs);
  const replies = answerAll(
    running,
    requests.map((asked) => requestOf(running, asked)),
  );
  const last = requests.map((asked, index) => followed(running, asked, replies[index] as FetchReply));
  const tookMs = last.map((reply) => reply.tookMs);
  const costs = running.world.options.realTime
    ? { ...running.world.costs, fetchLanes: requests.length }
    : running.world.costs;
  charge(running, fetchAllMs(costs, tookMs), 'pass');
  return requests.map((asked, index) => served(asked, last[index] as FetchReply));
}

export const FETCH_CALLS: CallTable = {
  'UrlFetchApp.fetch': counted('fetch', fetchOne, (_running, asked) => `${asked.method.toUpperCase()} ${asked.url}`),
  'UrlFetchApp.fetchAll': counted('fetch', fetchAll, (_running, { requests }) =>
    requests.map(({ method, url }) => `${method.toUpperCase()} ${url}`).join(' '),
  ),
};
