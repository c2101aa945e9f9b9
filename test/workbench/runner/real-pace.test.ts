// Virtual time beside real servers: never behind real time, and nothing may expire within a real minute of the last news.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leastVirtualMs, nextBeatMs, waitMsBefore } from '../../../workbench/runner/real-pace';
import { keyEraser, messageEraser } from '../../../workbench/runner/secrets';

const news = { realMs: 1_000, virtualMs: 500_000 };
const HOUR_MS = 3_600_000;

describe('how long to wait before virtual time may jump', () => {
  test('within the first minute virtual time is at most nine times as fast', () => {
    expect(waitMsBefore(news.virtualMs + 90_000, news, news.realMs)).toBe(10_000);
    expect(waitMsBefore(news.virtualMs + 90_000, news, news.realMs + 4_000)).toBe(6_000);
  });

  test('a jump over an hour waits until a real minute without news is over, and not longer', () => {
    expect(waitMsBefore(news.virtualMs + HOUR_MS, news, news.realMs)).toBe(60_000);
    expect(waitMsBefore(news.virtualMs + HOUR_MS, news, news.realMs + 60_000)).toBe(0);
    expect(waitMsBefore(news.virtualMs + 24 * HOUR_MS, news, news.realMs + 61_000)).toBe(0);
  });

  test('after the wait the speed limit holds, whatever the jump', () => {
    fc.assert(
      fc.property(fc.nat(10 * HOUR_MS), fc.nat(120_000), (jumpMs, laterMs) => {
        const now = news.realMs + laterMs;
        const reachedAt = now + waitMsBefore(news.virtualMs + jumpMs, news, now) - news.realMs;
        expect(reachedAt >= 60_000 || jumpMs <= 9 * reachedAt).toBe(true);
        expect(reachedAt).toBeLessThanOrEqual(Math.max(60_000, laterMs));
      }),
    );
  });
});

test('a heartbeat comes when something is due, and five minutes later at the soonest once a real minute without news is over', () => {
  const [now, due] = [news.virtualMs + 600_000, news.virtualMs + 615_000];
  expect(nextBeatMs(due, now, news, news.realMs + 59_999)).toBe(due);
  expect(nextBeatMs(due, now, news, news.realMs + 60_000)).toBe(now + 300_000);
  expect(nextBeatMs(now + HOUR_MS, now, news, news.realMs + 60_000)).toBe(now + HOUR_MS);
});

test('virtual time is never behind real time', () => {
  expect(leastVirtualMs(news, news.realMs + 7_000)).toBe(news.virtualMs + 7_000);
});

describe('keys do not leave', () => {
  test('a key is erased in each form that it can take in a file', () => {
    const erase = keyEraser(['sk-"1234/5']);
    expect(erase('a sk-"1234/5 b')).toBe('a [key] b');
    expect(erase(JSON.stringify({ a: 'sk-"1234/5' }))).toBe('{"a":"[key]"}');
    expect(erase('?k=sk-%221234%2F5')).toBe('?k=[key]');
  });

  test('a short key may be a word of a result that was paid for: it is erased in messages only', () => {
    expect(keyEraser(['acme-12'])('{"email":"a@acme-12.example"}')).toBe('{"email":"a@acme-12.example"}');
    expect(messageEraser(['acme-12'])('Databar refuses the key acme-12.')).toBe('Databar refuses the key [key].');
  });

  test('a key of eight characters is erased everywhere', () => {
    expect(keyEraser(['acme-123'])('{"key":"acme-123"}')).toBe('{"key":"[key]"}');
  });

  test('a letter or two are left alone in messages too', () => {
    expect(messageEraser(['k'])('kept')).toBe('kept');
  });
});
