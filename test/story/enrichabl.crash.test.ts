// Every crash point of small runs at Enrichabl: nothing is charged, uploaded or made twice. The other kinds are in the deep sweep.
import { expect, test } from 'vitest';
import { sweep } from './crash-sweep';
import { done, type LeadScene, leadScene, people, SUMMARY, UPLOAD } from './enrichabl-scene';
import type { Recipe, Scene } from './scene';

function sweepOf(recipe: Recipe) {
  return sweep({
    open: () => leadScene({ rows: people(3) }) as unknown as Scene,
    recipe,
    billed: (s) => done(s as unknown as LeadScene),
  });
}

test('an upload, killed before or after any service call and resumed, ends the same, with nothing in check', {
  timeout: 240_000,
}, () => {
  const { points, checks, problems } = sweepOf(UPLOAD);
  expect(problems).toEqual([]);
  expect(points).toBeGreaterThan(150);
  expect(checks).toBe(0);
});

test('an AI column, killed before or after any service call and resumed, leaves in check only what may not have been started', {
  timeout: 240_000,
}, () => {
  const { points, problems } = sweepOf(SUMMARY);
  expect(problems).toEqual([]);
  expect(points).toBeGreaterThan(150);
});
