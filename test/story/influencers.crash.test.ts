// Crash points of batches of creators; all of them are in the deep sweep.
import { expect, test } from 'vitest';
import { SOME, sweep } from './crash-sweep';
import { pausedBatch, twoPlatforms } from './influencers-swept';

const TIMEOUT = { timeout: 240_000 };

test(
  'a run of two platforms, killed at a charge or any eighth call and resumed: the same sheet but for rows in check, nothing uploaded twice',
  TIMEOUT,
  async () => {
    const result = await sweep(twoPlatforms(), SOME);
    expect(result.problems).toEqual([]);
    expect(result.cases).toBeGreaterThan(30);
    expect(result.checks).toBeGreaterThan(0);
  },
);

test(
  'a batch that pauses and is resumed by its person, killed at a charge or any eighth call: the same',
  TIMEOUT,
  async () => {
    const result = await sweep(pausedBatch(), SOME);
    expect(result.problems).toEqual([]);
    expect(result.cases).toBeGreaterThan(30);
  },
);
