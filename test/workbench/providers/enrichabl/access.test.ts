// Who may call the simulated Enrichabl, at which exact paths, and how often.

import { describe, expect, test } from 'vitest';
import { createSimulators } from '../../../../workbench/providers/all';
import { createEnrichabl } from '../../../../workbench/providers/enrichabl/enrichabl';
import { errorOf, KEY, lead, ORIGIN, request, scene } from './ask';

const PIPELINES = '/v1/pipelines';

describe('tokens', () => {
  test('any token with the prefix is an account', () => {
    expect(scene().http('GET', PIPELINES).status).toBe(200);
  });

  test.each([
    ['missing', null],
    ['without its prefix', 'sk_live_x'],
    ['pasted with its "Bearer "', `Bearer ${KEY}`],
  ])('a token that is %s is 401', (_word, key) => {
    expect(errorOf(scene({}, key).http('GET', PIPELINES))).toEqual([401, expect.any(String)]);
  });

  test('the prefix can be of no account', () => {
    expect(scene({ tokenPrefix: 'ignored' }, 'anything').http('GET', PIPELINES).status).toBe(200);
  });

  test('where valid tokens are listed, another one is refused; a revoked one from its moment on', () => {
    expect(scene({ keys: ['eab_live_other'] }).http('GET', PIPELINES).status).toBe(401);
    expect(scene({ keys: [KEY] }).http('GET', PIPELINES).status).toBe(200);
    const at = scene();
    at.switches.revokedFromMs = at.now() + 1;
    expect(at.http('GET', PIPELINES).status).toBe(200);
    at.pass(1);
    expect(at.http('GET', PIPELINES).status).toBe(401);
  });

  test('what belongs to another account is 404, unless both are one', () => {
    const at = scene();
    const path = `${PIPELINES}/${at.pipeline()}`;
    const other = (one: ReturnType<typeof scene>, where: string) =>
      one.enrichabl.answer(request('GET', where, undefined, 'eab_live_other'), one.now());
    expect(other(at, path)).toMatchObject({ status: 404 });
    const shared = scene({ accounts: 'one-for-all' });
    expect(other(shared, `${PIPELINES}/${shared.pipeline()}`)).toMatchObject({ status: 200 });
  });

  test('a subscription that is read-only lets read and nothing else', () => {
    const at = scene();
    const id = at.pipeline();
    at.switches.readOnly = true;
    expect(at.http('GET', PIPELINES).status).toBe(200);
    expect(errorOf(at.http('POST', `${PIPELINES}/${id}/leads`, [lead('ada')]))).toEqual([403, expect.any(String)]);
  });
});

describe('the saved state', () => {
  test('does not hold the token, and a simulator made of it goes on where it was', () => {
    const at = scene();
    const id = at.filled([lead('ada'), lead('bo')]);
    const job = at.aiJob(id);
    const saved = JSON.parse(JSON.stringify(at.enrichabl.save()));
    expect(JSON.stringify(saved)).not.toContain(KEY);
    const again = createEnrichabl({ state: saved });
    at.pass(60_000);
    const reply = again.answer(request('GET', `/v1/enrichment/jobs/${job}/progress`), at.now());
    expect(JSON.parse((reply as { body: string }).body)).toEqual(at.progress(job));
    expect(again.ledger.billed).toEqual(at.enrichabl.ledger.billed);
  });

  test('is not changed by later calls', () => {
    const at = scene();
    const id = at.filled([lead('ada')]);
    at.aiJob(id);
    const saved = at.enrichabl.save();
    const before = JSON.stringify(saved);
    at.pass(60_000);
    at.upload(id, [lead('bo')]);
    at.http('POST', `${PIPELINES}/${id}/columns`, { type: 'base', key: 'industry' });
    expect(JSON.stringify(saved)).toBe(before);
  });
});

describe('paths', () => {
  test('a trailing slash is 404, or a redirect', () => {
    expect(scene().http('GET', `${PIPELINES}/`).status).toBe(404);
    const moved = scene({ trailingSlash: '301' }).http('GET', `${PIPELINES}/`);
    expect([moved.status, moved.headers.location]).toEqual([301, `${ORIGIN}${PIPELINES}`]);
  });

  test.each([
    ['GET', '/v1/validation/jobs/x'],
    ['GET', '/v2/pipelines'],
    ['GET', '/v1/columns/base-templates'],
  ])('%s %s is not there', (method, path) => {
    expect(scene().http(method, path).status).toBe(404);
  });

  test.each([
    ['DELETE', '/v1/pipelines/x'],
    ['PATCH', '/v1/pipelines/x/leads'],
    ['GET', '/v1/enrichment/start'],
  ])('%s %s is 405: nothing can be changed or deleted', (method, path) => {
    expect(scene().http(method, path).status).toBe(405);
  });

  test.each([
    ['POST', PIPELINES, {}, 'pipeline_name is required'],
    ['POST', '/v1/enrichment/start', { enrichment_type: 'ai_column' }, 'invalid enrichment_type'],
  ])('%s %s refuses in {"error": …}', (method, path, body, error) => {
    expect(errorOf(scene().http(method, path, body))).toEqual([400, error]);
  });

  test('a body that is not sent as JSON is refused, unless switched; one that is none always', () => {
    const plain = (switches: object, body = '{"pipeline_name":"a"}') => {
      const at = scene(switches);
      const headers = { authorization: `Bearer ${KEY}` };
      return at.enrichabl.answer({ ...request('POST', PIPELINES), headers, body }, at.now());
    };
    expect(plain({})).toMatchObject({ status: 400 });
    expect(plain({ contentType: 'ignored' })).toMatchObject({ status: 201 });
    expect(plain({ contentType: 'ignored' }, 'pipeline_name=a')).toMatchObject({ status: 400 });
  });

  test('on a port that all providers share, each path has one owner', () => {
    const owners = (path: string) =>
      createSimulators()
        .filter((simulator) => simulator.knows(path))
        .map((simulator) => simulator.name);
    expect(owners('/v1/pipelines/x/leads')).toEqual(['enrichabl']);
    expect(owners('/v1/enrichment/start')).toEqual(['enrichabl']);
    expect(owners('/v1/enrichments/833/run')).toEqual(['databar']);
    expect(owners('/public/v1/accounts/credits/')).toEqual(['influencers']);
  });
});

describe('600 calls a minute', () => {
  test('the next one is 429 without a header, or with one', () => {
    const at = scene();
    for (let n = 0; n < 600; n++) at.http('GET', PIPELINES);
    at.pass(15_000);
    const reply = at.http('GET', PIPELINES);
    expect([errorOf(reply), reply.headers['retry-after']]).toEqual([[429, 'Rate limit exceeded'], undefined]);
    at.switches.retryAfter = 'seconds';
    expect(at.http('GET', PIPELINES).headers['retry-after']).toBe('45');
    at.pass(45_000);
    expect(at.http('GET', PIPELINES).status).toBe(200);
  });
});

describe('faults and slow answers', () => {
  test('the nth call of a kind is spoiled, done or not', () => {
    const at = scene({ faults: [{ match: 'pipelines', nth: 2, fault: 'gateway-done' }] });
    at.pipeline();
    expect(at.http('POST', PIPELINES, { pipeline_name: 'second' }).status).toBe(504);
    expect(at.json('GET', PIPELINES).data).toHaveLength(2);
  });

  test('errors that a fault makes stand under "error" too', () => {
    const at = scene({ faults: [{ match: 'any', nth: 'every', fault: 'server-error' }] });
    expect(errorOf(at.http('GET', PIPELINES))).toEqual([500, 'Internal Server Error']);
  });

  test('slower than the caller waits is a time-out', () => {
    const reply = scene({ tookMs: { pipelines: 61_000 } }).raw('GET', PIPELINES);
    expect(reply).toMatchObject({ fault: expect.stringMatching(/^Timeout/), tookMs: 60_000 });
  });
});
