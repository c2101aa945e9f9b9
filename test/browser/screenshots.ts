// Makes docs/images/: every step of the panel at 300 px, light (and the main ones dark). `npx tsx test/browser/screenshots.ts [folder]`, after a build.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowser } from './browser';
import { openSidebar, type Script } from './fake-server';
import { SCENES } from './scenes';

const folder = process.argv[2] ?? 'docs/images';

async function take(name: string, script: Script, go: (page: Page) => Promise<void>, isDark: boolean): Promise<void> {
  const { page, errors, close } = await openSidebar(script, {
    deviceScaleFactor: 2,
    colorScheme: isDark ? 'dark' : 'light',
  });
  await go(page);
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: 300, height: Math.min(1600, Math.max(480, height)) });
  await page.screenshot({ path: join(folder, `${name}${isDark ? '-dark' : ''}.png`) });
  if (errors.length > 0) throw new Error(`${name}: ${errors.join('\n')}`);
  await close();
}

mkdirSync(folder, { recursive: true });
for (const { name, script, go, dark } of SCENES) {
  await take(name, script(), go, false);
  if (dark) await take(name, script(), go, true);
}
await closeBrowser();
