// Waterfalls on the built bundle: in bulk, one by one where bulk-run is missing, prices, provider and cost, trouble, kills.
import { describe, expect, test } from 'vitest';
import { SOME, sweep } from './crash-sweep';
import { waterfallScene as opened, paid, people, posts, WATERFALL as RECIPE, STATUS, set } from './databar-waterfall';

/** People whose first address is found and not verified. */
function unverified(count: number): string[][] {
  return people(count).map((row, n) => [`Unverified ${n}`, ...row.slice(1)]);
}

describe('a run', () => {
  test('goes by bulk-run through the default providers in their order, and tells who had it and what it cost', () => {
    const s = opened();
    const job = s.run(RECIPE);
    expect(job).toMatchObject({ state: 'finished', outcomes: { found: 12 } });
    expect(posts(s)).toEqual(['bulk-run', 'bulk-run']);
    expect(new Set(s.databar.ledger.billed.map((one) => one.enrichment))).toEqual(new Set([833, 966]));
    for (const [, , , email, provider, cost] of s.sheet()) {
      expect(String(email)).toContain('@');
      expect([
        ['Sample Contacts', 0.05],
        ['Sample Directory', 0.13],
      ]).toContainEqual([provider, cost]);
    }
    const sum = s.column('Cost').reduce<number>((total, cost) => total + Number(cost), 0);
    expect(job.credits.spent).toBeCloseTo(sum, 6);
  });

  for (const waterfallPrices of ['text', 'number']) {
    test(`shows a range, from nothing to all providers, each with the verifier after it, with prices as ${waterfallPrices}`, () => {
      const s = opened({ waterfallPrices });
      const plan = s.call('plan', { recipe: set({ emailVerifier: 10 }) });
      expect(plan.value.price.min).toBe(0);
      expect(plan.value.price.max).toBeCloseTo(12 * 0.15, 6);
      const job = s.run(set({ emailVerifier: 10 }));
      expect(job.credits.spent!).toBeLessThanOrEqual(plan.value.price.max);
      expect(s.databar.ledger.billed.some((one) => one.verifier)).toBe(true);
    });
  }

  test('never costs more than was shown, even where an unverified address goes on to the next provider and its check is paid again', () => {
    const s = opened({ unverifiedAddress: 'next-provider', cascadeCharge: 'each-tried' }, unverified(7));
    const recipe = set({ emailVerifier: 10 });
    const { max } = s.call('plan', { recipe }).value.price;
    const job = s.run(recipe);
    expect(s.databar.ledger.billed.filter((one) => one.verifier).length).toBeGreaterThan(7);
    expect(job.credits.spent!).toBeGreaterThan(7 * 0.14 - 1e-6);
    expect(job.credits.spent!).toBeLessThanOrEqual(max + 1e-6);
  });

  test('asks the providers that the recipe names, in its order', () => {
    const s = opened();
    s.run(set({ enrichments: [1320] }));
    expect(new Set(s.databar.ledger.billed.map((one) => one.enrichment))).toEqual(new Set([1320]));
  });

  for (const switches of [
    { waterfallMiss: 'with-steps' },
    { verifierStep: 'own-step' },
    { unverifiedAddress: 'next-provider' },
    { cascadeCharge: 'only-hit' },
    { enabledByDefault: 'absent' },
    { waterfallEnrichments: 'default-833' },
    { waterfallStartWord: 'processing' },
    { singleWaterfall: 'array' },
  ]) {
    test(`reads it right where ${JSON.stringify(switches)}`, () => {
      const rows = people(7);
      rows[1]![0] = 'Missy';
      const s = opened(switches, rows);
      expect(s.run(set({ enrichments: [833, 966], emailVerifier: 10 })).outcomes).toMatchObject({ found: 6 });
      expect(s.column(STATUS)[1]).toBe('no match');
      for (const provider of s.column('Provider').filter((_one, i) => i !== 1))
        expect(['Sample Contacts', 'Sample Directory']).toContain(provider);
    });
  }
});

describe('where bulk-run is missing', () => {
  for (const waterfallBulkRun of ['404', '405']) {
    for (const singleWaterfall of ['object', 'array']) {
      test(`(${waterfallBulkRun}) each request is run alone, and nothing is paid twice (data as ${singleWaterfall})`, () => {
        const rows = people(25);
        rows[2]![0] = 'Missy';
        const s = opened({ waterfallBulkRun, singleWaterfall }, rows);
        expect(s.run(RECIPE)).toMatchObject({ state: 'finished', outcomes: { found: 24, 'no match': 1 } });
        expect(posts(s)).toEqual(['bulk-run', ...Array(25).fill('run')]);
        expect(paid(s).length).toBe(new Set(paid(s)).size);
      });
    }
  }

  for (const singleMiss of ['null', 'empty-list', 'empty-object']) {
    test(`a miss of a single run is one as ${singleMiss} too`, () => {
      const rows = people(3);
      rows[1]![0] = 'Missy';
      const s = opened({ singleMiss }, rows);
      s.run(set({ call: 'run' }));
      expect(s.column(STATUS)).toEqual(['found', 'no match', 'found']);
      expect(posts(s)).toEqual(['run', 'run', 'run']);
    });
  }

  test('a recipe that insists on bulk-run is told that it is missing', () => {
    const s = opened({ waterfallBulkRun: '404' });
    expect(s.run(set({ call: 'bulk-run' }))).toMatchObject({ state: 'paused', reasonKind: 'refused' });
  });

  test('single runs that all fail pause the run after five', () => {
    const rows = people(20).map((row) => [`Failing ${row[0]}`, ...row.slice(1)]);
    const s = opened({ waterfallBulkRun: '404', allFailed: 'failed' }, rows);
    expect(s.run(RECIPE)).toMatchObject({ state: 'paused', reasonKind: 'refused', outcomes: { failed: 5 } });
  });

  test('single runs that are all refused pause the run after five', () => {
    const rows = people(20).map((row) => [row[0]!, row[1]!, 'Invalid Inc', '', '', '', '']);
    const s = opened({ waterfallBulkRun: '404' }, rows);
    expect(s.run(RECIPE)).toMatchObject({ state: 'paused', reasonKind: 'refused', credits: { spent: 0 } });
    expect(posts(s)).toHaveLength(6);
  });
});

describe('before anything is sent', () => {
  const cases: [string, object, object, RegExp][] = [
    [
      'an unknown waterfall',
      { waterfall: 'email_geter' },
      {},
      /no waterfall "email_geter".* nearest is "email_getter"/,
    ],
    ['an unknown provider', { enrichments: [5] }, {}, /no provider 5\. It has 833 \(Sample Contacts\)/],
    ['a verifier that is not its own', { emailVerifier: 15 }, {}, /no e-mail verifier 15\. It has 10/],
    ['no default providers to know', {}, { waterfalls: '404' }, /Name them in the setting "enrichments"/],
  ];
  for (const [what, settings, switches, message] of cases) {
    test(`${what} is told`, () => {
      const s = opened(switches);
      expect(s.start(set(settings)).error).toMatchObject({ kind: 'recipe', message: expect.stringMatching(message) });
      expect(posts(s)).toEqual([]);
    });
  }

  for (const waterfalls of ['404', '501']) {
    test(`without the catalogue (${waterfalls}) named providers run at an unknown price`, () => {
      const s = opened({ waterfalls });
      const job = s.run(set({ enrichments: [833, 966] }));
      expect(job).toMatchObject({ state: 'finished', outcomes: { found: 12 }, credits: { estimatedMax: null } });
    });
  }
});

describe('trouble', () => {
  test('out of credits: what was bought is in the cells, and Resume buys only the rest', () => {
    const s = opened({ startCredits: 15 }, people(150));
    const job = s.run(RECIPE);
    expect(job).toMatchObject({ state: 'paused', reasonKind: 'out of credits' });
    expect(s.column(STATUS).filter((status) => status === 'found').length).toBe(105);
    expect(s.call('provisional', { jobId: job.jobId }).value.rows[0].status).toBe('not run: out of credits');
    s.topUp(100);
    s.call('resume', { jobId: job.jobId });
    s.drive();
    expect(s.view(job.jobId)).toMatchObject({ state: 'finished', outcomes: { found: 150 } });
    expect(paid(s).length).toBe(new Set(paid(s)).size);
  });

  test('a rejected key is said before anything is sent', () => {
    const s = opened({ refuseEveryKey: true });
    expect(s.start(RECIPE).error).toMatchObject({ kind: 'key', message: expect.stringContaining('rejected') });
  });

  for (const badParams of ['aligned', 'only-bad', 'text', 'object']) {
    test(`one bad row, told as ${badParams}, fails alone`, () => {
      const rows = people(20);
      rows[9]![2] = 'Invalid Inc';
      const s = opened({ badParams }, rows);
      expect(s.run(RECIPE)).toMatchObject({ state: 'finished', outcomes: { found: 19, failed: 1 } });
      expect(String(s.column(STATUS)[9])).toMatch(/^failed: /);
    });
  }

  for (const [what, call] of [
    ['in bulk', 'bulk-run'],
    ['one by one', 'run'],
  ]) {
    test(`killed at a charge or any eighth call and resumed, ${what}: the same sheet but for rows in check, nothing billed twice`, {
      timeout: 300_000,
    }, async () => {
      const subject = { open: () => opened({}, people(call === 'run' ? 2 : 4)), recipe: set({ call }), billed: paid };
      const result = await sweep(subject, SOME);
      console.log(`waterfall ${what}: ${result.cases} crash points, ${result.checks} rows left in check over all`);
      expect(result.problems).toEqual([]);
      expect(result.checks).toBeGreaterThan(0);
    });
  }
});
