// Starts a run: under the document lock it plans again, refuses what is no longer what was shown, and saves the job, header last.

import { storeBytes } from '../engine/records';
import {
  budgetBytes,
  JOB_REQUESTS,
  JOBS_BYTES,
  LEARNT_AND_AIR_BYTES,
  LEARNT_BYTES,
  learntAndAirBytes,
  STORE_BYTES,
} from '../engine/state-budget';
import type { Platform } from '../platform/ports';
import type { Columns } from '../recipe/columns';
import { formulasOf } from '../recipe/formula-rows';
import { fingerprintPrefix } from '../sheet/fingerprint';
import { asciiJson } from '../text/ascii-json';
import { fail, ok, type Result } from '../text/problem';
import { addMissingColumns } from './add-columns';
import { isOpen, type Job, NO_COUNTS } from './job';
import {
  freePlace,
  headEntries,
  jobEntries,
  keysOfJob,
  loadJobs,
  loadLearnt,
  orphanKeys,
  planEntries,
  type Records,
} from './job-records';
import { markColumns } from './own-columns';
import { roundCredits } from './plan';
import { ask, type Prepared, prepare } from './prepare';
import type { Seen } from './slice';
import { userTag } from './user-tag';

const LOCK_WAIT_MS = 20_000;
const USED_PLANS = 'bf.plans';
const PLANS_KEPT = 60;
/** The rows as they were read before the provider was asked are good for that long: a slice charges by older ones. */
const FRESH_MS = 10_000;
/** Credits are decimals: sums of the same prices in another order may differ in the last digit. */
const EPSILON = 1e-6;

/** What the person saw and agreed to. */
export type Shown = { toBuy: number; maxCredits: number | null };

/**
 * @param planId the id of the plan that was shown; the job takes it over, so that a second press starts nothing
 * @returns the new job's id, and what was read for it
 */
export function start(platform: Platform, raw: unknown, planId: string, shown: Shown): Result<Seen> {
  if (!/^[A-Za-z0-9-]{8,64}$/.test(planId)) return fail('changed', 'This plan cannot be started. Make the plan again.');
  const askedMs = platform.nowMs();
  // The catalogue is asked before the lock: nobody waits for a provider.
  const before = ask(platform, raw);
  if (!before.ok) return before;
  if (!platform.documentLock.take(LOCK_WAIT_MS))
    return fail('busy', 'Another run is writing to this document just now. Try again in a minute.');
  try {
    const isOld = platform.nowMs() - askedMs > FRESH_MS;
    const now = prepare(platform, isOld ? ask(platform, raw, () => ok(before.value.learnt)) : before);
    if (!now.ok) return now;
    const all = platform.documentStore.all();
    const refusal = refusalOf(now.value, all, planId, shown) ?? memoryRefusal(platform, now.value, all);
    if (refusal) return refusal;
    const columns = withColumns(platform, now.value);
    if (!columns)
      return fail('changed', 'The columns changed while the run was started. Look at the new plan and confirm it.');
    const { cells, table, index, recipe } = now.value;
    const pass = formulasOf(recipe) ? null : { cells, columns, table };
    return ok({ jobId: save(platform, now.value, columns, planId, all), pass, index });
  } finally {
    platform.spreadsheet.flush();
    platform.documentLock.release();
  }
}

function refusalOf(
  { plan }: Prepared,
  all: Record<string, string>,
  planId: string,
  shown: Shown,
): Result<never> | null {
  if (usedPlans(all).includes(planId))
    return fail('changed', 'This plan was started before. Look at the run, or make a new plan.');
  if (plan.requests === 0) {
    const reason =
      plan.busyRows > 0 ? `${plan.busyRows} rows are being filled by another run.` : 'No row needs anything.';
    return fail('nothing', `Nothing to do. ${reason}`);
  }
  if (plan.buy.length > shown.toBuy)
    return fail(
      'changed',
      `The sheet changed: ${plan.buy.length} requests would be sent now, ${shown.toBuy} were shown. Look at the new plan and confirm it.`,
    );
  const rose = shown.maxCredits !== null && (plan.price === null || plan.price.max > shown.maxCredits + EPSILON);
  if (rose)
    return fail(
      'changed',
      `The price rose: it may cost ${plan.price?.max ?? 'an unknown amount'} now, ${roundCredits(shown.maxCredits!)} was shown. Look at the new plan and confirm it.`,
    );
  if (plan.buy.length > JOB_REQUESTS)
    return fail(
      'recipe',
      `${plan.buy.length} requests are too many for one run: at most ${JOB_REQUESTS}. Take fewer rows, e.g. { "first": ${JOB_REQUESTS} }.`,
    );
  return null;
}

/** Whether the run and all open ones fit into the document's properties, each at the most that it may come to take. */
function memoryRefusal(
  platform: Platform,
  { plan, learnt, operation, settings }: Prepared,
  all: Records,
): Result<never> | null {
  const { batchesInAir, requestsPerBatch } = operation.limits(settings);
  const learntBytes = asciiJson(learnt).length;
  const inAir = Math.min(plan.buy.length, batchesInAir * requestsPerBatch);
  if (learntBytes > LEARNT_BYTES || learntAndAirBytes(learntBytes, inAir) > LEARNT_AND_AIR_BYTES)
    return fail('recipe', 'The recipe uses too many different choices for one run. Take fewer rows.');
  const rest = { ...all };
  for (const key of orphanKeys(all, platform.nowMs())) delete rest[key];
  let jobs = budgetBytes(plan.requests, learntBytes);
  for (const job of loadJobs(all, platform.spreadsheet.id()).filter(isOpen)) {
    jobs += budgetBytes(job.requests, asciiJson(loadLearnt(all, job)).length);
    for (const key of keysOfJob(all, job)) delete rest[key];
  }
  if (jobs <= JOBS_BYTES && jobs + storeBytes(rest) <= STORE_BYTES) return null;
  return fail(
    'busy',
    "Open runs and other records fill this document's memory. Wait until a run has ended, or take fewer rows.",
  );
}

export function usedPlans(all: Record<string, string>): string[] {
  return (all[USED_PLANS] ?? '').split(' ').filter((id) => id !== '');
}

/** Formulas have no columns to fill. */
function withColumns(platform: Platform, { recipe, tab, columns, cells }: Prepared): Columns | null {
  return formulasOf(recipe) ? columns : addMissingColumns(platform, tab.id, columns, cells);
}

function save(
  platform: Platform,
  prepared: Prepared,
  columns: Columns,
  planId: string,
  all: Record<string, string>,
): string {
  const { plan, tab } = prepared;
  const marks = formulasOf(prepared.recipe) ? {} : markColumns(platform, tab.id, columns);
  platform.documentStore.remove(orphanKeys(all, platform.nowMs()));
  const job = newJob(platform, prepared, planId, freePlace(all, platform.nowMs()), marks);
  const requests = [...plan.buy, ...plan.reused, ...plan.refused];
  platform.documentStore.set(
    planEntries(
      all,
      job,
      requests.map(({ request }) => fingerprintPrefix(request.fingerprint)),
      prepared.learnt,
    ),
  );
  const plans = [...usedPlans(all), planId].slice(-PLANS_KEPT).join(' ');
  platform.documentStore.set({
    ...jobEntries(job),
    [USED_PLANS]: plans,
    ...headEntries(userTag(job.user), { v: 1, spreadsheet: job.spreadsheet, nextDueMs: job.nextDueMs }),
  });
  platform.alarm.arm();
  return job.id;
}

function newJob(
  platform: Platform,
  { recipe, tab, plan, operation, settings, nowMs }: Prepared,
  id: string,
  place: string,
  marks: Record<string, string>,
): Job {
  const estimatedMax = plan.price?.max ?? null;
  return {
    v: 1,
    id,
    place,
    spreadsheet: platform.spreadsheet.id(),
    user: platform.user(),
    // The plan's own moment: what is reused by the one is not too old by the other.
    createdMs: nowMs,
    recipe,
    tab,
    marks,
    state: 'running',
    reason: null,
    requests: plan.requests,
    rows: plan.rows,
    incompleteRows: plan.incompleteRows,
    reused: plan.reused.length,
    estimatedMax,
    cap: { credits: recipe.cap.credits ?? estimatedMax, requests: recipe.cap.requests ?? plan.buy.length },
    counts: { ...NO_COUNTS },
    reusedCounts: {
      found: plan.reused.filter((one) => one.outcome === 'found').length,
      'no match': plan.reused.filter((one) => one.outcome === 'no match').length,
    },
    spent: 0,
    spentUnknown: false,
    dearer: 1,
    doubtCredits: 0,
    sentRequests: 0,
    open: [],
    nextBatch: 1,
    inAirRequests: 0,
    earlyFound: 0,
    allSent: false,
    trial: operation.limits(settings).trialRequests > 0 ? 'due' : 'passed',
    chargeAfterMs: 0,
    refusals: 0,
    refusedSinceMs: null,
    doubts: 0,
    unwritten: plan.reused.length > 0,
    nextWave: 1,
    intent: null,
    notes: [],
    resumed: false,
    refusedCells: null,
    nextDueMs: nowMs,
  };
}
