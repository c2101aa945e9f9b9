// Every crash point of a small run; crash.deep.test.ts has those of every operation, and pairs.
import { expect, test } from 'vitest';
import { sweep } from './crash-sweep';
import { leads } from './scene';

test('killed before or after any service call and resumed: the same sheet but for rows in check, nothing billed twice', {
  timeout: 240_000,
}, async () => {
  const result = await sweep({ rows: leads(7, true) });
  console.log(`crash points: ${result.cases}, rows left in check over all of them: ${result.checks}`);
  expect(result.problems).toEqual([]);
  expect(result.cases).toBeGreaterThan(200);
  expect(result.checks).toBeGreaterThan(0);
});
