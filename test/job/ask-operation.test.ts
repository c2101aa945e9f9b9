// Asking and hearing an operation: it is told all that its run knows, and its own mistakes are no end of a run.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callsFor, heardOf } from '../../src/job/ask-operation';
import type { Batch } from '../../src/job/job';
import type { Slice } from '../../src/job/slice';
import type { AnyOperation } from '../../src/providers/all';
import { enrichablExport } from '../../src/providers/enrichabl/export';
import type { Answer, RequestInput } from '../../src/providers/operation';
import { recipeOf } from '../recipe/a-recipe';

const SETTINGS = { pipeline: '5a3b1e00-0000-4000-8000-000000000002' };
const LEARNT = { leads: 3 };
const BATCH = { ticket: { stage: 'read', at: 7 }, fingerprints: ['a', 'b', 'c'] } as unknown as Batch;
const INPUTS: RequestInput[] = [{ canonical: { email: 'a@example.com' }, sent: { email: 'A@example.com' } }];
const SCRATCH = { pages: 2 };
const ANSWERS: Answer[] = [{ status: 200, headers: {}, text: '{}' }];
const FACTS = { learnt: LEARNT, rows: 'all', outputs: ['email'], oneByOne: true, first: true, nowMs: 5_000 };

/** An operation that does something else when asked and heard. */
function sliceOf(ask: AnyOperation['ask'], hear: AnyOperation['hear']): Slice {
  const job = { recipe: recipeOf({ rows: 'all' }), oneByOne: true, nextBatch: 1 };
  const platform = { nowMs: () => 5_000 };
  const operation = { ...enrichablExport, ask, hear };
  return { platform, job, operation, settings: SETTINGS, learnt: LEARNT } as unknown as Slice;
}

const confused = (): never => {
  throw new TypeError('leads is not iterable');
};

let logged: unknown[][];
beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((...said) => void logged.push(said));
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('an operation', () => {
  test('is asked with the ticket of its batch, its inputs, its settings, its scratch and the facts of its run', () => {
    const asked: unknown[][] = [];
    const call = { effect: 'read', method: 'GET', path: '/leads' } as const;
    const ask: AnyOperation['ask'] = (...told) => {
      asked.push(told);
      return [call];
    };
    expect(callsFor(sliceOf(ask, confused), BATCH, INPUTS, SCRATCH)).toEqual([call]);
    expect(asked).toEqual([[BATCH.ticket, INPUTS, SETTINGS, SCRATCH, FACTS]]);
    expect(logged).toEqual([]);
  });

  test('hears with its answers also how many requests travelled, though it may be given no inputs', () => {
    const heard: unknown[][] = [];
    const hear: AnyOperation['hear'] = (...told) => {
      heard.push(told);
      return { done: true };
    };
    expect(heardOf(sliceOf(confused, hear), BATCH, [], ANSWERS, undefined)).toEqual({ done: true });
    expect(heard).toEqual([[BATCH.ticket, 3, [], ANSWERS, SETTINGS, undefined, FACTS]]);
    expect(logged).toEqual([]);
  });
});

describe('an operation that throws', () => {
  test('asks for nothing, and the log says which one it was and why', () => {
    expect(callsFor(sliceOf(confused, confused), BATCH, INPUTS, SCRATCH)).toEqual([]);
    expect(logged).toEqual([['enrichabl.export could not ask: TypeError: leads is not iterable']]);
  });

  test('has understood nothing: no verdict, no money counted, and the same is read again', () => {
    expect(heardOf(sliceOf(confused, confused), BATCH, INPUTS, ANSWERS, SCRATCH)).toEqual({
      failure: { kind: 'again', reason: 'the answer could not be understood' },
    });
    expect(logged).toEqual([['enrichabl.export could not hear: TypeError: leads is not iterable']]);
  });
});
