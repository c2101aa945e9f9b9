// The formulas' limits and safety at full size.
import { test } from 'vitest';
import { proveDeep } from '../deep-table';
import { nothingIsPaid } from './formula-sequences';
import { storm } from './formula-storm';

test('2,000 formula cells at once: each reads the archive at most once, within every limit, cold and warm', async () => {
  await proveDeep('2,000 formulas at once', () => {
    storm(2000);
    return { cases: 2000, problems: [] };
  });
});

test('no sequence of edits, copies, openings, recalculations, plans and refreshes pays anything', async () => {
  await proveDeep('sequences around formulas', () => nothingIsPaid(300));
});
