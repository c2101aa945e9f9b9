// A recipe as a file: what is written out, and what is taken from a file that somebody chose. Pure. The add-on checks the rest.
import type { RawRecipe } from '../src/sidebar-calls';

const FILE_CHARACTERS = 20_000;

export function recipeText(recipe: RawRecipe): string {
  return `${JSON.stringify(recipe, null, 2)}\n`;
}

export function readRecipeFile(name: string, text: string): { recipe: RawRecipe } | { problem: string } {
  if (text.length > FILE_CHARACTERS) return { problem: `${name} is too long to be a recipe.` };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: `${name} is not JSON. Choose a file that Backfill has exported.` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: `${name} holds no recipe. Choose a file that Backfill has exported.` };
  const recipe = value as RawRecipe;
  if (typeof recipe.name !== 'string' || recipe.name.trim() === '')
    return { problem: `${name} has no "name". Choose a file that Backfill has exported.` };
  return { recipe };
}

/** The name of a copy: one that no other recipe has. */
export function copyName(name: string, taken: readonly string[]): string {
  const base = name.replace(/ \(copy( \d+)?\)$/, '').slice(0, 85);
  let copy = `${base} (copy)`;
  for (let number = 2; taken.includes(copy); number++) copy = `${base} (copy ${number})`;
  return copy;
}
