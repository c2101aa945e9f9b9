// One fetch for the host out of simulators in this process and routes to real loopback servers. Neither simulates nor sends anything itself.

import { routedFetch } from '../route/routed-fetch';
import type { Fetch, FetchReply, FetchRequest } from './http';
import type { Simulator } from './simulator';

// A name that does not resolve is found out quickly.
const DNS_ERROR_MS = 30;

export type Mounted = {
  simulators: Simulator[];
  /** Origin → loopback origin. A routed origin never reaches its simulator. */
  routes?: Record<string, string>;
};

export function mount({ simulators, routes = {} }: Mounted): Fetch {
  const send = routedFetch(routes);
  const routed = new Set(Object.keys(routes).map((origin) => new URL(origin).origin));
  const byOrigin = new Map(simulators.map((simulator) => [simulator.origin, simulator]));
  return (requests, nowMs) => {
    const replies: FetchReply[] = new Array(requests.length);
    const outside: { request: FetchRequest; at: number }[] = [];
    requests.forEach((request, at) => {
      const origin = originOf(request.url);
      const simulator = byOrigin.get(origin);
      if (routed.has(origin)) outside.push({ request, at });
      else replies[at] = simulator?.answer(request, nowMs) ?? unknownHost(request);
    });
    const answers =
      outside.length > 0
        ? send(
            outside.map((one) => one.request),
            nowMs,
          )
        : [];
    outside.forEach(({ at }, n) => {
      replies[at] = answers[n]!;
    });
    return replies;
  };
}

export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

export function unknownHost(request: FetchRequest): FetchReply {
  return { fault: `DNS error: ${request.url}`, tookMs: DNS_ERROR_MS };
}
