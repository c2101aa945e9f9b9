// A table batch after its charge: no task tells of it, so its rows are read until each has its result, or nothing has changed for ten
// minutes (Databar's official clients advise to watch the output columns; there is no other way).
import { bodyOf, numberField, textField } from '../answer';
import type { Answer, Heard, Json, Ticket, Verdict } from '../operation';
import { asPeopleSee, columnsOf, hasOutput, isSame, outputsOf } from './table-columns';
import { readingOf, type Turn } from './table-prepare';
import { jsonOf, type Kept, type Page, type Reading, readOn, readPages } from './table-rows';
import { markOf, packSlots, type Slot, tailOf, unpackSlots, unrunVerdict } from './table-slots';

const QUIET_MS = 600_000;
/** Pages remembered from one look to the next. */
const PAGES_KEPT = 6;

/** @param balance the answer to a look at the balance */
export function hearWatch(
  ticket: Ticket,
  answers: Answer[],
  balance: Answer,
  turn: Turn,
  scratch: Json | undefined,
): Heard {
  const reading = readingOf(ticket, scratch);
  const read = readPages(answers, reading.small);
  if ('small' in read) return { ticket: { ...ticket, small: true, pages: '' }, soon: true };
  if ('failure' in read) return { failure: read.failure };
  const slots = unpackSlots(textField(ticket, 'rows'));
  const own = keepOwn(reading, slots, read.pages, turn);
  const isComplete = slots.every((slot, index) => slot.is === 'refused' || own.kept[index]?.otherKey === false);
  const next = isComplete ? null : readOn({ ...reading, ...own }, read.pages);
  const now = { ...ticket, pages: own.held.slice(0, PAGES_KEPT).join(',') };
  if (next) return { ticket: now, scratch: { reading: jsonOf(next) }, soon: true };
  return judge(now, slots, own.kept, isShort(balance, turn), turn);
}

/** Own rows among those read, and on which pages they were, so that the next look need not read the whole table. */
function keepOwn(
  { kept: before, held, asked }: Reading,
  slots: Slot[],
  pages: Page[],
  { settings, inputs, facts }: Turn,
): Pick<Reading, 'kept' | 'held'> {
  const kept: { [index: string]: Kept } = { ...before };
  const places = new Set(held);
  const columns = columnsOf(facts.learnt);
  for (const [n, page] of pages.entries())
    for (const { id, row } of page.rows) {
      const tail = tailOf(id);
      for (const [index, slot] of slots.entries()) {
        if (!('tail' in slot) || slot.tail !== tail) continue;
        places.add(asked[n]!);
        const seen = asPeopleSee(row, columns);
        const key = inputs[index]?.sent[settings.key];
        const otherKey = key !== undefined && !isSame(seen[settings.key], key);
        if (!otherKey || !kept[index]) kept[index] = { id, row: seen, otherKey };
      }
    }
  return { kept, held: [...places] };
}

type State = 'done' | 'waiting' | 'gone' | 'moved' | 'refused';

function judge(before: Ticket, slots: Slot[], kept: Reading['kept'], short: boolean, turn: Turn): Heard {
  const { settings, facts } = turn;
  const outputs = slots.map((_slot, index) => (kept[index] ? outputsOf(kept[index].row, settings, facts) : []));
  const states = slots.map((slot, index) => stateOf(slot, kept[index], outputs[index]!));
  const sum = markOf([outputs, states] as Json, 7);
  const since = sum === before.sum && typeof before.since === 'number' ? before.since : facts.nowMs;
  const isEnd = facts.nowMs - since >= QUIET_MS || states.every((state) => state === 'done' || state === 'refused');
  const now = slots.map((slot, index): Slot => {
    const isRun = states[index] === 'done' && 'tail' in slot && slot.is !== 'free';
    return isRun ? { is: 'given', tail: slot.tail } : slot;
  });
  // That the run was taken shows in any row that it filled.
  const doubt = before.doubt === true && !now.some((slot) => slot.is === 'given');
  const verdicts = slots.flatMap((slot, index) => {
    const state = states[index]!;
    if (!isEnd && (state !== 'done' || slot.is === 'given')) return [];
    return [verdictOf(index, slot, state, kept[index], settings.key, doubt, short)];
  });
  if (!isEnd) return { ticket: { ...before, rows: packSlots(now), sum, since, doubt }, verdicts };
  const count = states.filter((state) => state === 'waiting').length;
  if (count === 0 || !short) return { verdicts, done: true };
  const note = `${count} rows of the table got no result, and the credits at Databar are used up. Top up, then take the rows to check again.`;
  return { verdicts, done: true, notes: [note] };
}

function stateOf(slot: Slot, found: Kept | undefined, outputs: Json[]): State {
  if (slot.is === 'refused') return 'refused';
  if (!found) return 'gone';
  if (found.otherKey) return 'moved';
  const isOld = 'before' in slot && markOf(outputs) === slot.before.trim();
  return hasOutput(outputs) && !isOld ? 'done' : 'waiting';
}

function verdictOf(
  index: number,
  slot: Slot,
  state: State,
  found: Kept | undefined,
  key: string,
  doubt: boolean,
  short: boolean,
): Verdict {
  const row = { id: found?.id ?? null, ...found?.row };
  if (slot.is === 'refused' || (slot.is === 'free' && state === 'done')) return unrunVerdict(index, slot, row, key);
  const isKept = slot.is === 'had' && state === 'waiting' && !doubt;
  if (state === 'done' || isKept) return { index, outcome: 'found', result: row };
  let detail = '';
  if (state === 'gone') detail = 'its row is no longer in the table';
  else if (state === 'moved') detail = `its row now has another ${key}`;
  else if (doubt) detail = 'sent, the answer was lost, and the row shows no new result';
  else if (slot.is === 'changed') detail = 'its row still shows the result of its former values';
  else if (short) detail = 'no result, perhaps for lack of credits';
  // A miss and a failure both leave the row empty, and nothing tells them apart.
  return detail ? { index, outcome: 'check', detail } : { index, outcome: 'no match', detail: 'or failed' };
}

/** Databar leaves rows out without a word when the credits do not last; only the balance gives a hint. */
function isShort(balance: Answer, { facts: { learnt } }: Turn): boolean {
  const credits = numberField(bodyOf(balance), 'balance');
  return credits !== null && (credits <= 0 || credits < (numberField(learnt, 'each') ?? 0));
}
