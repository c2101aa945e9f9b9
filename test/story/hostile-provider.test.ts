// Every operation on the built bundle before a provider whose answers are spoilt: some of what the deep test does, with the seed printed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEEDED } from '../text/seed';
import { anyPlan, HOSTILE_SUBJECTS, hostileRun } from './hostile-run';

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
