// A playbook that is being run from the panel: recipes in order, each planned and confirmed when the one before has ended. Pure. The panel
// keeps it only while it is open; begun anew, steps that are done have nothing to fill and are skipped. By the clock the add-on runs it.
import type { RawRecipe, SavedRecipe } from '../src/sidebar-calls';
import { draftOf } from './draft';
import type { Model } from './model';

export type Playbook = { name: string; recipes: readonly string[]; at: number };

export function stepsIn(recipe: RawRecipe): string[] | null {
  return Array.isArray(recipe.recipes) ? recipe.recipes.map((one) => String(one).trim()) : null;
}

export function stepOf({ recipes, at }: Playbook, saved: readonly SavedRecipe[]): SavedRecipe | undefined {
  return saved.find((one) => one.name === recipes[at]);
}

/** To the plan of the step that is on. Where its recipe is gone there is none, and the strip says so. */
export function toStep({ opened }: Model, playbook: Playbook): Partial<Model> {
  const saved = stepOf(playbook, opened.recipes);
  return { playbook, place: 'fill', step: 'check', draft: saved ? draftOf(saved.recipe) : null };
}

/** @param started the recipe of the run that was started just now */
export function afterStart(playbook: Playbook | null, started: string): Playbook | null {
  if (!playbook || playbook.recipes[playbook.at] !== started) return playbook;
  const at = playbook.at + 1;
  return at < playbook.recipes.length ? { ...playbook, at } : null;
}
