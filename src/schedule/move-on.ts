// What alarm and heartbeat do: move the person's runs on, and start what their schedules have due. With nothing due it reads one property.
import { loadSchedules, type Schedule, scheduleKey } from '../engine/schedule-record';
import { type Advanced, advance } from '../job/advance';
import { endedRun } from '../job/history';
import { isOpen, type Job } from '../job/job';
import { loadJob } from '../job/job-records';
import { viewOf } from '../job/job-view';
import { planView } from '../job/plan-view';
import { start, usedPlans } from '../job/start';
import { userTag } from '../job/user-tag';
import type { Platform } from '../platform/ports';
import { asciiJson } from '../text/ascii-json';
import type { Problem } from '../text/problem';
import { type Armed, armedRecipes, wallOf } from './armed';
import { nextDue } from './next-due';

/** Failed runs in a row, after which it takes a person. */
const PATIENCE = 3;
const LOCK_WAIT_MS = 100;
/** Rounds of one execution: a step of a playbook that had nothing to do is followed by the next at once; a nap by a slice. */
const ROUNDS = 50;
const SPARE_NAP_MS = 15_000;
/** A slice takes this long to leave: whether a nap pays is not to turn out otherwise afterwards, when its wave was left out. */
const MARGIN_MS = 5_000;

/** An alarm comes back only after minutes or an hour, so it sits out longer waits than a slice does. */
export function moveOn(platform: Platform, sliceMs: number): Advanced {
  const untilMs = platform.nowMs() + sliceMs;
  const naps = platform.alarmSinceMs !== undefined ? alarmNaps(platform, untilMs) : null;
  const go = (): Advanced => {
    const leftMs = Math.max(0, untilMs - platform.nowMs());
    return naps
      ? advance(platform, leftMs, undefined, (waitMs) => naps.pays(waitMs + MARGIN_MS))
      : advance(platform, leftMs);
  };
  let done = go();
  for (let round = 0; round < ROUNDS && done.nextDueMs !== null; round++) {
    const nowMs = platform.nowMs();
    const waitMs = done.nextDueMs - nowMs;
    if (waitMs <= 0 ? nowMs >= untilMs || !runDue(platform) : done.rests || !naps?.pays(waitMs)) break;
    if (waitMs > 0) naps!.take(waitMs);
    done = go();
    // Somebody else moves the runs: the open sidebar, which needs no help.
    if (waitMs > 0 && !done.moved) break;
  }
  return done;
}

type Naps = { pays(waitMs: number): boolean; take(waitMs: number): void };

/**
 * Sleeping counts as trigger time, of which Google gives 90 minutes a day to a consumer account. Every five minutes: no longer than it has
 * worked, and a little; so it never more than doubles what a run takes of that. Every hour: as long as it has time. No lock is held.
 */
function alarmNaps(platform: Platform, untilMs: number): Naps {
  const startedMs = platform.nowMs();
  let sleptMs = 0;
  let isHourly: boolean | null = null;
  return {
    pays(waitMs) {
      const nowMs = platform.nowMs();
      if (nowMs + waitMs >= untilMs) return false;
      if (sleptMs + waitMs <= nowMs - startedMs - sleptMs + SPARE_NAP_MS) return true;
      isHourly ??= platform.alarm.state() === 'hourly';
      return isHourly;
    },
    take(waitMs) {
      platform.sleep(waitMs);
      sleptMs += waitMs;
    },
  };
}

/** @returns whether some schedule has changed. One execution of a person at a time; plan ids see to it that none starts twice. */
function runDue(platform: Platform): boolean {
  if (!platform.userLock.take(LOCK_WAIT_MS)) return false;
  try {
    const all = platform.documentStore.all();
    const user = platform.user();
    let changed = false;
    for (const schedule of loadSchedules(all, platform.spreadsheet.id()).filter((one) => one.user === user)) {
      const key = scheduleKey(schedule.name);
      if (!advanceSchedule(platform, all, schedule)) continue;
      const after = asciiJson(schedule);
      // Disarmed or armed anew meanwhile: that holds.
      if (after === all[key] || platform.documentStore.get(key) !== all[key]) continue;
      platform.documentStore.set({ [key]: after });
      changed = true;
    }
    return changed;
  } finally {
    platform.userLock.release();
  }
}

/** @returns false where it must be tried again as it was, because somebody else is at the document just now */
function advanceSchedule(platform: Platform, all: Record<string, string>, schedule: Schedule): boolean {
  const { run } = schedule;
  const nowMs = platform.nowMs();
  const open = run && loadJob(all, run.jobId);
  if (run && !(open && isOpen(open))) {
    settleStep(run, endedRun(platform, run.jobId)?.job ?? null);
    return nextStep(platform, all, schedule, run, run.step + 1);
  }
  const pause = open?.state === 'paused' ? open.reason : null;
  if (pause?.kind === 'key rejected') schedule.paused ??= pause.text;
  if (schedule.paused !== null || schedule.nextMs > nowMs) return true;
  const dueMs = schedule.nextMs;
  // Whatever was missed is made up for by this one.
  schedule.nextMs = nextDue(schedule, nowMs, wallOf(platform));
  if (pause) say(schedule, nowMs, `The run before is paused. ${pause.text}`, pause.kind !== 'day quota');
  if (open) return true;
  const fresh = { jobId: '', step: 0, dueMs, credits: 0, requests: 0, texts: [], failed: false };
  const done = nextStep(platform, all, schedule, fresh, 0);
  // Armed again, it is this turn that it makes up for.
  if (schedule.paused !== null) schedule.nextMs = dueMs;
  return done;
}

type Run = NonNullable<Schedule['run']>;

/** What a step has cost and brought. */
function settleStep(run: Run, job: Job | null): void {
  if (!job) return;
  const { outcomes, credits } = viewOf(job);
  run.credits += job.spent + job.doubtCredits;
  run.requests += job.sentRequests;
  const said = Object.entries(outcomes).flatMap(([outcome, n]) => (n > 0 ? [`${n} ${outcome}`] : []));
  if (credits.spent !== null) said.push(`${credits.spent} credits`);
  if (job.reason) said.push(job.reason.kind);
  run.texts.push(said.join(', '));
  run.failed ||= outcomes.failed + outcomes.check > 0 && outcomes.found + outcomes['no match'] === 0;
}

/** Starts the run's next step that has something to do, or ends the run. */
function nextStep(
  platform: Platform,
  all: Record<string, string>,
  schedule: Schedule,
  run: Run,
  first: number,
): boolean {
  const armed = armedRecipes(all, schedule.name);
  if ('problem' in armed || armed.hash !== schedule.armed) {
    const changed = 'The recipe was changed since it was armed. Arm it again.';
    schedule.paused = 'problem' in armed ? armed.problem : changed;
    run.texts.push(schedule.paused);
    run.failed = true;
  }
  for (let step = first; !run.failed && 'recipes' in armed && step < armed.recipes.length; step++) {
    const planId = planIdOf(schedule, run, step);
    const problem = startStep(platform, all, schedule, run, armed, step, planId);
    if (problem === null) {
      schedule.run = { ...run, step, jobId: planId };
      return true;
    }
    if (problem.kind === 'busy' || problem.kind === 'changed') return false;
    run.texts.push(problem.kind === 'nothing' ? 'nothing to do' : problem.message);
    run.failed = problem.kind !== 'nothing';
    if (problem.kind === 'key') schedule.paused = problem.message;
  }
  schedule.run = null;
  say(schedule, platform.nowMs(), run.texts.join('; '), run.failed);
  return true;
}

/** The same for the same turn of the clock: an execution that died after the start finds its run again. */
function planIdOf({ name }: Schedule, { dueMs }: Run, step: number): string {
  return `S${userTag(name)}-${dueMs}-${step}`.replace(/_/g, '-');
}

/** @returns null where the step's run is there */
function startStep(
  platform: Platform,
  all: Record<string, string>,
  { sheet }: Schedule,
  run: Run,
  { setting, recipes }: Armed,
  step: number,
  planId: string,
): Problem | null {
  if (usedPlans(all).includes(planId)) return null;
  const { schedule: _clock, ...recipe } = recipes[step]!;
  // A playbook's cap is for all of its steps.
  const left = (most: number | undefined, used: number): number | undefined => most && Math.max(0, most - used);
  const cap = {
    credits: left(setting.cap!.credits, run.credits),
    requests: left(setting.cap!.requests, run.requests),
  };
  const raw = { ...recipe, sheet: recipe.sheet ?? sheet, cap, reuse: setting.reuse ?? recipe.reuse };
  const plan = planView(platform, raw);
  if (!plan.ok) return plan.problem;
  const shown = { toBuy: plan.value.toBuy, maxCredits: plan.value.price?.max ?? null };
  const started = start(platform, raw, planId, shown);
  return started.ok ? null : started.problem;
}

function say(schedule: Schedule, atMs: number, text: string, failed: boolean): void {
  schedule.last = { atMs, text: text.slice(0, 500), failed };
  schedule.failures = failed ? schedule.failures + 1 : 0;
  if (schedule.failures >= PATIENCE) schedule.paused ??= 'Three runs in a row have failed. Mend that and arm it again.';
}
