// Listens to the calls that leave the runner and remembers when something new was last heard: a call that is no GET, or an answer that differs
// from the last answer of the same URL. Waiting without news is what ends a run by the real clock.
import { createHash } from 'node:crypto';
import type { Fetch } from '../providers/http';

export type News = { fetch: Fetch; lastMs(): number };

export function listenForNews(fetch: Fetch, now: () => number): News {
  let lastMs = now();
  const answers = new Map<string, string>();
  return {
    lastMs: () => lastMs,
    fetch(requests, nowMs) {
      const replies = fetch(requests, nowMs);
      requests.forEach((request, i) => {
        const reply = replies[i]!;
        const text = 'fault' in reply ? `fault ${reply.fault}` : `${reply.status} ${reply.body}`;
        const answer = createHash('sha256').update(text).digest('base64');
        if (request.method !== 'GET' || answers.get(request.url) !== answer) lastMs = now();
        answers.set(request.url, answer);
      });
      return replies;
    },
  };
}
