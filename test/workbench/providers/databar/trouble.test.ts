// Faults of the nth call, rate limits and slow answers.

import { describe, expect, test } from 'vitest';
import type { Fault, FaultName } from '../../../../workbench/providers/faults';
import { lead, scene } from './ask';

const spoil = (fault: FaultName, nth: Fault['nth'] = 1): Fault[] => [{ match: 'submit', nth, fault }];
const post = (at: ReturnType<typeof scene>) =>
  at.raw('POST', '/v1/enrichments/833/bulk-run', { params: [lead('Ada')] }) as {
    status?: number;
    fault?: string;
    body: string;
    headers: Record<string, string>;
    tookMs: number;
  };

describe('faults', () => {
  test.each([
    ['gateway-done', 504, 1],
    ['gateway-not-done', 502, 0],
    ['bad-gateway-done', 502, 1],
    ['gateway-timeout-not-done', 504, 0],
    ['unreadable-done', 200, 1],
    ['html-200-done', 200, 1],
    ['empty-200-done', 200, 1],
    ['redirect', 307, 0],
    ['too-many', 429, 0],
    ['too-many-html', 429, 0],
    ['server-error', 500, 0],
    ['server-error-html', 500, 0],
    ['not-implemented', 501, 0],
    ['not-found', 404, 0],
    ['forbidden', 403, 0],
  ] as const)('%s is answered %i, and %i tasks were started', (fault, status, tasks) => {
    const at = scene({ faults: spoil(fault) });
    const reply = post(at);
    expect([reply.status, at.databar.ledger.acceptedPosts]).toEqual([status, tasks]);
    if (status === 200) expect(() => JSON.parse(reply.body)).toThrow();
  });

  test.each([
    ['lost-done', 'Unexpected error', 1],
    ['lost-not-done', 'Unexpected error', 0],
    ['timeout-done', 'Timeout', 1],
    ['timeout-not-done', 'Timeout', 0],
    ['dns-error', 'DNS error', 0],
    ['connection-refused', 'Address unavailable', 0],
  ] as const)('%s throws "%s: …", and %i tasks were started', (fault, words, tasks) => {
    const at = scene({ faults: spoil(fault) });
    expect(post(at).fault).toBe(`${words}: https://api.databar.ai/v1/enrichments/833/bulk-run`);
    expect(at.databar.ledger.acceptedPosts).toBe(tasks);
  });

  test('only the nth call of that kind is spoiled', () => {
    const at = scene({ faults: spoil('server-error', 2) });
    expect([post(at).status, at.balance(), post(at).status, post(at).status]).toEqual([200, 4999.95, 500, 200]);
  });

  test('or every one', () => {
    const at = scene({ faults: spoil('server-error', 'every') });
    expect([post(at).status, post(at).status]).toEqual([500, 500]);
  });

  test('counting starts when the fault is set', () => {
    const at = scene();
    post(at);
    at.switches.faults = spoil('not-found', 1);
    expect([post(at).status, post(at).status]).toEqual([404, 200]);
  });

  test('a 429 says when to come back only if told to', () => {
    expect(post(scene({ faults: spoil('too-many') })).headers).not.toHaveProperty('retry-after');
    const at = scene({ faults: [{ match: 'any', nth: 1, fault: 'too-many', retryAfterSeconds: 30 }] });
    expect(post(at).headers['retry-after']).toBe('30');
  });

  test('a redirect goes to another host, where a key must not follow', () => {
    expect(post(scene({ faults: spoil('redirect') })).headers.location).toContain('https://moved.example/v1/');
  });
});

describe('rate limits', () => {
  test('the first n calls', () => {
    const at = scene({ rateLimit: { on: 'submit', firstCalls: 2, retryAfter: 7 } });
    const replies = [post(at), post(at), post(at)];
    expect(replies.map((reply) => reply.status)).toEqual([429, 429, 200]);
    expect(replies[0]!.headers['retry-after']).toBe('7');
  });

  test('by the minute, and free again after it', () => {
    const at = scene({ rateLimit: { on: 'any', perMinute: 2, retryAfter: null } });
    expect([post(at).status, post(at).status, post(at).status]).toEqual([200, 200, 429]);
    at.pass(59_999);
    expect(post(at).status).toBe(429);
    at.pass(1);
    expect(post(at).status).toBe(200);
  });

  test('Retry-After can be a date', () => {
    const at = scene({ rateLimit: { on: 'any', perMinute: 1, retryAfter: 'http-date' } });
    post(at);
    at.pass(20_000);
    expect(Date.parse(post(at).headers['retry-after']!)).toBe(at.now() + 40_000);
  });
});

describe('slow answers', () => {
  test('each call takes its time', () => {
    expect(post(scene()).tookMs).toBe(450);
  });

  test('longer than the caller waits is a time-out, though the task was started', () => {
    const at = scene({ tookMs: { submit: 61_000 } });
    expect(post(at)).toMatchObject({ fault: expect.stringMatching(/^Timeout: https/), tookMs: 60_000 });
    expect(at.databar.ledger.acceptedPosts).toBe(1);
  });
});
