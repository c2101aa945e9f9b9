// What the first small batch of a run tells: one whose first requests all failed has a wrong mapping, and pauses before more is spent.
import { type HeardBatch, pause, type Slice } from './slice';

/** Where every request travels alone, this many that fail one after the other stand for a first batch that failed. */
export const TRIAL_ALONE = 5;

export function judgeTrial({ job, operation, settings }: Slice, heard: HeardBatch[]): void {
  if (job.trial === 'passed') return;
  const most = job.oneByOne || operation.limits(settings).requestsPerBatch === 1 ? TRIAL_ALONE : 1;
  for (const { batch, verdicts, closed, failed } of heard) {
    // A batch may take long to end; a first result is enough to know that the mapping is right.
    if (!closed && verdicts.some((verdict) => verdict.outcome === 'found')) job.trial = 'passed';
    if (!closed || verdicts.length === 0) continue;
    const ownFailures = verdicts.filter((verdict) => verdict.outcome === 'failed');
    const allFailed =
      Math.max(failed ?? 0, ownFailures.length) >= batch.fingerprints.length &&
      !verdicts.some((verdict) => verdict.outcome === 'found');
    if (!allFailed) job.trial = 'passed';
    else if (job.sentRequests >= most && job.sentRequests < job.requests - job.reused)
      pause(job, 'refused', trialText(Math.max(most, batch.fingerprints.length), ownFailures[0]?.detail));
  }
}

export function trialText(failed: number, said: string | undefined): string {
  return `The first ${failed === 1 ? 'request' : `${failed} requests`} of the run failed${said ? ` (${said})` : ''}. Check the columns and the settings.`;
}
