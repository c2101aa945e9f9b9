// What a run has still to buy: its list, less what was answered, is in the air, or was bought by another run.
import { describe, expect, test } from 'vitest';
import { indexOf } from '../../src/archive/archive-index';
import type { Entry, EntryKind } from '../../src/archive/archive-row';
import type { Pass } from '../../src/job/pass';
import type { Slice } from '../../src/job/slice';
import type { Request } from '../../src/job/table';
import { standingOf, unsentRequests } from '../../src/job/unsent';
import { fingerprinter, fingerprintPrefix } from '../../src/sheet/fingerprint';
import { recipeOf } from '../recipe/a-recipe';

const DAY_MS = 24 * 60 * 60 * 1000;
const CREATED_MS = 1_800_000_000_000;
const JOB = 'this run';
const fingerprintOf = fingerprinter('databar.enrichment', '[833]');
const [A, B, C, D, E, F] = ['a', 'b', 'c', 'd', 'e', 'f'].map(fingerprintOf) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

function sliceOf(
  entries: Omit<Entry, 'row'>[],
  change: object = {},
  listed = [A, B, C, D, E, F],
  air: string[] = [],
): Slice {
  return {
    job: { id: JOB, createdMs: CREATED_MS, recipe: recipeOf(change) },
    list: new Set(listed.map(fingerprintPrefix)),
    index: indexOf(
      1,
      entries.length + 1,
      entries.map((one, n) => ({ ...one, row: n + 2 })),
    ),
    batches: [{ fingerprints: [] }, { fingerprints: air }],
  } as unknown as Slice;
}

const entry = (key: string, job: string, kind: EntryKind, whenMs = CREATED_MS - DAY_MS) => ({ key, job, kind, whenMs });
const NOTHING: ReadonlySet<string> = new Set();

describe('how an input of a run stands', () => {
  test('it is unsent where nothing is known of it', () => {
    expect(standingOf(sliceOf([]), A, NOTHING)).toBe('unsent');
    expect(standingOf(sliceOf([entry(B, 'another', 'found')]), A, NOTHING)).toBe('unsent');
  });

  test.each(['found', 'no match', 'failed', 'check', 'not run'] as const)(
    'it is answered by %s of the run itself, also while the rest of its batch is in the air',
    (kind) => {
      const slice = sliceOf([entry(A, JOB, kind, CREATED_MS + 1)], { reuse: 'never' });
      expect(standingOf(slice, A, NOTHING)).toBe('answered');
      expect(standingOf(slice, A, new Set([A]))).toBe('answered');
    },
  );

  test('it is not answered by a stub, which is written before the charge', () => {
    const slice = sliceOf([entry(A, JOB, 'stub', 0)]);
    expect(standingOf(slice, A, NOTHING)).toBe('unsent');
    expect(standingOf(slice, A, new Set([A]))).toBe('in air');
  });

  test('it is in the air rather than unsent or reused', () => {
    expect(standingOf(sliceOf([entry(A, 'another', 'found')]), A, new Set([A]))).toBe('in air');
    expect(standingOf(sliceOf([]), A, new Set([B]))).toBe('unsent');
  });

  test('it is none of the run’s where its list does not name it, whatever is in the air or known', () => {
    for (const entries of [[], [entry(A, JOB, 'stub')], [entry(A, 'another', 'found')]]) {
      expect(standingOf(sliceOf(entries, {}, [B]), A, NOTHING)).toBeNull();
      expect(standingOf(sliceOf(entries, {}, [B]), A, new Set([A]))).toBeNull();
    }
  });

  test('what the run has answered is answered, even where its list does not name it', () => {
    expect(standingOf(sliceOf([entry(A, JOB, 'found')], {}, []), A, NOTHING)).toBe('answered');
  });
});

describe('an answer of another run is reused', () => {
  const answers: [string, object, [EntryKind, number], 'reused' | 'unsent'][] = [
    ['where it was found', {}, ['found', CREATED_MS - 1], 'reused'],
    ['where there was no match', {}, ['no match', CREATED_MS - 1], 'reused'],
    ['but not where it failed', {}, ['failed', CREATED_MS - 1], 'unsent'],
    ['but not where it is in doubt', {}, ['check', CREATED_MS - 1], 'unsent'],
    ['but not where it was not run', {}, ['not run', CREATED_MS - 1], 'unsent'],
    ['but not where it is a stub', {}, ['stub', CREATED_MS - 1], 'unsent'],
    ['also of the very moment', {}, ['found', CREATED_MS], 'reused'],
    ['also one that seems to be of later, as by a clock that is ahead', {}, ['found', CREATED_MS + 1], 'reused'],
    ['but not where the recipe never does', { reuse: 'never' }, ['found', CREATED_MS - 1], 'unsent'],
    ['as long as its days go', { reuse: { days: 2 } }, ['found', CREATED_MS - 2 * DAY_MS], 'reused'],
    ['but no longer', { reuse: { days: 2 } }, ['found', CREATED_MS - 2 * DAY_MS - 1], 'unsent'],
    ['in all rows', { rows: 'all' }, ['found', CREATED_MS - 1], 'reused'],
    ['in the first rows', { rows: { first: 5 } }, ['no match', CREATED_MS - 1], 'reused'],
    ['but not where failed rows are bought again', { rows: 'errors' }, ['no match', CREATED_MS - 1], 'unsent'],
    ['but not where rows in doubt are bought again', { rows: 'check' }, ['found', CREATED_MS - 1], 'unsent'],
  ];
  test.each(answers)('%s', (_what, change, [kind, whenMs], standing) => {
    expect(standingOf(sliceOf([entry(A, 'another', kind, whenMs)], change), A, NOTHING)).toBe(standing);
    expect(standingOf(sliceOf([entry(A, 'another', kind, whenMs), entry(A, JOB, 'stub', 0)], change), A, NOTHING)).toBe(
      standing,
    );
  });

  test('by the last word on its input', () => {
    const [found, failed] = [entry(A, 'one', 'found', 10), entry(A, 'two', 'failed', 20)];
    expect(standingOf(sliceOf([found, failed]), A, NOTHING)).toBe('unsent');
    expect(standingOf(sliceOf([failed, { ...found, whenMs: 30 }]), A, NOTHING)).toBe('reused');
  });
});

describe('what is still to be charged', () => {
  const pass = (...fingerprints: string[]): Pass => {
    const requests = fingerprints.map(
      (fingerprint, n) => [fingerprint, { fingerprint, rows: [n + 2] } as Request] as const,
    );
    return { table: { requests: new Map(requests) } } as unknown as Pass;
  };
  const unsent = (slice: Slice, seen: Pass): string[] => unsentRequests(slice, seen).map((one) => one.fingerprint);

  test('is what stands in the list and in the sheet now, less what is in the air, answered or reused', () => {
    const entries = [
      entry(A, JOB, 'found'),
      entry(B, JOB, 'failed'),
      entry(C, 'another', 'found'),
      entry(D, JOB, 'stub'),
    ];
    const slice = sliceOf(entries, {}, [A, B, C, D, E], [D]);
    expect(unsent(slice, pass(A, B, C, D, E, F))).toEqual([E]);
    expect(unsent(slice, pass(A, B, C, D, F))).toEqual([]);
    expect(unsent(slice, pass())).toEqual([]);
  });

  test('is the sheet’s own requests, in its order as it is now', () => {
    const seen = pass(F, B, D, A);
    expect(unsentRequests(sliceOf([]), seen)).toEqual([...seen.table.requests.values()]);
  });

  test('begins with what has a stub already, in the order of the stubs, wherever their rows are now', () => {
    const slice = sliceOf([entry(E, JOB, 'stub', 0), entry(C, JOB, 'stub', 0), entry(F, JOB, 'stub', 0)]);
    expect(unsent(slice, pass(D, F, B, C, E, A))).toEqual([E, C, F, D, B, A]);
  });

  test('has no place by the stubs of other runs', () => {
    const slice = sliceOf([entry(E, 'another', 'stub', 0), entry(C, JOB, 'stub', 0)]);
    expect(unsent(slice, pass(A, E, C))).toEqual([C, A, E]);
  });
});
