// What a ticket remembers of each request of a table batch, nine characters each: which row, and how it stood before the run.
// Row ids in full would not fit into a job's memory; five characters of one and the key column together say which row is meant.
import type { Json, Verdict } from '../operation';

/**
 * empty: nothing there before, so whatever comes is the run's. had: it had a result and is run again. changed: the same, but that
 * result was for other inputs. free: it has its result and is not run. given: its verdict was given. refused: never run, by a code.
 */
const KINDS = ['empty', 'had', 'changed', 'free', 'given', 'refused'] as const;

/** `tail`: of the row's id. `before`: mark of the result that it had. Of a refused one both together are the code. */
export type Slot = { is: (typeof KINDS)[number]; tail: string; before: string };

const TAIL = 5;
const MARK = 3;

export function slotOf(is: Slot['is'], text: string, before = ''): Slot {
  return { is, tail: text.slice(0, TAIL), before: before || text.slice(TAIL, TAIL + MARK) };
}

/** Kinds by their first letters. */
export function packSlots(slots: Slot[]): string {
  return slots.map(({ is, tail, before }) => is[0] + tail.padEnd(TAIL) + before.padEnd(MARK)).join('');
}

export function unpackSlots(text: string): Slot[] {
  return (text.match(/.{9}/g) ?? []).map((one) => ({
    is: KINDS.find((kind) => kind[0] === one[0]) ?? 'empty',
    tail: one.slice(1, 1 + TAIL).trim(),
    before: one.slice(1 + TAIL).trim(),
  }));
}

/** The end of an id: in a UUID, whatever its version, the most random part. Only plain letters, so that a ticket stays small. */
export function tailOf(id: string): string {
  return id.replace(/[^\w-]/g, '_').slice(-TAIL);
}

/** A short mark of a value, to see whether it changed. Not a fingerprint: 1 in 46,656 changes goes unseen until the run is quiet. */
export function markOf(value: Json, length = MARK): string {
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify(value)) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash.toString(36).padStart(7, '0').slice(-length);
}

/** By the first letters of a code, which is cut to its room in a slot. */
const REFUSALS: Record<string, string> = {
  AMBIG: 'several rows of the table have this ',
  SAMER: 'another input of the list is the same row of the table',
  NOID: 'Databar did not say which row it is',
  OTHER: 'the table already has a result for other values of this row, and run_empty keeps it',
  INVAL: 'Databar refused a value of the row',
};

/** The verdict on a request that was never run: refused by the code that Databar or the preparation gives, or with its result already. */
export function unrunVerdict(index: number, slot: Slot, row: Json, key: string): Verdict {
  if (slot.is !== 'refused') return { index, outcome: 'found', result: row, credits: 0 };
  const { tail, before } = slot;
  const detail = (REFUSALS[tail] ?? `Databar refused the row (${tail}${before})`) + (tail === 'AMBIG' ? key : '');
  return { index, outcome: 'failed', detail, credits: 0 };
}
