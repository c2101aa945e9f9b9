// What passed between the add-on and the simulated providers, and what it cost, for people to look at. Never a header: keys travel there.
import type { HttpSeen, ProviderSeen } from '../page/messages';
import type { Fetch } from '../providers/http';
import type { Simulator } from '../providers/simulator';

const MOST_KEPT = 300;
const SHOWN_CHARACTERS = 2_000;

export function watched(fetch: Fetch, seen: HttpSeen[]): Fetch {
  return (requests, nowMs) => {
    const replies = fetch(requests, nowMs);
    requests.forEach(({ method, url, body }, at) => {
      const reply = replies[at]!;
      const isFault = 'fault' in reply;
      seen.push({
        n: (seen.at(-1)?.n ?? 0) + 1,
        method: method.toUpperCase(),
        url,
        status: isFault ? null : reply.status,
        atMs: nowMs,
        tookMs: reply.tookMs,
        request: (body ?? '').slice(0, SHOWN_CHARACTERS),
        reply: (isFault ? reply.fault : reply.body).slice(0, SHOWN_CHARACTERS),
      });
    });
    if (seen.length > MOST_KEPT) seen.splice(0, seen.length - MOST_KEPT);
    return replies;
  };
}

export function accountsOf(simulators: Simulator[]): ProviderSeen[] {
  return simulators.map(({ name, ledger, switches }) => ({
    name,
    spent: Math.round(ledger.billed.reduce((sum, one) => sum + one.credits, 0) * 1e6) / 1e6,
    paidCalls: ledger.acceptedPosts,
    billedInputs: ledger.billed.length,
    switches: { ...switches },
  }));
}
