// A plan as the sidebar and the runner see it.
import type { Platform, Tab } from '../platform/ports';
import type { Json } from '../providers/operation';
import { ok, type Result } from '../text/problem';
import { toSend } from './plan';
import { ask, type Prepared, prepare } from './prepare';
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
  /** Rows as they would be sent, three at most: the text per parameter. */
  samples: { row: number; sent: { [parameter: string]: string } }[];
  /** A rough guess; null where nothing would be sent. */
  expectedSeconds: number | null;
  /** What will hold during the run; null where nothing limits it. */
  cap: { credits: number | null; requests: number | null };
};

const SAMPLES = 3;
/** From submit to results, where the provider is quick; what a charge takes with its saves. Measured with the simulated providers. */
const QUICK_SECONDS = 6;
const CHARGE_SECONDS = 0.7;

/** Makes a plan and says what a person should know before confirming it. Spends and writes nothing. */
export function planView(platform: Platform, raw: unknown): Result<PlanView> {
  const prepared = prepare(platform, ask(platform, raw));
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
    samples: samplesOf(prepared.value),
    expectedSeconds: expectedSeconds(prepared.value),
    cap: {
      credits: recipe.cap.credits ?? plan.price?.max ?? null,
      requests: recipe.cap.requests ?? plan.buy.length,
    },
  });
}

function samplesOf({ plan, operation, settings, learnt }: Prepared): PlanView['samples'] {
  return [...plan.buy, ...plan.reused].slice(0, SAMPLES).map(({ request, taken }) => {
    const sent = toSend({ operation, settings, learnt }, request);
    const texts: { [parameter: string]: string } = Object.create(null);
    for (const [name, value] of Object.entries('values' in sent ? sent.values : {})) texts[name] = sentText(value);
    return { row: taken[0]!, sent: texts };
  });
}

export function sentText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The provider's own speed is not known: each round of batches counts as two looks. */
function expectedSeconds({ plan, operation, settings }: Prepared): number | null {
  if (plan.batches === 0) return null;
  const { batchesInAir, pollSeconds, trialRequests } = operation.limits(settings);
  const trial = trialRequests > 0 && plan.batches > 1 ? 1 : 0;
  const rounds = trial + Math.ceil((plan.batches - trial) / batchesInAir);
  return Math.ceil(rounds * Math.max(QUICK_SECONDS, 2 * pollSeconds) + plan.batches * CHARGE_SECONDS);
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
