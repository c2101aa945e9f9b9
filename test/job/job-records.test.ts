// Where the records of runs stand, one run after another at the same place, and what is left of a run that has ended.
import { describe, expect, test } from 'vitest';
import type { Job } from '../../src/job/job';
import {
  clearRecords,
  freePlace,
  jobEntries,
  keysOfJob,
  loadBatches,
  loadJob,
  loadJobs,
  loadLearnt,
  loadList,
  orphanKeys,
  planEntries,
  type Records,
  stopEntries,
} from '../../src/job/job-records';

const MINUTE_MS = 60_000;

const job = (place: string, id = `run-${place}`): Job =>
  ({ v: 1, id, place, spreadsheet: 'sheet', createdMs: 1, state: 'running', open: [] }) as unknown as Job;

/** Properties in memory, and the calls that changed them. */
function store(all: Records) {
  const calls: string[] = [];
  return {
    calls,
    get: (key: string) => all[key] ?? null,
    all: () => ({ ...all }),
    set: (entries: Records) => {
      calls.push('set');
      Object.assign(all, entries);
    },
    remove: (keys: string[]) => {
      for (const key of keys) {
        calls.push('remove');
        delete all[key];
      }
    },
  };
}

/** A run's records as they are when it ends, a batch's last record among them. */
const recordsOf = (one: Job): Records => ({
  ...planEntries({}, one, [1, 2, 3], { balance: 7 } as never),
  [`bf.job.${one.place}.batch.0`]: '{"v":1,"n":1,"slot":0,"fingerprints":"","count":0}',
  ...jobEntries(one),
});

describe('a place', () => {
  test('is the first one that no run has', () => {
    expect(freePlace({}, 0)).toBe('0');
    expect(freePlace({ ...recordsOf(job('0')), ...recordsOf(job('2')) }, 0)).toBe('1');
  });

  test('is free again ten minutes after its run has ended, when no execution of then can still write there', () => {
    const all = recordsOf(job('0'));
    clearRecords(store(all), job('0'), 5 * MINUTE_MS);
    expect(freePlace(all, 15 * MINUTE_MS)).toBe('1');
    expect(freePlace(all, 15 * MINUTE_MS + 1)).toBe('0');
  });

  test('whose header nobody can read is nobody’s to take', () => {
    for (const header of ['', 'x', '{}', '{"v":0}', '{"v":0,"freeMs":"long ago"}'])
      expect(freePlace({ 'bf.job.0': header }, 1e15), header).toBe('1');
  });

  test('says nothing of the run that had it before, whatever that left there', () => {
    const all: Records = recordsOf(job('0', 'first'));
    Object.assign(all, { 'bf.job.0.list~1': 'AAAA', 'bf.job.0.stop': 'first', 'bf.job.1.list~1': 'BBBB' });
    const second = job('0', 'second');
    const entries = planEntries(all, second, [9], {});
    Object.assign(all, entries, jobEntries(second));
    expect(loadList(all, second)).toEqual(new Set([9]));
    expect(loadLearnt(all, second)).toEqual({});
    expect(loadBatches(all, { ...second, open: [{ n: 1, slot: 0 }] })).toEqual([]);
    expect(loadJob(all, 'second')).toMatchObject({ state: 'running' });
    expect(loadJob(all, 'first')).toBeNull();
    expect(all['bf.job.1.list~1']).toBe('BBBB');
  });
});

describe('what a start left that was killed before its header was written', () => {
  const NOW_MS = 60 * MINUTE_MS;
  const left = planEntries({}, job('1'), [1, 2], {});

  test('is nobody’s, at a place where no run was or where one has ended', () => {
    const free = { 'bf.job.1': '{"v":0,"freeMs":1}', 'bf.job.1.batch.0': '' };
    for (const header of [{}, free]) {
      const all = { ...recordsOf(job('0')), ...header, ...left, 'bf.recipe.a': 'kept' };
      expect(orphanKeys(all, NOW_MS).sort()).toEqual(Object.keys(left).sort());
    }
  });

  test('may still be somebody’s while an execution of then can write its header', () => {
    expect(orphanKeys({ 'bf.job.1': `{"v":0,"freeMs":${NOW_MS - MINUTE_MS}}`, ...left }, NOW_MS)).toEqual([]);
  });
});

describe('the end of a run', () => {
  test('empties all of its records in one call, and no other run’s', () => {
    const other = recordsOf(job('1'));
    const all = { ...recordsOf(job('0')), ...other, 'bf.recipe.a': 'kept' };
    const at = store(all);
    clearRecords(at, job('0'), 1);
    expect(at.calls).toEqual(['set']);
    expect(keysOfJob(all, job('0'))).toEqual(['bf.job.0']);
    expect(loadJobs(all, 'sheet').map(({ id }) => id)).toEqual(['run-1']);
    expect(all).toMatchObject({ ...other, 'bf.recipe.a': 'kept' });
  });

  test.each(['4', 'd939926f-0544-4b0f-8495-fb9629ecbfa8'])(
    'at place %s, which is seldom used again, deletes them, the header last',
    (place) => {
      const all = recordsOf(job(place));
      const at = store(all);
      const removed: string[] = [];
      const remove = (keys: string[]) => {
        removed.push(...keys);
        at.remove(keys);
      };
      clearRecords({ ...at, remove }, job(place), 1);
      expect(all).toEqual({});
      expect(removed.at(-1)).toBe(`bf.job.${place}`);
    },
  );
});

describe('a wish to stop', () => {
  test('stops the run that it names, not the next one at its place', () => {
    const wished = { ...recordsOf(job('0', 'first')), ...stopEntries(job('0', 'first')) };
    expect(loadJob(wished, 'first')).toMatchObject({ state: 'stopped' });
    expect(loadJob({ ...wished, ...jobEntries(job('0', 'second')) }, 'second')).toMatchObject({ state: 'running' });
  });

  test('that an older version wrote stops its run too', () => {
    const id = 'd939926f-0544-4b0f-8495-fb9629ecbfa8';
    expect(loadJob({ ...recordsOf(job(id, id)), [`bf.job.${id}.stop`]: '1' }, id)).toMatchObject({ state: 'stopped' });
  });
});
