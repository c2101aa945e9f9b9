// A whole run of each operation on the built bundle, before a provider whose answers are spoilt on the way and that is honest again in
// the end; and what must hold whatever it said. Makes no answers: that is spoilt-answers.ts.
import fc from 'fast-check';
import type { FetchReply, FetchRequest } from '../../workbench/providers/http';
import { billedRows, openTable, recipeFor } from './databar-table';
import { paid, people as prospects, WATERFALL, waterfallScene } from './databar-waterfall';
import { charged, leadScene, people, SUMMARY, UPLOAD, VALIDATE } from './enrichabl-scene';
import { exportScene } from './export-scene';
import { bought, CREATORS, creatorScene, creators } from './influencers-scene';
import { openRecords } from './open-records';
import { billed, type JobView, leads, type Recipe, type Scene, scene } from './scene';
import { anySpoil, EVERY_OTHER, EVIL, keyIn, moves, POLLUTED, type Spoil, spoilt } from './spoilt-answers';

type At = Pick<Scene, 'host' | 'call' | 'drive' | 'sheet' | 'header' | 'person'>;
export type Subject = {
  operation: string;
  origin: string;
  /** `once`: what was paid for, as text; nothing in it twice. */
  open(): { at: At; recipe: Recipe; once(): string[] };
  /** Results come by position: a provider that swaps two cannot be found out. */
  byPosition: boolean;
  inputs: string[];
  /** What may be looked up for it beside a run. */
  lists: object[];
};

const DATABAR = 'https://api.databar.ai';
const ENRICHABL = 'https://api.enrichabl.com';
const ROWS = 7;

function enrichabl(operation: string, recipe: Recipe): Subject {
  return {
    operation,
    origin: ENRICHABL,
    byPosition: false,
    inputs: ['Email', 'Company', 'Website', 'Notes'],
    lists: [{ of: 'enrichabl.pipelines' }, { of: 'enrichabl.templates', search: 'sum' }],
    open() {
      const s = leadScene({ rows: people(ROWS) });
      return { at: s, recipe, once: () => charged(s) };
    },
  };
}

export const HOSTILE_SUBJECTS: Subject[] = [
  {
    operation: 'databar.enrichment',
    origin: DATABAR,
    byPosition: true,
    inputs: ['First name', 'Company', 'Notes'],
    lists: [
      { of: 'databar.enrichments' },
      { of: 'databar.waterfalls', search: 'mail' },
      { of: 'databar.tables', page: 2 },
    ],
    open() {
      const rows = leads(ROWS);
      rows[3]![1] = 'Miss Ltd';
      const s = scene({ rows });
      s.giveKey();
      const recipe = {
        version: 1,
        name: 'Work emails',
        operation: 'databar.enrichment',
        settings: { enrichment: 833 },
        sheet: 'Leads',
        inputs: { first_name: 'First name', company: 'Company' },
        outputs: { email: 'Work email', confidence: 'Confidence', $: 'All' },
      };
      return { at: s, recipe, once: () => billed(s) };
    },
  },
  {
    operation: 'databar.waterfall',
    origin: DATABAR,
    byPosition: true,
    inputs: ['First name', 'Last name', 'Company'],
    lists: [{ of: 'databar.waterfalls' }],
    open() {
      const s = waterfallScene({}, prospects(ROWS));
      return { at: s, recipe: WATERFALL, once: () => paid(s) };
    },
  },
  {
    operation: 'databar.table',
    origin: DATABAR,
    byPosition: false,
    inputs: ['First name', 'Company', 'Notes'],
    lists: [{ of: 'databar.tables' }, { of: 'databar.tableColumns', within: 'x' }],
    open() {
      const s = openTable({ rows: leads(ROWS) });
      return { at: s, recipe: recipeFor(s), once: () => billedRows(s) };
    },
  },
  {
    operation: 'influencers.batch',
    origin: 'https://api-dashboard.influencers.club',
    byPosition: false,
    inputs: ['Handle', 'Platform', 'Notes'],
    lists: [],
    open() {
      const s = creatorScene({ rows: creators(ROWS) });
      return { at: s, recipe: CREATORS, once: () => bought(s) };
    },
  },
  enrichabl('enrichabl.leads', UPLOAD),
  enrichabl('enrichabl.enrichment', SUMMARY),
  enrichabl('enrichabl.validation', VALIDATE),
  {
    operation: 'enrichabl.export',
    origin: ENRICHABL,
    byPosition: false,
    inputs: [],
    lists: [{ of: 'enrichabl.pipelines', page: 2 }],
    open() {
      const s = exportScene();
      return { at: s, recipe: s.recipe, once: () => [] };
    },
  },
];

/** `plan[n]` is done to the nth request that the add-on makes; null leaves it as it is. */
export type Plan = { spoil: Spoil; doIt: boolean } | null;
/** Some honest answers first, so that each part of a run is reached, then many that are not. */
export const anyPlan: fc.Arbitrary<Plan[]> = fc
  .tuple(
    fc.nat(12),
    fc.array(fc.option(fc.record({ spoil: anySpoil, doIt: fc.boolean() }), { freq: 4 }), {
      minLength: 6,
      maxLength: 40,
      size: 'max',
    }),
  )
  .map(([honest, plan]) => [...Array<null>(honest).fill(null), ...plan]);
export type Told = { answers: number; problems: string[] };

/** Texts of each row that no other row has, after a run before an honest provider: what must stand nowhere else. */
const marks = new Map<string, Map<string, string>>();

function rowName(subject: Subject, at: At, row: unknown[]): string {
  const header = at.header();
  return JSON.stringify(subject.inputs.map((name) => row[header.indexOf(name)]));
}

function marksOf(subject: Subject): Map<string, string> {
  let known = marks.get(subject.operation);
  if (known) return known;
  known = new Map();
  const { at, recipe } = subject.open();
  const started = start(at, recipe);
  if (!started) throw new Error(`${subject.operation} cannot be started before an honest provider`);
  at.drive();
  const seen = new Map<string, Set<string>>();
  for (const row of at.sheet())
    for (const cell of row)
      if (typeof cell === 'string' && cell.length > 6)
        seen.set(cell, (seen.get(cell) ?? new Set()).add(rowName(subject, at, row)));
  for (const [text, names] of seen) if (names.size === 1) known.set(text, [...names][0]!);
  marks.set(subject.operation, known);
  return known;
}

function start(at: At, recipe: Recipe): string | null {
  const plan = at.call('plan', { recipe });
  if (!plan.ok) return null;
  const { planId, toBuy, price } = plan.value;
  const started = at.call('start', { recipe, planId, shown: { toBuy, maxCredits: price?.max ?? null } });
  return started.ok ? planId : null;
}

/** The first call of each kind that an honest run makes, answered in each way that has nothing of the good answer. */
export function eachKindSpoilt(subject: Subject): { name: string; plan: Plan[] }[] {
  const seen: string[] = [];
  hostileRun(subject, [], seen);
  return [...new Set(seen)].flatMap((kind) =>
    EVERY_OTHER.map((spoil, n) => ({
      name: `${kind} answered by ${JSON.stringify(spoil)}`,
      plan: [...Array<null>(seen.indexOf(kind)).fill(null), { spoil, doIt: n % 2 === 0 }],
    })),
  );
}

/** The call with what differs from run to run left out. */
function kindOf({ method, url }: FetchRequest): string {
  const path = url.replace(/^https:\/\/[^/]+/, '').replace(/[?].*/, '');
  return `${method.toUpperCase()} ${path.replace(/[0-9a-f]{8}[0-9a-f-]{12,}|(?<=\/)[\w-]*\d[\w-]*(?=\/|$)/gi, '…').replace('/…/', '/v1/')}`;
}

/** One run with the plan carried out, then honest answers until it has come to an end. */
export function hostileRun(subject: Subject, plan: readonly Plan[], seen: string[] = []): Told {
  const marks = seen.length === 0 && plan.length > 0 ? marksOf(subject) : new Map<string, string>();
  const { at, recipe, once } = subject.open();
  const told: Told = { answers: 0, problems: [] };
  const options = at.host.world.options;
  const honest = options.fetch!;
  const secret = Object.values(at.host.save().properties.user).flatMap((one) =>
    Object.entries(one).flatMap(([name, value]) => (name.startsWith('key.') ? [value] : [])),
  )[0]!;
  let asked = 0;
  let isHonest = false;
  options.fetch = (requests, nowMs) =>
    requests.map((request): FetchReply => {
      watchKey(subject, request, secret, told.problems);
      const turn = isHonest ? null : plan[asked++];
      seen.push(kindOf(request));
      const carryOut = (): FetchReply => honest([request], nowMs)[0]!;
      if (!turn) return carryOut();
      told.answers++;
      return spoilt(request, turn.spoil, turn.doIt, carryOut);
    });
  const before = foreign(subject, at);
  for (const list of subject.lists) spoken(at, 'list', list, told.problems);
  let jobId: string | null = null;
  for (let tries = 0; tries < 3 && jobId === null; tries++) jobId = start(at, recipe);
  if (jobId === null) {
    isHonest = true;
    jobId = start(at, recipe);
  }
  at.drive();
  isHonest = true;
  if (jobId !== null) bringToEnd(at, jobId, told.problems);
  judge(
    subject,
    at,
    { secret, before, marks, trusts: !subject.byPosition || !plan.some((one) => moves(one?.spoil ?? null)) },
    told.problems,
  );
  afterwards(at, recipe, jobId, told.problems);
  const paidFor = once();
  if (new Set(paidFor).size !== paidFor.length) told.problems.push(`billed twice: ${repeated(paidFor)}`);
  for (const { fn, as, ok, error, logs } of at.host.executions) {
    if (!ok) told.problems.push(`${fn} as ${as} ended in an error: ${error}`);
    for (const line of logs) if (/could not (hear|ask)|did not answer as expected/.test(line)) told.problems.push(line);
  }
  return { ...told, problems: [...new Set(told.problems)] };
}

function repeated(texts: string[]): string {
  return texts.filter((one, i) => texts.indexOf(one) !== i).join(' ');
}

function watchKey({ origin }: Subject, request: FetchRequest, secret: string, problems: string[]): void {
  const { url, body } = request;
  const isOwn = url.startsWith(`${origin}/`);
  if (!isOwn && (keyIn(request) !== '' || JSON.stringify(request).includes(secret)))
    problems.push(`the key went to ${url}`);
  if (!isOwn) problems.push(`asked another host: ${url}`);
  if (url.includes(EVIL)) problems.push(`an address that a provider named is in ${url}`);
  if (`${url}${body}`.includes(secret)) problems.push(`the key is in the address or the body of ${url}`);
}

/** Every call of the panel answers in words. */
function spoken(at: At, name: string, args: object, problems: string[]): void {
  const reply = at.call(name, args);
  const { kind = '', message = '' } = reply.error ?? {};
  if (!reply.ok && (kind === 'internal' || !/\S \S/.test(message))) problems.push(`${name} said "${kind}: ${message}"`);
}

const MOST_RESUMES = 3;

/** Once the provider is honest again, Resume brings a run to its end, or Stop does. */
function bringToEnd(at: At, jobId: string, problems: string[]): void {
  const view = (): JobView => at.call('job', { jobId }).value;
  for (let n = 0; n < MOST_RESUMES && view()?.state === 'paused'; n++) {
    if (!/\S \S/.test(view().reason ?? '')) problems.push(`paused without a reason in words: ${view().reason}`);
    at.call('resume', { jobId });
    at.drive();
  }
  if (view()?.state === 'paused') {
    at.call('stop', { jobId });
    at.drive();
  }
  const { state } = view() ?? {};
  if (state !== 'finished' && state !== 'stopped') problems.push(`the run is ${state} in the end`);
  const left = openRecords(Object.entries(at.host.save().properties.document));
  if (left.length > 0) problems.push(`records are left: ${left.join(' ')}`);
}

type Foreign = { headers: unknown[]; rows: string[] };

function foreign(subject: Subject, at: At): Foreign {
  return { headers: at.header() ?? [], rows: at.sheet().map((row) => rowName(subject, at, row)) };
}

function judge(
  subject: Subject,
  at: At,
  before: { secret: string; before: Foreign; marks: Map<string, string>; trusts: boolean },
  problems: string[],
): void {
  const now = foreign(subject, at);
  const { headers, rows } = before.before;
  if (subject.inputs.length > 0 && JSON.stringify(now.rows) !== JSON.stringify(rows))
    problems.push('cells of people changed');
  if (JSON.stringify(now.headers.slice(0, headers.length)) !== JSON.stringify(headers))
    problems.push('headers changed');
  if (before.trusts)
    for (const row of at.sheet())
      for (const cell of row) {
        const owner = before.marks.get(String(cell));
        if (owner !== undefined && owner !== rowName(subject, at, row) && subject.inputs.length > 0)
          problems.push(`${JSON.stringify(cell)} of ${owner} stands in the row of ${rowName(subject, at, row)}`);
      }
  for (const tab of at.person.tabs())
    for (const formula of at.person.tab(tab.name).formulas().flat())
      if (formula !== '') problems.push(`a formula stands in ${tab.name}: ${formula}`);
  const { properties, cache, grid } = at.host.save();
  const kept = JSON.stringify([properties.document, properties.script, cache, grid]);
  const logs = at.host.executions.flatMap((one) => one.logs).join('\n');
  if (kept.includes(before.secret)) problems.push('the key is in a cell, a record or a cache');
  if (logs.includes(before.secret)) problems.push('the key is in a log');
  if (({} as Record<string, unknown>)[POLLUTED] !== undefined)
    problems.push('the prototype of all objects was changed');
}

/** What was kept is shown by every place of the panel, and the same list taken again buys nothing twice. */
function afterwards(at: At, recipe: Recipe, jobId: string | null, problems: string[]): void {
  if (jobId !== null)
    for (const name of ['job', 'log', 'doubts', 'undo'])
      spoken(at, name, { jobId, ...(name === 'job' ? { lost: true } : {}) }, problems);
  for (const name of ['open', 'jobs', 'provenance', 'tab']) spoken(at, name, {}, problems);
  spoken(at, 'counts', { recipe }, problems);
  const again = start(at, recipe);
  if (again === null) return;
  at.drive();
  bringToEnd(at, again, problems);
}
