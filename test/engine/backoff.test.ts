// How long to wait before asking again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs, PATIENCE_MS, retryAfterMs } from '../../src/engine/backoff';
import { SEEDED } from '../text/seed';

const NOW_MS = Date.UTC(2026, 9, 12, 9);

describe('Retry-After', () => {
  test.each([
    ['30', 30_000],
    ['0', 0],
    ['1.5', 1500],
    ['1.25', 1250],
    [' 2 ', 2000],
    ['Mon, 12 Oct 2026 09:00:20 GMT', 20_000],
    ['Mon, 12 Oct 2026 08:00:00 GMT', 0],
  ])('%j asks for %i ms', (text, ms) => {
    expect(retryAfterMs({ 'Retry-After': text }, NOW_MS)).toBe(ms);
  });

  test.each(['', 'soon', 'NaN', 'Infinity'])('%j asks for nothing that can be read', (text) => {
    expect(retryAfterMs({ 'retry-after': text }, NOW_MS)).toBeNull();
  });

  test("the header's name is read in any case, and absent is null", () => {
    expect(retryAfterMs({ 'RETRY-AFTER': '1' }, NOW_MS)).toBe(1000);
    expect(retryAfterMs({ Retry: '1' }, NOW_MS)).toBeNull();
    expect(retryAfterMs({}, NOW_MS)).toBeNull();
  });

  test.each(['Wed, 21 Oct 2099 07:28:00 GMT', '31536000', '9'.repeat(400)])('%j asks for a day at most', (text) => {
    expect(retryAfterMs({ 'Retry-After': text }, NOW_MS)).toBe(86_400_000);
  });

  test('whatever it says, it is never a time in the past, never more than a day, and never not a number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String)), (text) => {
        const ms = retryAfterMs({ 'Retry-After': text }, NOW_MS);
        expect(ms === null || (ms >= 0 && ms <= 86_400_000)).toBe(true);
      }),
      SEEDED,
    );
  });
});

describe('backoff', () => {
  test('doubles from two seconds to a minute, and stays there', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1000].map(backoffMs)).toEqual([
      2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  test('patience with "too many requests" ends after 15 minutes', () => {
    expect(PATIENCE_MS).toBe(900_000);
  });
});
