// Credits of the simulated Databar: taken at submit, settled at the end, and all of it in the ledger.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lead, scene } from './ask';

describe('credits', () => {
  test('the most that a task can cost is taken at submit, and what was not used comes back', () => {
    const at = scene();
    at.submit([lead('Ada'), lead('Miss Ing')]);
    expect(at.balance()).toBe(4999.9);
    at.pass(60_000);
    expect(at.balance()).toBe(4999.95);
  });

  test('nothing is taken before the end when reserving is switched off', () => {
    const at = scene({ reserve: 'never' });
    at.submit([lead('Ada')]);
    expect(at.balance()).toBe(5000);
    at.pass(60_000);
    expect(at.balance()).toBe(4999.95);
  });

  test('a run that could cost more than the balance is 406, one that just fits is taken', () => {
    const at = scene({ startCredits: 0.1 });
    expect(at.submit([lead('A'), lead('B'), lead('C')]).status).toBe(406);
    expect(at.submit([lead('A'), lead('B')]).status).toBe(200);
    expect(at.submit([lead('C')]).status).toBe(406);
  });

  test.each([
    ['misses', lead('Miss Ing')],
    ['failures', lead('Failing')],
  ] as const)('%s are free, or charged when switched', (name, params) => {
    expect(scene().finished([params]).credits_spent).toBe(0);
    expect(scene({ [name]: 'charged' }).finished([params]).credits_spent).toBe(0.05);
  });

  test('a price by parameter is multiplied by it, and every page is paid again', () => {
    const params = [{ domain: 'a.example', limit: 4 }];
    expect(scene().finished(params, 1204, { pagination: { pages: 3 } }).credits_spent).toBe(0.24);
    expect(scene().finished([{ domain: 'a.example', limit: '4' }], 1204).credits_spent).toBe(0.08);
  });

  test('credits_spent is 0 until the end, moves when switched, and can be absent', () => {
    const spentHalfway = (switches: object) => {
      const at = scene(switches);
      const { task_id } = JSON.parse(at.submit([lead('A'), lead('B')]).body);
      at.pass(3000);
      return at.task(task_id).credits_spent;
    };
    expect(spentHalfway({})).toBe(0);
    expect(spentHalfway({ spentWhileRunning: 'moving' })).toBe(0.05);
    expect(spentHalfway({ creditsSpent: 'absent' })).toBeUndefined();
  });

  test('a cancelled task gives back what its unfinished rows had reserved', () => {
    const at = scene();
    const { task_id } = JSON.parse(at.submit([lead('A'), lead('B')]).body);
    at.pass(3000);
    expect(at.json('POST', `/v1/tasks/${task_id}/cancel`)).toMatchObject({ status: 'cancelled', credits_spent: 0.05 });
    expect(at.balance()).toBe(4999.95);
  });

  test('a thousand small amounts add up without crumbs', () => {
    const at = scene();
    for (let n = 0; n < 100; n++) at.finished([lead(`N${n}`), lead(`M${n}`), lead(`K${n}`)]);
    expect(at.balance()).toBe(4985);
  });
});

describe('the ledger', () => {
  test('it lists each accepted input with its task, its moment and its credits', () => {
    const at = scene();
    const submittedMs = at.now();
    const { task_id } = at.finished([lead('Ada'), lead('Miss Ing')]);
    expect(at.databar.ledger).toEqual({
      acceptedPosts: 1,
      calls: { submit: 1, poll: 1 },
      billed: [
        { task: task_id, enrichment: 833, params: lead('Ada'), credits: 0.05, atMs: submittedMs },
        { task: task_id, enrichment: 833, params: lead('Miss Ing'), credits: 0, atMs: submittedMs },
      ],
    });
  });

  test('an input that is sent twice stands there twice', () => {
    const at = scene();
    at.finished([lead('Ada')]);
    at.finished([lead('Ada')]);
    expect(at.databar.ledger.billed).toHaveLength(2);
  });
});

test('whatever is submitted, cancelled and waited for: what left the balance is what the ledger says', () => {
  const step = fc.oneof(
    fc.record({
      names: fc.array(fc.constantFrom('Ada', 'Miss Ing', 'Failing', 'Slow Joe', 'Dropped', '504', '429'), {
        maxLength: 5,
      }),
    }),
    fc.record({ passMs: fc.nat(100_000) }),
    fc.record({ cancel: fc.nat(5) }),
  );
  const charge = fc.constantFrom('free' as const, 'charged' as const);
  const reserve = fc.constantFrom('at-submit' as const, 'never' as const);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), charge, charge, reserve, (steps, misses, failures, reserve) => {
      const at = scene({ misses, failures, reserve, startCredits: 1 });
      for (const one of steps) {
        if ('names' in one)
          at.raw('POST', '/v1/enrichments/833/bulk-run', { params: one.names.map((name) => lead(name)) });
        if ('passMs' in one) at.pass(one.passMs);
        if ('cancel' in one) {
          const ids = [...new Set(at.databar.ledger.billed.map((input) => input.task))];
          at.raw('POST', `/v1/tasks/${ids[one.cancel] ?? 'none'}/cancel`);
        }
      }
      at.pass(200_000);
      const left = at.balance();
      const billed = at.databar.ledger.billed.reduce((sum, input) => sum + input.credits, 0);
      expect(left + billed).toBeCloseTo(1, 6);
      if (reserve === 'at-submit') expect(left).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 200 },
  );
});
