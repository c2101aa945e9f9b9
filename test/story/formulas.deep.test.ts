// The formulas' limits and safety at full size.
import { test } from 'vitest';
import { nothingIsPaid } from './formula-sequences';
import { storm } from './formula-storm';

test('2,000 formula cells at once: each reads the archive at most once, within every limit, cold and warm', {
  timeout: 900_000,
}, () => {
  storm(2000);
});

test('no sequence of edits, copies, openings, recalculations, plans and refreshes pays anything', {
  timeout: 900_000,
}, () => {
  nothingIsPaid(300);
});
