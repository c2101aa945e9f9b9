// Every crash point of batches of creators: every service call, before and after.
import { expect, test } from 'vitest';
import { sweep } from './crash-sweep';
import { pausedBatch, twoPlatforms } from './influencers-swept';

const TIMEOUT = { timeout: 3_600_000 };

test(
  'a run of two platforms, killed before or after any service call and resumed: the same sheet but for rows in check, nothing uploaded twice',
  TIMEOUT,
  () => {
    const result = sweep(twoPlatforms());
    expect(result.problems).toEqual([]);
    expect(result.points).toBeGreaterThan(100);
    expect(result.checks).toBeGreaterThan(0);
  },
);

test(
  'a batch that pauses and is resumed by its person, killed before or after any service call: the same',
  TIMEOUT,
  () => {
    const result = sweep(pausedBatch());
    expect(result.problems).toEqual([]);
    expect(result.points).toBeGreaterThan(100);
  },
);
