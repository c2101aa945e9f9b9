// A small export that is killed at any service call; larger ones, later ones, and people at work are in the deep sweep.
import { expect, test } from 'vitest';
import { SOME, sweep } from './crash-sweep';
import { exportScene, lead, leads } from './export-scene';
import type { Scene } from './scene';

test('an export, killed before or after any service call and driven on, ends the same', {
  timeout: 240_000,
}, async () => {
  const open = () =>
    exportScene({
      leads: leads(2),
      sheet: [
        ['Email', 'Notes'],
        [lead(1).email.toUpperCase(), 'mine'],
      ],
    });
  const { cases, problems } = await sweep(
    {
      open: () => open() as unknown as Scene,
      recipe: open().recipe,
      billed: () => [],
    },
    SOME,
  );
  expect(problems).toEqual([]);
  expect(cases).toBeGreaterThan(15);
});
