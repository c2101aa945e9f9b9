// Rows that fill while nobody has the sidebar open: by the five-minute alarm of a bound script, and by the hourly one of a published
// add-on. Beside it what the platform's own limits allow.
import { WORK_EMAILS } from '../workbench/samples/made-up-leads';
import { bench } from './filled-run';

const HOUR_MS = 3_600_000;
const ROWS = 40_000;
/** Trigger time of a consumer account, spread over the day. */
const SECONDS_PER_HOUR = (90 * 60) / 24;

/**
 * `firstHour`: rows of a run of 40,000 that are there after an hour. `rowsPerHour`: what the day's trigger minutes allow, hour by hour, at the
 * trigger time that a row took; and no more than the alarms of an hour did.
 */
export type Unattended = { firstHour: number; rowsPerHour: number; ceilingRowsPerHour: number };

function measured(addOn: boolean): Omit<Unattended, 'ceilingRowsPerHour'> {
  const { host, call } = bench(ROWS, {}, { addOn });
  const plan = call('plan', { recipe: WORK_EMAILS }).value;
  const { jobId } = call('start', {
    recipe: WORK_EMAILS,
    planId: plan.planId,
    shown: { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null },
  }).value;
  const done = (): number => call('job', { jobId }).value.done;
  const before = done();
  const startedMs = host.clock.now();
  // The hourly alarm comes within a minute after the hour.
  host.clock.advance(HOUR_MS + 10 * 60_000);
  const alarms = host.executions.filter(({ fn, startedMs: ms }) => fn === 'alarm' && ms - startedMs < HOUR_MS + 60_000);
  const seconds = alarms.reduce((sum, one) => sum + one.endedMs - one.startedMs, 0) / 1000;
  const firstHour = done() - before;
  const sustained = Math.round((firstHour / seconds) * SECONDS_PER_HOUR);
  return { firstHour, rowsPerHour: addOn ? Math.min(firstHour, sustained) : sustained };
}

/** `ceiling`: the day's trigger minutes, hour by hour, at the pace of the ideal run; an add-on's one execution an hour holds that much. */
export function unattended(idealRowsPerSecond: number): { bound: Unattended; addOn: Unattended } {
  const ceilingRowsPerHour = Math.round(SECONDS_PER_HOUR * idealRowsPerSecond);
  return {
    bound: { ...measured(false), ceilingRowsPerHour },
    addOn: { ...measured(true), ceilingRowsPerHour },
  };
}
