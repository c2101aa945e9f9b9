// The store page's screenshots: the built add-on in the workbench, with the sample list and simulated providers, driven to three places.
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { browser } from '../browser';
import { ROOT } from '../runner/built-add-on';
import { startWorkbench } from '../serve/workbench';

export const SCREENSHOT_PX = { width: 1280, height: 800 };

/** The workbench's clock, so that a run of minutes takes seconds. */
const SPEED = 20;
const PATIENCE_MS = 60_000;

async function openPanel(page: Page): Promise<Frame> {
  await page.waitForSelector('#sheet[data-ready]');
  await page.getByRole('button', { name: 'Extensions' }).click();
  await page.getByRole('menuitem', { name: 'Backfill' }).click();
  await page.getByRole('menuitem', { name: 'Open sidebar' }).click();
  const frame = await (await page.waitForSelector('aside.sidebar iframe')).contentFrame();
  if (!frame) throw new Error('The sidebar has no frame. Look at the workbench with `npm start`.');
  return frame;
}

const press = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name }).first().click();

/** @returns name → PNG, in the order in which the store shows them */
export async function takeScreenshots(): Promise<Record<string, Buffer>> {
  const workbench = await startWorkbench({
    port: 0,
    path: join(ROOT, 'workbench/samples/leads.csv'),
    sampleKeys: true,
  });
  const context = await (await browser()).newContext({ viewport: SCREENSHOT_PX });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const shots: Record<string, Buffer> = {};
  const take = async (name: string) => {
    shots[name] = await page.screenshot();
  };
  try {
    workbench.bench.clock.setSpeed(SPEED);
    await page.goto(workbench.url);
    const frame = await openPanel(page);
    await press(frame, /^Find work email Finds/);
    await frame.getByText('What would be sent').waitFor();
    await take('1-columns');
    await press(frame, 'Next');
    await frame.getByText('Count again').waitFor();
    await press(frame, 'Next');
    await frame.getByRole('button', { name: /^Fill \d+ rows/ }).waitFor();
    await take('2-price-before');
    await press(frame, /^Fill \d+ rows/);
    await frame.getByText(/100% · Finished/).waitFor();
    await take('3-filled');
  } finally {
    await context.close();
    await workbench.close();
  }
  return shots;
}
