// The long form: every doing before every service call, and seeded sequences of several.
import { test } from 'vitest';
import { proveDeep } from '../deep-table';
import { actAtEveryCall, actAtRandom, DOINGS } from './interference';

test('every doing before every service call', async () => {
  await proveDeep('a doing before each call', () => {
    let cases = 0;
    const problems: string[] = [];
    for (const [what, act] of Object.entries(DOINGS)) {
      const result = actAtEveryCall(act, 1);
      cases += result.cases;
      problems.push(...result.problems.map((problem) => `${what} ${problem}`));
    }
    return { cases, problems };
  });
});

test('seeded sequences of doings', async () => {
  const first = Number(process.env.SEED ?? 1);
  const cases = Number(process.env.SEQUENCES ?? 1000);
  await proveDeep('sequences of doings', () => {
    const problems: string[] = [];
    for (let seed = first; seed < first + cases; seed++) {
      const { acts, problems: found } = actAtRandom(seed);
      problems.push(...found.map((problem) => `seed ${seed} (${acts.join('; ')}): ${problem}`));
    }
    return { cases, problems, seed: first };
  });
});
