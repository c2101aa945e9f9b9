// Repeats a run with its executions killed at service calls, then lets it go on, and judges what is left. For the crash tests.
import type { RunRequest } from '../../workbench/host/host';
import { seededRandom } from '../../workbench/host/seeded-random';
import { openRecords } from './open-records';
import {
  ANN,
  billed,
  type JobView,
  type Recipe,
  type Reply,
  type Scene,
  type SceneOptions,
  scene,
  WORK_EMAILS,
} from './scene';

export type Sweep = { cases: number; checks: number; problems: string[] };
/** Every eighth call: what `npm test` sweeps of an operation whose deep sweep takes all. */
export const SOME = 8;
type Phase = 'before' | 'after';
type Kill = { at: number; phase: Phase };
type Call = { name: string; detail: string };
type Outcome = { sheet: unknown[][]; billed: string[]; scene: Scene; calls: Call[] };

/** What is run again and again: a scene with its key given, a recipe, and what its provider was paid for. */
export type Swept = {
  open(): Scene;
  recipe: Recipe;
  billed(scene: Scene): string[];
  /** What a person does when nothing goes on by itself; killed with the rest, and done again until it is through. */
  thenDo?(scene: Scene, jobId: string): Reply;
  /** The most rows that one batch has: what a kill may leave in check. */
  batchRequests?: number;
};

/** The story's own recipe, unless something else is to be swept. */
function sweptOf(subject: SceneOptions | Swept): Swept {
  if ('open' in subject) return subject;
  const open = (): Scene => {
    const s = scene(subject);
    s.giveKey();
    return s;
  };
  return { open, recipe: WORK_EMAILS, billed };
}

/** `alarm`: the person opens the panel once after the start, and closes it. `both`: each heartbeat meets an alarm, in a seeded order of calls. */
export type Resume = 'sidebar' | 'alarm' | 'both';

const ALARM_MS = 5 * 60_000;

/** Until nothing goes on by itself: heartbeats say so; alarms are given a day. */
async function goOn(s: Scene, resume: Resume, seed: number): Promise<void> {
  if (resume === 'sidebar') return s.drive();
  while (s.call('open').killed) s.host.clock.advance(1000);
  const heartbeat: RunRequest = { user: ANN, fn: 'rpc', args: ['advance', '{}'], as: 'sidebar' };
  const alarm: RunRequest = { user: ANN, fn: 'alarm', args: [{}], as: 'trigger' };
  for (let round = 0; round < 288 && s.host.triggers(ANN).length > 0; round++) {
    const paused = openRecords(s.host.properties.document).length > 0 && s.host.clock.nextDueMs() === null;
    if (paused) break;
    if (resume === 'both' && round < 12) await s.host.together([heartbeat, alarm], seed + round);
    s.host.clock.advance(resume === 'both' && round < 12 ? 10_000 : ALARM_MS);
    if (round > 12 && isIdle(s)) break;
  }
}

/** A paused run waits for its person. */
function isIdle(s: Scene): boolean {
  const jobs = s.call('jobs');
  return jobs.ok && jobs.value.open.every((job: JobView) => job.state === 'paused' && job.inAir.requests === 0);
}

/** One whole run, killed at the given calls (numbered from the moment that the key was given). */
async function runKilled(
  subject: SceneOptions | Swept,
  kills: Kill[],
  { seen = [], resume = 'sidebar', seed = 1 }: { seen?: Call[]; resume?: Resume; seed?: number } = {},
): Promise<Outcome> {
  const { open, recipe, billed, thenDo } = sweptOf(subject);
  const s = open();
  let n = 0;
  s.host.setHook((call, phase) => {
    if (phase === 'before') {
      seen[n] = { name: call.name, detail: call.detail };
      n++;
    }
    return kills.some((kill) => kill.at === n && kill.phase === phase) ? 'kill' : undefined;
  });
  const started = s.start(recipe);
  if (!started.ok) throw new Error(`${started.error!.kind}: ${started.error!.message}`);
  await goOn(s, resume, seed);
  if (thenDo) {
    let reply = thenDo(s, started.value.jobId);
    while (reply.killed) reply = thenDo(s, started.value.jobId);
    await goOn(s, resume, seed);
  }
  s.host.setHook(undefined);
  return { sheet: s.sheet(), billed: billed(s), scene: s, calls: seen };
}

/**
 * @param every 1: each service call; n: each nth, and every charge with the calls beside it. `npm test` takes some so that it stays within
 * minutes; the deep sweeps take all.
 */
export async function sweep(subject: SceneOptions | Swept, every = 1, resume: Resume = 'sidebar'): Promise<Sweep> {
  const reference = await runKilled(subject, []);
  const { calls } = reference;
  const result: Sweep = { cases: 0, checks: 0, problems: [] };
  const isFetch = (at: number): boolean => calls[at - 1]?.name === 'UrlFetchApp.fetch';
  for (let at = 1; at <= calls.length; at++) {
    if (at % every !== 0 && ![at - 1, at, at + 1].some(isFetch)) continue;
    for (const phase of ['before', 'after'] as const)
      await tryKills(subject, [{ at, phase }], reference, result, { resume, seed: 100 * at });
  }
  return result;
}

/** @param count seeded pairs: the second kill falls anywhere after the first */
export async function pairs(subject: SceneOptions | Swept, count: number, seed: number): Promise<Sweep> {
  const reference = await runKilled(subject, []);
  const { calls } = reference;
  const result: Sweep & { seed: number } = { cases: 0, checks: 0, problems: [], seed };
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const phase = (): Phase => (below(2) === 0 ? 'before' : 'after');
  for (let i = 0; i < count; i++) {
    const first = { at: 1 + below(calls.length), phase: phase() };
    const second = { at: first.at + 1 + below(calls.length), phase: phase() };
    await tryKills(subject, [first, second], reference, result);
  }
  return result;
}

/** Each pair of calls, killed after: before a call nothing has happened that had not after the one before it. */
export async function allPairs(subject: SceneOptions | Swept): Promise<Sweep> {
  const reference = await runKilled(subject, []);
  const { calls } = reference;
  const result: Sweep = { cases: 0, checks: 0, problems: [] };
  for (let at = 1; at <= calls.length; at++) {
    for (let then = at + 1; then <= calls.length; then++) {
      const kills: Kill[] = [at, then].map((one) => ({ at: one, phase: 'after' }));
      await tryKills(subject, kills, reference, result);
    }
  }
  return result;
}

async function tryKills(
  subject: SceneOptions | Swept,
  kills: Kill[],
  reference: Outcome,
  result: Sweep,
  { resume = 'sidebar', seed = 1 }: { resume?: Resume; seed?: number } = {},
): Promise<void> {
  result.cases++;
  const seen: Call[] = [];
  const name = ({ at, phase }: Kill): string =>
    `killed ${phase} call ${at} (${seen[at - 1]?.name} ${seen[at - 1]?.detail.slice(0, 40)})`;
  const where = (): string => `${kills.map(name).join(', ')}, resumed by ${resume}`;
  try {
    const outcome = await runKilled(subject, kills, { seen, resume, seed });
    const checks = judge(where(), reference, outcome, result.problems);
    result.checks += checks;
    const most = 'open' in subject ? subject.batchRequests : undefined;
    // Up to the first kill, resumed in the same way, the calls are those of the undisturbed run.
    const inDoubt = kills.filter((kill, i) =>
      inDoubtAt(seen, kill, i === 0 && resume === 'sidebar' ? reference.calls : null),
    ).length;
    if (checks > 0 && inDoubt === 0)
      result.problems.push(`${where()}: ${checks} rows in check, though no charge was open`);
    if (most !== undefined && checks > most * inDoubt)
      result.problems.push(`${where()}: ${checks} rows in check: more than a batch for each kill`);
  } catch (error) {
    result.problems.push(`${where()}: ${(error as Error).message}`);
  }
}

/**
 * Between saving `sent` and saving the ticket: after the save before the charge, around the charge, until the next save is through
 * (which is the ticket's own, or holds the next batch's `sent` as well).
 */
function inDoubtAt(calls: Call[], { at, phase }: Kill, undisturbed: Call[] | null): boolean {
  const isPost = (call: Call | undefined): boolean =>
    call?.name === 'UrlFetchApp.fetch' && call.detail.toUpperCase().startsWith('POST');
  const isCharge = (n: number): boolean => isPost(calls[n - 1]);
  const isSave = (n: number): boolean => calls[n - 1]?.name === 'Properties.setProperties';
  // Which save was the one of `sent` shows where its charge came.
  if (phase === 'after' && (undisturbed ? isPost(undisturbed[at]) : isSave(at))) return true;
  let n = at;
  if (isSave(n) && phase === 'before') n--;
  while (n > 0 && !isSave(n) && !isCharge(n)) n--;
  return isCharge(n);
}

/** @returns how many rows ended in check */
function judge(where: string, reference: Outcome, outcome: Outcome, problems: string[]): number {
  if (new Set(outcome.billed).size !== outcome.billed.length) problems.push(`${where}: billed twice`);
  const statusAt = outcome.scene.header().findIndex((text) => String(text).endsWith(' status'));
  let checks = 0;
  outcome.sheet.forEach((row, i) => {
    if (String(row[statusAt]).startsWith('check: ')) checks++;
    else if (JSON.stringify(row) !== JSON.stringify(reference.sheet[i])) {
      problems.push(
        `${where}: row ${i + 2} is ${JSON.stringify(row)} instead of ${JSON.stringify(reference.sheet[i])}`,
      );
    }
  });
  const lost = reference.billed.filter((one) => !outcome.billed.includes(one)).length;
  if (lost > checks) problems.push(`${where}: ${lost} inputs were never bought`);
  const left = openRecords(outcome.scene.host.properties.document);
  if (left.length > 0) problems.push(`${where}: records of the ended run are left: ${left.join(' ')}`);
  return checks;
}
