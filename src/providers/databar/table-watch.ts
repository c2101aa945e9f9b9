// A table batch after its charge: no task tells of it, so its rows are read until each has its result, or nothing has changed for ten
// minutes (Databar's official clients advise to watch the output columns; there is no other way).
import { field, readJson } from '../answer';
import type { Answer, Heard, Json, Ticket, Verdict } from '../operation';
import { numberOf } from './catalogue-answer';
import type { TableSettings } from './settings';
import { asPeopleSee, columnsOf, hasOutput, isSame, outputsOf } from './table-columns';
import { readingOf, type Turn } from './table-prepare';
import { jsonOf, type Kept, type Page, type Reading, readOn, readPages } from './table-rows';
import { markOf, packSlots, refusalText, type Slot, tailOf, unpackSlots } from './table-slots';

const QUIET_MS = 600_000;
/** Pages remembered from one look to the next. */
const PAGES_KEPT = 6;

/** @param balance the answer to a look at the balance, where one was asked for */
export function hearWatch(
  ticket: Ticket,
  answers: Answer[],
  balance: Answer | null,
  turn: Turn,
  scratch: Json | undefined,
): Heard {
  const reading = readingOf(ticket, scratch);
  const read = readPages(answers, reading.small);
  if ('small' in read) return { ticket: { ...ticket, small: true, pages: '' }, soon: true };
  if ('failure' in read) return { failure: read.failure };
  const slots = unpackSlots(String(ticket.rows ?? ''));
  const kept = keepOwn(reading.kept, slots, read.pages, turn);
  const isComplete = slots.every(
    (slot, index) => slot.is === 'refused' || (kept[index] !== undefined && !kept[index].otherKey),
  );
  const held = pagesWith(reading, read.pages, slots);
  const next = isComplete ? null : readOn({ ...reading, kept, held }, read.pages);
  const pages = held.slice(0, PAGES_KEPT).join(',');
  if (next) return { ticket: { ...ticket, pages }, scratch: { reading: jsonOf(next) }, soon: true };
  return judge({ ...ticket, pages }, slots, kept, balance, turn);
}

function keepOwn(
  before: Reading['kept'],
  slots: Slot[],
  pages: Page[],
  { settings, inputs, facts }: Turn,
): Reading['kept'] {
  const kept: { [index: string]: Kept } = { ...before };
  const columns = columnsOf(facts.learnt);
  for (const { id, row } of pages.flatMap((page) => page.rows)) {
    const tail = tailOf(id);
    for (const [index, slot] of slots.entries()) {
      if (slot.is === 'refused' || slot.tail !== tail) continue;
      const seen = asPeopleSee(row, columns);
      const key = inputs[index]?.sent[settings.key];
      const otherKey = key !== undefined && !isSame(seen[settings.key], key);
      if (!otherKey) kept[index] = { id, row: seen };
      else kept[index] ??= { id, row: seen, otherKey };
    }
  }
  return kept;
}

/** Where own rows were, so that the next look need not read the whole table. */
function pagesWith(reading: Reading, pages: Page[], slots: Slot[]): number[] {
  const tails = new Set(slots.flatMap((slot) => (slot.is === 'refused' ? [] : [slot.tail])));
  const here = reading.asked.filter((_page, n) => pages[n]?.rows.some(({ id }) => tails.has(tailOf(id))));
  return [...new Set([...reading.held, ...here])];
}

type State = 'done' | 'waiting' | 'gone' | 'moved' | 'refused';

function judge(before: Ticket, slots: Slot[], kept: Reading['kept'], balance: Answer | null, turn: Turn): Heard {
  const { settings, facts } = turn;
  const columns = columnsOf(facts.learnt);
  const outputs = slots.map((_slot, index) => {
    const found = kept[index];
    return found && !found.otherKey ? outputsOf(found.row, settings, facts, columns) : [];
  });
  const states = slots.map((slot, index) => stateOf(slot, kept[index], outputs[index]!));
  const ran = slots.some((slot, index) => isEvidence(slot, states[index]!));
  const sum = markOf([outputs, states] as Json, 7);
  const sinceMs = sum === before.sum && typeof before.since === 'number' ? before.since : facts.nowMs;
  const isQuiet = facts.nowMs - sinceMs >= QUIET_MS;
  const isDone = states.every((state) => state === 'done' || state === 'refused');
  const verdicts: Verdict[] = [];
  for (const [index, slot] of slots.entries()) {
    const state = states[index]!;
    if (!isDone && !isQuiet && (state !== 'done' || slot.is === 'given')) continue;
    const short = state === 'waiting' && isShort(balance, facts.learnt.each);
    verdicts.push(
      verdictOf(index, slot, state, kept[index], { settings, doubt: before.doubt === true && !ran, short }),
    );
  }
  if (isDone) return { verdicts, done: true };
  if (isQuiet) return { verdicts, done: true, ...shortNote(states, balance, turn) };
  const now = slots.map(
    (slot, index): Slot =>
      states[index] === 'done' && 'tail' in slot && slot.is !== 'free' ? { is: 'given', tail: slot.tail } : slot,
  );
  const ticket = { ...before, rows: packSlots(now), sum, since: sinceMs, ...(ran ? { doubt: false } : {}) };
  return { ticket, verdicts };
}

function stateOf(slot: Slot, found: Kept | undefined, outputs: Json[]): State {
  if (slot.is === 'refused') return 'refused';
  if (!found) return 'gone';
  if (found.otherKey) return 'moved';
  if (!hasOutput(outputs)) return 'waiting';
  return 'before' in slot && markOf(outputs) === slot.before.trim() ? 'waiting' : 'done';
}

/** That the run was taken shows in any row that it filled. */
function isEvidence(slot: Slot, state: State): boolean {
  return state === 'done' && slot.is !== 'free';
}

type About = { settings: TableSettings; doubt: boolean; short: boolean };

function verdictOf(
  index: number,
  slot: Slot,
  state: State,
  found: Kept | undefined,
  { settings, doubt, short }: About,
): Verdict {
  const { key } = settings;
  if (slot.is === 'refused') return { index, outcome: 'failed', detail: refusalText(slot.code, key), credits: 0 };
  const free = slot.is === 'free' ? { credits: 0 } : {};
  if (state === 'done') return { index, outcome: 'found', result: { id: found!.id, ...found!.row }, ...free };
  if (state === 'gone') return { index, outcome: 'check', detail: 'its row is no longer in the table' };
  if (state === 'moved') return { index, outcome: 'check', detail: `its row now has another ${key}` };
  if (doubt) return { index, outcome: 'check', detail: 'sent, the answer was lost, and the row shows no new result' };
  if (slot.is === 'had') return { index, outcome: 'found', result: { id: found!.id, ...found!.row } };
  if (slot.is === 'changed')
    return { index, outcome: 'check', detail: 'its row still shows the result of its former values' };
  if (short) return { index, outcome: 'check', detail: 'no result, perhaps for lack of credits' };
  // A miss and a failure both leave the row empty, and nothing tells them apart.
  return { index, outcome: 'no match', detail: 'or failed' };
}

/** Databar leaves rows out without a word when the credits do not last; only the balance gives a hint. */
function isShort(balance: Answer | null, each: Json | undefined): boolean {
  if (!balance || 'fault' in balance || balance.status !== 200) return false;
  const credits = numberOf(field(readJson(balance.text), 'balance'));
  const price = typeof each === 'number' ? each : 0;
  return credits !== null && (credits <= 0 || credits < price);
}

function shortNote(states: State[], balance: Answer | null, { facts }: Turn): Pick<Heard, 'notes'> {
  const count = states.filter((state) => state === 'waiting').length;
  if (count === 0 || !isShort(balance, facts.learnt.each)) return {};
  return {
    notes: [
      `${count} rows of the table got no result, and the credits at Databar are used up. Top up, then take the rows to check again.`,
    ],
  };
}
