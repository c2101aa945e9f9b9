// The workbench in a real browser: what it loads, and what it never does. Not the sidebar's own screens.
import { afterAll, afterEach, expect, it } from 'vitest';
import { closeBrowser, type OpenPage, openWorkbench } from './browser';

let open: OpenPage | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(closeBrowser);

it('opens without a console error and without a request to anywhere but this machine', async () => {
  open = await openWorkbench();
  expect(await open.page.title()).toContain('Backfill');
  expect([open.errors, open.offLoopback]).toEqual([[], []]);
});
