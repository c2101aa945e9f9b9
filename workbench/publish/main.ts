// The command `npm run publish-kit`: builds the add-on and puts the Marketplace kit into dist-marketplace/. Publishes nothing.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closeBrowser } from '../browser';
import { build } from '../build/ship';
import { ROOT } from '../runner/built-add-on';
import { drawnFiles, type Files, scriptFiles, textFiles } from './kit';
import { takeScreenshots } from './screenshots';

const FOLDER = join(ROOT, 'dist-marketplace');

async function makeKit(): Promise<Files> {
  build(ROOT);
  const files = { ...scriptFiles(ROOT), ...textFiles(ROOT), ...(await drawnFiles()) };
  for (const [name, png] of Object.entries(await takeScreenshots())) files[`images/screenshot-${name}.png`] = png;
  return files;
}

try {
  const files = await makeKit();
  rmSync(FOLDER, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
    writeFileSync(join(FOLDER, name), content);
    console.log(`${String(Buffer.byteLength(content)).padStart(8)}  dist-marketplace/${name}`);
  }
  console.log('Nothing was published. What to do with it: docs/publish/README.md');
} catch (error) {
  console.error(`No kit was made, and an earlier one is as it was. ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  await closeBrowser();
}
