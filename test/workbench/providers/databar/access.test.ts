// Who may call the simulated Databar, at which exact paths.

import { describe, expect, test } from 'vitest';
import { KEY, scene } from './ask';

describe('keys', () => {
  test('any key that is not empty is an account with credits', () => {
    const me = scene().json('GET', '/v1/user/me');
    expect(me).toMatchObject({ balance: 5000, plan: 'Pro', email: expect.stringContaining('@') });
  });

  test.each([
    ['missing', null],
    ['empty', ''],
    ['blank', '  '],
  ])('a %s key is 403 with detail "Forbidden"', (_word, key) => {
    const reply = scene({}, key).http('GET', '/v1/user/me');
    expect([reply.status, reply.body]).toEqual([403, '{"detail":"Forbidden"}']);
  });

  test('where valid keys are listed, another one is refused', () => {
    expect(scene({ keys: ['other'] }).http('GET', '/v1/user/me').status).toBe(403);
    expect(scene({ keys: [KEY] }).http('GET', '/v1/user/me').status).toBe(200);
  });

  test.each([
    ['forbidden', 403, 'Forbidden'],
    ['plan-text', 403, 'SDK is not available on your current plan.'],
    ['not-allowed', 403, 'Not allowed'],
    ['401', 401, 'Unauthorized'],
  ] as const)('a refusal can mean %s', (refusedKeyAs, status, detail) => {
    const reply = scene({ refusedKeyAs, refuseEveryKey: true }).http('GET', '/v1/enrichments/');
    expect([reply.status, JSON.parse(reply.body).detail]).toEqual([status, detail]);
  });

  test('a key can be revoked from a moment on', () => {
    const at = scene();
    at.switches.revokedFromMs = at.now() + 1000;
    expect(at.http('GET', '/v1/user/me').status).toBe(200);
    at.pass(1000);
    expect(at.http('GET', '/v1/user/me').status).toBe(403);
  });

  test('the saved state does not hold the key', () => {
    const at = scene();
    at.submit([{ first_name: 'Ada', company: 'Works' }]);
    expect(JSON.stringify(at.databar.save())).not.toContain(KEY);
  });

  test('a task of one key is unknown to another, unless both belong to one account', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit([{ first_name: 'Ada', company: 'Works' }]).body);
    const look = () =>
      at.databar.answer(
        {
          method: 'GET',
          url: `https://api.databar.ai/v1/tasks/${task_id}`,
          headers: { 'X-APIKEY': 'other' },
          body: null,
          timeoutMs: 1e4,
        },
        at.now(),
      );
    expect(look()).toMatchObject({ status: 404 });
    const shared = scene({ accounts: 'one-for-all' });
    const id = JSON.parse(shared.submit([{ first_name: 'Ada', company: 'Works' }]).body).task_id;
    const reply = shared.databar.answer(
      {
        method: 'GET',
        url: `https://api.databar.ai/v1/tasks/${id}`,
        headers: { 'x-apikey': 'new' },
        body: null,
        timeoutMs: 1e4,
      },
      shared.now(),
    );
    expect(reply).toMatchObject({ status: 200 });
  });
});

describe('paths', () => {
  test.each([
    ['GET', '/v1/enrichments?page=1', 'https://api.databar.ai/v1/enrichments/?page=1'],
    ['GET', '/v1/user/me/', 'https://api.databar.ai/v1/user/me'],
    ['POST', '/v1/enrichments/833/bulk-run/', 'https://api.databar.ai/v1/enrichments/833/bulk-run'],
  ])('a wrong slash is a redirect: %s %s', (method, path, location) => {
    const reply = scene().http(method, path, method === 'POST' ? { params: [] } : undefined);
    expect([reply.status, reply.headers.location, reply.body]).toEqual([307, location, '']);
  });

  test('a redirected submit starts nothing', () => {
    const at = scene();
    at.http('POST', '/v1/enrichments/833/bulk-run/', { params: [{ first_name: 'Ada', company: 'Works' }] });
    expect(at.databar.ledger.acceptedPosts).toBe(0);
  });

  test('another method is 405, an unknown path 404', () => {
    expect(scene().http('GET', '/v1/enrichments/833/run').status).toBe(405);
    expect(scene().http('GET', '/v1/people/enrich').status).toBe(404);
  });

  test('the health path has no version and needs no key', () => {
    expect(scene({}, null).json('GET', '/health')).toEqual({ status: 'ok' });
  });
});
