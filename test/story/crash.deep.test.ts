// Every crash point of a run of several batches, for each operation: every call, before and after; resumed by sidebar, alarm, or both at once.
// Pairs of kills are in crash-pairs.deep.test.ts.
import { beforeAll, expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { patchedBundle, SMALL_BATCHES } from '../patched-bundle';
import { OPERATIONS, VARIANTS } from './crash-subjects';
import { sweep } from './crash-sweep';
import { runCode } from './scene';

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
