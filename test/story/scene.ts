// A document with a list in it, people, and a simulated Databar: the built add-on is driven as its sidebar and its alarm would.
// For story tests; asserts nothing itself.
import { readFileSync } from 'node:fs';
import { createHost, type Host, type HostOptions } from '../../workbench/host/host';
import { createDatabar } from '../../workbench/providers/databar/databar';
import { expectedResult } from '../../workbench/providers/databar/result';
import type { DatabarSwitches } from '../../workbench/providers/databar/switches';
import { mount } from '../../workbench/providers/mount';
import { HEADERS, leads, letters, WORK_EMAILS as MADE_UP_RECIPE } from '../../workbench/samples/made-up-leads';

export { HEADERS, leads, letters };
export const ANN = 'ann@example.com';
export const BEN = 'ben@example.com';
export const SAMPLE_KEY = 'sample-key-for-tests';

/** The mutants of test/mutants/ are run by the same tests. */
let code = readFileSync(process.env.BACKFILL_BUNDLE ?? 'dist/Code.js', 'utf8');

/** From now on scenes of this file's process run other code. */
export function runCode(text: string): void {
  code = text;
}

export type Recipe = Record<string, unknown>;

export const WORK_EMAILS: Recipe = MADE_UP_RECIPE;

export type JobView = {
  jobId: string;
  state: string;
  reason: string | null;
  reasonKind: string | null;
  notes: string[];
  refusedCells: { count: number; examples: string[] } | null;
  collecting: boolean;
  requests: number;
  rows: number;
  incompleteRows: number;
  reused: number;
  outcomes: Record<string, number>;
  credits: { estimatedMin: number | null; estimatedMax: number | null; spent: number | null };
  inAir: { requests: number };
  nextDueMs: number | null;
};

// biome-ignore lint/suspicious/noExplicitAny: answers of every call, read by tests that know which one they made
type Value = any;

export type Reply = { ok: boolean; value?: Value; error?: { kind: string; message: string }; killed: boolean };

export type SceneOptions = {
  rows?: string[][];
  headers?: string[];
  switches?: Partial<DatabarSwitches>;
  /** A provider that was saved with the host's state. */
  databarState?: unknown;
  host?: Partial<HostOptions>;
};

export function scene({
  rows = leads(8),
  headers = HEADERS,
  switches = {},
  host: hostOptions = {},
  databarState,
}: SceneOptions = {}) {
  let databar = createDatabar({ switches, state: databarState as never, seed: 'story' });
  const host: Host = createHost({
    code,
    users: [ANN, BEN],
    fetch: (requests, nowMs) => mount({ simulators: [databar] })(requests, nowMs),
    ...hostOptions,
  });
  const person = host.person(ANN);
  const tabs = host.world.grid.tabs().map((tab) => tab.name);
  if (!tabs.includes('Leads')) person.addTab('Leads');
  if (databarState === undefined) person.tab('Leads').load([headers, ...rows]);

  const call = (name: string, args: object = {}, user = ANN): Reply => {
    const execution = host.run({ user, fn: 'rpc', args: [name, JSON.stringify(args)], as: 'sidebar' });
    if (execution.killed) return { ok: false, killed: true, error: { kind: 'killed', message: execution.error ?? '' } };
    if (!execution.ok) throw new Error(`rpc ${name} threw: ${execution.error}`);
    return { ...JSON.parse(String(execution.value)), killed: false };
  };

  const giveKey = (user = ANN, key = SAMPLE_KEY): void => {
    call('saveKey', { provider: 'databar', key, test: false }, user);
  };

  /** Plans and starts as a person would: again with a new plan where the execution died before the job was there. */
  const start = (recipe: Recipe = WORK_EMAILS, user = ANN): Reply => {
    for (let tries = 0; tries < 5; tries++) {
      const plan = call('plan', { recipe }, user);
      if (plan.killed) continue;
      if (!plan.ok) return plan;
      const { planId, toBuy, price } = plan.value;
      const started = call('start', { recipe, planId, shown: { toBuy, maxCredits: price?.max ?? null } }, user);
      if (!started.killed) return started.ok ? { ...started, value: { ...started.value, plan: plan.value } } : started;
      let jobs = call('jobs', {}, user);
      while (jobs.killed) jobs = call('jobs', {}, user);
      const job = jobs.ok && [...jobs.value.open, ...jobs.value.ended].find((one: JobView) => one.jobId === planId);
      if (job) return { ok: true, killed: false, value: { jobId: planId, plan: plan.value } };
    }
    throw new Error('the run could not be started');
  };

  /** Heartbeats until nothing is due any more; killed ones are followed by others. */
  const drive = (user = ANN, most = 500): void => {
    for (let beats = 0; beats < most; beats++) {
      const beat = call('advance', {}, user);
      if (beat.killed) {
        host.clock.advance(1000);
        continue;
      }
      if (!beat.ok) throw new Error(beat.error!.message);
      if (beat.value.nextDueMs === null) return;
      if (beat.value.nextDueMs > host.clock.now()) host.clock.advanceTo(beat.value.nextDueMs);
      else host.clock.advance(200);
    }
    throw new Error(`still not done after ${most} heartbeats`);
  };

  const view = (jobId: string, user = ANN): JobView => {
    const reply = call('job', { jobId }, user);
    if (!reply.ok) throw new Error(reply.error!.message);
    return reply.value;
  };

  /** Start to end; gives the ended run. */
  const run = (recipe: Recipe = WORK_EMAILS, user = ANN): JobView => {
    const started = start(recipe, user);
    if (!started.ok) throw new Error(`${started.error!.kind}: ${started.error!.message}`);
    drive(user);
    return view(started.value.jobId, user);
  };

  /** The list's rows without its header, as values. */
  const sheet = (): unknown[][] => person.tab('Leads').values().slice(1);
  const header = (): unknown[] => person.tab('Leads').values()[0]!;
  const column = (name: string): unknown[] => {
    const at = header().indexOf(name);
    return sheet().map((row) => row[at] ?? '');
  };

  /** Every account at the simulated Databar gets credits. */
  const topUp = (credits: number): void => {
    const state = JSON.parse(JSON.stringify(databar.save()));
    for (const account of Object.values<{ balance: number }>(state.accounts)) account.balance += credits;
    databar = createDatabar({ switches: databar.switches, state, seed: 'story' });
  };

  return {
    get databar() {
      return databar;
    },
    topUp,
    host,
    person,
    leads: person.tab('Leads'),
    call,
    giveKey,
    start,
    drive,
    view,
    run,
    sheet,
    header,
    column,
  };
}

/** The right answer for a lead, by the simulated provider's own rule; null for a miss. */
export function rightAnswer(firstName: unknown, company: unknown): Record<string, unknown> | null {
  return expectedResult(833, { first_name: String(firstName), company: String(company) }) as Record<
    string,
    unknown
  > | null;
}

export type Scene = ReturnType<typeof scene>;

/** Every input that was billed, as text; a repeat here is a double purchase. */
export function billed({ databar }: Scene): string[] {
  return databar.ledger.billed.map((one) => JSON.stringify([one.enrichment, one.params]).toLowerCase());
}
