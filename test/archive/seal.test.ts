// Whether a person changed the archive by hand since it was written. What is in the result cells is not covered by the seal.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexOf } from '../../src/archive/archive-index';
import type { Entry, EntryKind } from '../../src/archive/archive-row';
import { brokenSeal, sealBefore } from '../../src/archive/seal';
import type { Platform } from '../../src/platform/ports';
import { SEEDED } from '../text/seed';

const SPREADSHEET = 'sheet-1';

/** The seal's text after a write that brings `added` and takes `removed`. */
function seal(entries: Entry[], removed: Entry[], added: Entry[]): string {
  const stored: Record<string, string> = {};
  const platform = {
    spreadsheet: { id: () => SPREADSHEET },
    documentStore: { set: (more: Record<string, string>) => Object.assign(stored, more) },
  } as unknown as Platform;
  sealBefore(platform, indexOf(1, entries.length + 1, entries), removed, added);
  return Object.values(stored)[0]!;
}

function missing(text: string | undefined, entries: Entry[], spreadsheet = SPREADSHEET): number | null {
  return brokenSeal(text, spreadsheet, indexOf(1, entries.length + 1, entries))?.missing ?? null;
}

const entry = fc.record({
  row: fc.integer({ min: 2, max: 999 }),
  key: fc.string({ minLength: 16, maxLength: 16 }),
  job: fc.constantFrom('one', 'two'),
  kind: fc.constantFrom<EntryKind>('stub', 'found', 'no match', 'failed', 'check', 'run'),
  whenMs: fc.nat(),
});
const entries = fc.uniqueArray(entry, { selector: ({ key }) => key, maxLength: 12 });

const FOUND: Entry = { row: 2, key: 'AAAAAAAAAAAAAAAA', job: 'one', kind: 'found', whenMs: 5 };
const MISS: Entry = { ...FOUND, row: 3, key: 'BBBBBBBBBBBBBBBB', kind: 'no match' };
const STUB: Entry = { ...FOUND, row: 4, key: 'CCCCCCCCCCCCCCCC', kind: 'stub' };

describe('the seal holds', () => {
  test('before the write and after it, since an execution may die in between', () => {
    fc.assert(
      fc.property(entries, entries, (before, added) => {
        const text = seal(before, [], added);
        expect(missing(text, before)).toBeNull();
        expect(missing(text, [...before, ...added])).toBeNull();
      }),
      SEEDED,
    );
  });

  test('when answers replaced stubs', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (before, whenMs) => {
        const stubs = before.filter(({ kind }) => kind === 'stub');
        const answers = stubs.map((stub): Entry => ({ ...stub, kind: 'found', whenMs }));
        const after = before.map((one) => (one.kind === 'stub' ? ({ ...one, kind: 'found', whenMs } as Entry) : one));
        expect(missing(seal(before, stubs, answers), after)).toBeNull();
      }),
      SEEDED,
    );
  });

  test('when the archive was sorted: the order of rows is no change', () => {
    fc.assert(
      fc.property(
        entries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, sorted]) => {
          const moved = sorted.map((one, i) => ({ ...one, row: i + 2 }));
          expect(missing(seal([], [], all), moved)).toBeNull();
        },
      ),
      SEEDED,
    );
  });

  test('where none was set yet, where it cannot be read, and in a copy of the document', () => {
    expect(missing(undefined, [FOUND])).toBeNull();
    expect(missing('{', [FOUND])).toBeNull();
    expect(missing(seal([], [], [FOUND, MISS]), [], 'another sheet')).toBeNull();
  });
});

describe('the seal is broken', () => {
  test('by any removed row, and says how many results may be bought again', () => {
    const text = seal([FOUND, STUB], [], [MISS]);
    expect(missing(text, [FOUND, MISS])).toBe(0);
    expect(missing(text, [MISS, STUB])).toBe(1);
    expect(missing(text, [STUB])).toBe(2);
    expect(missing(text, [])).toBe(2);
  });

  test('by every single change of key, run, outcome or time', () => {
    const text = seal([FOUND, MISS], [], [STUB]);
    for (const change of [{ key: 'DDDDDDDDDDDDDDDD' }, { job: 'two' }, { kind: 'failed' as const }, { whenMs: 6 }])
      expect(missing(text, [{ ...FOUND, ...change }, MISS, STUB])).not.toBeNull();
  });

  test('by a row that was pasted twice', () => {
    expect(missing(seal([], [], [FOUND]), [FOUND, FOUND])).toBe(0);
  });

  test('by any row taken out of any archive', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (all, at) => {
        if (all.length === 0) return;
        const left = all.filter((_, i) => i !== at % all.length);
        expect(missing(seal(all, [], []), left)).not.toBeNull();
      }),
      SEEDED,
    );
  });
});
