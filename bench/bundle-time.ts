// How long the bundle itself works, in real time: loading it, and planning, matching and preparing writes for many rows. What the
// host spends on its grid and its simulators is taken off.
import { createContext, Script } from 'node:vm';
import type { Host } from '../workbench/host/host';
import { type Bench, bench, builtCode, fill, median, type Reply, USER } from './filled-run';

const LOADS = 41;
const REUSES = 3;

/** Median of the time that a fresh context takes to run the whole script, as every execution at Google does. */
export function loadMs(): number {
  const script = new Script(builtCode(), { filename: 'Code.js' });
  const took = Array.from({ length: LOADS }, () => {
    const context = createContext({});
    const startedMs = performance.now();
    script.runInContext(context);
    return performance.now() - startedMs;
  });
  return median(took);
}

/** Real milliseconds of `work`, less those that pass in service calls: what the host does for them, and the texts that cross to and fro. */
export function bundleMs(host: Host, work: () => void): number {
  let outsideMs = 0;
  let wentMs = 0;
  host.setWatch((isOut) => {
    if (isOut) wentMs = performance.now();
    else outsideMs += performance.now() - wentMs;
  });
  const startedMs = performance.now();
  work();
  const tookMs = performance.now() - startedMs;
  host.setWatch(undefined);
  return tookMs - outsideMs;
}

/** What a run consists of: its plan, its start, which plans again, and the slices that put what is there into cells. */
const STEPS = ['plan', 'start', 'advance'] as const;

export type Micros = Record<(typeof STEPS)[number] | 'all', number>;

/**
 * Microseconds a row for a run in which every row is filled from the archive: read, canonical form, fingerprint, match, typed value,
 * block, check. No provider is in it. The least of several runs, each in contexts of its own, since others use the machine too.
 */
export function reuseMicrosPerRow(rows: number): Micros {
  const b = bench(rows, { taskMs: 0, taskMsPerRow: 0 });
  fill(b, rows);
  const runs = Array.from({ length: REUSES }, () => {
    b.host
      .person(USER)
      .tab('Leads')
      .clear(`C2:E${rows + 1}`);
    return reuseMs(b, rows);
  });
  const least = runs.reduce((best, one) => (one.all < best.all ? one : best));
  return Object.fromEntries(Object.entries(least).map(([step, ms]) => [step, (ms * 1000) / rows])) as Micros;
}

function reuseMs(b: Bench, rows: number): Micros {
  const ms: Record<string, number> = {};
  const call: Bench['call'] = (name, args, as) => {
    let reply: Reply | null = null;
    const tookMs = bundleMs(b.host, () => {
      reply = b.call(name, args, as);
    });
    ms[name] = (ms[name] ?? 0) + tookMs;
    return reply!;
  };
  fill({ host: b.host, call }, rows);
  const [plan, start, advance] = STEPS.map((step) => ms[step] ?? 0) as [number, number, number];
  return { plan, start, advance, all: plan + start + advance };
}
