// A job on its way: its leads done one after the other, its progress, its record, its cancelling. Starts none.

import { emptyReply, type HttpReply, jsonReply } from '../http';
import { errorReply } from './account';
import { magicIn } from './magic';
import type { Done, Job, Scene, Target } from './state';
import { valuesOf, workOn } from './values';

export type JobWord = 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'CANCELLED';

/** Does every lead that is due by now, in the order of time over all jobs: a lead may be in several. */
export function settleDue(scene: Scene): void {
  const { state, nowMs } = scene;
  for (;;) {
    let next: { job: Job; atMs: number } | null = null;
    for (const id of state.open) {
      const job = state.jobs[id]!;
      const atMs = nextMs(job, scene);
      if (atMs <= nowMs && (next === null || atMs < next.atMs)) next = { job, atMs };
    }
    if (next === null) return;
    doOne(next.job, next.atMs, scene);
  }
}

function nextMs(job: Job, { state }: Scene): number {
  const target = job.targets[job.done.length];
  if (!target) return job.clockMs;
  if (magicIn(state.leads[target.lead]!, 'stuck') !== null) return Number.POSITIVE_INFINITY;
  return job.clockMs + (job.done.length + 1) * job.leadMs;
}

function doOne(job: Job, atMs: number, scene: Scene): void {
  const { state, switches } = scene;
  const target = job.targets[job.done.length];
  if (target) {
    const lead = state.leads[target.lead]!;
    if (magicIn(lead, 'broken') !== null) {
      close(job, 'failedMs', atMs, scene);
      return;
    }
    const { values: _values, ...done } = workOn(lead, job.work, switches);
    job.done.push(done);
    if (switches.resultsLand === 'as-done') land(job, target, done, scene);
  }
  if (job.done.length < job.targets.length) return;
  close(job, 'completedMs', atMs, scene);
  if (switches.resultsLand === 'as-done') return;
  job.targets.forEach((one, n) => {
    land(job, one, job.done[n]!, scene);
  });
}

/** Writes what was found where people read it: custom fields on the lead, the word of a validation on its rows. */
function land(job: Job, target: Target, done: Done, { state, switches }: Scene): void {
  if (job.work.type === 'VALIDATION') {
    for (const id of switches.wordStands === 'row' ? [target.row] : rowsOf(target.lead, state)) {
      state.rows[id] = { ...state.rows[id]!, validation: done.word };
    }
    return;
  }
  const lead = state.leads[target.lead]!;
  const values = done.error === null ? valuesOf(lead, job.work, switches) : {};
  state.leads[lead.id] = {
    ...lead,
    results: { ...lead.results, ...values },
    enrichment: done.error === null ? 'ENRICHED' : 'FAILED',
  };
}

function rowsOf(lead: string, state: Scene['state']): string[] {
  return Object.keys(state.rows).filter((id) => state.rows[id]!.lead === lead);
}

function close(job: Job, how: 'completedMs' | 'failedMs' | 'cancelledMs', atMs: number, { state }: Scene): void {
  job[how] = atMs;
  state.open = state.open.filter((id) => id !== job.id);
}

/** Somebody else's job, or one of the other family, is as unknown as one that never was. */
export function ownJob(id: string | undefined, family: string, account: string, { state }: Scene): Job | null {
  const job = id !== undefined && Object.hasOwn(state.jobs, id) ? state.jobs[id]! : null;
  const isFamily = (job?.work.type === 'VALIDATION') === (family === 'validation');
  return job?.account === account && isFamily ? job : null;
}

export function wordOf(job: Job, nowMs: number): JobWord {
  if (job.cancelledMs !== null) return 'CANCELLED';
  if (job.failedMs !== null) return 'FAILED';
  if (job.completedMs !== null) return 'COMPLETED';
  return nowMs < job.clockMs ? 'PENDING' : 'IN_PROGRESS';
}

export function describeProgress(job: Job, scene: Scene): HttpReply {
  const { switches, nowMs } = scene;
  const word = wordOf(job, nowMs);
  const isValidation = job.work.type === 'VALIDATION';
  const total = job.targets.length + (isValidation && switches.validationTotal === 'all-targets' ? job.skipped : 0);
  const idOf = (target: Target) => (switches.progressIds === 'lead_id' ? target.lead : target.row);
  const failed = job.targets.filter((_target, n) => job.done[n] && job.done[n].error !== null);
  const completed = job.targets.filter((_target, n) => job.done[n] && job.done[n].error === null);
  const status = switches.statusWords[word] ?? word;
  const counts = { processed_leads: job.done.length, total_leads: total };
  const words = (wanted: string) => job.done.filter((done) => done.word === wanted).length;
  const tallies = { valid_leads: words('VALID'), invalid_leads: words('INVALID'), risky_leads: words('RISKY') };
  if (isValidation && switches.validationProgress === 'counters-only') {
    return jsonReply(200, { status, ...counts, ...tallies });
  }
  const empty = word === 'COMPLETED' ? switches.emptyJobPercent : 0;
  return jsonReply(200, {
    status,
    progress_percentage: job.targets.length === 0 ? empty : Math.floor((100 * job.done.length) / job.targets.length),
    ...counts,
    failed_leads: failed.length,
    ...(isValidation ? tallies : {}),
    completed_lead_ids: completed.map(idOf),
    failed_lead_ids: failed.map(idOf),
    ...errorsOf(job, idOf, scene),
  });
}

function errorsOf(job: Job, idOf: (target: Target) => string, { switches }: Scene): object {
  const errors = job.targets.flatMap((target, n): [string, string][] => {
    const error = job.done[n]?.error ?? null;
    return error === null ? [] : [[idOf(target), error]];
  });
  if (switches.leadErrors === 'absent') return {};
  if (switches.leadErrors === 'map') return { lead_errors: Object.fromEntries(errors) };
  if (switches.leadErrors === 'texts') return { lead_errors: errors.map(([, error]) => error) };
  return { lead_errors: errors.map(([lead_id, error]) => ({ lead_id, error })) };
}

/** The record that only enrichment jobs have an endpoint for. */
export function describeJob(job: Job, scene: Scene): HttpReply {
  const { switches, nowMs } = scene;
  const word = wordOf(job, nowMs);
  const endMs = job.completedMs ?? job.failedMs ?? job.cancelledMs;
  return jsonReply(200, {
    [switches.jobId === 'id' ? 'id' : 'job_id']: job.id,
    pipeline_id: job.pipeline,
    enrichment_type: job.work.type,
    status: switches.statusWords[word] ?? word,
    total_leads: job.targets.length,
    processed_leads: job.done.length,
    failed_leads: job.done.filter((done) => done.error !== null).length,
    created_at: new Date(job.createdMs).toISOString(),
    completed_at: endMs === null ? null : new Date(endMs).toISOString(),
  });
}

export function cancelJob(job: Job, scene: Scene): HttpReply {
  const { switches, nowMs } = scene;
  const isOver = job.cancelledMs !== null || job.failedMs !== null || job.completedMs !== null;
  if (isOver && switches.cancelFinished !== '200') {
    return errorReply(Number(switches.cancelFinished), 'Job is not running');
  }
  if (!isOver) close(job, 'cancelledMs', nowMs, scene);
  if (switches.cancelAnswer === 'empty') return emptyReply(200);
  if (switches.cancelAnswer === 'message') return jsonReply(200, { message: 'Job cancelled' });
  const word = wordOf(job, nowMs);
  return jsonReply(200, { job_id: job.id, status: switches.statusWords[word] ?? word });
}
