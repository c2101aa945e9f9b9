// Service calls of a run for each 1,000 of its rows, and what those of a short run are for. Runs nothing.
import { type Ran, sum } from './filled-run';
import { round } from './peers';

/**
 * Calls that a run of 1,000 rows cannot do without under the safety rule. A charge: fence read, record saved, fetch. What a run costs once
 * does not grow with it.
 */
export const FLOOR_OF_1000: [what: string, calls: number][] = [
  ['11 charges, each behind a fence and a record', 33],
  ['a plan: cells, key, catalogue, records, archive', 7],
  ['a start: cells and catalogue again, marks of five columns, records, alarm', 21],
  ['a new archive, stubs, one keeping of all answers', 19],
  ['two slices: head, lock, records, fence, index, tab, day meter', 25],
  ['the fence while it waits, tickets that no charge follows', 5],
  ['one look at the trial, one at the rest', 2],
  ['one wave: read, log, write, read again', 13],
  ['the end: record of the run, alarm, its properties emptied', 15],
];

/** `polls`: all calls to the provider that charge nothing. */
export type CallsPer1000 = { all: number; sheetWrites: number; submits: number; polls: number };

export function callsPer1000({ rows, calls, fetches }: Ran): CallsPer1000 {
  const each = (count: number): number => round(count / (rows / 1000));
  return {
    all: each(sum(calls)),
    sheetWrites: each(calls['Range.setValues'] ?? 0),
    submits: each(fetches.submits),
    polls: each(fetches.polls),
  };
}
