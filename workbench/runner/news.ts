// Decides what counts as news from the providers, and remembers when the last came: a call that asks for something to be done, a status that an
// address has not answered with yet, or more requests done. A poll that says "still working on it" is none, whatever else changes in it: else a
// clock in an answer would keep a task that never ends alive for hours. Waiting is drive.ts.
import type { Fetch } from '../providers/http';
import type { JobView } from './sidebar-calls';

export type News = {
  fetch: Fetch;
  lastMs(): number;
  /** The jobs as the add-on shows them after a heartbeat. */
  hearJobs(jobs: Pick<JobView, 'jobId' | 'state' | 'done'>[]): void;
};

export function listenForNews(fetch: Fetch, now: () => number): News {
  let lastMs = now();
  let lastCounts = '';
  const seen = new Set<string>();
  return {
    lastMs: () => lastMs,
    hearJobs(jobs) {
      const counts = jobs.map(({ jobId, state, done }) => `${jobId} ${state} ${done}`).join();
      if (counts !== lastCounts) lastMs = now();
      lastCounts = counts;
    },
    fetch(requests, nowMs) {
      const replies = fetch(requests, nowMs);
      requests.forEach((request, i) => {
        const reply = replies[i]!;
        const method = request.method.toUpperCase();
        const status = 'fault' in reply ? 'fault' : reply.status;
        const answer = `${method} ${request.url} ${status}`;
        // What is refused over and over ("too many requests") does not go on; what is accepted does, each time.
        const accepted = method !== 'GET' && typeof status === 'number' && status < 300;
        if (accepted || !seen.has(answer)) lastMs = now();
        seen.add(answer);
      });
      return replies;
    },
  };
}
