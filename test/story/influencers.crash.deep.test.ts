// Every crash point of batches of creators: every service call, before and after.
import { expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { sweep } from './crash-sweep';
import { pausedBatch, twoPlatforms } from './influencers-swept';

test('a run of two platforms, killed before or after any service call and resumed: the same sheet but for rows in check, nothing uploaded twice', async () => {
  const result = await proveDeep('one kill: two platforms of creators', () => sweep(twoPlatforms()));
  expect(result.cases).toBeGreaterThan(100);
  expect(result.checks).toBeGreaterThan(0);
});

test('a batch that pauses and is resumed by its person, killed before or after any service call: the same', async () => {
  const result = await proveDeep('one kill: a paused batch of creators', () => sweep(pausedBatch()));
  expect(result.cases).toBeGreaterThan(100);
});
