// What a ticket remembers of each request of a table batch, nine characters each: which row, and how it stood before the run.
// Row ids in full would not fit into a job's memory; five characters of one and the key column together say which row is meant.
import type { Json } from '../operation';

/**
 * empty: nothing there before, so whatever comes is the run's. had: it had a result and is run again. changed: the same, but that
 * result was for other inputs. free: it has its result and is not run. given: its verdict was given. refused: never run, by a code.
 */
export type Slot =
  | { is: 'empty' | 'free' | 'given'; tail: string }
  | { is: 'had' | 'changed'; tail: string; before: string }
  | { is: 'refused'; code: string };

const TAIL = 5;
const MARK = 3;
const WIDTH = TAIL + 1 + MARK;
const LETTERS = { empty: 'n', free: 'f', given: 'g', had: 's', changed: 'c' } as const;

export function packSlots(slots: Slot[]): string {
  return slots.map(packSlot).join('');
}

function packSlot(slot: Slot): string {
  if (slot.is === 'refused') return `!${slot.code}`.padEnd(WIDTH, ' ').slice(0, WIDTH);
  const before = 'before' in slot ? slot.before : '';
  return slot.tail.padStart(TAIL, ' ') + LETTERS[slot.is] + before.padEnd(MARK, ' ');
}

export function unpackSlots(text: string): Slot[] {
  const slots: Slot[] = [];
  for (let at = 0; at + WIDTH <= text.length; at += WIDTH) {
    const one = text.slice(at, at + WIDTH);
    slots.push(unpackSlot(one));
  }
  return slots;
}

function unpackSlot(text: string): Slot {
  if (text[0] === '!') return { is: 'refused', code: text.slice(1).trim() };
  const tail = text.slice(0, TAIL).trim();
  const letter = text[TAIL];
  if (letter === 's' || letter === 'c')
    return { is: letter === 's' ? 'had' : 'changed', tail, before: text.slice(TAIL + 1) };
  return { is: letter === 'f' ? 'free' : letter === 'g' ? 'given' : 'empty', tail };
}

/** The end of an id: in a UUID, whatever its version, the most random part. Only plain letters, so that a ticket stays small. */
export function tailOf(id: string): string {
  return id.replace(/[^\w-]/g, '_').slice(-TAIL);
}

/** A short mark of a value, to see whether it changed. Not a fingerprint: 1 in 46,656 changes goes unseen until the run is quiet. */
export function markOf(value: Json, length = MARK): string {
  let hash = 0x811c9dc5;
  for (const letter of jsonOf(value)) {
    hash ^= letter.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash.toString(36).padStart(7, '0').slice(-length);
}

/** A cell may hold what is nested too deep to be said again. */
function jsonOf(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'too deep';
  }
}

/** Why a row was never run, by the code that Databar (or this file) gives. */
export function refusalText(code: string, key: string): string {
  if (code.startsWith('AMBIG')) return `several rows of the table have this ${key}`;
  if (code.startsWith('SAMEROW')) return 'another input of the list is the same row of the table';
  if (code.startsWith('NOID')) return 'Databar did not say which row it is';
  if (code.startsWith('OTHER'))
    return 'the table already has a result for other values of this row, and run_empty keeps it';
  if (code.startsWith('INVALID')) return 'Databar refused a value of the row';
  return `Databar refused the row (${code})`;
}
