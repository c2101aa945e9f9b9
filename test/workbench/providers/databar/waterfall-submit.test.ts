// Waterfalls before they run: the list, what a run must say, and that a refusal starts and costs nothing.

import { describe, expect, test } from 'vitest';
import { person, scene } from './ask';

const RUN = '/v1/waterfalls/email_getter/run';
const BULK = '/v1/waterfalls/email_getter/bulk-run';
const body = (more: object = {}) => ({ params: person('Ada'), enrichments: [833, 966], ...more });
const detailOf = (reply: { body: string }) => JSON.parse(reply.body).detail;

describe('the list', () => {
  test('it is an array with inputs, outputs, providers in order and prices as text', () => {
    const [email, other] = scene().json('GET', '/v1/waterfalls/');
    expect(email).toMatchObject({
      identifier: 'email_getter',
      input_params: expect.arrayContaining([{ name: 'last_name', type: 'text', required: true }]),
      output_fields: [{ name: 'email', label: 'Work email', type: 'text' }],
      available_enrichments: [{ id: 833, price: '0.05' }, { id: 966 }, { id: 1320, enabled_by_default: false }],
      is_email_verifying: true,
      email_verifiers: [{ id: 10, price: '0.01' }, { id: 12 }],
    });
    expect(other).toMatchObject({ identifier: 'person_getter', is_email_verifying: false, email_verifiers: [] });
  });

  test('one is described alone, and an unknown one is 404', () => {
    const at = scene();
    expect(at.json('GET', '/v1/waterfalls/person_getter')).toEqual(at.json('GET', '/v1/waterfalls/')[1]);
    expect(at.http('GET', '/v1/waterfalls/phone_finder').status).toBe(404);
  });

  test('enabled_by_default can be absent for one provider, and for all before it was told', () => {
    const told = (switches: object) =>
      scene(switches)
        .json('GET', '/v1/waterfalls/email_getter')
        .available_enrichments.map((one: { enabled_by_default?: boolean }) => one.enabled_by_default);
    expect(told({})).toEqual([true, undefined, false]);
    expect(told({ enabledByDefault: 'absent' })).toEqual([undefined, undefined, undefined]);
  });

  test('prices can be numbers', () => {
    const { available_enrichments, email_verifiers } = scene({ waterfallPrices: 'number' }).json(
      'GET',
      '/v1/waterfalls/email_getter',
    );
    expect([available_enrichments[0].price, email_verifiers[0].price]).toEqual([0.05, 0.01]);
  });

  test('it can be missing, while runs still work', () => {
    const at = scene({ waterfalls: '404' });
    expect(at.http('GET', '/v1/waterfalls/').status).toBe(404);
    expect(at.http('GET', '/v1/waterfalls/email_getter').status).toBe(404);
    expect(at.http('POST', RUN, body()).status).toBe(200);
  });

  test('without its slash it is a redirect', () => {
    expect(scene().http('GET', '/v1/waterfalls')).toMatchObject({ status: 307 });
  });
});

describe('an accepted run', () => {
  test.each([
    [RUN, body()],
    [BULK, body({ params: [person('Ada'), person('Bo')] })],
    ['/v1/waterfalls/person_getter/run', { params: { email: 'john.doe@example.com' }, enrichments: [833] }],
    [RUN, body({ email_verifier: 10 })],
    [RUN, body({ email_verifier: null })],
  ])('%s answers a task id and "created"', (path, sent) => {
    const at = scene();
    expect(at.json('POST', path, sent)).toEqual({
      task_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'created',
    });
    expect(at.databar.ledger).toMatchObject({ acceptedPosts: 1, calls: { submit: 1 } });
  });

  test('it can say "processing" at once', () => {
    expect(scene({ waterfallStartWord: 'processing' }).json('POST', RUN, body()).status).toBe('processing');
  });

  test('bulk-run can be missing, as 404 or 405, and run still works', () => {
    for (const waterfallBulkRun of ['404', '405'] as const) {
      const at = scene({ waterfallBulkRun });
      expect(at.http('POST', BULK, body({ params: [person('Ada')] })).status).toBe(Number(waterfallBulkRun));
      expect(at.databar.ledger.acceptedPosts).toBe(0);
      expect(at.http('POST', RUN, body()).status).toBe(200);
    }
  });
});

describe('enrichments', () => {
  const without = { params: person('Ada') };
  const paid = (at: ReturnType<typeof scene>) => at.databar.ledger.billed.map((one) => one.enrichment);

  test('they are required, with at least one', () => {
    for (const sent of [without, body({ enrichments: [] }), body({ enrichments: null })]) {
      const reply = scene().http('POST', RUN, sent);
      expect([reply.status, detailOf(reply)[0].loc]).toEqual([422, ['body', 'enrichments']]);
    }
  });

  test('an id that is no whole number is 422 with its place', () => {
    const reply = scene().http('POST', RUN, body({ enrichments: [833, 'x'] }));
    expect([reply.status, detailOf(reply)[0].loc]).toEqual([422, ['body', 'enrichments', 1]]);
  });

  test.each([
    ['default-833', [833]],
    ['default-cascade', [833, 966]],
  ] as const)('left out they can be the %s', (waterfallEnrichments, ids) => {
    const at = scene({ waterfallEnrichments });
    expect(at.http('POST', RUN, without).status).toBe(200);
    expect(paid(at)).toEqual(ids);
  });

  test('one that the waterfall does not have is refused, or left out when switched', () => {
    const reply = scene().http('POST', RUN, body({ enrichments: [833, 5] }));
    expect([reply.status, detailOf(reply)]).toEqual([400, { enrichments: ['Not available in this waterfall: 5.'] }]);
    const at = scene({ unknownProviders: 'ignored' });
    expect(at.http('POST', RUN, body({ enrichments: [5, 966] })).status).toBe(200);
    expect(paid(at)).toEqual([966]);
    expect(at.http('POST', RUN, body({ enrichments: [5] })).status).toBe(400);
  });

  test('one sent twice is asked once', () => {
    const at = scene();
    at.http('POST', RUN, body({ enrichments: [966, 966] }));
    expect(paid(at)).toEqual([966]);
  });
});

describe('refusals', () => {
  test('a verifier of another waterfall, or an unknown one, is 400', () => {
    for (const [waterfall, params] of [
      ['email_getter', person('Ada')],
      ['person_getter', { email: 'a@b.example' }],
    ] as const) {
      const at = scene();
      const email_verifier = waterfall === 'email_getter' ? 15 : 10;
      const reply = at.http('POST', `/v1/waterfalls/${waterfall}/run`, { params, enrichments: [833], email_verifier });
      expect([reply.status, Object.keys(detailOf(reply))]).toEqual([400, ['email_verifier']]);
      expect(at.databar.ledger.billed).toEqual([]);
    }
  });

  test('a missing input is 400: an object for one, an array for many', () => {
    const bad = { last_name: ['This field is required.'] };
    const params = { first_name: 'Ada', company: 'Works' };
    const one = scene().http('POST', RUN, body({ params }));
    expect([one.status, detailOf(one)]).toEqual([400, bad]);
    const many = scene().http('POST', BULK, body({ params: [person('Bo'), params] }));
    expect([many.status, detailOf(many)]).toEqual([400, [{}, bad]]);
  });

  test('an unknown waterfall is 404 without a body', () => {
    const reply = scene().http('POST', '/v1/waterfalls/phone_finder/run', body());
    expect([reply.status, reply.body]).toEqual([404, '']);
  });

  test('params of the wrong shape are 422', () => {
    expect(scene().http('POST', RUN, body({ params: [person('Ada')] })).status).toBe(422);
    expect(scene().http('POST', BULK, body()).status).toBe(422);
    expect(scene().http('POST', RUN, body({ email_verifier: 'ten' })).status).toBe(422);
  });

  test('credits that would not last for every provider and the verifier are 406', () => {
    const sent = body({ email_verifier: 10 });
    expect(scene({ startCredits: 0.13 }).http('POST', RUN, sent).status).toBe(406);
    expect(scene({ startCredits: 0.14 }).http('POST', RUN, sent).status).toBe(200);
  });

  test('more rows than the server takes', () => {
    const params = [person('A'), person('B'), person('C')];
    expect(scene({ maxRows: 2 }).http('POST', BULK, body({ params })).status).toBe(400);
  });
});
