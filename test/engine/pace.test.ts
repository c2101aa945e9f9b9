// When a batch is looked at again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterLook,
  firstLookMs,
  gatheredLookMs,
  NO_RIPENESS,
  nextLookMs,
  quicker,
  slower,
} from '../../src/engine/pace';
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

describe('the first look at a batch', () => {
  test('is the rhythm where nothing is known, and never sooner', () => {
    expect(firstLookMs(1000, 3, NO_RIPENESS)).toBe(4000);
    expect(firstLookMs(1000, 3, { unripeMs: 0, ripeMs: 500 })).toBe(4000);
  });

  test('closes in on the age at which batches are ready', () => {
    const readyMs = 5480;
    let ripeness = NO_RIPENESS;
    let ageMs = 0;
    for (let batch = 0; batch < 6; batch++) {
      ageMs = firstLookMs(0, 3, ripeness);
      ripeness = afterLook(ripeness, ageMs, ageMs >= readyMs);
      for (let again = ageMs; again < readyMs; ) {
        again = nextLookMs(again, 0, 3);
        ripeness = afterLook(ripeness, again, again >= readyMs);
      }
    }
    ageMs = firstLookMs(0, 3, ripeness);
    expect(ageMs).toBeGreaterThanOrEqual(readyMs);
    expect(ageMs).toBeLessThan(1.15 * readyMs);
  });

  test.each([
    ['far apart: between them', 2000, 10_000, 6000],
    ['a tenth apart: when it was ready', 9000, 10_000, 10_000],
    ['close together: when it was ready', 5600, 6000, 6000],
  ])('goes by the ages not ready yet and ready, %s', (_rule, unripeMs, ripeMs, waitMs) => {
    expect(firstLookMs(1000, 3, { unripeMs, ripeMs })).toBe(1000 + waitMs);
  });

  test.each([
    ['older, not ready', 4000, false, { unripeMs: 4000, ripeMs: 6000 }],
    ['younger, not ready', 2000, false, { unripeMs: 3000, ripeMs: 6000 }],
    ['older, ready', 8000, true, { unripeMs: 3000, ripeMs: 6000 }],
    ['younger, ready', 5000, true, { unripeMs: 3000, ripeMs: 5000 }],
    [
      'younger than any that was not ready, ready: batches become quicker',
      2000,
      true,
      { unripeMs: 2000, ripeMs: 2000 },
    ],
    ['not ready when others were: batches become slower', 6000, false, { unripeMs: 6000, ripeMs: null }],
    ['not ready when others had been for long', 7000, false, { unripeMs: 7000, ripeMs: null }],
  ])('learns from a batch that was %s', (_rule, ageMs, isRipe, learnt) => {
    expect(afterLook({ unripeMs: 3000, ripeMs: 6000 }, ageMs, isRipe)).toEqual(learnt);
  });
});

describe('looks that are due at about the same time', () => {
  test('go out together with the last of them; a later one is not waited for', () => {
    expect(gatheredLookMs([5000, 5600, 6900, 9000])).toBe(6900);
    expect(gatheredLookMs([])).toBeNull();
  });

  test('wait for the very last ones where nothing is left to send and those are near', () => {
    expect(gatheredLookMs([3000, 5000, 7000], false, 5000)).toBe(7000);
    expect(gatheredLookMs([3000, 5000, 7001], false, 5000)).toBe(5000);
    expect(gatheredLookMs([3000, 5000, 6900])).toBe(5000);
  });

  test('are put off while charges go on, but not so long that a person sees nothing move', () => {
    const ms = gatheredLookMs([5000, 5600, 9000], true)!;
    expect(ms).toBeGreaterThan(10_000);
    expect(ms).toBeLessThan(20_000);
    expect(gatheredLookMs([], true)).toBeNull();
  });
});

describe('batches at once', () => {
  test('halve when the provider says "too many requests", and grow one by one while it takes them', () => {
    expect([slower(10), slower(3), slower(1)]).toEqual([5, 1, 1]);
    expect([quicker(5, 10), quicker(10, 10)]).toEqual([6, 10]);
  });
});
