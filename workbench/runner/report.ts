// The report as JSON: what became of the jobs of one command, and what that took. Numbers only; words for people are in advice.ts.
import type { Session } from './session';
import type { JobState, JobView, OutcomeCounts, PlanView } from './sidebar-calls';

export type Report = {
  state: Exclude<JobState, 'running'>;
  reason: string | null;
  requests: number;
  rows: number;
  incompleteRows: number;
  reused: number;
  outcomes: OutcomeCounts;
  credits: { estimatedMin: number | null; estimatedMax: number | null; spent: number | null };
  executions: number;
  virtualSeconds: number;
  calls: Record<string, number>;
  http: { method: string; url: string; status: number; at: number }[];
};

/** What a command did to jobs: the jobs, or the plan that found nothing to do. */
export type Done = { jobs: JobView[]; plan: PlanView | null; stuck: string | null };

export const NO_OUTCOMES: OutcomeCounts = { found: 0, 'no match': 0, failed: 0, 'not run': 0, check: 0 };

function sumOf(values: (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  // Credits are decimal fractions; a sum of them must not end in 0000001.
  return Math.round(sum * 1e6) / 1e6;
}

export function addOutcomes(jobs: JobView[]): OutcomeCounts {
  const sum = { ...NO_OUTCOMES };
  for (const job of jobs)
    for (const name of Object.keys(sum) as (keyof OutcomeCounts)[]) sum[name] += job.outcomes[name];
  return sum;
}

export function creditsOf({ jobs, plan }: Done): Report['credits'] {
  if (jobs.length === 0) {
    const known = plan === null || plan.price !== null || plan.toBuy === 0 ? 0 : null;
    return { estimatedMin: known, estimatedMax: known, spent: 0 };
  }
  return {
    estimatedMin: sumOf(jobs.map((job) => job.credits.estimatedMin)),
    estimatedMax: sumOf(jobs.map((job) => job.credits.estimatedMax)),
    spent: sumOf(jobs.map((job) => job.credits.spent)),
  };
}

/** A job that the command had to leave running counts as paused: it waits for somebody to come back. */
function stateOf({ jobs, stuck }: Done): Report['state'] {
  if (stuck !== null || jobs.some((job) => job.state === 'paused' || job.state === 'running')) return 'paused';
  return jobs.some((job) => job.state === 'stopped') ? 'stopped' : 'finished';
}

export function makeReport(session: Session, done: Done): Report {
  const { host, started } = session;
  const seconds = (ms: number) => Math.round((ms - started.virtualMs) / 10) / 100;
  const reason = done.stuck ?? done.jobs.find((job) => job.state !== 'finished')?.reason ?? null;
  const total = (read: (job: JobView) => number) => done.jobs.reduce((sum, job) => sum + read(job), 0);
  return {
    state: stateOf(done),
    reason: reason === null ? null : session.eraseInMessages(reason),
    requests: total((job) => job.requests),
    rows: total((job) => job.rows),
    incompleteRows: total((job) => job.incompleteRows) || (done.plan?.incompleteRows ?? 0),
    reused: total((job) => job.reused),
    outcomes: addOutcomes(done.jobs),
    credits: creditsOf(done),
    executions: host.executions.length,
    virtualSeconds: seconds(host.clock.now()),
    calls: { ...host.calls },
    http: host.http.map(({ method, url, status, atMs }) => ({
      method: method.toUpperCase(),
      url,
      status,
      at: seconds(atMs),
    })),
  };
}
