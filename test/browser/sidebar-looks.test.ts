// Every screen of the panel at 300 px, light and dark: no accessibility violation, nothing to scroll sideways, no error, no request.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { fakePanel } from './fake-panel';
import { WIDTH_PX } from './fake-server';
import { SCENES } from './scenes';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS =
  'axe.run().then((found) => found.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.html + " " + node.failureSummary).join(" | ")))';

const { open } = fakePanel();

it.each(SCENES)('$name: axe finds nothing, light and dark, and nothing is wider than the panel', async (scene) => {
  const page = await open(scene.script());
  await scene.go(page);
  await page.evaluate(AXE);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await page.evaluate(VIOLATIONS), colorScheme).toEqual([]);
  }
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(WIDTH_PX);
});
