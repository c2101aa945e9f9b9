// "Fill formulas": what the formulas of a tab or of the document still lack, as plans to confirm; and their calculation afterwards.
import { planView } from '../job/plan-view';
import type { Platform, Tab } from '../platform/ports';
import { askedCells, formulaGroups } from '../recipe/formula-rows';
import type { FormulaPlan } from '../sidebar-calls';
import { ok, type Result } from '../text/problem';

export type Where = 'tab' | 'document';

/** One plan for all formulas that buy alike; formulas that lack nothing have none. */
export function formulaPlan(platform: Platform, where: Where): Result<FormulaPlan> {
  const tab = tabOf(platform, where);
  const { groups, broken } = formulaGroups(askedCells(platform, tab), tab);
  const plans: FormulaPlan['plans'] = [];
  const problems = broken.map(({ cell, problem }) => ({ cell, message: problem }));
  for (const { recipe, cells } of groups) {
    const plan = planView(platform, recipe);
    if (!plan.ok) problems.push(...cells.map(({ cell }) => ({ cell, message: plan.problem.message })));
    else if (plan.value.toBuy > 0) plans.push({ recipe, plan: plan.value, cells: cells.length });
  }
  return ok({ plans, problems });
}

/**
 * Makes the formulas calculate again. Sheets does so where a formula's text changes, so the function's name is put in another case and
 * back: case does not matter to it (developers.google.com/apps-script/guides/sheets/functions), so that a formula is whole at any moment.
 */
export function refreshFormulas(platform: Platform, where: Where): Result<{ cells: number }> {
  const asked = askedCells(platform, tabOf(platform, where));
  const calls = new Map(
    asked.map(({ tab, call }) => [`${tab.id} ${call.spelling}`, { tabId: tab.id, name: call.spelling }]),
  );
  for (const { tabId, name } of calls.values()) {
    const upper = name.toUpperCase();
    const other = name === upper ? name.toLowerCase() : upper;
    platform.spreadsheet.replaceInFormulas(tabId, `${name}(`, `${other}(`);
    platform.spreadsheet.flush();
    platform.spreadsheet.replaceInFormulas(tabId, `${other}(`, `${name}(`);
  }
  return ok({ cells: new Set(asked.map(({ cell }) => cell)).size });
}

function tabOf(platform: Platform, where: Where): Tab | null {
  return where === 'tab' ? platform.spreadsheet.activeTab() : null;
}
