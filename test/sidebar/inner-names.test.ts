// Names that the build shortens inside of the panel's script: none of them may be one that crosses to the add-on, or stand in a recipe.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { INNER_NAMES } from '../../workbench/build/sidebar-page';

/** Where everything is declared that the panel is told or tells. */
const CROSSING = [
  'src/sidebar-calls.ts',
  'src/job/job-view.ts',
  'src/job/plan-view.ts',
  'src/platform/ports.ts',
  'src/providers/account-reads.ts',
  'src/providers/operation.ts',
  'src/recipe/recipe.ts',
  'src/recipe/playbook.ts',
  ...readdirSync('src/providers', { recursive: true, encoding: 'utf8' })
    .filter((name) => /settings\.ts$/.test(name))
    .map((name) => `src/providers/${name}`),
];

it.each(CROSSING)('%s declares no property whose name the build shortens in the panel', (path) => {
  const names = [...readFileSync(path, 'utf8').matchAll(/([A-Za-z_]\w*)\??:/g)].map((match) => match[1]!);
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => INNER_NAMES.test(name))).toEqual([]);
});

it('a sample of what does cross is left as it is, and of what does not is shortened', () => {
  for (const name of ['recipe', 'planId', 'toBuy', 'onChange', 'schedule']) expect(INNER_NAMES.test(name)).toBe(false);
  for (const name of ['__k', 'isBusy', 'onPress', 'opened']) expect(INNER_NAMES.test(name)).toBe(true);
});
