// One good recipe, and ways to spoil it. No rules are tested here.
import { type Recipe, readRecipe } from '../../src/recipe/recipe';

export const GOOD = {
  version: 1,
  name: 'Work emails',
  operation: 'databar.enrichment',
  settings: { enrichment: 833 },
  inputs: { first_name: 'First name', company: 'Company' },
  outputs: { email: 'Work email' },
};

/** The good recipe with these properties instead. A property that is undefined is left out, as in JSON. */
export function spoilt(change: object): unknown {
  return JSON.parse(JSON.stringify({ ...GOOD, ...change }));
}

export function problemOf(raw: unknown): string | null {
  const read = readRecipe(raw);
  return 'problem' in read ? read.problem : null;
}

export function recipeOf(change: object = {}): Recipe {
  const read = readRecipe(spoilt(change));
  if ('problem' in read) throw new Error(read.problem);
  return read.recipe;
}
