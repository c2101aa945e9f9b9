// Which answers the cells do not show yet, and when one more batch may be charged: pure questions about a slice.
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/archive/archive-row';
import { NEVER } from '../../src/engine/schedule-record';
import { roomMs } from '../../src/job/air';
import { isUnwritten } from '../../src/job/job';
import type { Slice } from '../../src/job/slice';
import { addUnwritten, allWritten, stampMs } from '../../src/job/unwritten';
import { OPERATIONS } from '../../src/providers/all';

const JOB = 'job';

function sliceAt(nowMs: number, keptMs: number): Slice {
  const job = { id: JOB, unwritten: false, intent: null };
  return { platform: { nowMs: () => nowMs }, keptMs, job, unwritten: 0 } as unknown as Slice;
}

const entry = (whenMs: number, job = JOB, kind = 'found'): Entry => ({ row: 2, key: 'k', job, kind, whenMs }) as Entry;

describe('what the cells do not show yet', () => {
  test('answers are kept with times that only grow, also on a machine whose clock is minutes behind', () => {
    const slice = sliceAt(1_000, 300_000);
    expect([stampMs(slice), stampMs(slice)]).toEqual([300_001, 300_002]);
    const ahead = sliceAt(900_000, 300_000);
    expect([stampMs(ahead), stampMs(ahead)]).toEqual([900_000, 900_001]);
  });

  test('a slice that opens again counts only what was kept since the last wave, to the millisecond', () => {
    const slice = sliceAt(1_000, 300_000);
    const written = entry(slice.keptMs);
    addUnwritten(slice, 1, stampMs(slice));
    const first = entry(slice.keptMs);
    addUnwritten(slice, 1, stampMs(slice));
    const second = entry(slice.keptMs);
    expect([written, first, second].map((one) => isUnwritten(slice.job, one))).toEqual([false, true, true]);
    allWritten(slice);
    expect([written, first, second].map((one) => isUnwritten(slice.job, one))).toEqual([false, false, false]);
  });

  test('neither stubs nor the answers of other runs are among them', () => {
    const slice = sliceAt(1_000, 0);
    addUnwritten(slice, 1, stampMs(slice));
    expect(isUnwritten(slice.job, entry(2_000, JOB, 'stub'))).toBe(false);
    expect(isUnwritten(slice.job, entry(2_000, 'another'))).toBe(false);
    expect(isUnwritten(slice.job, entry(2_000))).toBe(true);
  });

  test('where it is not known since when, all of the run’s answers are', () => {
    const slice = sliceAt(1_000, 0);
    slice.job.unwritten = true;
    addUnwritten(slice, 1, stampMs(slice));
    expect(isUnwritten(slice.job, entry(1))).toBe(true);
  });
});

describe('room for one more charge', () => {
  const settingsOf = { 'databar.enrichment': { enrichment: 833, pages: 1 }, 'enrichabl.leads': { pipeline: 'p' } };
  const slice = (over: object, id: keyof typeof settingsOf = 'databar.enrichment', slots = 30): Slice => {
    const job = { trial: 'passed', pace: 3, ripeness: { unripeMs: 4_000, ripeMs: 5_000 }, ...over };
    const batches = [7_000, 5_000, 9_000].map((nextMs) => ({ state: 'ticket', nextMs }));
    const operation = OPERATIONS.find((one) => one.id === id)!;
    return { job, batches, heard: [], slots, operation, settings: settingsOf[id] } as unknown as Slice;
  };

  test('is there at once while fewer are in the air than the pace allows', () => {
    expect(roomMs(slice({ pace: 4 }))).toBe(0);
  });

  test('is there when the oldest in the air is as old as others were when they were ready', () => {
    expect(roomMs(slice({}))).toBe(5_000);
    expect(roomMs(slice({ pace: 1 }))).toBe(9_000);
  });

  test('waits for a look where nothing was seen to be ready yet, or became slower', () => {
    expect(roomMs(slice({ ripeness: undefined }))).toBe(NEVER);
    expect(roomMs(slice({ ripeness: { unripeMs: 6_000, ripeMs: null } }))).toBe(NEVER);
  });

  test('waits for a look where the operation knows how many its provider takes at once', () => {
    expect(roomMs(slice({ pace: 1 }, 'enrichabl.leads'))).toBe(NEVER);
  });

  test('waits for a look where the records are full, and for the first small batch', () => {
    expect(roomMs(slice({ pace: 30 }, 'databar.enrichment', 3))).toBe(NEVER);
    expect(roomMs(slice({ trial: 'due', pace: 30 }))).toBe(NEVER);
  });

  test('does not count on a batch whose charge is in doubt', () => {
    const one = slice({ pace: 1 });
    one.batches[0]!.state = 'sent';
    expect(roomMs(one)).toBe(NEVER);
  });
});
