// The operation behind a recorded recipe, and the reader of its rows. Not the check of a new recipe (recipe/recipe.ts).
import type { Platform } from '../platform/ports';
import { type AnyOperation, OPERATIONS } from '../providers/all';
import type { Learnt } from '../providers/operation';
import type { Recipe } from '../recipe/recipe';
import { type Reader, requiredParameters } from './table';

export type Operated = { operation: AnyOperation; settings: unknown };

/** Null where this version of the add-on does not know it. */
export function operationOf(recipe: Pick<Recipe, 'operation' | 'settings'>): Operated | null {
  const operation = OPERATIONS.find((one) => one.id === recipe.operation);
  const settings = operation?.settings.safeParse(recipe.settings);
  return operation && settings?.success ? { operation, settings: settings.data } : null;
}

export function readerOf(platform: Platform, recipe: Recipe, operated: Operated, learnt: Learnt): Reader {
  const { operation, settings } = operated;
  return {
    recipe,
    operation,
    settings,
    required: requiredParameters(operation, settings, learnt),
    isoDate: (date) => platform.spreadsheet.isoDate(date),
  };
}
