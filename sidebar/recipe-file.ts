// A recipe as a file: what is written out, and what is taken from a file that somebody chose. Pure. The add-on checks the rest.
import type { RawRecipe } from '../src/sidebar-calls';
import { isObject } from './setting-path';

export function recipeText(recipe: RawRecipe): string {
  return `${JSON.stringify(recipe, null, 2)}\n`;
}

/** What the file says; whether it is a recipe is for the add-on to say. */
export function readRecipeFile(name: string, text: string): { recipe: RawRecipe } | { problem: string } {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isObject(value)) return { recipe: value };
  } catch {}
  return { problem: `${name} holds no recipe. Choose a file that Backfill has exported.` };
}

/** The name of a copy: one that no other recipe has. */
export function copyName(name: string, taken: readonly string[]): string {
  const base = name.replace(/ \(copy( \d+)?\)$/, '').slice(0, 85);
  let copy = `${base} (copy)`;
  for (let number = 2; taken.includes(copy); number++) copy = `${base} (copy ${number})`;
  return copy;
}
