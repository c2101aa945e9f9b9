// Arming and disarming: a person's word that a saved recipe may run by the clock, with their key, up to its cap.
import { loadSchedules, type Schedule, scheduleKey } from '../engine/schedule-record';
import { headEntries } from '../job/job-records';
import { connectFor } from '../job/learn';
import { userTag } from '../job/user-tag';
import type { Platform } from '../platform/ports';
import type { ProviderId } from '../providers/operation';
import { isPlaybook, readPlaybook } from '../recipe/playbook';
import { type Recipe, readRecipe, type ScheduleSetting } from '../recipe/recipe';
import { noSuchRecipe, recipesIn } from '../recipe/saved-recipes';
import { fingerprinter } from '../sheet/fingerprint';
import type { ScheduleView } from '../sidebar-calls';
import { asciiJson } from '../text/ascii-json';
import { fail, ok, type Result } from '../text/problem';
import { nextDue, type WallOf, weekdayOf } from './next-due';

/** The recipes that a name stands for, in order, each with the schedule's cap and reuse. */
export type Armed = { setting: ScheduleSetting; recipes: Recipe[]; providers: ProviderId[]; hash: string };

export function armedRecipes(all: Record<string, string>, name: string): Armed | { problem: string } {
  const saved = new Map(recipesIn(all).map((one) => [one.name, one.recipe]));
  const raw = saved.get(name.trim());
  if (!raw) return { problem: noSuchRecipe(name, all) };
  const playbook = isPlaybook(raw) ? readPlaybook(raw) : null;
  if (playbook && 'problem' in playbook) return playbook;
  const recipes: Recipe[] = [];
  const providers: ProviderId[] = [];
  for (const one of playbook ? playbook.playbook.recipes : [name]) {
    const step = saved.get(one.trim());
    const read = step ? readRecipe(step) : { problem: noSuchRecipe(one, all) };
    if ('problem' in read) return read;
    recipes.push(read.recipe);
    providers.push(read.operation.provider);
  }
  const setting = playbook ? playbook.playbook.schedule : recipes[0]!.schedule;
  if (!setting) return { problem: `"${name}" has no "schedule": say how often it is to run.` };
  const cap = setting.cap ?? (playbook ? {} : recipes[0]!.cap);
  if (cap.credits === undefined && cap.requests === undefined)
    return { problem: `The schedule of "${name}" needs a cap: nobody is asked before it spends.` };
  const hash = fingerprinter('schedule', '')(asciiJson([setting, recipes]));
  return { setting: { ...setting, cap }, recipes, providers, hash };
}

export function schedulesView(platform: Platform, all = platform.documentStore.all()): ScheduleView[] {
  const user = platform.user();
  return loadSchedules(all, platform.spreadsheet.id()).map((one) => ({
    name: one.name,
    every: one.every,
    at: one.at,
    user: one.user,
    own: one.user === user,
    nextMs: one.paused === null ? one.nextMs : null,
    last: one.last,
    paused: one.paused,
  }));
}

/** Armed again after a pause, it makes up for what it missed: once. */
export function arm(platform: Platform, name: string): Result<ScheduleView[]> {
  const all = platform.documentStore.all();
  const spreadsheet = platform.spreadsheet.id();
  const user = platform.user();
  const armed = armedRecipes(all, name);
  if ('problem' in armed) return fail('recipe', armed.problem);
  for (const provider of armed.providers) {
    const key = connectFor(platform, provider);
    if (!key.ok) return key;
  }
  const before = loadSchedules(all, spreadsheet).find((one) => one.name === name.trim());
  if (before && before.user !== user)
    return fail('busy', `"${name}" is armed by ${before.user}, who pays for it. Disarm it first.`);
  const nowMs = platform.nowMs();
  const wall = wallOf(platform)(nowMs);
  const { every, at } = armed.setting;
  const clock = {
    every,
    at: at ?? new Date(wall).toISOString().slice(11, 16),
    weekday: weekdayOf(wall),
  };
  const schedule: Schedule = {
    v: 1,
    name: name.trim(),
    spreadsheet,
    user,
    armed: armed.hash,
    sheet: platform.spreadsheet.activeTab().name,
    ...clock,
    nextMs: before?.paused ? before.nextMs : nextDue(clock, nowMs, wallOf(platform)),
    run: before?.run ?? null,
    last: before?.last ?? null,
    failures: 0,
    paused: null,
  };
  const entries = { [scheduleKey(schedule.name)]: asciiJson(schedule) };
  // Due at once: the next look works out when its turn is.
  platform.documentStore.set({ ...entries, ...headEntries(userTag(user), { v: 1, spreadsheet, nextDueMs: nowMs }) });
  platform.alarm.arm();
  return ok(schedulesView(platform, { ...all, ...entries }));
}

/** Anybody may stop what spends; a run of it that is under way goes on. */
export function disarm(platform: Platform, name: string): Result<ScheduleView[]> {
  const all = platform.documentStore.all();
  const key = scheduleKey(name.trim());
  if (all[key] === undefined) return fail('gone', `"${name}" is not armed.`);
  platform.documentStore.remove([key]);
  delete all[key];
  return ok(schedulesView(platform, all));
}

export function wallOf({ spreadsheet }: Platform): WallOf {
  return (ms) => {
    const iso = spreadsheet.isoDate(new Date(ms));
    return Date.parse(iso.length > 10 ? `${iso}Z` : iso);
  };
}
