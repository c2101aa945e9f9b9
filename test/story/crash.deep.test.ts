// Every crash point of a run of several batches, for each operation: every call, before and after; resumed by sidebar, alarm, or both at once;
// and pairs of kills. SEED=7 repeats the pairs of that seed.
import { beforeAll, expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { patchedBundle, SMALL_BATCHES } from '../patched-bundle';
import { OPERATIONS, SMALLEST, VARIANTS } from './crash-subjects';
import { allPairs, pairs, sweep } from './crash-sweep';
import { runCode } from './scene';

const SEED = Number(process.env.SEED ?? 20_260_105);
/** Threads that take turns at each call cost seconds: of the points, these are met by heartbeat and alarm at once. */
const BOTH_EVERY = 16;

beforeAll(async () => {
  runCode(await patchedBundle(SMALL_BATCHES));
});

test.each([...OPERATIONS, ...VARIANTS])(
  '%s, killed before or after any service call, resumed by the sidebar',
  async (what, make) => {
    const { cases } = await proveDeep(`one kill, sidebar: ${what}`, () => sweep(make()));
    expect(cases).toBeGreaterThan(100);
  },
);

test.each(OPERATIONS)('%s, killed before or after any service call, resumed by the alarm', async (what, make) => {
  await proveDeep(`one kill, alarm: ${what}`, () => sweep(make(), 1, 'alarm'));
});

test.each(OPERATIONS)(
  '%s, killed at a charge or now and then, resumed by heartbeat and alarm at once',
  async (what, make) => {
    await proveDeep(`one kill, both at once: ${what}`, () => sweep(make(), BOTH_EVERY, 'both'));
  },
);

test('databar.enrichment, killed at every pair of service calls of a small run', async () => {
  await proveDeep('all pairs of kills: databar.enrichment', () => allPairs(SMALLEST()));
});

test.each(OPERATIONS.slice(1))('%s, killed twice, at 500 seeded pairs of calls', async (what, make) => {
  await proveDeep(`pairs of kills: ${what}`, () => pairs(make(), 500, SEED));
});
