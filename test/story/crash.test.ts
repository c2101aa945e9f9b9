// Every crash point of a small run; crash.deep.test.ts has the larger ones.
import { expect, test } from 'vitest';
import { callsOf, sweep } from './crash-sweep';
import { leads } from './scene';

test('killed before or after any service call and resumed: the same sheet but for rows in check, nothing billed twice', {
  timeout: 240_000,
}, () => {
  const options = { rows: leads(12, true) };
  const calls = callsOf(options);
  const result = sweep(options);
  console.log(
    `crash points: ${result.cases} (${calls.length} calls), rows left in check over all of them: ${result.checks}`,
  );
  expect(result.problems).toEqual([]);
  expect(result.cases).toBe(2 * calls.length);
  expect(result.checks).toBeGreaterThan(0);
});
