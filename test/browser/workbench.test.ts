// The workbench in a real browser: what it loads, and what it never does. Not the sidebar's own screens.
import { afterAll, afterEach, expect, it } from 'vitest';
import { closeBrowser, type OpenPage, openSidebar, openWorkbench } from './browser';

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

it('shows the menu that onOpen built, and the add-on page in an origin of its own, 300 px wide', async () => {
  open = await openWorkbench();
  const frame = await openSidebar(open.page);
  expect(new URL(frame.url()).origin).not.toBe(new URL(open.page.url()).origin);
  expect(await frame.evaluate('innerWidth')).toBe(300);
  expect([open.errors, open.offLoopback]).toEqual([[], []]);
});

it('carries google.script.run to an execution of the built add-on and back, with success handler and user object', async () => {
  open = await openWorkbench();
  const frame = await openSidebar(open.page);
  const answer = await frame.evaluate(`new Promise((resolve) => {
    google.script.run
      .withSuccessHandler((text, user) => resolve([JSON.parse(text).ok, user]))
      .withFailureHandler((error) => resolve(error.message))
      .withUserObject({ from: 'test' })
      .rpc('keys', '{}');
  })`);
  expect(answer).toEqual([true, { from: 'test' }]);
});
