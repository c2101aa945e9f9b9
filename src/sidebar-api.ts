// What the sidebar may ask for: one table of calls, JSON text both ways. Checks every argument; lets no exception out.
import * as z from 'zod/mini';
import { HEARTBEAT_MS, START_MS } from './engine/time-budget';
import { formulaPlan, refreshFormulas } from './formula/fill-formulas';
import { advance } from './job/advance';
import { cancel } from './job/cancel';
import { resume, stop } from './job/change-state';
import type { Job } from './job/job';
import { planView } from './job/plan-view';
import { provisional } from './job/provisional';
import { settle } from './job/settle';
import { start } from './job/start';
import { undo } from './job/undo';
import type { Platform } from './platform/ports';
import { PROVIDERS } from './providers/all';
import type { Attach } from './providers/databar/table-attach';
import type { ProviderId } from './providers/operation';
import { removeRecipe, saveRecipe } from './recipe/saved-recipes';
import { arm, disarm } from './schedule/armed';
import { moveOn } from './schedule/move-on';
import { keyed, must, whole } from './text/demands';
import { hasOwn } from './text/own';
import { fail, ok, type Problem, type Result } from './text/problem';
import { attach, describe, list } from './wizard/catalogue';
import { connections, removeKey, saveKey, testKey } from './wizard/connections';
import { forget } from './wizard/forget';
import { open } from './wizard/opened';
import { provenance } from './wizard/provenance';
import { rowCounts } from './wizard/row-counts';
import { forgetList, listRuns, oneRun, openRuns } from './wizard/run-list';
import { doubts, runLog } from './wizard/run-requests';
import { oneTab } from './wizard/tab-view';

const provider = z.enum(Object.keys(PROVIDERS) as ProviderId[]);
const text = z.string().check(must('is too long', (value) => value.length <= 500));
const count = whole(1);
const jobId = z.strictObject({ jobId: text });
const oneProvider = z.strictObject({ provider });
const oneName = z.strictObject({ name: text });
const nothing = z.strictObject({});
const recipe = z.strictObject({ recipe: z.unknown() });
const formulas = z.strictObject({ where: z.enum(['tab', 'document']) });

type Entry = { args: z.ZodMiniType; run(platform: Platform, args: never): Result<unknown> };

function call<S extends z.ZodMiniType>(args: S, run: (platform: Platform, args: z.infer<S>) => Result<unknown>): Entry {
  return { args, run: run as Entry['run'] };
}

/** A change of a run that may be in the list of ended ones. */
function changed(platform: Platform, result: Result<unknown>): Result<unknown> {
  forgetList(platform);
  return result;
}

const CALLS: Record<string, Entry> = {
  open: call(nothing, open),
  tab: call(z.strictObject({ sheet: z.optional(text), headerRow: z.optional(count) }), oneTab),
  keys: call(nothing, (platform) => ok(connections(platform))),
  saveKey: call(z.strictObject({ provider, key: z.string(), test: z.optional(z.boolean()) }), saveKey),
  testKey: call(oneProvider, testKey),
  removeKey: call(oneProvider, removeKey),
  list: call(
    z.strictObject({
      of: text,
      within: z.optional(text),
      search: z.optional(text),
      page: z.optional(count),
    }),
    list,
  ),
  describe: call(z.strictObject({ operation: text, settings: keyed(z.unknown()) }), describe),
  attach: call(
    z.strictObject({
      table: text,
      enrichment: z.optional(count),
      waterfall: z.optional(text),
      columns: keyed(text),
    }),
    (platform, args) => attach(platform, args as Attach),
  ),
  counts: call(recipe, (platform, args) => rowCounts(platform, args.recipe)),
  plan: call(recipe, (platform, args) => planView(platform, args.recipe)),
  start: call(
    z.strictObject({
      recipe: z.unknown(),
      planId: z.string(),
      shown: z.strictObject({ toBuy: z.number(), maxCredits: z.nullable(z.number()) }),
    }),
    (platform, args) => {
      const started = start(platform, args.recipe, args.planId, args.shown);
      // The person is to see at once that the run has begun; heartbeats follow.
      if (!started.ok) return started;
      advance(platform, START_MS, 0, undefined, started.value);
      return ok({ jobId: started.value.jobId });
    },
  ),
  advance: call(nothing, (platform) => {
    const { nextDueMs } = moveOn(platform, HEARTBEAT_MS);
    return ok({ jobs: openRuns(platform), nextDueMs });
  }),
  job: call(z.strictObject({ jobId: text, lost: z.optional(z.boolean()) }), oneRun),
  jobs: call(nothing, (platform) => ok(listRuns(platform))),
  stop: call(jobId, (platform, args) => steered(platform, stop(platform, args.jobId))),
  resume: call(jobId, (platform, args) => steered(platform, resume(platform, args.jobId))),
  cancel: call(jobId, (platform, args) => steered(platform, cancel(platform, args.jobId))),
  undo: call(jobId, (platform, args) => changed(platform, undo(platform, args.jobId))),
  settle: call(
    z.strictObject({ jobId: text, as: z.enum(['sent', 'not-sent']), requests: z.optional(z.array(text)) }),
    (platform, args) => changed(platform, settle(platform, args.jobId, args.as, args.requests)),
  ),
  doubts: call(jobId, doubts),
  log: call(z.strictObject({ jobId: text, page: z.optional(count) }), runLog),
  provenance: call(nothing, provenance),
  forget: call(z.strictObject({ jobId: z.optional(text) }), forget),
  saveRecipe: call(recipe, (platform, args) => asList('recipes', saveRecipe(platform, args.recipe))),
  removeRecipe: call(oneName, (platform, args) => asList('recipes', removeRecipe(platform, args.name))),
  arm: call(oneName, (platform, args) => {
    const schedules = arm(platform, args.name);
    return schedules.ok ? ok({ schedules: schedules.value, alarm: platform.alarm.state() ?? 'none' }) : schedules;
  }),
  disarm: call(oneName, (platform, args) => asList('schedules', disarm(platform, args.name))),
  formulaPlan: call(formulas, (platform, args) => formulaPlan(platform, args.where)),
  refreshFormulas: call(formulas, (platform, args) => refreshFormulas(platform, args.where)),
  provisional: call(jobId, (platform, args) => {
    const said = provisional(platform, args.jobId);
    return said ? ok(said) : fail('gone', 'This run has ended, or is not in this document.');
  }),
};

/** A list as the one property that the answer has. */
function asList(name: string, result: Result<unknown>): Result<unknown> {
  return result.ok ? ok({ [name]: result.value }) : result;
}

function steered(platform: Platform, result: Result<Job>): Result<unknown> {
  return result.ok ? oneRun(platform, { jobId: result.value.id }) : result;
}

/** @returns JSON text: `{"ok":true,"value":…}`, or `{"ok":false,"error":{"kind","message"}}` */
export function answerCall(platform: () => Platform, name: string, json: string): string {
  const result = answer(platform, name, json);
  return JSON.stringify(result.ok ? { ok: true, value: result.value } : { ok: false, error: result.problem });
}

function answer(platform: () => Platform, name: string, json: string): Result<unknown> {
  let person: Platform;
  try {
    person = platform();
  } catch (error) {
    return fail('denied', messageOf(error));
  }
  const entry = hasOwn(CALLS, name) ? CALLS[name] : undefined;
  try {
    const args = entry?.args.safeParse(JSON.parse(json || '{}'));
    return args?.success
      ? entry!.run(person, args.data as never)
      : fail('internal', 'This panel is older than the add-on. Close it and open it again.');
  } catch (error) {
    return { ok: false, problem: unexpected(error) };
  }
}

/** Google's own texts, as far as something else helps than trying again. */
const HELP: readonly (readonly [fits: RegExp, help: string])[] = [
  [
    /too many times(?! in)/i,
    "Google's limit for today is reached. Runs go on when Google lifts it, tomorrow at the latest.",
  ],
  [/storage quota/i, "This document's memory is full. End a run, or delete recipes."],
  [
    /permission|authori/i,
    'Google no longer lets Backfill do this. Open it again from the Extensions menu and allow it.',
  ],
];
const TRY_AGAIN = 'Google Sheets did not answer as expected. Nothing is lost; try again.';

/** Google's own exceptions come with a text; what a person can do about it stands before it. */
function unexpected(error: unknown): Problem {
  console.error(`${messageOf(error)}\n${error instanceof Error ? error.stack : ''}`);
  const text = messageOf(error);
  const help = HELP.find(([fits]) => fits.test(text))?.[1] ?? TRY_AGAIN;
  return { kind: 'internal', message: `${help} (${text})` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
