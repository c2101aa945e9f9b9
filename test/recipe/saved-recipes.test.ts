// Saved recipes and playbooks: what is refused, what replaces what, how much fits. Not who may call (that is the sidebar's table).
import { beforeEach, describe, expect, test } from 'vitest';
import { RECIPES_BYTES } from '../../src/engine/state-budget';
import type { Platform } from '../../src/platform/ports';
import { recipesIn, removeRecipe, savedRecipe, saveRecipe } from '../../src/recipe/saved-recipes';
import { GOOD, spoilt } from './a-recipe';

let store: Record<string, string>;
let platform: Platform;

beforeEach(() => {
  store = { 'bf.fence': '1' };
  platform = {
    nowMs: () => 1000,
    user: () => 'ann@example.com',
    documentStore: {
      get: (key: string) => store[key] ?? null,
      all: () => ({ ...store }),
      set: (entries: object) => Object.assign(store, entries),
      remove: (keys: string[]) => {
        for (const key of keys) delete store[key];
      },
    },
  } as unknown as Platform;
});

const saved = () => recipesIn(platform.documentStore.all());
const names = () => saved().map((one) => one.name);
const playbook = (recipes: string[], change: object = {}) => ({ version: 1, name: 'Both', recipes, ...change });

describe('a saved recipe', () => {
  test('is kept as it was given, with who saved it and when, one property each', () => {
    const saved = saveRecipe(platform, spoilt({ name: ' Work emails ' }));
    expect(saved).toEqual({
      ok: true,
      value: [
        { name: 'Work emails', recipe: { ...GOOD, name: ' Work emails ' }, savedBy: 'ann@example.com', savedMs: 1000 },
      ],
    });
    expect(savedRecipe(platform.documentStore, ' Work emails')?.recipe).toMatchObject({ operation: GOOD.operation });
    expect(Object.keys(store)).toEqual(['bf.fence', 'bf.recipe.Work emails']);
  });

  test('replaces one of the same name and no other', () => {
    saveRecipe(platform, spoilt({ name: 'A' }));
    saveRecipe(platform, GOOD);
    saveRecipe(platform, spoilt({ outputs: { phone: 'Phone' } }));
    expect(names()).toEqual(['A', 'Work emails']);
    expect(saved()[1]!.recipe).toMatchObject({ outputs: { phone: 'Phone' } });
    expect(saved()[0]!.recipe).toMatchObject({ outputs: { email: 'Work email' } });
  });

  test('that is wrong is refused with the recipe’s own sentence, and nothing is written', () => {
    const before = { ...store };
    expect(saveRecipe(platform, spoilt({ nam: 'x' }))).toEqual({
      ok: false,
      problem: { kind: 'recipe', message: 'The recipe has an unknown property "nam". The nearest is "name".' },
    });
    expect(store).toEqual(before);
  });

  test('may have a schedule, at a time that a day has', () => {
    expect(saveRecipe(platform, spoilt({ schedule: { every: 'day', at: '23:59' } })).ok).toBe(true);
    for (const at of ['24:00', '9:00', '09:60', '30 February', ''])
      expect(saveRecipe(platform, spoilt({ schedule: { every: 'day', at } }))).toMatchObject({
        problem: { message: expect.stringContaining('must be a time of day') },
      });
  });

  test('is removed by its name; one that is not there is said, with the nearest', () => {
    saveRecipe(platform, GOOD);
    saveRecipe(platform, spoilt({ name: 'Other' }));
    expect(removeRecipe(platform, 'Work email')).toEqual({
      ok: false,
      problem: {
        kind: 'gone',
        message: 'There is no saved recipe "Work email" in this document. The nearest is "Work emails".',
      },
    });
    expect(removeRecipe(platform, 'Work emails')).toMatchObject({ ok: true, value: [{ name: 'Other' }] });
    expect(names()).toEqual(['Other']);
  });

  test('is refused where 40 KB are full, whatever script its name is written in; a smaller one in its place is not', () => {
    const long = (n: number, size: number) =>
      spoilt({ name: `レシピ ${n}`, inputs: { a: 'A', b: { value: 'x'.repeat(size) } } });
    let saved = 0;
    while (saved < 100 && saveRecipe(platform, long(saved, 4000)).ok) saved++;
    const bytes = Object.entries(store)
      .filter(([key]) => key.startsWith('bf.recipe.'))
      .reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
    expect(bytes).toBeLessThanOrEqual(RECIPES_BYTES);
    expect(bytes).toBeGreaterThan(RECIPES_BYTES - 6000);
    expect(saveRecipe(platform, long(saved, 4000))).toMatchObject({
      problem: { message: expect.stringContaining('no room') },
    });
    expect(saveRecipe(platform, long(0, 3000)).ok).toBe(true);
  });

  test('whose property cannot be read is as good as none', () => {
    store['bf.recipe.Broken'] = '{';
    saveRecipe(platform, GOOD);
    expect(names()).toEqual(['Work emails']);
  });
});

describe('a playbook', () => {
  beforeEach(() => {
    saveRecipe(platform, spoilt({ name: 'A' }));
    saveRecipe(platform, spoilt({ name: 'B' }));
  });

  test('is saved like a recipe', () => {
    expect(saveRecipe(platform, playbook(['A', 'B'], { schedule: { every: 'week' } })).ok).toBe(true);
    expect(names()).toEqual(['A', 'B', 'Both']);
  });

  test.each<[object, RegExp]>([
    [playbook(['A', 'C']), /no saved recipe "C"/],
    [playbook([]), /"recipes" must not be empty/],
    [playbook(['A'], { recipe: 1 }), / has an unknown property "recipe". The nearest is "recipes"/],
  ])('%j is refused', (raw, message) => {
    expect(saveRecipe(platform, raw)).toMatchObject({ problem: { message: expect.stringMatching(message) } });
    expect(names()).toEqual(['A', 'B']);
  });

  test('holds no playbook', () => {
    saveRecipe(platform, playbook(['A']));
    expect(saveRecipe(platform, { ...playbook(['Both']), name: 'More' })).toMatchObject({
      problem: { message: '"Both" is a playbook itself. Name its recipes instead.' },
    });
  });
});
