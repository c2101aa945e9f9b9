// How long a slice goes on.
import { describe, expect, test } from 'vitest';
import { ALARM_MS, HEARTBEAT_MS, START_MS, timeBudget } from '../../src/engine/time-budget';

const SIX_MINUTES_MS = 360_000;
const CHARGE_NEEDS_MS = 90_000;

function at(sliceMs: number, elapsedMs: number) {
  let nowMs = 5_000_000;
  const budget = timeBudget(
    () => nowMs,
    sliceMs,
    () => true,
  );
  nowMs += elapsedMs;
  return { hasTime: budget.hasTime(), canCharge: budget.canCharge() };
}

describe('a slice', () => {
  test('of the sidebar or the alarm works four minutes at most, the first one 20 seconds', () => {
    expect([START_MS, HEARTBEAT_MS, ALARM_MS]).toEqual([20_000, 240_000, 240_000]);
  });

  test.each([HEARTBEAT_MS, ALARM_MS])('of %i ms has time until then', (sliceMs) => {
    expect(at(sliceMs, 0)).toEqual({ hasTime: true, canCharge: true });
    expect(at(sliceMs, sliceMs - 1).hasTime).toBe(true);
    expect(at(sliceMs, sliceMs)).toEqual({ hasTime: false, canCharge: false });
  });

  test.each([HEARTBEAT_MS, ALARM_MS, SIX_MINUTES_MS, 10 * SIX_MINUTES_MS])(
    'of %i ms starts no charge with less than 90 seconds of the six minutes left',
    (sliceMs) => {
      expect(at(sliceMs, SIX_MINUTES_MS - CHARGE_NEEDS_MS).canCharge).toBe(false);
    },
  );

  test('that could go on longer charges until then', () => {
    expect(at(SIX_MINUTES_MS, SIX_MINUTES_MS - CHARGE_NEEDS_MS - 1)).toEqual({ hasTime: true, canCharge: true });
    expect(at(SIX_MINUTES_MS, SIX_MINUTES_MS - 1)).toEqual({ hasTime: true, canCharge: false });
  });
});
