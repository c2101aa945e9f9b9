// A person cancels a run: nothing more is sent, and the provider is asked to leave off what it is still working on. What was done until
// then is collected as ever; what was not ends as its provider's last word says. Charges nothing.
import type { Platform } from '../platform/ports';
import { PROVIDERS } from '../providers/all';
import { errorText } from '../providers/refusal';
import type { Result } from '../text/problem';
import { change } from './change-state';
import { connect } from './connection';
import type { Job } from './job';
import { loadBatches } from './job-records';
import { operationOf } from './operation-of';
import { note, stopJob } from './slice';

export function cancel(platform: Platform, jobId: string): Result<Job> {
  return change(platform, jobId, (job) => {
    const { operation, settings } = operationOf(job.recipe) ?? {};
    if (!operation?.cancel)
      return 'What the provider works on for this run cannot be cancelled. Stop the run instead: then nothing more is sent.';
    const { id, name } = PROVIDERS[operation.provider];
    const connection = connect(platform, id);
    if (!connection)
      return `There is no key for ${name} any more, so nothing can be cancelled there. Enter yours under Connections.`;
    stopJob(job, 'stopped', 'Cancelled by you.');
    for (const batch of loadBatches(platform.documentStore.all(), job)) {
      // Without a ticket nobody knows what to name; such a batch is looked for as ever.
      const call = batch.state === 'ticket' ? operation.cancel(batch.ticket, settings) : null;
      const answer = call && connection.one(call);
      if (!answer || ('status' in answer && answer.status < 300)) continue;
      const said = 'fault' in answer ? answer.fault : errorText(answer.text) || `HTTP ${answer.status}`;
      note(job, [`${name} did not cancel batch ${batch.n} (${said}). Its results are collected as ever.`]);
    }
    return null;
  });
}
