// What a custom function answers: cells of what was bought, row by row. It can neither spend nor fetch; it never throws.
import type { Stored } from '../archive/archive-row';
import { resultOf } from '../archive/archive-row';
import { bought } from '../archive/bought';
import { statusText } from '../job/known';
import { readTable } from '../job/table';
import type { FormulaPlatform } from '../platform/ports';
import { type Ask, askOf } from '../recipe/formula-ask';
import type { Recipe } from '../recipe/recipe';
import { noSuchRecipe, savedRecipe } from '../recipe/saved-recipes';
import { toWriting } from '../sheet/cell-value';
import { NOT_BOUGHT, WAITING } from '../sheet/status-word';
import { valueAt, WHOLE } from '../text/result-path';

type Shown = string | number | boolean;

export function answerFormula(platform: FormulaPlatform, name: string, args: readonly unknown[]): Shown | Shown[][] {
  try {
    const ask = askOf(name, args, (recipe) => {
      const { documentStore } = platform;
      return savedRecipe(documentStore, recipe)?.recipe ?? { problem: noSuchRecipe(recipe, documentStore.all()) };
    });
    if ('problem' in ask) return `Backfill: ${ask.problem}`;
    const cells = answerRows(platform, ask, name === 'BACKFILL_STATUS');
    return cells.length === 1 && cells[0]!.length === 1 ? cells[0]![0]! : cells;
  } catch (error) {
    return `Backfill: edit the formula to try again. (${error instanceof Error ? error.message : String(error)})`;
  }
}

function answerRows(platform: FormulaPlatform, ask: Ask, status: boolean): Shown[][] {
  const { operation, settings, parameters, paths } = ask;
  const inputs = { ...ask.recipe.inputs };
  for (const name of parameters) inputs[name] = name;
  const recipe: Recipe = { ...ask.recipe, inputs };
  const cells = { values: [parameters, ...ask.rows], formulas: [] };
  const byHeader = Object.fromEntries(parameters.map((name, i) => [name, i + 1]));
  const columns = { headerRow: 1, byHeader, missing: [] };
  const isoDate = (date: Date): string => platform.spreadsheet.isoDate(date);
  // Which parameters may stay blank only the catalogue knows; a row without one that is needed was never bought.
  const table = readTable({ recipe, operation, settings, required: [], isoDate }, columns, cells);
  const known = bought(platform, [...table.requests.keys()]);
  const width = status ? 1 : paths.length;
  const rows = ask.rows.map((_, i): Shown[] => {
    const request = table.byRow[i + 2];
    const stored = request && known.get(request.fingerprint);
    if (!request) return Array<Shown>(width).fill('');
    return status ? [statusOf(recipe, stored)] : valuesOf(recipe, paths, stored);
  });
  return ask.named ? [paths.map((path) => (path === WHOLE ? 'result' : path)), ...rows] : rows;
}

function statusOf(recipe: Recipe, stored: Stored | undefined): string {
  if (!stored) return NOT_BOUGHT;
  return stored.outcome === 'stub' ? WAITING : statusText(recipe, stored, false);
}

function valuesOf(recipe: Recipe, paths: readonly string[], stored: Stored | undefined): Shown[] {
  if (stored?.outcome === 'found') {
    const result = resultOf(stored);
    return paths.map((path) => toWriting(valueAt(result, path)).shown);
  }
  const instead = stored?.outcome === 'no match' ? '' : statusOf(recipe, stored);
  return paths.map(() => instead);
}
