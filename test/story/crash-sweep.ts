// Repeats a run with its executions killed at service calls, then lets it go on, and judges what is left. For the crash tests.
import { billed, type Recipe, type Reply, type Scene, type SceneOptions, scene, WORK_EMAILS } from './scene';

export type Sweep = { cases: number; checks: number; problems: string[] };
/** Every fourth call: what `npm test` sweeps of an operation whose deep sweep takes all. */
export const SOME = 4;
type Phase = 'before' | 'after';
type Kill = { at: number; phase: Phase };
type Call = { name: string; detail: string };
type Outcome = { sheet: unknown[][]; billed: string[]; scene: Scene };

/** What is run again and again: a scene with its key given, a recipe, and what its provider was paid for. */
export type Swept = {
  open(): Scene;
  recipe: Recipe;
  billed(scene: Scene): string[];
  /** What a person does when nothing goes on by itself; killed with the rest, and done again until it is through. */
  thenDo?(scene: Scene, jobId: string): Reply;
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

/** One whole run, killed at the given calls (numbered from the moment that the key was given). */
function runKilled(subject: SceneOptions | Swept, kills: Kill[], seen: Call[] = []): Outcome {
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
  s.drive();
  if (thenDo) {
    let reply = thenDo(s, started.value.jobId);
    while (reply.killed) reply = thenDo(s, started.value.jobId);
    s.drive();
  }
  s.host.setHook(undefined);
  return { sheet: s.sheet(), billed: billed(s), scene: s };
}

/** The service calls of an undisturbed run, in order. */
export function callsOf(subject: SceneOptions | Swept): Call[] {
  const calls: Call[] = [];
  runKilled(subject, [], calls);
  return calls;
}

/**
 * @param every 1: each service call; n: each nth, and every charge with the calls beside it. `npm test` takes some so that it stays within
 * minutes; the deep sweeps take all.
 */
export function sweep(subject: SceneOptions | Swept, every = 1): Sweep {
  const reference = runKilled(subject, []);
  const calls = callsOf(subject);
  const result: Sweep = { cases: 0, checks: 0, problems: [] };
  const isFetch = (at: number): boolean => calls[at - 1]?.name === 'UrlFetchApp.fetch';
  for (let at = 1; at <= calls.length; at++) {
    if (at % every !== 0 && ![at - 1, at, at + 1].some(isFetch)) continue;
    for (const phase of ['before', 'after'] as const) tryKills(subject, [{ at, phase }], reference, calls, result);
  }
  return result;
}

/** @param count seeded pairs: the second kill falls anywhere after the first */
export function pairs(subject: SceneOptions | Swept, count: number, seed: number): Sweep {
  const reference = runKilled(subject, []);
  const calls = callsOf(subject);
  const result: Sweep = { cases: 0, checks: 0, problems: [] };
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let i = 0; i < count; i++) {
    const first = 1 + random(calls.length);
    const second = first + 1 + random(calls.length);
    const phase = (): Phase => (random(2) === 0 ? 'before' : 'after');
    tryKills(
      subject,
      [
        { at: first, phase: phase() },
        { at: second, phase: phase() },
      ],
      reference,
      null,
      result,
    );
  }
  return result;
}

function tryKills(
  subject: SceneOptions | Swept,
  kills: Kill[],
  reference: Outcome,
  calls: Call[] | null,
  result: Sweep,
): void {
  result.cases++;
  const where = kills
    .map(
      ({ at, phase }) =>
        `killed ${phase} call ${at}${calls ? ` (${calls[at - 1]!.name} ${calls[at - 1]!.detail.slice(0, 40)})` : ''}`,
    )
    .join(', ');
  try {
    const outcome = runKilled(subject, kills);
    const checks = judge(where, reference, outcome, result.problems);
    result.checks += checks;
    if (calls && checks > 0 && !inDoubtAt(calls, kills[0]!))
      result.problems.push(`${where}: ${checks} rows in check, though no charge was open`);
  } catch (error) {
    result.problems.push(`${where}: ${(error as Error).message}`);
  }
}

/**
 * Between saving `sent` and saving the ticket: after the save before the charge, around the charge, until the next save is through
 * (which is the ticket's own, or holds the next batch's `sent` as well).
 */
function inDoubtAt(calls: Call[], { at, phase }: Kill): boolean {
  const isCharge = (n: number): boolean =>
    calls[n - 1]?.name === 'UrlFetchApp.fetch' && calls[n - 1]!.detail.toUpperCase().startsWith('POST');
  const isSave = (n: number): boolean => calls[n - 1]?.name === 'Properties.setProperties';
  if (isCharge(at + 1) && phase === 'after') return true;
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
  const left = Object.keys(outcome.scene.host.save().properties.document).filter((key) => key.startsWith('bf.job.'));
  if (left.length > 0) problems.push(`${where}: records of the ended run are left: ${left.join(' ')}`);
  return checks;
}
