// Real HTTP to loopback servers that stand in for providers, for a caller that must wait: blocks this thread until all answers are there.
// A server in this same thread could not answer meanwhile; it must live in another thread or process.

import { fileURLToPath } from 'node:url';
import { createSyncFn } from 'synckit';
import type { Fetch, FetchReply, FetchRequest } from '../host/options';
import { checkedRoute } from './loopback';

type Sent = FetchRequest & { target: string };
let sendAll: ((requests: Sent[]) => FetchReply[]) | null = null;

export function routedFetch(routes: Record<string, string>): Fetch {
  const targets = new Map(
    Object.entries(routes).map(([from, to]) => Object.values(checkedRoute(from, to)) as [string, string]),
  );
  return (requests) => {
    const replies: (FetchReply | null)[] = requests.map((request) => {
      const known = URL.canParse(request.url) && targets.has(new URL(request.url).origin);
      return known ? null : { fault: `DNS error: ${request.url}`, tookMs: 0 };
    });
    const open = requests.filter((_request, n) => replies[n] === null);
    if (open.length === 0) return replies as FetchReply[];
    const answers = worker()(open.map((request) => ({ ...request, target: targetUrl(request.url, targets) })));
    return replies.map((reply) => reply ?? answers.shift()!);
  };
}

/** Path and query stay byte for byte: a slash or an escape may be what a provider's test is about. */
function targetUrl(url: string, targets: Map<string, string>): string {
  const target = targets.get(new URL(url).origin)!;
  const rest = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/, '');
  return target + (rest.startsWith('/') ? rest : `/${rest}`);
}

// One worker thread for the process, started by the first request: most runs have no route.
function worker(): (requests: Sent[]) => FetchReply[] {
  sendAll ??= createSyncFn(fileURLToPath(new URL('./send-all.mjs', import.meta.url))) as (
    requests: Sent[],
  ) => FetchReply[];
  return sendAll;
}
