// Who may call the simulated Influencers.club, at which exact paths, and how often.

import { describe, expect, test } from 'vitest';
import { createInfluencers } from '../../../../workbench/providers/influencers/influencers';
import { BATCHES, CREDITS, creation, HANDLES, KEY, ORIGIN, request, scene } from './ask';

const bodyOf = (reply: { body: string }) => JSON.parse(reply.body);

describe('keys', () => {
  test('any key that is not empty is an account with credits, decimals as numbers', () => {
    expect(scene({ startCredits: 627.13 }).json('GET', CREDITS)).toEqual({
      credits_available: 627.13,
      credits_used: 0,
    });
  });

  test('a missing key is 401 and says that there were no credentials', () => {
    const reply = scene({}, null).http('GET', CREDITS);
    expect([reply.status, bodyOf(reply)]).toEqual([401, { detail: 'Authentication credentials were not provided.' }]);
  });

  test('a bad key is 401 with its code', () => {
    const reply = scene({ keys: ['other'] }).http('GET', CREDITS);
    expect([reply.status, bodyOf(reply)]).toEqual([401, { detail: 'Token is invalid', code: 'authentication_failed' }]);
    expect(scene({ keys: [KEY] }).http('GET', CREDITS).status).toBe(200);
  });

  test('a key that was pasted with its "Bearer " is refused', () => {
    expect(scene({}, `Bearer ${KEY}`).http('GET', CREDITS).status).toBe(401);
  });

  test('a key can be revoked from a moment on', () => {
    const at = scene();
    at.switches.revokedFromMs = at.now() + 1000;
    expect(at.http('GET', CREDITS).status).toBe(200);
    at.pass(1000);
    expect(at.http('GET', CREDITS).status).toBe(401);
  });

  test('a plan without API access is 403', () => {
    expect(scene({ plan: 'without-api' }).http('GET', CREDITS).status).toBe(403);
  });

  test('a batch of one key is unknown to another, unless both belong to one account', () => {
    const at = scene();
    const path = `${BATCHES}${at.create(['ada'])}/status/`;
    expect(at.influencers.answer(request('GET', path, 'another'), at.now())).toMatchObject({ status: 404 });
    const shared = scene({ accounts: 'one-for-all' });
    const known = `${BATCHES}${shared.create(['ada'])}/status/`;
    expect(shared.influencers.answer(request('GET', known, 'another'), shared.now())).toMatchObject({ status: 200 });
  });
});

describe('the saved state', () => {
  test('does not hold the key, and a simulator made of it goes on where it was', () => {
    const at = scene();
    const id = at.create(['ada', 'bo', 'miss.marple']);
    const saved = JSON.parse(JSON.stringify(at.influencers.save()));
    expect(JSON.stringify(saved)).not.toContain(KEY);
    const again = createInfluencers({ state: saved });
    at.pass(60_000);
    const reply = again.answer(request('GET', `${BATCHES}${id}/status/`), at.now());
    expect(JSON.parse((reply as { body: string }).body)).toEqual(at.status(id));
  });

  test('is not changed by later calls', () => {
    const at = scene();
    at.create(['ada']);
    const saved = at.influencers.save();
    const before = JSON.stringify(saved);
    at.finished(['bo']);
    expect(JSON.stringify(saved)).toBe(before);
  });
});

describe('paths', () => {
  test.each([
    ['POST', '/public/v1/enrichment/batch'],
    ['GET', '/public/v1/enrichment/batch/bch_1/status'],
    ['GET', '/public/v1/enrichment/batch/bch_1?format=json'],
    ['GET', '/public/v1/accounts/credits'],
  ])('%s %s without its slash is 301 to the same path with it', (method, path) => {
    const reply = scene().http(method, path);
    expect([reply.status, reply.body]).toEqual([301, '']);
    const [before, query = ''] = path.split('?');
    expect(reply.headers.location).toBe(`${ORIGIN}${before}/${query && `?${query}`}`);
  });

  test('a create without its slash makes nothing', () => {
    const at = scene();
    const post = creation('handle\nada', HANDLES);
    expect(at.raw({ ...post, url: post.url.slice(0, -1) })).toMatchObject({ status: 301 });
    expect(at.influencers.ledger).toMatchObject({ acceptedPosts: 0, billed: [] });
  });

  test('the singular path of the guides is a 404 page', () => {
    const reply = scene().http('GET', '/public/v1/account/credits/');
    expect([reply.status, reply.headers['content-type']]).toEqual([404, 'text/html']);
  });

  test('a wrong method is 405', () => {
    expect(scene().http('GET', BATCHES).status).toBe(405);
    expect(scene().http('GET', `${BATCHES}bch_1/resume/`).headers.allow).toBe('POST');
  });

  test.each(['credits', 'presigned'] as const)('%s can be missing or broken', (name) => {
    const ask = (state: '404' | '501' | '500-html') => {
      const at = scene({ [name]: state });
      return at.http('GET', name === 'credits' ? CREDITS : `${BATCHES}bch_1/download/`);
    };
    expect([ask('404').status, ask('501').status, ask('500-html').headers['content-type']]).toEqual([
      404,
      501,
      'text/html',
    ]);
  });

  test('it knows its own paths and no other provider’s', () => {
    const { knows } = createInfluencers();
    expect([knows(BATCHES), knows('/batch-results/x.csv'), knows('/v1/pipelines')]).toEqual([true, true, false]);
  });
});

describe('300 calls a minute', () => {
  const busy = (switches = {}) => {
    const at = scene(switches);
    for (let n = 0; n < 300; n++) at.available();
    return at;
  };

  test('the next one is 429 with the seconds to wait, and free after them', () => {
    const at = busy();
    at.pass(20_000);
    const reply = at.http('GET', CREDITS);
    expect([reply.status, reply.headers['retry-after']]).toEqual([429, '40']);
    expect(bodyOf(reply).detail).toContain('throttled');
    at.pass(40_000);
    expect(at.http('GET', CREDITS).status).toBe(200);
  });

  test('Retry-After can be a date or absent, the body HTML or empty', () => {
    const dated = busy({ retryAfter: 'http-date', tooManyBody: 'html' });
    const reply = dated.http('GET', CREDITS);
    expect(Date.parse(reply.headers['retry-after']!)).toBe(dated.now() + 60_000);
    expect(reply.headers['content-type']).toBe('text/html');
    const bare = busy({ retryAfter: 'absent', tooManyBody: 'empty' }).http('GET', CREDITS);
    expect([bare.status, bare.body, bare.headers['retry-after']]).toEqual([429, '', undefined]);
  });

  test('they are counted by account, and can be switched off', () => {
    const at = busy();
    expect(at.influencers.answer(request('GET', CREDITS, 'another'), at.now())).toMatchObject({ status: 200 });
    at.switches.callsPerMinute = null;
    expect(at.http('GET', CREDITS).status).toBe(200);
  });
});
