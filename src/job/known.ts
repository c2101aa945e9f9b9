// What the archive knows of an input, seen through one recipe: the outcome by its own outputs, and whether it may be reused.
import type { Entry, Stored } from '../archive/archive-row';
import { resultOf } from '../archive/archive-row';
import type { Recipe } from '../recipe/recipe';
import { KEPT, NO_MATCH_OR_FAILED, reasonText } from '../sheet/status-word';
import { isPresent, valueAt } from '../text/result-path';

const DAY_MS = 86_400_000;

/** Whether an archived answer may stand in for buying again: found and no match are knowledge that was bought; failed is not. */
export function mayReuse(entry: Entry, recipe: Recipe, nowMs: number): boolean {
  if (entry.kind !== 'found' && entry.kind !== 'no match') return false;
  if (recipe.reuse === 'always') return true;
  return recipe.reuse !== 'never' && nowMs - entry.whenMs <= recipe.reuse.days * DAY_MS;
}

/** What a result has for an output column; undefined where that counts as no value. */
export function outputValue({ outputs }: Recipe, result: unknown, header: string): unknown {
  for (const path in outputs) {
    if (outputs[path] !== header) continue;
    const value = valueAt(result, path);
    if (isPresent(value)) return value;
  }
  return undefined;
}

/** The outcome for this recipe: a result without any mapped value is a `no match`. */
export function derivedOutcome(recipe: Recipe, stored: Stored): 'found' | 'no match' | 'failed' | 'check' | 'not run' {
  if (stored.outcome === 'found') {
    const result = resultOf(stored);
    for (const path in recipe.outputs) if (isPresent(valueAt(result, path))) return 'found';
    return 'no match';
  }
  return stored.outcome as 'no match' | 'failed' | 'check' | 'not run';
}

/** The exact status text of an answer. `kept`: a mapped value met a cell that a person had filled. */
export function statusText(
  recipe: Recipe,
  stored: Stored,
  kept: boolean,
  outcome = derivedOutcome(recipe, stored),
): string {
  switch (outcome) {
    case 'found':
      return kept ? KEPT : 'found';
    case 'no match':
      return stored.outcome === 'no match' && stored.detail === 'or failed' ? NO_MATCH_OR_FAILED : 'no match';
    default:
      return `${outcome}: ${reasonText(stored.detail)}`;
  }
}
