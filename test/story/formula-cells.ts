// Stands in for Google's calculator: calls the built custom functions for the formula cells of a document, and puts their arrays down.
import { a1 } from '../../src/sheet/a1';
import { ANN, type Scene } from './scene';

const OURS = /^=(BACKFILL|BACKFILL_STATUS|ENRICH|WATERFALL|CREATOR|VALIDATE_EMAIL|LEAD)\(/i;
const NO_VALUE_YET = 'Loading...';

/**
 * Calculates the formulas that have no value yet, as after typing or a change of their text; with `all` every one, as after opening.
 * @returns the cells that were calculated
 */
export function calculate(s: Scene, { user = ANN, all = false } = {}): string[] {
  const calculated: string[] = [];
  for (const { name } of s.person.tabs()) {
    const tab = s.person.tab(name);
    const values = tab.values();
    tab.formulas().forEach((line, r) => {
      line.forEach((formula, c) => {
        if (!OURS.test(formula) || !(all || values[r]?.[c] === NO_VALUE_YET)) return;
        calculated.push(`${name}!${a1(r + 1, c + 1)}`);
        const value = s.host.formula(
          user,
          formula.replace(/^=\w+/, (word) => word.toUpperCase()),
          name,
        );
        const rows = (Array.isArray(value) ? value : [[value]]) as (string | number | boolean)[][];
        rows.forEach((cells, dr) => {
          cells.forEach((cell, dc) => {
            tab.set(a1(r + 1 + dr, c + 1 + dc), cell, dr === 0 && dc === 0 ? formula : undefined);
          });
        });
      });
    });
  }
  return calculated;
}

/** Fills as the sidebar does: plan, confirm each, run to the end, refresh, calculate what that touched. */
export function fillFormulas(s: Scene, where: 'tab' | 'document' = 'document', user = ANN) {
  const planned = s.call('formulaPlan', { where }, user);
  if (!planned.ok) throw new Error(planned.error!.message);
  for (const { recipe, plan } of planned.value.plans) {
    const shown = { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null };
    const started = s.call('start', { recipe, planId: plan.planId, shown }, user);
    if (!started.ok) throw new Error(started.error!.message);
    s.drive(user);
  }
  s.call('refreshFormulas', { where }, user);
  return { planned: planned.value, calculated: calculate(s, { user }) };
}
