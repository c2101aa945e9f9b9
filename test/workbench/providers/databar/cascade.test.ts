// A waterfall that runs: it stops at the first hit, pays those that were asked, and answers as documented or as switched.

import { describe, expect, test } from 'vitest';
import { attempts } from '../../../../workbench/providers/databar/cascade';
import { defaultSwitches } from '../../../../workbench/providers/databar/switches';
import { person, scene } from './ask';

const ALL = [833, 966, 1320];

/** A name whose cascade takes exactly so many providers. */
function nameThatTakes(count: number, enrichments = ALL): string {
  const cascade = { waterfall: 'email_getter', enrichments, verifier: null };
  for (let n = 0; n < 500; n++) {
    if (attempts(cascade, person(`N${n}`), defaultSwitches()).length === count) return `N${n}`;
  }
  throw new Error(`No name takes ${count} providers.`);
}

function run(rows: object[], switches: object = {}, more: object = {}) {
  const at = scene(switches);
  const sent = { params: rows, enrichments: ALL, ...more };
  const { task_id } = at.json('POST', '/v1/waterfalls/email_getter/bulk-run', sent);
  at.pass(60_000);
  return { at, task: at.task(task_id), billed: at.databar.ledger.billed };
}

function single(params: object, switches: object = {}, more: object = {}) {
  const at = scene(switches);
  const { task_id } = at.json('POST', '/v1/waterfalls/email_getter/run', { params, enrichments: ALL, ...more });
  at.pass(60_000);
  return at.task(task_id);
}

describe('the cascade', () => {
  test.each([1, 2, 3])('it stops at the first hit: %i of three providers are asked and paid', (count) => {
    const { at, task, billed } = run([person(nameThatTakes(count))]);
    const prices = [0.05, 0.08, 0.4].slice(0, count);
    expect(billed.map((one) => [one.enrichment, one.credits])).toEqual(prices.map((price, n) => [ALL[n], price]));
    expect(task.data[0].steps.map((step: { cost: string }) => step.cost)).toEqual(prices.map(String));
    expect(at.balance()).toBeCloseTo(5000 - task.credits_spent, 9);
    expect(task.credits_spent).toBeCloseTo(
      prices.reduce((sum, price) => sum + price),
      9,
    );
  });

  test('its order is that of the ids sent', () => {
    const name = nameThatTakes(1, [966, 833]);
    const { task } = run([person(name)], {}, { enrichments: [966, 833] });
    expect(task.data[0].steps.map((step: { provider: string }) => step.provider)).toEqual(['Sample Directory']);
  });

  test('"fallback" sends a row to a later provider', () => {
    const { task } = run([person('Fallback')]);
    expect(task.data[0].steps.length).toBeGreaterThan(1);
    expect(task.data[0].result.email).toContain('@');
  });

  test('only the hit is paid when switched', () => {
    const { task, billed } = run([person(nameThatTakes(2))], { cascadeCharge: 'only-hit' });
    expect(billed.map((one) => one.credits)).toEqual([0, 0.08]);
    expect(task).toMatchObject({ credits_spent: 0.08, data: [{ steps: [{ cost: '0' }, { cost: '0.08' }] }] });
  });

  test('what nobody has asks and pays everybody', () => {
    const { task, billed } = run([person('Miss Ing')]);
    expect(task).toMatchObject({ data: [null], credits_spent: 0.53, progress: { no_data: 1 } });
    expect(billed.map((one) => one.enrichment)).toEqual(ALL);
    expect(run([person('Miss Ing')], { cascadeCharge: 'only-hit' }).task.credits_spent).toBe(0);
  });

  test('a row that fails everywhere is failed, and free unless failures are charged', () => {
    expect(run([person('Failing')]).task).toMatchObject({ data: [null], credits_spent: 0, progress: { failed: 1 } });
    expect(run([person('Failing')], { failures: 'charged' }).task.credits_spent).toBe(0.53);
  });
});

describe('the answer', () => {
  test('an element has the result, its fields, the steps and what the provider gave', () => {
    const name = nameThatTakes(1);
    expect(run([person(name)]).task.data[0]).toEqual({
      enrichment_data: expect.objectContaining({ confidence: expect.any(Number) }),
      result: { email: `${name.toLowerCase()}.okafor@sampleworks.example` },
      steps: [
        {
          action: 'enrichment',
          provider_logo: null,
          result: 'found',
          details: null,
          cost: '0.05',
          provider: 'Sample Contacts',
          is_verified: false,
        },
      ],
      result_field: ['email'],
    });
  });

  test('many rows stay in order with null for misses, or only hits when switched', () => {
    const rows = [person('Ada'), person('Miss Ing'), person('Bo')];
    const { task } = run(rows);
    expect(task).toMatchObject({ status: 'completed', progress: { total: 3, completed: 2, no_data: 1 } });
    expect(task.data.map((element: unknown) => element !== null)).toEqual([true, false, true]);
    expect(run(rows, { alignment: 'hits-only' }).task.data).toHaveLength(2);
  });

  test('a miss can carry its steps', () => {
    const [element] = run([person('Miss Ing')], { waterfallMiss: 'with-steps' }).task.data;
    expect(element).toMatchObject({ result: {}, enrichment_data: {}, steps: [{ result: 'not found' }, {}, {}] });
  });

  test('the data of a single run is an object, or a list with one when switched', () => {
    expect(single(person('Ada')).data.result).toEqual({ email: expect.any(String) });
    expect(single(person('Ada'), { singleWaterfall: 'array' }).data).toEqual([single(person('Ada')).data]);
    expect(single(person('Ada'))).not.toHaveProperty('progress');
  });

  test('a single miss follows the switch for single misses', () => {
    expect(single(person('Miss Ing')).data).toBeNull();
    expect(single(person('Miss Ing'), { singleMiss: 'empty-list' }).data).toEqual([]);
  });

  test('it is created for a while, then processing, then completed', () => {
    const at = scene({ waterfallCreatedMs: 2000 });
    const sent = { params: [person('Ada')], enrichments: [833] };
    const { task_id } = at.json('POST', '/v1/waterfalls/email_getter/bulk-run', sent);
    at.pass(1999);
    expect(at.task(task_id)).toMatchObject({ status: 'created', data: null });
    at.pass(1);
    expect(at.task(task_id).status).toBe('processing');
    at.pass(10_000);
    expect(at.task(task_id).status).toBe('completed');
  });

  test('person_getter finds the person behind an address', () => {
    const at = scene();
    const sent = { params: { email: 'john.doe@example.com' }, enrichments: [833] };
    const { task_id } = at.json('POST', '/v1/waterfalls/person_getter/run', sent);
    at.pass(60_000);
    expect(at.task(task_id).data.result).toEqual({
      first_name: 'John',
      last_name: 'Doe',
      linkedin_url: 'https://people.example/in/john-doe',
    });
  });

  test('hostile texts come as they are', () => {
    const { email } = run([person('Hostile Takeover')]).task.data[0].result;
    expect(email).toBe('=HYPERLINK("https://evil.example","x")');
  });
});

describe('the verifier', () => {
  const verified = { email_verifier: 10, enrichments: [833, 966] };

  test('it is paid once for the address that was found, within the step of its provider', () => {
    const { task, billed } = run([person(nameThatTakes(1, [833, 966]))], {}, verified);
    expect(task.data[0].steps).toMatchObject([{ cost: '0.06', is_verified: true }]);
    expect(billed.map(({ enrichment, credits, verifier }) => [enrichment, credits, verifier])).toEqual([
      [833, 0.05, undefined],
      [10, 0.01, true],
    ]);
  });

  test('it can have a step of its own', () => {
    const { task } = run([person(nameThatTakes(1, [833, 966]))], { verifierStep: 'own-step' }, verified);
    expect(task.data[0].steps).toMatchObject([
      { cost: '0.05', provider: 'Sample Contacts' },
      { cost: '0.01', provider: 'Sample Mail Check', action: 'email_verification' },
    ]);
  });

  test('it is not paid where nothing was found', () => {
    const { billed } = run([person('Miss Ing')], {}, verified);
    expect(billed.some((one) => one.verifier)).toBe(false);
  });

  test('an address that is not confirmed is given as unverified, or not given where the next provider is to be asked', () => {
    const rows = [person('Unverified')];
    expect(run(rows, {}, { ...verified, enrichments: [833] }).task.data[0].steps).toMatchObject([
      { is_verified: false },
    ]);
    expect(run(rows, { unverifiedAddress: 'next-provider' }, { ...verified, enrichments: [833] }).task.data).toEqual([
      null,
    ]);
  });

  test('with the next provider asked, each address that was found is verified and paid', () => {
    const cascade = { waterfall: 'email_getter', enrichments: [833, 966], verifier: 10 };
    const switches = { ...defaultSwitches(), unverifiedAddress: 'next-provider' as const };
    const names = Array.from({ length: 50 }, (_, n) => `Unverified ${n}`);
    const name = names.find((one) => attempts(cascade, person(one), switches).every((each) => each.found !== null))!;
    const { billed, task } = run([person(name)], { unverifiedAddress: 'next-provider' }, verified);
    expect(billed.map((one) => one.credits)).toEqual([0.05, 0.01, 0.08, 0.01]);
    expect(task.data[0].steps).toMatchObject([{ is_verified: false }, { is_verified: true }]);
  });
});

describe('money', () => {
  test('until it is over the ledger shows the most that it can cost, and that much is taken', () => {
    const at = scene();
    const sent = { params: [person('Ada'), person('Miss Ing')], enrichments: ALL, email_verifier: 12 };
    at.json('POST', '/v1/waterfalls/email_getter/bulk-run', sent);
    const billed = () => at.databar.ledger.billed.reduce((sum, one) => sum + one.credits, 0);
    expect(billed()).toBeCloseTo(1.12, 9);
    expect(at.balance()).toBeCloseTo(5000 - 1.12, 9);
    at.pass(60_000);
    expect(at.balance()).toBeCloseTo(5000 - billed(), 9);
    expect(billed()).toBeLessThan(1.12);
  });

  test('a cancelled one pays for the rows that ran, and the others stand there with nothing', () => {
    const at = scene();
    const sent = { params: [person('Miss A'), person('Miss B')], enrichments: [833, 966] };
    const { task_id } = at.json('POST', '/v1/waterfalls/email_getter/bulk-run', sent);
    at.pass(3000);
    at.json('POST', `/v1/tasks/${task_id}/cancel`);
    expect(at.databar.ledger.billed.map((one) => one.credits)).toEqual([0.05, 0.08, 0]);
    expect(at.balance()).toBeCloseTo(4999.87, 9);
  });

  test('lines name the waterfall and the input', () => {
    const { billed } = run([person('Ada')]);
    expect(billed[0]).toMatchObject({ waterfall: 'email_getter', params: person('Ada'), enrichment: 833 });
  });
});
