// Repeats a run with one service call failing in Google's own words, before or after its effect, and judges what is left. People try again
// when they are told to. Not kills.
import type { Swept } from './crash-sweep';
import { openRecords } from './open-records';
import type { Reply, Scene } from './scene';

type Phase = 'before' | 'after';
type Call = { name: string; detail: string };
export type Failing = { cases: number; checks: number; problems: string[]; messages: Set<string> };

const ANSWERS_TRIED = 20;

/** By service, as developers report them. A fetch that fails before it is sent says so; one that fails after may have arrived. */
function googleText(name: string, phase: Phase): string {
  if (name.startsWith('UrlFetchApp'))
    return phase === 'before' ? 'Address unavailable: https://api.databar.ai' : 'Timeout: https://api.databar.ai';
  if (name.startsWith('Properties'))
    return "We're sorry, a server error occurred while reading from storage. Error code INTERNAL.";
  if (name.startsWith('Lock')) return 'There are too many LockService operations against the same script.';
  if (name.startsWith('Cache') || name.includes('Trigger'))
    return "We're sorry, a server error occurred. Please wait a bit and try again.";
  return 'Service Spreadsheets timed out while accessing document with id 1BackfillLocalHost.';
}

/** Calls until the answer is good, as a person would press again; keeps every message that was shown. */
function insisting(s: Scene, messages: Set<string>, waitMs: number) {
  return (name: string, args: object = {}): Reply => {
    for (let tries = 0; tries < ANSWERS_TRIED; tries++) {
      const reply = s.call(name, args);
      if (reply.ok || reply.error!.kind !== 'internal') return reply;
      messages.add(reply.error!.message);
      s.host.clock.advance(waitMs);
    }
    throw new Error(`${name} never came through`);
  };
}

/** A whole run, from the key to its end, with what `fail` makes fail. */
export function runThrough(
  { open, recipe }: Swept,
  fail: (n: number, call: Call, phase: Phase) => string | null,
  messages: Set<string>,
  waitMs = 5_000,
) {
  const s = open();
  const seen: Call[] = [];
  s.host.setHook((call, phase) => {
    if (phase === 'before') seen.push({ name: call.name, detail: call.detail });
    const text = fail(seen.length, seen.at(-1)!, phase);
    return text === null ? undefined : { fails: text };
  });
  const call = insisting(s, messages, waitMs);
  let jobId = '';
  for (let tries = 0; jobId === '' && tries < ANSWERS_TRIED; tries++) {
    const plan = call('plan', { recipe });
    if (!plan.ok) {
      messages.add(plan.error!.message);
      continue;
    }
    const { planId, toBuy, price } = plan.value;
    const started = call('start', { recipe, planId, shown: { toBuy, maxCredits: price?.max ?? null } });
    if (!started.ok) messages.add(started.error!.message);
    const jobs = call('jobs').value;
    if ([...jobs.open, ...jobs.ended].some((job: { jobId: string }) => job.jobId === planId)) jobId = planId;
  }
  for (let beats = 0; beats < 300; beats++) {
    const { nextDueMs, jobs } = call('advance').value;
    for (const job of jobs) if (job.state === 'paused') call('resume', { jobId: job.jobId });
    if (nextDueMs === null && jobs.length === 0) break;
    s.host.clock.advanceTo(Math.max(nextDueMs ?? 0, s.host.clock.now() + 1000));
  }
  s.host.setHook(undefined);
  return { s, seen, jobId };
}

/** A message for a person says what to do next. */
export const SAYS_WHAT_TO_DO =
  /try again|enter yours|look at|wait|press|open |make the plan|goes on|go on|settle|allow/i;

/** @param every takes each nth call, and every charge with the calls beside it */
export function sweepFailures(subject: Swept, every = 1): Failing {
  const messages = new Set<string>();
  const reference = runThrough(subject, () => null, messages);
  const calls = reference.seen;
  const result: Failing = { cases: 0, checks: 0, problems: [], messages };
  const isCharge = (n: number): boolean =>
    calls[n - 1]?.name === 'UrlFetchApp.fetch' && /^POST/i.test(calls[n - 1]!.detail);
  for (let at = 1; at <= calls.length; at++) {
    if (at % every !== 0 && ![at - 1, at, at + 1].some(isCharge)) continue;
    for (const phase of ['before', 'after'] as const) {
      const where = `call ${at} (${calls[at - 1]!.name} ${calls[at - 1]!.detail.slice(0, 60)}) fails ${phase}`;
      result.cases++;
      try {
        const done = runThrough(
          subject,
          (n, call, at2) => (n === at && at2 === phase ? googleText(call.name, phase) : null),
          messages,
        );
        judge(where, subject, reference.s, done.s, isCharge(at) && phase === 'after', result);
      } catch (error) {
        result.problems.push(`${where}: ${(error as Error).message}`);
      }
    }
  }
  for (const message of messages)
    if (!SAYS_WHAT_TO_DO.test(message)) result.problems.push(`says nothing to do: ${message}`);
  return result;
}

/** @param inDoubt a charge whose answer was lost: its requests are to check, and nothing else is */
export function judge(
  where: string,
  { billed }: Swept,
  reference: Scene,
  s: Scene,
  inDoubt: boolean,
  result: Failing,
): void {
  const bought = billed(s);
  if (new Set(bought).size !== bought.length) result.problems.push(`${where}: billed twice`);
  const statusAt = s.header().findIndex((text) => String(text).endsWith(' status'));
  let checks = 0;
  const before = reference.sheet();
  s.sheet().forEach((row, i) => {
    if (String(row[statusAt]).startsWith('check: ')) checks++;
    else if (JSON.stringify(row) !== JSON.stringify(before[i]))
      result.problems.push(`${where}: row ${i + 2} is ${JSON.stringify(row)} instead of ${JSON.stringify(before[i])}`);
  });
  result.checks += checks;
  if (checks > 0 && !inDoubt) result.problems.push(`${where}: ${checks} rows in check, though no answer was lost`);
  const left = openRecords(s.host.properties.document);
  if (left.length > 0) result.problems.push(`${where}: records of the ended run are left: ${left.join(' ')}`);
}
