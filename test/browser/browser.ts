// A real browser on a workbench of its own, for the tests in this folder: watches the console and every request. Knows nothing of what is on the page.
import type { Frame, Page } from 'playwright-core';
import { browser, closeBrowser } from '../../workbench/browser';
import { startWorkbench, type Workbench, type WorkbenchOptions } from '../../workbench/serve/workbench';

const PATIENCE_MS = 15_000;

export { browser, closeBrowser };

export type OpenPage = {
  page: Page;
  workbench: Workbench;
  /** Errors in the console and exceptions that nobody caught, as text. */
  errors: string[];
  /** Addresses of requests to anywhere but this machine. */
  offLoopback: string[];
  /** Another page on the same workbench: another tab, or another person. */
  openAnother(path?: string): Promise<Page>;
  close(): Promise<void>;
};

function watch(page: Page, errors: string[], offLoopback: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.hostname !== '127.0.0.1') offLoopback.push(request.url());
  });
}

/** Starts a workbench on a free port and opens it. Close it in `afterEach`, and the browser in `afterAll`. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<OpenPage> {
  const workbench = await startWorkbench({ port: 0, ...options });
  const errors: string[] = [];
  const offLoopback: string[] = [];
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(PATIENCE_MS);
  const openAnother = async (path = '') => {
    const page = await context.newPage();
    watch(page, errors, offLoopback);
    await page.goto(workbench.url + path);
    return page;
  };
  const page = await openAnother();
  const close = async () => {
    await context.close();
    await workbench.close();
  };
  return { page, workbench, errors, offLoopback, openAnother, close };
}

/** Waits until the sheet is drawn, and can be clicked and typed into. */
export async function sheetDrawn(page: Page): Promise<void> {
  await page.waitForSelector('#sheet[data-ready]');
}

/** Extensions › Backfill › the item, as a person at the mouse does. */
export async function chooseMenuItem(page: Page, label: string): Promise<void> {
  await sheetDrawn(page);
  await page.getByRole('button', { name: 'Extensions' }).click();
  await page.getByRole('menuitem', { name: 'Backfill' }).click();
  await page.getByRole('menuitem', { name: label }).click();
}

/** Opens the add-on's sidebar; gives its frame, in which google.script works. */
export async function openSidebar(page: Page): Promise<Frame> {
  await chooseMenuItem(page, 'Open sidebar');
  const frame = await (await page.waitForSelector('aside.sidebar iframe')).contentFrame();
  if (!frame) throw new Error('the sidebar has no frame');
  await frame.waitForLoadState();
  return frame;
}
