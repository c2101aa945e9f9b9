// Every screen of the panel at 300 px, light and dark: no accessibility violation, nothing to scroll sideways, no error, no request.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, expect, it } from 'vitest';
import { closeBrowser } from './browser';
import { openSidebar } from './fake-server';
import { SCENES } from './scenes';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

afterAll(closeBrowser);

const looks = SCENES.flatMap((scene) => [
  { scene, name: scene.name, colorScheme: 'light' as const },
  { scene, name: scene.name, colorScheme: 'dark' as const },
]);

it.each(looks)(
  '$name, $colorScheme: axe finds nothing, and nothing is wider than the panel',
  async ({ scene, colorScheme }) => {
    const sidebar = await openSidebar(scene.script(), { colorScheme });
    try {
      await scene.go(sidebar.page);
      await sidebar.page.evaluate(AXE);
      const violations = (await sidebar.page.evaluate(
        'axe.run().then((found) => found.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.html + " " + node.failureSummary).join(" | ")))',
      )) as string[];
      expect(violations).toEqual([]);
      expect(await sidebar.page.evaluate('document.documentElement.scrollWidth')).toBe(300);
      expect([sidebar.errors, sidebar.offPage]).toEqual([[], []]);
    } finally {
      await sidebar.close();
    }
  },
);
