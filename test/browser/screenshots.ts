// Makes pictures of the panel at 300 px, after a build: `npx tsx test/browser/screenshots.ts` the few in docs/images/, small;
// `npx tsx test/browser/screenshots.ts FOLDER` every screen, light and dark, whole and large, to be looked at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser } from './browser';
import { openSidebar } from './fake-server';
import { SCENES, type Scene } from './scenes';

type Look = { folder: string; scale: number; mostPx: number; isDark: boolean };

async function take({ name, script, go }: Scene, { folder, scale, mostPx, isDark }: Look): Promise<void> {
  const colorScheme = isDark ? 'dark' : 'light';
  const { page, errors, close } = await openSidebar(script(), { deviceScaleFactor: scale, colorScheme });
  await go(page);
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: 300, height: Math.min(mostPx, Math.max(360, height)) });
  await page.screenshot({ path: join(folder, `${name}${isDark ? '-dark' : ''}.png`) });
  if (errors.length > 0) throw new Error(`${name}: ${errors.join('\n')}`);
  await close();
}

const [all] = process.argv.slice(2);
const folder = all ?? 'docs/images';
mkdirSync(folder, { recursive: true });
for (const scene of SCENES) {
  if (all) for (const isDark of [false, true]) await take(scene, { folder, scale: 2, mostPx: 1600, isDark });
  else if (scene.inDocs) await take(scene, { folder, scale: 1.5, mostPx: 640, isDark: false });
}
await closeBrowser();
