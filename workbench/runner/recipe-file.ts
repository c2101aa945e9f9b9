// Reads a recipe or a playbook from a file: as far as the runner must understand it to load the right file into the right tab. The add-on checks the rest.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Complaint } from './complaint';
import type { Recipe } from './sidebar-calls';
import { hashOf } from './tab-file';

export type RecipeFile = { path: string; recipe: Recipe; hash: string };

function readObject(path: string): Recipe {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Complaint(`--recipe ${path}: ${missing ? 'there is no such file' : (error as Error).message}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Complaint(`--recipe ${path} is not valid JSON: ${(error as Error).message}`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Complaint(`--recipe ${path} must hold a JSON object`);
  }
  return value as Recipe;
}

/** One recipe, or those of a playbook in its order; a playbook names them by path, from where it lies. */
export function readRecipes(path: string): RecipeFile[] {
  const first = readObject(path);
  if (!('recipes' in first)) return [{ path, recipe: first, hash: hashOf(JSON.stringify(first)) }];
  // A schedule waits for the clock of a document; here it runs now.
  const { version, name, recipes, schedule: _schedule, ...unknown } = first;
  const odd = Object.keys(unknown)[0];
  if (odd !== undefined)
    throw new Complaint(`--recipe ${path}: a playbook has no "${odd}"; it has version, name and recipes`);
  if (version !== 1) throw new Complaint(`--recipe ${path}: a playbook needs "version": 1`);
  if (typeof name !== 'string' || name.trim() === '')
    throw new Complaint(`--recipe ${path}: a playbook needs a "name"`);
  if (!Array.isArray(recipes) || recipes.length === 0 || recipes.some((entry) => typeof entry !== 'string')) {
    throw new Complaint(`--recipe ${path}: "recipes" must list paths of recipe files`);
  }
  return recipes.map((entry: string) => {
    const entryPath = resolve(dirname(path), entry);
    const recipe = readObject(entryPath);
    if ('recipes' in recipe) throw new Complaint(`--recipe ${entryPath}: a playbook cannot hold another playbook`);
    return { path: entryPath, recipe, hash: hashOf(JSON.stringify(recipe)) };
  });
}

export function headerRowOf(recipe: Recipe): number {
  const row = recipe.headerRow;
  return typeof row === 'number' && Number.isInteger(row) && row >= 1 ? row : 1;
}

/** Headers of the columns that the recipe writes. */
export function writtenHeaders(recipe: Recipe): string[] {
  const outputs = recipe.outputs !== null && typeof recipe.outputs === 'object' ? Object.values(recipe.outputs) : [];
  const status = recipe.status === undefined ? `${String(recipe.name)} status` : recipe.status;
  return [...outputs, status].filter((header): header is string => typeof header === 'string');
}

export function isExport(recipe: Recipe): boolean {
  return recipe.operation === 'enrichabl.export';
}
