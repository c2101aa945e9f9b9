// What an operation is told of a run where the run does not matter: the one place to add to when the port tells more.
import type { RunFacts } from '../../src/providers/operation';

export const FACTS: RunFacts = {
  learnt: {},
  rows: 'empty',
  outputs: ['email'],
  oneByOne: false,
  first: true,
  nowMs: Date.UTC(2026, 9, 12, 9),
};
