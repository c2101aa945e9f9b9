// What is planned where the operation brings its rows (an export): which columns are filled, and how many rows there are now. Reads only.
import type { Learnt, Operation, Wanted } from '../providers/operation';
import { type Recipe, readRecipe } from '../recipe/recipe';
import { fail, ok, type Result } from '../text/problem';
import type { Plan, PlanFrom } from './plan';
import { keptCells } from './take-rows';

/** The recipe as its run works with it: all its columns named, and the key read from its own output column. */
export function exportRecipe(
  raw: unknown,
  { outputs }: Recipe,
  { brings, results }: Operation<unknown>,
  settings: unknown,
  asked: (wanted: Wanted) => Result<Learnt>,
): Result<{ recipe: Recipe; learnt: Learnt }> {
  const { key } = brings!;
  const names = Object.keys(outputs);
  const known = asked(Object.fromEntries(names.map((path) => [path, []])));
  if (!known.ok) return known;
  const learnt = known.value;
  const own =
    names.length > 0 ? outputs : Object.fromEntries(results!(settings, learnt).map(({ path }) => [path, path]));
  const read = readRecipe({ ...(raw as object), outputs: own[key] === undefined ? { [key]: key, ...own } : own });
  if ('problem' in read) return fail('recipe', read.problem);
  const { recipe } = read;
  return ok({ recipe: { ...recipe, inputs: { [key]: recipe.outputs[key]! } }, learnt });
}

/** @param none a plan without any row */
export function exportPlan(none: Plan, from: PlanFrom): Plan {
  const rows = from.operation.brings!.count(from.learnt);
  if (from.busy.size > 0) return { ...none, busyRows: rows };
  const fresh = [...from.table.requests.values()].filter(({ fingerprint }) => !from.known.has(fingerprint));
  const kept = keptCells(
    from,
    fresh.flatMap((request) => request.rows),
  );
  return { ...none, requests: rows, rows, keptCells: kept };
}
