// People work in the sheet while a run goes on: sequences of doings between any two service calls, drawn from a seed, and what must hold
// afterwards. For the moving-rows tests; asserts nothing itself.
import { GridError } from '../../workbench/host/grid/grid-error';
import type { CellValue } from '../../workbench/host/grid/port';
import { type Random, seededRandom } from '../../workbench/host/seeded-random';
import { type AtWork, DOINGS, NEEDS_ANOTHER_PERSON } from './person-doings';
import { ANN, billed, HEADERS, type JobView, leads, type Scene, scene, WORK_EMAILS } from './scene';
import { judge, learnColumns, shadowOf, silentRows, vouch } from './shadow-sheet';

/** Before which service call (or once the start has been answered), what, and two numbers that choose where. */
export type Step = [call: number | 'started', what: string, a: number, b: number];
/** `from`: calls are counted from the run's start, or from its first write into the list. `again`: the recipe is run once more at the end. */
export type Sequence = {
  rows: number;
  columns: 'there' | 'missing';
  from: 'start' | 'write';
  again: boolean;
  steps: Step[];
};
export type Told = { problems: string[]; apart: number; calls: number; jobs: JobView[] };

/** Most runs have fewer service calls than this, and most of a wave is over after so many. */
const CALLS = { start: 190, write: 60 };
/** What ends a run for good is drawn more seldom, so that the others come to their turn. */
const SELDOM = new Set(['delete the sheet', 'delete a column', 'rename a header', 'copy the document']);

/** Two doings on average; every other one soon after the one before, since it is in the gaps between two calls that they hurt. */
export function sequenceOf(seed: number): Sequence {
  const random: Random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const often = Object.keys(DOINGS).filter((name) => !SELDOM.has(name));
  const steps: Step[] = [];
  const from = below(2) === 0 ? 'start' : 'write';
  let call = 0;
  for (let left = [1, 1, 2, 2, 3, 4][below(6)]!; left > 0; left--) {
    call = call > 0 && below(2) === 0 ? call + below(5) : 1 + below(CALLS[from]);
    const what = below(8) === 0 ? [...SELDOM][below(SELDOM.size)]! : often[below(often.length)]!;
    steps.push([call, what, below(1000), below(1000)]);
  }
  const columns = below(3) === 0 ? 'missing' : 'there';
  return {
    rows: 6 + below(4),
    columns,
    from,
    again: below(4) === 0,
    steps: steps.sort((a, b) => Number(a[0]) - Number(b[0])),
  };
}

function opened({ rows, columns }: Sequence): Scene {
  const all = leads(rows, true);
  if (columns === 'there') return scene({ rows: all });
  const [first, company, , , , note] = HEADERS;
  return scene({ rows: all.map((row) => [row[0]!, row[1]!, row[5]!]), headers: [first!, company!, note!] });
}

/** When the run read the list, and when it wrote there: what a person typed after a read and before a write cannot be survived. */
type Traffic = { call: number; kind: 'read' | 'write' }[];

function trafficOf(traffic: Traffic, n: number, name: string, detail: string): void {
  if (name === 'Range.getValues' && !detail.startsWith('Backfill archive')) traffic.push({ call: n, kind: 'read' });
  if (isWrite(name, detail) || name === 'SpreadsheetApp.flush') traffic.push({ call: n, kind: 'write' });
}

function isWrite(name: string, detail: string): boolean {
  return name === 'Range.setValues' && !detail.startsWith('Backfill archive');
}

const isInGap =
  (traffic: Traffic) =>
  (call: number): boolean =>
    traffic.find((one) => one.call >= call)?.kind === 'write';

/** Does everything, and judges the sheet at the end. */
export function interfere(sequence: Sequence): Told {
  const s = opened(sequence);
  const user = sequence.steps.map(([, what]) => NEEDS_ANOTHER_PERSON[what]).find(Boolean) ?? ANN;
  s.giveKey(user);
  const shadow = shadowOf(s.leads.values());
  const at: AtWork = {
    s,
    shadow,
    call: 0,
    isWaveOpen: false,
    whileLocked: 0,
    undo: null,
    copies: [],
    others: new Map(),
  };
  const traffic: Traffic = [];
  let n = 0;
  let first: number | null = null;
  let isTwiceMoved = false;
  s.host.setHook((call, phase) => {
    if (phase !== 'before') return;
    at.call = ++n;
    if (sequence.from === 'start' || isWrite(call.name, call.detail)) first ??= n;
    for (const step of sequence.steps) if (first !== null && step[0] === n - first + 1) take(at, step);
    trafficOf(traffic, n, call.name, call.detail);
    if (isWrite(call.name, call.detail)) at.isWaveOpen = true;
    // What was done before the wave's own read, it knows of.
    if (call.name === 'Range.getValues' && !call.detail.startsWith('Backfill archive') && !at.isWaveOpen)
      at.whileLocked = 0;
    if (!call.name.startsWith('Lock.') || !call.detail.startsWith('document')) return;
    isTwiceMoved ||= at.isWaveOpen && at.whileLocked > 1;
    at.isWaveOpen = false;
    at.whileLocked = 0;
  });
  const problems: string[] = [];
  const jobs: JobView[] = [];
  const go = (): void => {
    const started = s.start(WORK_EMAILS, user);
    for (const step of sequence.steps) if (step[0] === 'started') take(at, step);
    driveOn(s, user);
    if (started.ok) jobs.push(s.view(started.value.jobId, user));
    else if (started.error!.message.length < 20) problems.push(`refused in too few words: ${started.error!.message}`);
  };
  go();
  const calls = n;
  if (sequence.again) go();
  s.host.setHook(undefined);
  if (new Set(billed(s)).size !== billed(s).length) problems.push('billed twice');
  problems.push(...jobs.flatMap(wrongCounts), ...inertCopies(at), ...touchedTabs(at));
  if (!s.person.tabs().some(({ id }) => id === s.leads.id)) return { problems, apart: 0, calls, jobs };
  const real = s.leads.values();
  const judged = judge(shadow, real, isInGap(traffic), isTwiceMoved);
  problems.push(...judged.problems);
  const last = jobs.at(-1);
  const lastRead = traffic.filter(({ kind }) => kind === 'read').at(-1)?.call ?? 0;
  if (last?.state === 'finished' && !last.refusedCells)
    problems.push(...silentRows(shadow, real, wasBilled(s), lastRead));
  return { problems, apart: judged.apart, calls, jobs };
}

/** A heartbeat that meets a sheet which goes away under it says so, and the next one goes on. */
function driveOn(s: Scene, user: string, tries = 3): void {
  try {
    s.drive(user);
  } catch (error) {
    if (tries === 0 || !/Nothing is lost; try again/.test(String(error))) throw error;
    driveOn(s, user, tries - 1);
  }
}

function take(at: AtWork, [, what, a, b]: Step): void {
  try {
    const values = at.s.leads.values();
    learnColumns(at.shadow, values);
    vouch(at.shadow, values);
    at.undo = DOINGS[what]!(at, a, b);
    at.whileLocked++;
  } catch (error) {
    // The tab is gone, or the place is protected: the person sees that themselves.
    if (!(error instanceof GridError)) throw error;
  }
}

function wrongCounts({ state, reason, requests, outcomes }: JobView): string[] {
  const sum = Object.values(outcomes).reduce((all, count) => all + count, 0);
  const wrong = state === 'finished' && sum !== requests ? [`${requests} requests, ${sum} outcomes`] : [];
  if (state !== 'finished' && (reason ?? '').length < 20) wrong.push(`${state} without a reason`);
  return state === 'running' ? [...wrong, 'still running, and nothing is due'] : wrong;
}

function wasBilled(s: Scene): (first: string, company: string) => boolean {
  const paid = new Set(s.databar.ledger.billed.map(({ params }) => JSON.stringify(params).toLowerCase()));
  return (first_name, company) => paid.has(JSON.stringify({ first_name, company }).toLowerCase());
}

/** In a copy nothing goes on by itself. */
function inertCopies({ copies }: AtWork): string[] {
  return copies.flatMap((state) => {
    const copy = scene({ host: { state } });
    copy.giveKey();
    copy.call('advance');
    copy.host.clock.advance(3_600_000);
    return billed(copy).length > 0 ? ['a copy of the document went on buying'] : [];
  });
}

function touchedTabs({ s, others }: AtWork): string[] {
  const values = (id: number): CellValue[][] =>
    s.person.tab(s.person.tabs().find((tab) => tab.id === id)!.name).values();
  return [...others].flatMap(([id, before]) =>
    JSON.stringify(values(id)) === before ? [] : ['a duplicate of the sheet was written to'],
  );
}

/** What people do, one by one: `a` and `b` as the doing takes them. */
export const SINGLE_DOINGS: [name: string, what: string, a: number, b: number][] = [
  ['sort by company, descending', 'sort', 1, 1],
  ['sort by notes', 'sort', 5, 0],
  ['sort by the e-mails found', 'sort', 2, 0],
  ['insert a row above the header', 'insert rows', 0, 0],
  ['insert a row above', 'insert rows', 1, 0],
  ['insert rows in the middle', 'insert rows', 5, 2],
  ['delete a row', 'delete rows', 2, 0],
  ['insert a column at the left', 'insert a column', 0, 0],
  ['insert a column between the outputs', 'insert a column', 3, 0],
  ['delete an input column', 'delete a column', 0, 0],
  ['delete the notes', 'delete a column', 5, 0],
  ['move the notes to the front', 'move a column', 5, 0],
  ['cut a row and paste it below', 'cut and paste a row', 2, 0],
  ['cut inputs and paste them over others', 'cut and paste inputs', 1, 5],
  ['edit an input', 'edit an input', 2, 0],
  ['edit an output', 'edit an output', 2, 0],
];

/** One doing before each nth service call in turn. */
export function actAtEveryCall(
  what: string,
  a: number,
  b: number,
  stride: number,
): { cases: number; problems: string[] } {
  const problems: string[] = [];
  let cases = 0;
  for (let call = 1; ; call += stride) {
    const told = interfere({ rows: 9, columns: 'there', from: 'start', again: false, steps: [[call, what, a, b]] });
    if (call > told.calls) return { cases, problems };
    cases++;
    problems.push(...told.problems.map((problem) => `before call ${call}: ${problem}`));
  }
}

/** The same with as few doings as still show it. */
export function shrunk(sequence: Sequence): Sequence {
  for (const step of sequence.steps) {
    const fewer = { ...sequence, steps: sequence.steps.filter((one) => one !== step) };
    if (problemsOf(fewer).length > 0) return shrunk(fewer);
  }
  return sequence.again && problemsOf({ ...sequence, again: false }).length > 0
    ? { ...sequence, again: false }
    : sequence;
}

/** A doing that makes the add-on or the host throw is a problem as well. */
export function toldOf(sequence: Sequence): Pick<Told, 'problems' | 'apart'> {
  try {
    return interfere(sequence);
  } catch (error) {
    return { problems: [`threw ${(error as Error).message}`], apart: 0 };
  }
}

export const problemsOf = (sequence: Sequence): string[] => toldOf(sequence).problems;
