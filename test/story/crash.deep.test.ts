// The long crash sweeps: three batches, every call, before and after; and seeded pairs of kills.
import { expect, test } from 'vitest';
import { callsOf, pairs, sweep } from './crash-sweep';
import { leads } from './scene';

test('250 rows in three batches, killed before or after every service call', { timeout: 3_600_000 }, () => {
  const options = { rows: leads(250, true) };
  const result = sweep(options);
  console.log(
    `crash points: ${result.points} (${callsOf(options).length} calls), rows in check over all of them: ${result.checks}`,
  );
  expect(result.problems).toEqual([]);
});

test('killed twice, at seeded pairs of calls', { timeout: 3_600_000 }, () => {
  const seed = Number(process.env.SEED ?? 20_260_105);
  const result = pairs({ rows: leads(12, true) }, 600, seed);
  console.log(`pairs of kills: ${result.points}, seed ${seed}, rows in check over all of them: ${result.checks}`);
  expect(result.problems).toEqual([]);
});
