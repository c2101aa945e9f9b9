// The long form: every doing before every service call, and seeded sequences of all that people do.
// SEED=7 SEQUENCES=1 npm run test:deep -- moving-rows   repeats the sequence of seed 7.
import { test } from 'vitest';
import { proveDeep } from '../deep-table';
import { actAtEveryCall, SINGLE_DOINGS, sequenceOf, shrunk, toldOf } from './interference';

test.each(SINGLE_DOINGS)('%s, before every service call', async (name, what, a, b) => {
  await proveDeep(`before each call: ${name}`, () => actAtEveryCall(what, a, b, 1));
});

test('seeded sequences of doings', async () => {
  const seed = Number(process.env.SEED ?? 1);
  const cases = Number(process.env.SEQUENCES ?? 5000);
  let apart = 0;
  await proveDeep('sequences of doings', () => {
    const problems: string[] = [];
    for (let one = seed; one < seed + cases; one++) {
      const sequence = sequenceOf(one);
      const told = toldOf(sequence);
      if (told.apart > 0) apart++;
      if (told.problems.length > 0)
        problems.push(`seed ${one}, shrunk to ${JSON.stringify(shrunk(sequence))}: ${told.problems.join('; ')}`);
    }
    return { cases, problems, seed };
  });
  console.log(`sequences in which a person typed into the very cell between a read and a write: ${apart}`);
});
