// The archive's columns, and one row of it as data. Results that were bought, one row per request and run.
import type { CellValue } from '../platform/ports';
import { textWriting } from '../sheet/cell-value';
import type { Outcome } from '../sheet/status-word';
import { type Reduced, unpackResult } from './reduced-result';

/**
 * Input columns first, then the index (read whole), then what the answer adds: so that a stub, the index and an answer are each one
 * block. `when` is in milliseconds of the epoch.
 */
export const HEADERS = [
  'operation',
  'by',
  'sent input',
  'input',
  'key',
  'run',
  'outcome',
  'when',
  'batch',
  'credits',
  'detail',
  'result',
  'result 2',
  'result 3',
];

export const STUB = { column: 1, width: 7 };
export const INDEX = { column: 5, width: 4 };
export const KEYS = { column: 5, width: 2 };
export const ANSWER = { column: 7, width: 8 };
/** An answer without its result. */
export const DETAIL = { column: 7, width: 5 };
export const INPUTS = { column: 3, width: 2 };

/** `stub`: written down before the charge, no answer yet. `run`, `wave`: records of a run, not of a request. */
export type EntryKind = Outcome | 'stub' | 'run' | 'wave';

export type Entry = { row: number; key: string; job: string; kind: EntryKind; whenMs: number };

export type Stub = { operation: string; by: string; sent: string; canonical: string; key: string; job: string };

export type Stored = {
  outcome: EntryKind;
  whenMs: number;
  batch: string;
  credits: number | null;
  detail: string;
  reduced: Reduced;
};

/** All text goes in as text, whatever it looks like. */
export function text(value: string): string {
  return textWriting(value).entered as string;
}

export function stubCells(stub: Stub): CellValue[] {
  return [
    text(stub.operation),
    text(stub.by),
    text(stub.sent),
    text(stub.canonical),
    text(stub.key),
    text(stub.job),
    'stub',
  ];
}

export function answerCells(stored: Stored): CellValue[] {
  const results = [...stored.reduced.cells, '', '', ''].slice(0, 3).map(text);
  return [stored.outcome, stored.whenMs, text(stored.batch), stored.credits ?? '', text(stored.detail), ...results];
}

/** By place, since it is done for every row of a long archive, and lists that are taken apart by names are slow until V8 has optimised it. */
export function readEntry(cells: CellValue[], row: number): Entry {
  return {
    row,
    key: cells[0] as string,
    job: String(cells[1]),
    kind: String(cells[2]) as EntryKind,
    whenMs: timeIn(cells[3]),
  };
}

/** A time as a person may have left it in the cell: one that no date can be is none. */
export function timeIn(cell: CellValue | undefined): number {
  const ms = Number(cell);
  return Math.abs(ms) < 8.64e15 ? ms : 0;
}

export function readAnswer(cells: CellValue[]): Stored {
  const credits = cells[3];
  return {
    outcome: String(cells[0]) as EntryKind,
    whenMs: timeIn(cells[1]),
    batch: String(cells[2]),
    credits: typeof credits === 'number' ? credits : null,
    detail: String(cells[4]),
    reduced: { cells: cells.slice(5).map(String) },
  };
}

/** The result that was asked for last: a row's outcome, values and status each look at it, one after the other. */
let last: { of: Reduced; result: unknown } | null = null;

export function resultOf({ reduced }: Stored): unknown {
  if (last?.of !== reduced) last = { of: reduced, result: unpackResult(reduced) };
  return last.result;
}

/** The result, and behind it those that stood in its place before (an export keeps them under a name that no provider gives). */
export function resultsOf(stored: Stored): unknown[] {
  const result = resultOf(stored);
  const older = (result as { ''?: unknown } | undefined | null)?.[''];
  return [result, ...(Array.isArray(older) ? older : [])];
}
