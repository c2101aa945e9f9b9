// A plan as the sidebar and the runner see it.
import type { Platform, Tab } from '../platform/ports';
import { prepare } from './prepare';
import { ok, type Result } from './problem';
import type { LeftOut } from './take-rows';

export type PlanView = {
  planId: string;
  name: string;
  operation: string;
  tab: Tab;
  requests: number;
  rows: number;
  incompleteRows: number;
  reused: number;
  toBuy: number;
  batches: number;
  price: { min: number; max: number } | null;
  balance: number | null;
  /** Rows that another open run has. */
  shared: number;
  /** Cells of the rows taken that hold a person's value, and stay. */
  keptCells: number;
  notes: string[];
  columnsToAdd: string[];
};

/** Makes a plan and says what a person should know before confirming it. Spends and writes nothing. */
export function planView(platform: Platform, raw: unknown): Result<PlanView> {
  const prepared = prepare(platform, raw);
  if (!prepared.ok) return prepared;
  const { plan, recipe, operation, tab, learnt, columns, archiveMissing } = prepared.value;
  const balance = operation.balance(learnt);
  const notes: string[] = [];
  if (archiveMissing !== null)
    notes.push(
      `The archive was changed by hand: ${archiveMissing} results are missing, so up to ${archiveMissing} inputs may be bought again.`,
    );
  if (plan.price === null && plan.buy.length > 0) notes.push('The price of this operation is not known.');
  if (balance !== null && plan.price !== null && balance < plan.price.max)
    notes.push(`Your balance of ${balance} credits may not suffice: the run may cost up to ${plan.price.max}.`);
  if (plan.buy.length > 0) notes.push(...(operation.warnings?.(prepared.value.settings, learnt) ?? []));
  if (plan.refused.length > 0)
    notes.push(
      `${plan.refused.length} inputs cannot be sent, the first because ${plan.refused[0]!.reason} (row ${plan.refused[0]!.taken[0]}).`,
    );
  if (plan.busyRows > 0) notes.push(`Left out, since another run is filling them: ${rows(plan.busyRows)}.`);
  if (plan.keptCells > 0) notes.push(`Cells that hold a value already stay as they are: ${plan.keptCells}.`);
  notes.push(...leftOutNotes(plan.leftOut));
  if (recipe.schedule) notes.push('The schedule in the recipe is not used when it is run by hand.');
  return ok({
    planId: platform.newId(),
    name: recipe.name,
    operation: operation.id,
    tab,
    requests: plan.requests,
    rows: plan.rows,
    incompleteRows: plan.incompleteRows,
    reused: plan.reused.length,
    toBuy: plan.buy.length,
    batches: plan.batches,
    price: plan.price,
    balance,
    shared: plan.busyRows,
    keptCells: plan.keptCells,
    notes,
    columnsToAdd: columns.missing,
  });
}

/** Rows that look empty and are not taken: each with how to take them. */
function leftOutNotes(leftOut: LeftOut): string[] {
  const notes: string[] = [];
  if (leftOut['no match'] > 0)
    notes.push(
      `Left out, since nothing was found for them before: ${rows(leftOut['no match'])}. "rows": "all" with "reuse": "never" asks again.`,
    );
  if (leftOut.failed > 0)
    notes.push(`Left out, since they failed before: ${rows(leftOut.failed)}. "rows": "errors" tries them again.`);
  if (leftOut.check > 0)
    notes.push(
      `Left out, since they were sent before and perhaps paid (check): ${rows(leftOut.check)}. Settle them, or "rows": "check" sends them again.`,
    );
  return notes;
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
