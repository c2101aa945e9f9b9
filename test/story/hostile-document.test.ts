// A document that a colleague has tampered with, and every call that can be made in it: some of what the deep test does. On the built bundle.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEEDED } from '../text/seed';
import { anyTampering, type Tampering, tamperedDocument } from './hostile-document';

const RUNS = 3;

test('whatever a colleague leaves in headers, cells, the archive and saved records: no exception, no formula, no key of another, no cell of theirs', () => {
  fc.assert(
    fc.property(anyTampering, (tamperings) => {
      expect(tamperedDocument(tamperings).problems).toEqual([]);
    }),
    { ...SEEDED, numRuns: RUNS },
  );
});

/** Each was found by the deep test. */
const FOUND: [string, Tampering[]][] = [
  ['a time in the archive that no date can be', [{ at: 'Backfill archive', row: 103, column: 77, cell: 28 }]],
  [
    'a run that has lost the time of its next charge',
    [{ at: 'records', record: 190, change: { op: 'drop', node: 220 } }],
  ],
];

test.each(FOUND)('%s is told by no call as an exception', (_what, tamperings) => {
  expect(tamperedDocument(tamperings).problems).toEqual([]);
});
