// A real browser on a workbench of its own, for the tests in this folder: watches the console and every request. Knows nothing of what is on the page.
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { browser, closeBrowser } from '../../workbench/browser';
import { startWorkbench, type Workbench, type WorkbenchOptions } from '../../workbench/serve/workbench';

export { browser, closeBrowser };

/**
 * The one bound on waiting, for every wait of every browser test: a machine that is ten times slower than a good one, and runs other tests
 * meanwhile, must pass too. What is waited for is looked for again and again, so that a fast machine never waits.
 */
export const PATIENCE_MS = 120_000;

export async function newContext(options: Parameters<Browser['newContext']>[0]): Promise<BrowserContext> {
  const context = await (await browser()).newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

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

/** Starts a workbench on a free port and opens it. Close it in `afterEach` or `afterAll`, and the browser in `afterAll`. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<OpenPage> {
  const workbench = await startWorkbench({ port: 0, ...options });
  const errors: string[] = [];
  const offLoopback: string[] = [];
  const context = await newContext({ viewport: { width: 1280, height: 800 } });
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

type Box = { x: number; y: number; width: number; height: number };

/** Where the cells are drawn. The formula bar is a canvas too; the sheet's is the large one. */
export async function sheetBox(page: Page): Promise<Box> {
  const canvases = await page.locator('#sheet canvas').all();
  const boxes = await Promise.all(canvases.map((canvas) => canvas.boundingBox()));
  return boxes.filter((box) => box !== null).sort((a, b) => b.width * b.height - a.width * a.height)[0]!;
}

/** The middle of a cell on the page, as long as nothing is scrolled; row 0 and column 0 are the headings. */
export async function cellAt(page: Page, row: number, column: number): Promise<[x: number, y: number]> {
  const { x, y } = await sheetBox(page);
  return [column === 0 ? x + 20 : x + 46 + 100 * column - 50, row === 0 ? y + 10 : y + 20 + 21 * row - 10];
}

/** Extensions › Backfill › the item, as a person at the mouse does. */
export async function chooseMenuItem(page: Page, label: string): Promise<void> {
  await sheetDrawn(page);
  await page.getByRole('button', { name: 'Extensions' }).click();
  await page.getByRole('menuitem', { name: 'Backfill' }).click();
  await page.getByRole('menuitem', { name: label }).click();
}

const FRAME = 'aside.sidebar iframe';

/** The frame of the sidebar that is shown, in which google.script works. `before`: the address of one that is on its way out. */
export async function sidebarFrame(page: Page, before: string | null = null): Promise<Frame> {
  await page.locator(before === null ? FRAME : `${FRAME}:not([src="${before}"])`).waitFor();
  // One that is replaced just now has no frame any more.
  const find = async (): Promise<Frame | null> => (await page.waitForSelector(FRAME)).contentFrame();
  const untilMs = Date.now() + PATIENCE_MS;
  let frame = await find();
  while (!frame && Date.now() < untilMs) frame = await find();
  if (!frame) throw new Error('the sidebar has no frame');
  await frame.waitForLoadState();
  return frame;
}

/** Opens the add-on's sidebar, in place of one that is open. */
export async function openSidebar(page: Page): Promise<Frame> {
  const open = page.locator(FRAME);
  const before = (await open.count()) > 0 ? await open.getAttribute('src') : null;
  await chooseMenuItem(page, 'Open sidebar');
  return sidebarFrame(page, before);
}
