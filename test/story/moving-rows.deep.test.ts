// The long form: every doing before every service call, and seeded sequences of several.
import { expect, test } from 'vitest';
import { actAtEveryCall, actAtRandom, DOINGS } from './interference';

test('every doing before every service call', { timeout: 3_600_000 }, () => {
  let points = 0;
  const problems: string[] = [];
  for (const [what, act] of Object.entries(DOINGS)) {
    const result = actAtEveryCall(act, 1);
    points += result.points;
    problems.push(...result.problems.map((problem) => `${what} ${problem}`));
  }
  console.log(`doings at calls: ${points}`);
  expect(problems).toEqual([]);
});

test('seeded sequences of doings', { timeout: 3_600_000 }, () => {
  const first = Number(process.env.SEED ?? 1);
  const count = Number(process.env.SEQUENCES ?? 1000);
  const problems: string[] = [];
  for (let seed = first; seed < first + count; seed++) {
    const { acts, problems: found } = actAtRandom(seed);
    problems.push(...found.map((problem) => `seed ${seed} (${acts.join('; ')}): ${problem}`));
  }
  console.log(`sequences: ${count}, seeds ${first} to ${first + count - 1}`);
  expect(problems).toEqual([]);
});
