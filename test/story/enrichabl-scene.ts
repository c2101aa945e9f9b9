// A document with a list of leads in it, a person, and a simulated Enrichabl: the built add-on is driven as its sidebar and its alarm
// would. For story tests; asserts nothing itself.
import { readFileSync } from 'node:fs';
import { createHost, type Host } from '../../workbench/host/host';
import { createEnrichabl } from '../../workbench/providers/enrichabl/enrichabl';
import type { EnrichablSwitches } from '../../workbench/providers/enrichabl/switches';
import { mount } from '../../workbench/providers/mount';
import type { JobView, Recipe, Reply } from './scene';

export const ANN = 'ann@example.com';
const KEY = 'eab_live_token-for-tests';
const code = readFileSync('dist/Code.js', 'utf8');

export const HEADERS = ['Email', 'Company', 'Website', 'Notes'];

const PIPELINE = { create: { name: 'Q3 outbound' } };
const BASE = { version: 1, sheet: 'Leads' };

export const UPLOAD: Recipe = {
  ...BASE,
  name: 'Upload',
  operation: 'enrichabl.leads',
  settings: { pipeline: PIPELINE, columns: ['industry', 'company'] },
  inputs: { email: 'Email', company: 'Company', company_website: 'Website' },
  outputs: { lead_id: 'Lead', stage: 'Stage' },
};

export const SUMMARY: Recipe = {
  ...BASE,
  name: 'Summary',
  operation: 'enrichabl.enrichment',
  settings: {
    pipeline: PIPELINE,
    type: 'AI_COLUMN',
    template: { name: 'Company summary', prompt: 'Summarize {{company}} in one sentence.', model: 'gpt-4o-mini' },
  },
  inputs: { email: 'Email', company: 'Company' },
  outputs: { value: 'Summary' },
};

export const PROFILE: Recipe = {
  ...SUMMARY,
  name: 'Profile',
  settings: {
    pipeline: PIPELINE,
    type: 'MULTI_AI_COLUMN',
    template: {
      name: 'Profile',
      prompt: 'For {{company}} say city and year.',
      model: 'gpt-4o',
      fields: ['city', 'year'],
    },
  },
  outputs: { city: 'City', year: 'Year' },
};

export const TAGLINE: Recipe = {
  ...SUMMARY,
  name: 'Tagline',
  settings: {
    pipeline: PIPELINE,
    type: 'FIRECRAWL_EXTRACT',
    firecrawl: { urlColumn: 'company_website', prompt: 'Extract the tagline.', fields: ['tagline'] },
  },
  inputs: { email: 'Email', company_website: 'Website' },
  outputs: { tagline: 'Tagline' },
};

export const VALIDATE: Recipe = {
  ...BASE,
  name: 'Validate',
  operation: 'enrichabl.validation',
  settings: { pipeline: PIPELINE, service: 'HYBRID' },
  inputs: { email: 'Email' },
  outputs: { status: 'Verdict' },
};

export function leads(count: number, from = 0): string[][] {
  return Array.from({ length: count }, (_, i) => {
    const name = letters(from + i);
    return [`${name}@example.com`, `Company ${name}`, `https://${name}.example`, `note ${i}`];
  });
}

/** A number as letters, so that no lead holds a magic number. */
function letters(n: number): string {
  return n < 10 ? 'bcdfghjklm'[n]! : letters(Math.floor(n / 10)) + letters(n % 10);
}

export type SceneOptions = { rows?: string[][]; switches?: Partial<EnrichablSwitches> };

export function scene({ rows = leads(8), switches = {} }: SceneOptions = {}) {
  let enrichabl = createEnrichabl({ switches, seed: 'story' });
  const host: Host = createHost({
    code,
    users: [ANN],
    fetch: (requests, nowMs) => mount({ simulators: [enrichabl as never] })(requests, nowMs),
  });
  const person = host.person(ANN);
  person.addTab('Leads');
  person.tab('Leads').load([HEADERS, ...rows]);

  const call = (name: string, args: object = {}): Reply => {
    const execution = host.run({ user: ANN, fn: 'rpc', args: [name, JSON.stringify(args)], as: 'sidebar' });
    if (execution.killed) return { ok: false, killed: true, error: { kind: 'killed', message: execution.error ?? '' } };
    if (!execution.ok) throw new Error(`rpc ${name} threw: ${execution.error}`);
    return { ...JSON.parse(String(execution.value)), killed: false };
  };
  call('saveKey', { provider: 'enrichabl', key: KEY });

  /** Plans and starts as a person would: again with a new plan where the execution died before the job was there. */
  const start = (recipe: Recipe): Reply => {
    for (let tries = 0; tries < 5; tries++) {
      const plan = call('plan', { recipe });
      if (plan.killed) continue;
      if (!plan.ok) return plan;
      const { planId, toBuy, price } = plan.value;
      const started = call('start', { recipe, planId, shown: { toBuy, maxCredits: price?.max ?? null } });
      if (!started.killed) return started.ok ? { ...started, value: { ...started.value, plan: plan.value } } : started;
      const jobs = call('jobs', {});
      const job = jobs.ok && [...jobs.value.open, ...jobs.value.ended].find((one: JobView) => one.jobId === planId);
      if (job) return { ok: true, killed: false, value: { jobId: planId, plan: plan.value } };
    }
    throw new Error('the run could not be started');
  };

  const drive = (most = 500): void => {
    for (let beats = 0; beats < most; beats++) {
      const beat = call('advance');
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

  const view = (jobId: string): JobView & { notes?: string[] } => {
    const reply = call('job', { jobId });
    if (!reply.ok) throw new Error(reply.error!.message);
    return reply.value;
  };

  const run = (recipe: Recipe): JobView & { notes?: string[] } => {
    const started = start(recipe);
    if (!started.ok) throw new Error(`${started.error!.kind}: ${started.error!.message}`);
    drive();
    return view(started.value.jobId);
  };

  const resume = (jobId: string): JobView => {
    call('resume', { jobId });
    drive();
    return view(jobId);
  };

  const values = (): unknown[][] => person.tab('Leads').values();
  const column = (name: string): unknown[] => {
    const at = values()[0]!.indexOf(name);
    return values()
      .slice(1)
      .map((row) => row[at] ?? '');
  };

  /** What the account holds, straight from the simulator. */
  const account = () => {
    const state = JSON.parse(JSON.stringify(enrichabl.save()));
    return {
      leads: Object.values<{ email: string }>(state.leads).map((lead) => lead.email),
      pipelines: Object.values<{ name: string; columns: { key: string }[]; rows: string[] }>(state.pipelines),
      templates: Object.values<{ name: string }>(state.templates).map((template) => template.name),
      jobs: Object.values<{ targets: unknown[] }>(state.jobs),
    };
  };

  /** A call to Enrichabl as another program would make it. */
  const direct = (method: string, path: string, body?: object): Reply['value'] => {
    const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
    const json = body === undefined ? null : JSON.stringify(body);
    const reply = enrichabl.answer(
      { method, url: `https://api.enrichabl.com${path}`, headers, body: json, timeoutMs: 60_000 } as never,
      host.clock.now(),
    );
    return 'body' in reply ? JSON.parse(reply.body || 'null') : null;
  };

  /** Every third-party charge: what was asked for, of whom. A repeat here is a double purchase. */
  const billed = (): string[] =>
    enrichabl.ledger.billed.flatMap((one) => Array<string>(one.credits).fill(JSON.stringify(one.params)));

  const posts = (part: string) =>
    host.http.filter((one) => one.method.toUpperCase() === 'POST' && one.url.includes(part));

  const reload = (change: (state: Record<string, never>) => void): void => {
    const state = JSON.parse(JSON.stringify(enrichabl.save()));
    change(state);
    enrichabl = createEnrichabl({ switches: enrichabl.switches, state, seed: 'story' });
  };

  return {
    get enrichabl() {
      return enrichabl;
    },
    host,
    person,
    sheet: person.tab('Leads'),
    call,
    start,
    drive,
    view,
    run,
    resume,
    values,
    column,
    account,
    direct,
    billed,
    posts,
    reload,
  };
}

export type EnrichablScene = ReturnType<typeof scene>;
