// Rows that fill in an hour while nobody has the sidebar open: by the five-minute alarm of a bound script, and by the hourly one of a
// published add-on. Beside it what the platform's own limits allow.
import { bench, RECIPE } from './filled-run';

const HOUR_MS = 3_600_000;
const HOURS = 2;
const ROWS = 40_000;

/** The alarm's time budget is four minutes; a bound script's alarm may come twelve times an hour, a published add-on's once. */
export type Unattended = { rowsPerHour: number; ceilingRowsPerHour: number };

function rowsPerHour(addOn: boolean): number {
  const { host, call } = bench(ROWS, {}, { addOn });
  const plan = call('plan', { recipe: RECIPE }).value;
  call('start', {
    recipe: RECIPE,
    planId: plan.planId,
    shown: { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null },
  });
  const done = () => call('jobs').value.open.reduce((total: number, job: { done: number }) => total + job.done, 0);
  const before = done();
  host.clock.advance(HOURS * HOUR_MS);
  return Math.round((done() - before) / HOURS);
}

/**
 * `ceiling`: what fits into the trigger minutes that Google gives in a day (90 minutes for a consumer account, spread over 24 hours for a
 * bound script; one execution of six minutes an hour for an add-on) at the pace of the ideal run.
 */
export function unattended(idealRowsPerSecond: number): { bound: Unattended; addOn: Unattended } {
  const secondsPerHour = { bound: (90 * 60) / 24, addOn: Math.min(360, (90 * 60) / 24) };
  return {
    bound: {
      rowsPerHour: rowsPerHour(false),
      ceilingRowsPerHour: Math.round(secondsPerHour.bound * idealRowsPerSecond),
    },
    addOn: {
      rowsPerHour: rowsPerHour(true),
      ceilingRowsPerHour: Math.round(secondsPerHour.addOn * idealRowsPerSecond),
    },
  };
}
