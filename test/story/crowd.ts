// Two to five people, each with a key of their own, confirm, watch and stop runs in one document, in a seeded order of their service calls.
// For the tests of several people; asserts nothing itself.
import type { FetchRequest } from '../../workbench/host/host';
import { type Random, seededRandom } from '../../workbench/host/seeded-random';
import { createDatabar } from '../../workbench/providers/databar/databar';
import { createEnrichabl } from '../../workbench/providers/enrichabl/enrichabl';
import { createInfluencers } from '../../workbench/providers/influencers/influencers';
import { mount } from '../../workbench/providers/mount';
import { type JobView, letters, type Recipe, type Scene, scene } from './scene';

const NAMES = ['ann', 'ben', 'cleo', 'dan', 'eve'];
const emailOf = (name: string): string => `${name}@example.com`;
const HEADERS = ['First name', 'Last name', 'Company', 'Email', 'Handle', 'Notes'];
const ROWS = 6;

function rows(): string[][] {
  return Array.from({ length: ROWS }, (_, n) => {
    const name = letters(n);
    return [`Person${name}`, 'Sample', `Company ${name}`, `${name}@example.com`, `creator.${name}`, `note ${n}`];
  });
}

/** `tag` makes the columns a person's own; the inputs are everybody's, and bought once for all. */
const FAMILIES: Record<string, (tag: string) => Recipe> = {
  'databar.enrichment': () => ({
    settings: { enrichment: 833 },
    inputs: { first_name: 'First name', company: 'Company' },
    outputs: { email: 'email' },
  }),
  'databar.waterfall': () => ({
    settings: { waterfall: 'email_getter' },
    inputs: { first_name: 'First name', last_name: 'Last name', company: 'Company' },
    outputs: { email: 'email' },
  }),
  'influencers.batch': () => ({
    settings: { mode: 'raw', platform: 'instagram' },
    inputs: { handle: 'Handle' },
    outputs: { 'instagram.follower_count': 'followers' },
  }),
  'enrichabl.leads': (tag) => ({
    settings: { pipeline: { create: { name: `Pipeline ${tag}` } } },
    inputs: { email: 'Email', company: 'Company' },
    outputs: { lead_id: 'lead' },
  }),
  'enrichabl.validation': (tag) => ({
    settings: { pipeline: { create: { name: `Pipeline ${tag}` } }, service: 'HYBRID' },
    inputs: { email: 'Email' },
    outputs: { status: 'verdict' },
  }),
};

function recipeOf(operation: string, tag: string): Recipe {
  const { outputs, ...own } = FAMILIES[operation]!(tag) as Recipe & { outputs: Record<string, string> };
  const columns = Object.entries(outputs).map(([path, header]) => [path, `${operation} ${header} of ${tag}`]);
  return {
    version: 1,
    name: `${operation} of ${tag}`,
    sheet: 'Leads',
    operation,
    ...own,
    outputs: Object.fromEntries(columns),
  };
}

type Lane = Parameters<Scene['host']['together']>[0][number];
type Fault = { call: number; what: 'locks fail' | 'falls asleep'; calls: number; ms: number };
type Crowd = { s: Scene; people: string[]; wrongKeys: string[]; paid: () => string[]; faults: Fault[] };

/** Every key has its owner's name in it. */
const keyOf = (name: string): string => `eab_live_key-of-${name}`;

function crowdOf(random: Random): Crowd {
  const below = (n: number): number => Math.floor(random() * n);
  const people = NAMES.slice(0, 2 + below(4));
  const simulators = [
    createDatabar({ seed: 'crowd' }),
    createInfluencers({ seed: 'crowd' }),
    createEnrichabl({ seed: 'crowd' }),
  ];
  const wrongKeys: string[] = [];
  let asking = '';
  const fetch = mount({ simulators: simulators as never });
  const s = scene({
    rows: rows(),
    headers: HEADERS,
    host: {
      users: people.map(emailOf),
      fetch: (requests, nowMs) => {
        for (const request of requests)
          if (!keysIn(request).includes(`key-of-${asking}`)) wrongKeys.push(`${asking}: ${request.url}`);
        return fetch(requests, nowMs);
      },
    },
  });
  const faults: Fault[] = Array.from({ length: below(3) }, () => ({
    call: 40 * people.length + below(400),
    what: below(2) === 0 ? 'locks fail' : 'falls asleep',
    calls: 1 + below(6),
    ms: 1000 * (30 + below(300)),
  }));
  let n = 0;
  s.host.setHook((call, phase) => {
    asking = call.user.replace(/@.*/, '');
    if (phase !== 'before') return;
    n++;
    s.host.switches.lockTrouble = faults.some(
      (one) => one.what === 'locks fail' && n >= one.call && n < one.call + one.calls,
    );
    const sleep = faults.find((one) => one.what === 'falls asleep' && one.call === n);
    // The execution whose call this is wakes up minutes later; the others go on meanwhile.
    const sleeper = [...s.host.world.running].find(
      (one) => one.user === call.user && Math.round(one.time.now()) === call.atMs,
    );
    if (sleep && sleeper) sleeper.time.pass(sleep.ms);
  });
  for (const name of people)
    for (const provider of ['databar', 'influencers', 'enrichabl'])
      s.call('saveKey', { provider, key: keyOf(name), test: false }, emailOf(name));
  // A waterfall bills each of its steps: what may not be there twice is an input in two tasks.
  const paid = (): string[] =>
    simulators.flatMap(({ origin, ledger }) => {
      const lines = ledger.billed.map((bill) => JSON.stringify(['task' in bill ? bill.task : '', bill.params]));
      return (origin.includes('databar') ? [...new Set(lines)] : lines).map(
        (line) => `${origin} ${JSON.stringify(JSON.parse(line)[1])}`,
      );
    });
  return { s, people, wrongKeys, paid, faults };
}

const keysIn = ({ headers }: FetchRequest): string => JSON.stringify(headers);

export type Gathered = { problems: string[]; started: number; operations: string[] };

/** One story: everybody plans, all confirm at once (some twice), then rounds of heartbeats and alarms, some of them late. */
export async function gather(seed: number): Promise<Gathered> {
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const crowd = crowdOf(random);
  const { s, people } = crowd;
  const rpc = (name: string, fn: string, args: object): Lane => ({
    user: emailOf(name),
    fn: 'rpc',
    as: 'sidebar',
    args: [fn, JSON.stringify(args)],
  });
  const alarm = (name: string): Lane => ({ user: emailOf(name), fn: 'alarm', args: [{}], as: 'trigger' });
  const operations = Object.keys(FAMILIES);
  const first = below(operations.length);
  const shared = below(2) === 0;
  const runs = people.flatMap((name, i) => {
    const operation = operations[(first + (shared ? Math.floor(i / 2) : i)) % operations.length]!;
    // In a document that two share a recipe in, both fill the same columns.
    const recipe = recipeOf(operation, shared && i % 2 === 1 ? people[i - 1]! : name);
    const plan = s.call('plan', { recipe }, emailOf(name));
    return plan.ok ? [{ name, operation, recipe, plan: plan.value }] : [];
  });
  const confirm = ({ name, recipe, plan }: (typeof runs)[number]): Lane =>
    rpc(name, 'start', {
      recipe,
      planId: plan.planId,
      shown: { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null },
    });
  const lanes = runs.flatMap((run) => (below(3) === 0 ? [confirm(run), confirm(run)] : [confirm(run)]));
  const problems: string[] = [];
  const round = async (requests: Lane[], n: number): Promise<void> => {
    for (const one of await s.host.together(requests, seed * 10 + n))
      if (one.as === 'sidebar' && !one.ok && !one.killed) problems.push(`${one.user}: ${one.fn} threw ${one.error}`);
  };
  await round(lanes.slice(0, 6), 0);
  for (let n = 1; n <= 2; n++) {
    s.host.clock.advance(1000 * (1 + below(40)));
    const who = (): string => people[below(people.length)]!;
    const twice = who();
    const more = Array.from(
      { length: below(3) },
      () => [rpc(who(), 'advance', {}), alarm(who()), rpc(who(), 'open', {})][below(3)]!,
    );
    await round([rpc(twice, 'advance', {}), alarm(twice), ...more], n);
  }
  crowd.faults.length = 0;
  return {
    problems: [...problems, ...ended(crowd)],
    started: runs.length,
    operations: runs.map((one) => one.operation),
  };
}

/** Everybody's panel is opened until all is done; then nothing was paid twice, by another's key, or lost. */
function ended({ s, people, wrongKeys, paid }: Crowd): string[] {
  const problems: string[] = [];
  for (const name of people) s.drive(emailOf(name));
  for (const job of s.call('jobs', {}, emailOf(people[0]!)).value.open as JobView[])
    problems.push(`${job.jobId} is ${job.state}: ${job.reason}`);
  return problems.concat(
    wrongKeys.map((one) => `another's key, or none: ${one}`),
    paid()
      .filter((one, i, all) => all.indexOf(one) !== i)
      .map((one) => `paid twice: ${one}`),
    wrongCells(s),
  );
}

/** What was everybody's before stays; a status says check only where an execution died. */
function wrongCells(s: Scene): string[] {
  const problems: string[] = [];
  const died = s.host.executions.filter((one) => one.killed).length;
  const given = rows();
  s.sheet().forEach((row, i) => {
    if (JSON.stringify(row.slice(0, HEADERS.length)) !== JSON.stringify(given[i]))
      problems.push(`row ${i + 2} was changed: ${JSON.stringify(row)}`);
    row.forEach((cell, column) => {
      const header = String(s.header()[column]);
      if (!header.endsWith(' status')) return;
      if (/^(found|no match)/.test(String(cell)) || (died > 0 && String(cell).startsWith('check: '))) return;
      problems.push(`row ${i + 2}: "${header}" is ${JSON.stringify(cell)}`);
    });
  });
  return problems;
}
