// Every operation before hostile providers, in earnest: each kind of call with each kind of answer, and thousands of spoilt answers more.
// One seed for all (SEED=…), printed in the table; what it finds is a plan that `hostileRun` takes as it is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordDeep } from '../deep-table';
import { SEEDED } from '../text/seed';
import { anyPlan, eachKindSpoilt, HOSTILE_SUBJECTS, hostileRun, type Plan } from './hostile-run';

const RUNS = 150;
const seed = SEEDED.seed ?? Date.now() % 1_000_000;

function prove(kind: string, cases: Iterable<[string, Parameters<typeof hostileRun>[0], Plan[]]>): void {
  const startedMs = Date.now();
  const found: string[] = [];
  let answers = 0;
  for (const [name, subject, plan] of cases) {
    const where = `${subject.operation} ${name}`;
    try {
      const told = hostileRun(subject, plan);
      answers += told.answers;
      for (const problem of told.problems) found.push(`${where}: ${problem}\n${JSON.stringify(plan)}`);
    } catch (error) {
      found.push(`${where} threw ${(error as Error).stack}\n${JSON.stringify(plan)}`);
    }
  }
  recordDeep({ kind, cases: answers, violations: found.length, seed, seconds: (Date.now() - startedMs) / 1000 });
  expect(found).toEqual([]);
}

test('hostile answers: each kind of call of each operation, with each status, body, fault and delay', () => {
  prove(
    'hostile answers, each kind of call',
    HOSTILE_SUBJECTS.flatMap((subject) =>
      eachKindSpoilt(subject).map(({ name, plan }) => [name, subject, plan] as [string, typeof subject, Plan[]]),
    ),
  );
});

test('hostile answers: spoilt at random, many in a run', () => {
  prove(
    'hostile answers, at random',
    HOSTILE_SUBJECTS.flatMap((subject) =>
      fc
        .sample(anyPlan, { seed, numRuns: RUNS })
        .map((plan, n) => [`run ${n} of seed ${seed}`, subject, plan] as [string, typeof subject, Plan[]]),
    ),
  );
});
