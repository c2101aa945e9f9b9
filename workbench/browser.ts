// The Chromium that this repository brings along, started once for a process: for tests in a browser and for pictures. Opens no page.
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Chromium would otherwise look for updates of itself, which is no request of ours. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** In one process, closing one page's context ends the whole browser. */
const UNWANTED = ['--single-process'];

let launched: Promise<Browser> | null = null;

/** Starting it takes longer than most of what it is started for. Ended by `closeBrowser`. */
export function browser(): Promise<Browser> {
  launched ??= chromium.executablePath().then((executablePath) =>
    playwright.launch({
      executablePath,
      args: [...chromium.args.filter((arg) => !UNWANTED.includes(arg)), ...QUIET],
      headless: true,
    }),
  );
  return launched;
}

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = null;
}
