// No sequence of recalculations, copies, openings and edits of formula cells causes a paid call without confirmation.
import { expect, test } from 'vitest';
import { nothingIsPaid } from './formula-sequences';
import { billed, leads, scene } from './scene';

test('no sequence of edits, copies, openings, recalculations, plans and refreshes pays anything', {
  timeout: 200_000,
}, () => {
  nothingIsPaid(25);
});

test('the test above can fail: one confirmed plan does pay', () => {
  const s = scene({ rows: leads(3) });
  s.giveKey();
  s.run();
  expect(billed(s)).toHaveLength(3);
});
