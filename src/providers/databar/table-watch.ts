// A table batch after its charge: no task tells of it, so its rows are read until each has its result, or nothing has changed for ten
// minutes (Databar's official clients advise to watch the output columns; there is no other way).
import { bodyOf, numberField, textField } from '../answer';
import type { Answer, Heard, Json, Ticket, Verdict } from '../operation';
import { hasOutput, isSame, outputsOf, type Row } from './table-columns';
import type { Turn } from './table-prepare';
import { type Kept, type Reading, readRows } from './table-rows';
import { markOf, packSlots, type Slot, slotOf, tailOf, unpackSlots, unrunVerdict } from './table-slots';

const QUIET_MS = 600_000;

/** @param balance the answer to a look at the balance */
export function hearWatch(
  ticket: Ticket,
  answers: Answer[],
  balance: Answer,
  turn: Turn,
  scratch: Json | undefined,
): Heard {
  const slots = unpackSlots(textField(ticket, 'rows'));
  const keep = (kept: Reading['kept'], id: string, seen: () => Row): boolean => {
    let isOwn = false;
    for (const [index, slot] of slots.entries()) {
      if (slot.is === 'refused' || slot.tail !== tailOf(id)) continue;
      isOwn = true;
      const row = seen();
      const key = turn.inputs[index]?.sent[turn.settings.key];
      const otherKey = key !== undefined && !isSame(row[turn.settings.key], key);
      if (!otherKey || !kept[index]) kept[index] = { id, row, otherKey };
    }
    return isOwn;
  };
  const isEnough = (kept: Reading['kept']): boolean =>
    slots.every((slot, index) => slot.is === 'refused' || kept[index]?.otherKey === false);
  const read = readRows(ticket, answers, scratch, turn.facts.learnt, keep, isEnough);
  return 'kept' in read ? judge(read.ticket, slots, read.kept, isShort(balance, turn), turn) : read;
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
    return states[index] === 'done' && slot.is !== 'free' ? slotOf('given', slot.tail) : slot;
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
  const isOld = markOf(outputs) === slot.before;
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
