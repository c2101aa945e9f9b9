// The long crash sweeps of waterfalls and tables: several batches, every call, before and after; and seeded pairs of kills.
import { test } from 'vitest';
import { proveDeep } from '../deep-table';
import { pairs, sweep } from './crash-sweep';
import { billedRows, openTable, recipeFor, type TableScene } from './databar-table';
import { paid, people, set, waterfallScene } from './databar-waterfall';
import { leads } from './scene';

const waterfall = (count: number, call: string) => ({
  open: () => waterfallScene({}, people(count)),
  recipe: set({ call }),
  billed: paid,
});
const table = (count: number) => {
  const open = (): TableScene => openTable({ rows: leads(count, true) });
  return { open, recipe: recipeFor(open()), billed: (s: unknown) => billedRows(s as TableScene) };
};

test.each([
  ['waterfalls in bulk', waterfall(12, 'bulk-run')],
  ['waterfalls one by one', waterfall(4, 'run')],
  [
    'waterfalls where bulk-run is missing',
    { ...waterfall(4, 'auto'), open: () => waterfallScene({ waterfallBulkRun: '404' }, people(4)) },
  ],
  ['a table', table(12)],
])('%s, killed before or after every service call', async (what, subject) => {
  await proveDeep(`one kill: ${what}`, () => sweep(subject));
});

const SEED = Number(process.env.SEED ?? 20_260_105);

test.each([
  ['waterfalls', waterfall(12, 'bulk-run')],
  ['a table', table(12)],
])('%s, killed twice, at seeded pairs of calls', async (what, subject) => {
  await proveDeep(`pairs of kills: ${what}`, () => pairs(subject, 300, SEED));
});
