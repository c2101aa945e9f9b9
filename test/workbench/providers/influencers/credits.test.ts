// Credits of the simulated Influencers.club: charged by success, run out of, topped up, and all of it in the ledger.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMAILS, HANDLES, scene } from './ask';

const FULL = { enrichment_mode: 'full', platform: 'instagram' };

describe('credits', () => {
  test.each([
    ['raw', HANDLES, 0.03],
    ['full', FULL, 1],
    ['basic', EMAILS, 0.05],
    ['advanced', { enrichment_mode: 'advanced' }, 2],
  ])('a success in mode %s costs its price, a miss and a failure nothing', (_mode, fields, price) => {
    const at = scene();
    const end = 'platform' in fields ? '' : '@mail.example';
    at.finished([`ada${end}`, `miss${end}`, `fail${end}`], fields as Record<string, string>);
    expect(at.available()).toBe(1000 - price);
    expect(at.influencers.ledger.billed.map((one) => one.credits)).toEqual([price, 0, 0]);
  });

  test('duplicates are billed one by one, or merged', () => {
    const twice = scene();
    twice.finished(['ada', 'ada', '@Ada']);
    expect(twice.available()).toBe(1000 - 0.09);
    const once = scene({ duplicates: 'merged' });
    const id = once.create(['ada', 'ada', '@Ada']);
    once.pass(60_000);
    expect([once.status(id).total_rows, once.results(id).length, once.available()]).toEqual([1, 1, 999.97]);
  });

  test('a record without an address is free for those who must have one', () => {
    const at = scene();
    const results = at.finished(['noemail', 'ada'], { ...FULL, email_required: 'must_have' });
    expect(results.map((one: { status: string }) => one.status)).toEqual(['not_found', 'ok']);
    expect(at.available()).toBe(999);
    expect(scene().finished(['noemail'], FULL)[0].enrichment_data.email).toBeNull();
  });

  test('the credits answer counts what was used, or says 0', () => {
    const used = (creditsUsed: 'counted' | 'zero') => {
      const at = scene({ creditsUsed });
      at.finished(['ada']);
      return at.json('GET', '/public/v1/accounts/credits/').credits_used;
    };
    expect([used('counted'), used('zero')]).toEqual([0.03, 0]);
  });

  test('the ledger shows the most that an open batch can cost', () => {
    const at = scene();
    const id = at.create(['ada', 'miss']);
    expect(at.influencers.ledger.billed).toEqual([
      {
        task: id,
        enrichment: 0,
        params: { mode: 'raw', platform: 'instagram', input: 'ada' },
        credits: 0.03,
        atMs: at.now(),
      },
      {
        task: id,
        enrichment: 0,
        params: { mode: 'raw', platform: 'instagram', input: 'miss' },
        credits: 0.03,
        atMs: at.now(),
      },
    ]);
  });
});

describe('out of credits', () => {
  test('a batch pauses, keeps what it did, and goes on after a top-up and a resume', () => {
    const at = scene({ startCredits: 2.5 });
    const id = at.create(['a', 'b', 'c', 'd'], FULL);
    at.pass(60_000);
    expect(at.status(id)).toMatchObject({
      status: 'paused_insufficient_credits',
      processed_rows: 2,
      credits_used: '2.00',
      status_message: expect.any(String),
    });
    at.switches.boughtCredits = 10;
    at.pass(600_000);
    expect(at.status(id).status).toBe('paused_insufficient_credits');
    expect(JSON.parse(at.resume(id).body)).toMatchObject({ batch_id: id, status: 'processing' });
    at.pass(60_000);
    expect(at.status(id)).toMatchObject({ status: 'finished', success_count: 4, credits_used: '4.00' });
    expect(at.available()).toBe(8.5);
    expect(at.influencers.ledger).toMatchObject({ acceptedPosts: 1, billed: [{}, {}, {}, {}] });
  });

  test('resumed without a top-up it pauses again and charges nothing', () => {
    const at = scene({ startCredits: 1 });
    const id = at.create(['a', 'b'], FULL);
    at.pass(60_000);
    at.resume(id);
    at.pass(60_000);
    expect(at.status(id)).toMatchObject({ status: 'paused_insufficient_credits', processed_rows: 1 });
    expect(at.available()).toBe(0);
  });

  test('misses go on being done: they cost nothing', () => {
    const at = scene({ startCredits: 0 });
    const id = at.create(['miss1', 'miss2', 'ada'], FULL);
    at.pass(60_000);
    expect(at.status(id)).toMatchObject({ status: 'paused_insufficient_credits', processed_rows: 2 });
  });

  test('create can refuse instead: when not all, or not even one, can be paid', () => {
    expect(scene({ startCredits: 1.5, lowCredit: '402' }).refused('handle\na\nb', FULL)[0]).toBe(402);
    expect(scene({ startCredits: 1.5, lowCredit: '400' }).refused('handle\na\nb', FULL)[0]).toBe(400);
    const least = { lowCredit: '402', lowCreditMeans: 'not-one' } as const;
    expect(scene({ startCredits: 1.5, ...least }).refused('handle\na\nb', FULL)[0]).toBe(200);
    expect(scene({ startCredits: 0.5, ...least }).refused('handle\na\nb', FULL)[0]).toBe(402);
  });

  test('two batches share what there is, in the order of time', () => {
    const at = scene({ startCredits: 3 });
    const first = at.create(['a', 'b', 'c'], FULL);
    at.pass(200);
    const second = at.create(['d', 'e', 'f'], FULL);
    at.pass(60_000);
    expect([at.status(first).processed_rows, at.status(second).processed_rows]).toEqual([2, 1]);
  });
});

test('when one looks makes no difference to what is charged, and the balance is what the ledger says', () => {
  const name = fc.constantFrom('ada', 'bo', 'miss', 'fail', 'pause', 'slow', 'broken', '504', 'dropped');
  const step = fc.oneof(
    fc.record({ names: fc.array(name, { minLength: 1, maxLength: 4 }) }),
    fc.record({ passMs: fc.nat(30_000) }),
    fc.record({ resume: fc.nat(4) }),
  );
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 14 }),
      fc.constantFrom('keeps-charges' as const, 'refunds' as const),
      (steps, failedBatch) => {
        const run = (looks: boolean) => {
          const at = scene({ startCredits: 0.2, failedBatch });
          for (const one of steps) {
            const ids = Object.keys((at.influencers.save() as { batches: object }).batches);
            if ('names' in one) {
              try {
                at.send(one.names);
              } catch {
                // A lost answer; the batch was made all the same.
              }
            }
            if ('passMs' in one) for (let n = 0; n < 5; n++, at.pass(one.passMs / 5)) if (looks) at.available();
            if ('resume' in one) at.resume(ids[one.resume] ?? 'none');
          }
          at.pass(20_000_000);
          return { left: at.available(), billed: at.influencers.ledger.billed, saved: at.influencers.save() };
        };
        const seen = run(true);
        expect(run(false)).toMatchObject({ left: seen.left, billed: seen.billed });
        const { batches } = seen.saved as unknown as { batches: Record<string, { charged: number[] }> };
        const charged = Object.values(batches).flatMap((batch) => batch.charged);
        expect(seen.left + charged.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0.2, 6);
        expect(seen.left).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 150 },
  );
});
