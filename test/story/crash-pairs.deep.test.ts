// Runs killed twice: at every pair of calls of the smallest run, at 500 seeded pairs of each operation's. SEED=7 repeats the pairs of that seed.
// A file of its own so that it runs beside the single kills.
import { beforeAll, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { patchedBundle, SMALL_BATCHES } from '../patched-bundle';
import { OPERATIONS, SMALLEST } from './crash-subjects';
import { allPairs, pairs } from './crash-sweep';
import { runCode } from './scene';

const SEED = Number(process.env.SEED ?? 20_260_105);

beforeAll(async () => {
  runCode(await patchedBundle(SMALL_BATCHES));
});

test('databar.enrichment, killed at every pair of service calls of a small run', async () => {
  await proveDeep('all pairs of kills: databar.enrichment', () => allPairs(SMALLEST()));
});

test.each(OPERATIONS.slice(1))('%s, killed twice, at 500 seeded pairs of calls', async (what, make) => {
  await proveDeep(`pairs of kills: ${what}`, () => pairs(make(), 500, SEED));
});
