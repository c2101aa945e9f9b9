// The panel against a scripted add-on, for a test file: opened, watched, closed after each test. Asserts only what every test wants: no error
// in the console, no request to anywhere.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, vi } from 'vitest';
import { closeBrowser, PATIENCE_MS } from './browser';
import { openSidebar, type Script, type Sidebar } from './fake-server';

export function fakePanel() {
  vi.setConfig({ testTimeout: 5 * PATIENCE_MS, hookTimeout: 5 * PATIENCE_MS });
  let sidebar: Sidebar | null = null;
  afterEach(async () => {
    const { errors, offPage } = sidebar ?? { errors: [], offPage: [] };
    await sidebar?.close();
    sidebar = null;
    expect([errors, offPage]).toEqual([[], []]);
  });
  afterAll(closeBrowser);
  return {
    async open(script: Script): Promise<Page> {
      sidebar = await openSidebar(script);
      return sidebar.page;
    },
    /** What the panel is answered from now on. */
    script: () => sidebar!.script,
    namesOf: () => sidebar!.calls.map((call) => call.name),
    argsOf: (name: string) => sidebar!.calls.filter((call) => call.name === name).map((call) => call.args),
  };
}

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
