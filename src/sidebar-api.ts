// What the sidebar may ask for: one table of calls, JSON text both ways. Checks every argument; lets no exception out.
import * as z from 'zod/mini';
import { HEARTBEAT_MS } from './engine/time-budget';
import { advance } from './job/advance';
import { resume, stop } from './job/change-state';
import { keyName } from './job/connection';
import { endedRuns } from './job/history';
import type { Job } from './job/job';
import { loadJob, loadJobs } from './job/job-records';
import { type JobView, viewOf } from './job/job-view';
import { planView } from './job/plan-view';
import { fail, ok, type Problem, type Result } from './job/problem';
import { provisional } from './job/provisional';
import { settle } from './job/settle';
import { start } from './job/start';
import { undo } from './job/undo';
import type { Platform } from './platform/ports';
import { PROVIDERS } from './providers/all';
import type { ProviderId } from './providers/operation';
import { hasOwn } from './text/own';

const provider = z.enum(['databar', 'influencers', 'enrichabl']);
const jobId = z.strictObject({ jobId: z.string() });
const nothing = z.strictObject({});
const recipe = z.unknown();

const KEY_LENGTH = 2000;
const ENDED_SHOWN = 20;

type Entry = { args: z.ZodMiniType; run(platform: Platform, args: never): Result<unknown> };

function call<S extends z.ZodMiniType>(args: S, run: (platform: Platform, args: z.infer<S>) => Result<unknown>): Entry {
  return { args, run: run as Entry['run'] };
}

const CALLS: Record<string, Entry> = {
  keys: call(nothing, (platform) => ok(keys(platform))),
  saveKey: call(z.strictObject({ provider, key: z.string() }), saveKey),
  removeKey: call(z.strictObject({ provider }), (platform, args) => {
    platform.userStore.remove([keyName(args.provider)]);
    return ok({});
  }),
  plan: call(z.strictObject({ recipe }), (platform, args) => planView(platform, args.recipe)),
  start: call(
    z.strictObject({
      recipe,
      planId: z.string(),
      shown: z.strictObject({ toBuy: z.number(), maxCredits: z.nullable(z.number()) }),
    }),
    (platform, args) => {
      const started = start(platform, args.recipe, args.planId, args.shown);
      if (started.ok) advance(platform, HEARTBEAT_MS);
      return started;
    },
  ),
  advance: call(nothing, (platform) => {
    const { nextDueMs } = advance(platform, HEARTBEAT_MS);
    return ok({ jobs: openJobs(platform), nextDueMs });
  }),
  job: call(jobId, (platform, args) => jobView(platform, args.jobId)),
  jobs: call(nothing, (platform) =>
    ok({
      open: openJobs(platform),
      ended: endedRuns(platform)
        .slice(0, ENDED_SHOWN)
        .map((run) => viewOf(run.job)),
    }),
  ),
  stop: call(jobId, (platform, args) => shown(stop(platform, args.jobId))),
  resume: call(jobId, (platform, args) => shown(resume(platform, args.jobId))),
  undo: call(jobId, (platform, args) => undo(platform, args.jobId)),
  settle: call(z.strictObject({ jobId: z.string(), as: z.enum(['sent', 'not-sent']) }), (platform, args) =>
    settle(platform, args.jobId, args.as),
  ),
  provisional: call(jobId, (platform, args) => {
    const said = provisional(platform, args.jobId);
    return said ? ok(said) : fail('gone', 'This run has ended, or is not in this document.');
  }),
};

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
  if (!entry) return fail('internal', 'This panel is older than the add-on. Close it and open it again.');
  try {
    const args = entry.args.safeParse(JSON.parse(json || '{}'));
    if (!args.success) return fail('internal', 'This panel is older than the add-on. Close it and open it again.');
    return entry.run(person, args.data as never);
  } catch (error) {
    return { ok: false, problem: unexpected(error) };
  }
}

/** Google's own exceptions come with a text; what a person can do about it stands before it. */
function unexpected(error: unknown): Problem {
  console.error(`${messageOf(error)}\n${error instanceof Error ? error.stack : ''}`);
  return {
    kind: 'internal',
    message: `Google Sheets did not answer as expected. Nothing is lost; try again. (${messageOf(error)})`,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function saveKey(platform: Platform, args: { provider: ProviderId; key: string }): Result<object> {
  // Copied keys come with spaces, and one provider shows them with the word that goes before them in the header.
  const key = args.key.trim().replace(/^Bearer\s+/i, '');
  const { name } = PROVIDERS[args.provider];
  if (key === '') return fail('key', `The ${name} key is empty.`);
  if (key.length > KEY_LENGTH || !/^[\x21-\x7e]+$/.test(key))
    return fail('key', `This does not look like a ${name} key: it has spaces or characters that no key has.`);
  platform.userStore.set({ [keyName(args.provider)]: key });
  return ok({});
}

/** Which providers have a key: its last characters only. */
function keys(platform: Platform): { provider: ProviderId; name: string; masked: string | null }[] {
  return Object.values(PROVIDERS).map(({ id, name }) => {
    const key = platform.userStore.get(keyName(id));
    return { provider: id, name, masked: key ? `…${key.length > 8 ? key.slice(-4) : ''}` : null };
  });
}

function openJobs(platform: Platform): JobView[] {
  return loadJobs(platform.documentStore.all(), platform.spreadsheet.id()).map(viewOf);
}

function jobView(platform: Platform, id: string): Result<JobView> {
  const job = loadJob(platform.documentStore.all(), id);
  if (job && job.spreadsheet === platform.spreadsheet.id()) return ok(viewOf(job));
  const ended = endedRuns(platform).find((run) => run.job.id === id);
  return ended ? ok(viewOf(ended.job)) : fail('gone', 'There is no such run in this document.');
}

function shown(result: Result<Job>): Result<JobView> {
  return result.ok ? ok(viewOf(result.value)) : result;
}
