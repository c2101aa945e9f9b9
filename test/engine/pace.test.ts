// When a batch is looked at again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextLookMs } from '../../src/engine/pace';
import { SEEDED } from '../text/seed';

describe('the next look at a batch', () => {
  test.each([
    ['right after the submit: the rhythm', 0, 3, 3000],
    ['young: still the rhythm', 8000, 3, 3000],
    ['older: a quarter of its age', 40_000, 3, 10_000],
    ['old: a minute', 3_600_000, 3, 60_000],
    ['a rhythm slower than a minute is kept', 3_600_000, 90, 90_000],
  ])('%s', (_rule, ageMs, pollSeconds, waitMs) => {
    expect(nextLookMs(1_000_000 + ageMs, 1_000_000, pollSeconds)).toBe(1_000_000 + ageMs + waitMs);
  });

  test('is never sooner than the provider allows and never later than a minute, or the rhythm where that is slower', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(100_000_000), fc.integer({ min: 1, max: 120 }), (sentMs, ageMs, pollSeconds) => {
        const waitMs = nextLookMs(sentMs + ageMs, sentMs, pollSeconds) - (sentMs + ageMs);
        expect(waitMs).toBeGreaterThanOrEqual(pollSeconds * 1000);
        expect(waitMs).toBeLessThanOrEqual(Math.max(60_000, pollSeconds * 1000));
      }),
      SEEDED,
    );
  });
});
