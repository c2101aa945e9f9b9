// One run of many rows through the built add-on in the local host, counted and timed by the virtual clock. Decides no bar.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHost, type Host, type HostOptions } from '../workbench/host/host';
import { createDatabar } from '../workbench/providers/databar/databar';
import type { DatabarSwitches } from '../workbench/providers/databar/switches';
import { mount } from '../workbench/providers/mount';
import { ROOT } from '../workbench/runner/built-add-on';
import { HEADERS, leads, WORK_EMAILS } from '../workbench/samples/made-up-leads';

export const USER = 'ann@example.com';
// biome-ignore lint/suspicious/noExplicitAny: answers of every call, read by whoever knows which one was made
export type Reply = { ok: boolean; value: any; error?: { kind: string; message: string } };

export const builtCode = (): string => readFileSync(join(ROOT, 'dist/Code.js'), 'utf8');

export type Bench = { host: Host; call(name: string, args?: object, as?: 'sidebar' | 'menu'): Reply };

/** A document with that many leads, and a key. `as: 'menu'`: the same call without the transport to a browser. */
export function bench(rows: number, switches: Partial<DatabarSwitches>, options: Partial<HostOptions> = {}): Bench {
  const databar = createDatabar({ switches: { startCredits: 1e9, ...switches }, seed: 'bench' });
  const host = createHost({
    code: builtCode(),
    users: [USER],
    fetch: (requests, nowMs) => mount({ simulators: [databar] })(requests, nowMs),
    ...options,
  });
  const call = (name: string, args: object = {}, as: 'sidebar' | 'menu' = 'menu'): Reply => {
    const execution = host.run({ user: USER, fn: 'rpc', args: [name, JSON.stringify(args)], as });
    if (!execution.ok) throw new Error(`${name}: ${execution.error}`);
    const reply: Reply = JSON.parse(String(execution.value));
    if (!reply.ok) throw new Error(`${name}: ${reply.error?.message}`);
    return reply;
  };
  host
    .person(USER)
    .addTab('Leads')
    .load([HEADERS, ...leads(rows)]);
  call('saveKey', { provider: 'databar', key: 'sample-key-for-bench' });
  return { host, call };
}

export type Ran = {
  rows: number;
  found: number;
  /** From the plan that is shown before the button to the run's last record being gone, by the virtual clock. */
  virtualMs: number;
  executions: number;
  /** Time in which the add-on made no call because nothing was due: the provider's, not ours. */
  idleMs: number;
  calls: Record<string, number>;
  fetches: { submits: number; polls: number };
};

const MOST_BEATS = 2000;

/** Confirmed, driven to its end by heartbeats, each as soon as something is due. */
export function fill({ host, call }: Bench, rows: number, as: 'sidebar' | 'menu' = 'menu'): Ran {
  const before = { ...host.calls };
  const httpBefore = host.http.length;
  const executionsBefore = host.executions.length;
  const startedMs = host.clock.now();
  let idleMs = 0;
  const plan = call('plan', { recipe: WORK_EMAILS }, as).value;
  const shown = { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null };
  call('start', { recipe: WORK_EMAILS, planId: plan.planId, shown }, as);
  for (let beats = 0; ; beats++) {
    if (beats > MOST_BEATS) throw new Error(`not done after ${MOST_BEATS} heartbeats`);
    const { nextDueMs } = call('advance', {}, as).value;
    if (nextDueMs === null) break;
    const waitMs = Math.max(0, nextDueMs - host.clock.now());
    idleMs += waitMs;
    host.clock.advanceTo(host.clock.now() + waitMs);
  }
  // The look that follows is the bench's own.
  const virtualMs = host.clock.now() - startedMs;
  const after = { ...host.calls };
  const executions = host.executions.length - executionsBefore;
  const jobs = call('jobs').value;
  const http = host.http.slice(httpBefore);
  const submits = http.filter((one) => one.method.toUpperCase() === 'POST').length;
  return {
    rows,
    found: jobs.ended[0]?.outcomes.found ?? 0,
    virtualMs,
    executions,
    idleMs,
    calls: Object.fromEntries(
      Object.entries(after).flatMap(([name, count]) =>
        count > (before[name] ?? 0) ? [[name, count - (before[name] ?? 0)]] : [],
      ),
    ),
    fetches: { submits, polls: http.length - submits },
  };
}

export const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);

/** The middle of several measurements. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
