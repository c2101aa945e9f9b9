// Every operation on the built bundle before a provider whose answers are spoilt: some of what the deep test does, with the seed printed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEEDED } from '../text/seed';
import { anyPlan, HOSTILE_SUBJECTS, hostileRun, type Plan } from './hostile-run';

const RUNS = 2;

describe.each(HOSTILE_SUBJECTS.map((one) => [one.operation, one] as const))('%s', (_operation, subject) => {
  test('whatever a provider answers: no exception, no wrong cell, no key elsewhere, nothing billed twice', () => {
    fc.assert(
      fc.property(anyPlan, (one) => {
        expect(hostileRun(subject, one).problems).toEqual([]);
      }),
      { ...SEEDED, numRuns: RUNS },
    );
  });
});

const honest = (calls: number): Plan[] => Array<null>(calls).fill(null);
const fault = (which: number): Plan => ({ spoil: { kind: 'fault', fault: which }, doIt: true });

/** What the deep test found: each kind of call of each operation with each kind of answer. */
test.each<[string, Plan[]]>([
  ['an exception of Google without a word, while a list is read', [fault(2)]],
  ['an exception without a word over a charge', [...honest(7), fault(2)]],
  ['a name that cannot be resolved, when a charge goes out', [...honest(7), fault(4)]],
])('%s: people are told in words, and nothing is billed twice', (_what, plan) => {
  expect(hostileRun(HOSTILE_SUBJECTS[0]!, plan).problems).toEqual([]);
});
