// How the runner lets time pass between heartbeats: virtual, virtual beside real servers, and real. Time here is a number; nothing waits.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { driveUntilStill } from '../../../workbench/runner/drive';
import type { Session } from '../../../workbench/runner/session';

const START_MS = Date.UTC(2026, 0, 5);
const MINUTE_MS = 60_000;

type Beat = { dueInMs: number | null } | { error: string } | { news: true; dueInMs: number | null };

/** A session whose add-on answers these heartbeats in turn; the last one for ever. */
function sessionOf(beats: Beat[], { clock, routed }: { clock: 'virtual' | 'real'; routed: boolean }) {
  let [virtualMs, newsMs, n] = [START_MS, START_MS, 0];
  const waits: number[] = [];
  const now = () => (clock === 'real' ? Date.now() : virtualMs);
  const session = {
    flags: { clock, routes: routed ? { 'https://api.databar.ai': 'http://127.0.0.1:1' } : {} },
    host: { clock: { now, advanceTo: (ms: number) => (virtualMs = Math.max(virtualMs, ms)) } },
    news: { lastMs: () => newsMs, hearJobs: () => {} },
    started: { realMs: START_MS, virtualMs: START_MS },
    newsByBoth: { realMs: START_MS, virtualMs: START_MS },
    trouble: null,
    saveState: () => {},
    call: () => {
      const beat = beats[Math.min(n++, beats.length - 1)]!;
      if ('error' in beat) return { ok: false, error: { kind: beat.error, message: beat.error } };
      if ('news' in beat) newsMs = Date.now();
      return { ok: true, value: { jobs: [], nextDueMs: beat.dueInMs === null ? null : now() + beat.dueInMs } };
    },
  } as unknown as Session;
  const wait = async (ms: number) => {
    waits.push(ms);
    vi.setSystemTime(Date.now() + ms);
  };
  return {
    drive: () => driveUntilStill(session, () => {}, wait),
    waits,
    session,
    beats: () => n,
    virtual: () => virtualMs - START_MS,
  };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START_MS }));
afterEach(() => void vi.useRealTimers());

describe('on a virtual clock without routes', () => {
  test('time jumps to what is due next, until nothing is', async () => {
    const { drive, waits, virtual } = sessionOf([{ dueInMs: 3_000 }, { dueInMs: 86_400_000 }, { dueInMs: null }], {
      clock: 'virtual',
      routed: false,
    });
    expect(await drive()).toEqual({ end: 'still' });
    expect(virtual()).toBe(86_403_000);
    expect(waits).toEqual([]);
  });

  test('a busy add-on is asked again a little later, however often', async () => {
    const beats: Beat[] = [...Array.from({ length: 8 }, () => ({ error: 'busy' })), { dueInMs: null }];
    const { drive, virtual } = sessionOf(beats, { clock: 'virtual', routed: false });
    expect(await drive()).toEqual({ end: 'still' });
    expect(virtual()).toBe(40_000);
  });

  test('an add-on that only fails is not asked for ever', async () => {
    const { drive, beats } = sessionOf([{ error: 'internal' }], { clock: 'virtual', routed: false });
    expect(await drive()).toEqual({ end: 'error', message: 'internal' });
    expect(beats()).toBe(5);
  });

  test('time goes on even where the add-on always wants the next heartbeat at once', async () => {
    const beats: Beat[] = [...Array.from({ length: 40 }, () => ({ dueInMs: 0 })), { dueInMs: null }];
    const { drive, virtual } = sessionOf(beats, { clock: 'virtual', routed: false });
    expect(await drive()).toEqual({ end: 'still' });
    expect(virtual()).toBeGreaterThan(0);
  });
});

describe('on a virtual clock beside real servers', () => {
  test('a long wait becomes a short real one', async () => {
    const { drive, waits } = sessionOf([{ news: true, dueInMs: 90_000 }, { dueInMs: null }], {
      clock: 'virtual',
      routed: true,
    });
    await drive();
    expect(waits).toEqual([10_000]);
  });

  test('nothing expires before a real minute without news, and after it time is free', async () => {
    const day = 24 * 3_600_000;
    const { drive, waits, virtual } = sessionOf([{ news: true, dueInMs: day }, { dueInMs: day }, { dueInMs: null }], {
      clock: 'virtual',
      routed: true,
    });
    await drive();
    expect(waits).toEqual([MINUTE_MS]);
    expect(virtual()).toBeGreaterThanOrEqual(2 * day);
  });

  test('news starts the minute anew', async () => {
    const day = 24 * 3_600_000;
    const { drive, waits } = sessionOf([{ dueInMs: day }, { news: true, dueInMs: day }, { dueInMs: null }], {
      clock: 'virtual',
      routed: true,
    });
    await drive();
    expect(waits).toEqual([MINUTE_MS, MINUTE_MS]);
  });

  test('virtual time is not behind real time', async () => {
    const { drive, virtual } = sessionOf([{ dueInMs: 1 }, { dueInMs: null }], { clock: 'virtual', routed: true });
    vi.setSystemTime(START_MS + 5 * MINUTE_MS);
    await drive();
    expect(virtual()).toBeGreaterThanOrEqual(5 * MINUTE_MS);
  });
});

describe('on a real clock', () => {
  test('it really waits until something is due', async () => {
    const { drive, waits } = sessionOf([{ dueInMs: 3_000 }, { dueInMs: 4_000 }, { dueInMs: null }], {
      clock: 'real',
      routed: true,
    });
    expect(await drive()).toEqual({ end: 'still' });
    expect(waits).toEqual([3_000, 4_000]);
  });

  test('it ends after ten minutes without news', async () => {
    const { drive, waits } = sessionOf([{ news: true, dueInMs: 30_000 }, { dueInMs: 30_000 }], {
      clock: 'real',
      routed: true,
    });
    expect(await drive()).toEqual({ end: 'no news' });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(10 * MINUTE_MS);
  });

  test('it goes on as long as there is news', async () => {
    const beats: Beat[] = [
      ...Array.from({ length: 60 }, () => ({ news: true as const, dueInMs: MINUTE_MS })),
      { dueInMs: null },
    ];
    const { drive } = sessionOf(beats, { clock: 'real', routed: true });
    expect(await drive()).toEqual({ end: 'still' });
  });
});

test('a state that cannot be written ends the command', async () => {
  const { drive, session } = sessionOf([{ dueInMs: 1 }], { clock: 'virtual', routed: false });
  session.trouble = 'the state cannot be written: no space';
  expect(await drive()).toEqual({ end: 'error', message: 'the state cannot be written: no space' });
});
