// How long the bundle itself works, in real time: loading it, and planning, matching and preparing writes for many rows. What the
// host spends on its grid and its simulators is taken off, and where the system tells, what others on the machine took.
import { existsSync, readFileSync } from 'node:fs';
import { type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { createContext, runInNewContext, Script } from 'node:vm';
import type { Host } from '../workbench/host/host';
import { type Bench, bench, builtCode, fill, median, USER } from './filled-run';

const LOADS = 41;
const REUSES = 5;
/** Node tells of its garbage collector a moment later. */
const TOLD_MS = 50;

/** Medians of the times that a fresh context takes to run the whole script, and to compile and run it where V8 has never seen it. */
export function loadMs(): { run: number; compileAndRun: number } {
  const code = builtCode();
  const known = new Script(code, { filename: 'Code.js' });
  const timesOf = (scriptOf: (n: number) => Script): number[] =>
    Array.from({ length: LOADS }, (_, n) => {
      const context = createContext({});
      const startedMs = performance.now();
      scriptOf(n).runInContext(context);
      return performance.now() - startedMs;
    });
  return {
    run: median(timesOf(() => known)),
    compileAndRun: median(timesOf((n) => new Script(`${code}\n// ${n}`, { filename: 'Code.js' }))),
  };
}

/** What earlier runs have left is no part of the next one: an execution at Google begins with nothing. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** Linux tells how many nanoseconds a thread has had of a processor, to a tick of its scheduler; ticks before and after even out. */
const SCHEDULED = '/proc/thread-self/schedstat';
const isTold = existsSync(SCHEDULED);

function hadMs(): number {
  return isTold ? Number(readFileSync(SCHEDULED, 'utf8').split(' ')[0]) / 1e6 : performance.now();
}

/**
 * A time in which the bundle worked: in which call of the bench, which service it had come back from, and how much of it this thread
 * had a processor.
 */
type Stretch = { of: string; after: string; fromMs: number; tillMs: number; workedMs: number };

/** Where the bundle worked, and not the host for it nor the texts that cross to and fro, until `stop`. */
function stretchesOf(host: Host): { stretches: Stretch[]; during(of: string, work: () => void): void; stop(): void } {
  const stretches: Stretch[] = [];
  let open = { of: '', after: '', fromMs: 0, hadMs: 0 };
  let last = '';
  const begin = (of: string, after: string): void => {
    open = { of, after, fromMs: performance.now(), hadMs: hadMs() };
  };
  const close = (): void => {
    const { of, after, fromMs } = open;
    stretches.push({ of, after, fromMs, tillMs: performance.now(), workedMs: hadMs() - open.hadMs });
  };
  host.setHook(({ name, detail }) => {
    last = `${name} ${detail}`;
    return undefined;
  });
  host.setWatch((isOut) => {
    if (isOut) {
      close();
      last = '';
    } else begin(open.of, last);
  });
  return {
    stretches,
    during(of, work) {
      begin(of, '');
      work();
      close();
    },
    stop() {
      host.setHook(undefined);
      host.setWatch(undefined);
    },
  };
}

/** What a run consists of: its plan, its start, which plans again, and the slices that put what is there into cells. */
const STEPS = ['plan', 'start', 'advance'] as const;

/**
 * `named`: one plan, with its fingerprints, and what follows the second one: match, write preparation, check. `collector`: as much of that
 * is the garbage collector's, which here also moves the host's grid, its simulators and all texts that cross. `all`: the whole run.
 */
export type Micros = Record<(typeof STEPS)[number] | 'all' | 'named' | 'collector', number>;

/**
 * Microseconds a row for a run in which every row is filled from the archive: read, canonical form, fingerprint, match, typed value,
 * block, check. No provider is in it. The least of several runs, each in contexts of its own, since others use the machine too.
 */
export async function reuseMicrosPerRow(rows: number): Promise<Micros> {
  const b = bench(rows, { taskMs: 0, taskMsPerRow: 0 });
  fill(b, rows);
  const runs: Micros[] = [];
  for (let n = 0; n < REUSES; n++) {
    b.host
      .person(USER)
      .tab('Leads')
      .clear(`C2:E${rows + 1}`);
    collectGarbage();
    runs.push(await reuseMs(b, rows));
  }
  const least = runs.reduce((best, one) => (one.named < best.named ? one : best));
  return Object.fromEntries(Object.entries(least).map(([what, ms]) => [what, (ms * 1000) / rows])) as Micros;
}

async function reuseMs(b: Bench, rows: number): Promise<Micros> {
  const pauses: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((told) => void pauses.push(...told.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  const { stretches, during, stop } = stretchesOf(b.host);
  const call: Bench['call'] = (name, args, as) => {
    const replies: ReturnType<Bench['call']>[] = [];
    during(name, () => void replies.push(b.call(name, args, as)));
    return replies[0]!;
  };
  fill({ host: b.host, call }, rows);
  stop();
  await setTimeout(TOLD_MS);
  observer.disconnect();
  const [plan, start, advance] = STEPS.map((step) => workedMs(stretches.filter(({ of }) => of === step)));
  const named = [...stretches.filter(({ of }) => of === 'plan'), ...afterPlanned(stretches)];
  const pausedMs = named.flatMap((one) => pauses.map((pause) => overlapMs(one, pause))).reduce((all, ms) => all + ms);
  const passedMs = named.reduce((all, { fromMs, tillMs }) => all + tillMs - fromMs, 0);
  return {
    plan: plan!,
    start: start!,
    advance: advance!,
    all: plan! + start! + advance!,
    named: workedMs(named),
    collector: (workedMs(named) * pausedMs) / passedMs,
  };
}

/** From when a start has planned again, and looks at what else the document remembers, on: there it goes on to save its record. */
function afterPlanned(stretches: Stretch[]): Stretch[] {
  const saved = stretches.findIndex(({ after }) => /^Properties\.setProperties .*bf\.job\./.test(after));
  const planned = stretches.findLastIndex(({ after }, n) => n < saved && after.startsWith('Properties.getProperties '));
  if (planned < 0) throw new Error('The run has saved no record.');
  return stretches.slice(planned).filter(({ of }) => of === 'start' || of === 'advance');
}

function workedMs(stretches: Stretch[]): number {
  return stretches.reduce((all, one) => all + one.workedMs, 0);
}

function overlapMs({ fromMs, tillMs }: Stretch, { startTime, duration }: PerformanceEntry): number {
  return Math.max(0, Math.min(tillMs, startTime + duration) - Math.max(fromMs, startTime));
}
