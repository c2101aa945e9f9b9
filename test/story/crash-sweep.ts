// Repeats a run with the execution killed before and after each service call in turn, then lets it go on. For the crash tests.
import { createHash } from 'node:crypto';
import { billed, type Scene, type SceneOptions, scene, WORK_EMAILS } from './scene';

export type Sweep = { points: number; checks: number; problems: string[] };

type Outcome = { sheet: unknown[][]; billed: string[]; scene: Scene; sentSaved: boolean };

/** One whole run, killed at the given points (numbers of service calls after the key was given). */
function runKilled(
  options: SceneOptions,
  kills: { at: number; phase: 'before' | 'after' }[],
  onCall?: (n: number, name: string, phase: string) => void,
): Outcome {
  const s = scene(options);
  s.giveKey();
  let n = 0;
  s.host.setHook((call, phase) => {
    if (phase === 'before') n++;
    onCall?.(n, call.name, phase);
    return kills.some((kill) => kill.at === n && kill.phase === phase) ? 'kill' : undefined;
  });
  const started = s.start(WORK_EMAILS);
  if (!started.ok) throw new Error(`${started.error!.kind}: ${started.error!.message}`);
  s.drive();
  s.host.setHook(undefined);
  return { sheet: s.sheet(), billed: billed(s), scene: s, sentSaved: false };
}

/** Names of the service calls of an undisturbed run, in order. */
export function callsOf(options: SceneOptions): string[] {
  const names: string[] = [];
  runKilled(options, [], (n, name, phase) => {
    if (phase === 'before') names[n - 1] = name;
  });
  return names;
}

/** @param every take every nth point only; @param from the first point taken */
export function sweep(options: SceneOptions, every = 1, from = 1): Sweep {
  const reference = runKilled(options, []);
  const calls = callsOf(options);
  const result: Sweep = { points: 0, checks: 0, problems: [] };
  for (let at = from; at <= calls.length; at += every) {
    for (const phase of ['before', 'after'] as const) {
      result.points++;
      const where = `killed ${phase} call ${at} (${calls[at - 1]})`;
      try {
        const outcome = runKilled(options, [{ at, phase }]);
        result.checks += judge(where, reference, outcome, result.problems, calls[at - 1]!, phase);
      } catch (error) {
        result.problems.push(`${where}: ${(error as Error).message}`);
      }
    }
  }
  return result;
}

function judge(
  where: string,
  reference: Outcome,
  outcome: Outcome,
  problems: string[],
  call: string,
  phase: string,
): number {
  if (new Set(outcome.billed).size !== outcome.billed.length) problems.push(`${where}: billed twice`);
  const lost = reference.billed.filter((one) => !outcome.billed.includes(one));
  const statusAt = outcome.scene.header().indexOf('Work emails status');
  let checks = 0;
  outcome.sheet.forEach((row, i) => {
    if (String(row[statusAt]).startsWith('check: ')) checks++;
    else if (JSON.stringify(row) !== JSON.stringify(reference.sheet[i]))
      problems.push(
        `${where}: row ${i + 2} is ${JSON.stringify(row)} instead of ${JSON.stringify(reference.sheet[i])}`,
      );
  });
  if (lost.length > checks) problems.push(`${where}: ${lost.length} inputs were never bought`);
  // Only a kill between saving `sent` and saving the ticket may leave rows in check.
  const between = call === 'UrlFetchApp.fetch' || call === 'Properties.setProperties';
  if (checks > 0 && !between) problems.push(`${where}: ${checks} rows in check`);
  if (Object.keys(outcome.scene.host.properties.document).some((key) => key.startsWith('bf.job.')))
    problems.push(`${where}: records of the ended run are left`);
  void phase;
  return checks;
}

export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
