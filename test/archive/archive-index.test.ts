// What the archive knows of an input.
import { describe, expect, test } from 'vitest';
import { indexOf, latest, NO_ARCHIVE, ownEntry } from '../../src/archive/archive-index';
import type { Entry, EntryKind } from '../../src/archive/archive-row';

function entry(row: number, key: string, job: string, kind: EntryKind, whenMs = row): Entry {
  return { row, key, job, kind, whenMs };
}

describe('the latest word on an input', () => {
  test('is the youngest answer of any run, wherever it stands', () => {
    const index = indexOf(1, 4, [
      entry(2, 'a', 'one', 'failed', 300),
      entry(3, 'a', 'two', 'found', 100),
      entry(4, 'b', 'two', 'no match', 900),
    ]);
    expect(latest(index, 'a')?.kind).toBe('failed');
    expect(latest(index, 'b')?.kind).toBe('no match');
  });

  test('of two at the same moment it is the one further down', () => {
    const index = indexOf(1, 3, [entry(2, 'a', 'one', 'check', 5), entry(3, 'a', 'one', 'found', 5)]);
    expect(latest(index, 'a')?.row).toBe(3);
  });

  test('is nothing where only a stub stands, or no row at all', () => {
    const index = indexOf(1, 2, [entry(2, 'a', 'one', 'stub', 999)]);
    expect(latest(index, 'a')).toBeNull();
    expect(latest(index, 'b')).toBeNull();
    expect(latest(NO_ARCHIVE, 'a')).toBeNull();
  });
});

describe("a run's own row", () => {
  const index = indexOf(1, 4, [
    entry(2, 'a', 'one', 'found'),
    entry(3, 'a', 'two', 'stub'),
    entry(4, 'a', 'two', 'found'),
  ]);

  test('is its answer rather than its stub, and never that of another run', () => {
    expect(ownEntry(index, 'a', 'two')?.row).toBe(4);
    expect(ownEntry(index, 'a', 'one')?.row).toBe(2);
    expect(ownEntry(index, 'a', 'three')).toBeNull();
  });

  test('an input named like a property of every object is an input', () => {
    expect(latest(indexOf(1, 2, []), 'constructor')).toBeNull();
    expect(ownEntry(indexOf(1, 2, [entry(2, '__proto__', 'one', 'found')]), '__proto__', 'one')?.row).toBe(2);
  });
});
