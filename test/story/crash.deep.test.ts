// The long crash sweeps: three batches, every call, before and after; and seeded pairs of kills.
import { expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { callsOf, pairs, sweep } from './crash-sweep';
import { leads } from './scene';

const SEED = Number(process.env.SEED ?? 20_260_105);

test('250 rows in three batches, killed before or after every service call', async () => {
  const options = { rows: leads(250, true) };
  const { cases } = await proveDeep('one kill: databar.enrichment', () => sweep(options));
  expect(cases).toBe(2 * callsOf(options).length);
});

test('killed twice, at seeded pairs of calls', async () => {
  await proveDeep('pairs of kills: databar.enrichment', () => pairs({ rows: leads(12, true) }, 600, SEED));
});
