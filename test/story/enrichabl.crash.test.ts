// Crash points of small runs at Enrichabl: nothing is charged, uploaded or made twice. All of them, and the other kinds, are in the deep sweep.
import { expect, test } from 'vitest';
import { SOME, sweep } from './crash-sweep';
import { done, type LeadScene, leadScene, people, SUMMARY, UPLOAD } from './enrichabl-scene';
import type { Recipe, Scene } from './scene';

function sweepOf(recipe: Recipe) {
  const open = () => leadScene({ rows: people(3) }) as unknown as Scene;
  return sweep({ open, recipe, billed: (s) => done(s as unknown as LeadScene) }, SOME);
}

test('an upload, killed at a charge or any eighth call and resumed, ends the same, with nothing in check', {
  timeout: 240_000,
}, async () => {
  const { cases, checks, problems } = await sweepOf(UPLOAD);
  expect(problems).toEqual([]);
  expect(cases).toBeGreaterThan(45);
  expect(checks).toBe(0);
});

test('an AI column, killed at a charge or any eighth call and resumed, leaves in check only what may not have been started', {
  timeout: 240_000,
}, async () => {
  const { cases, problems } = await sweepOf(SUMMARY);
  expect(problems).toEqual([]);
  expect(cases).toBeGreaterThan(45);
});
