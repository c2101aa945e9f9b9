// The plan: recipe × sheet as it is now × what was bought before → requests, rows, batches, price. Pure; nothing is spent or written.
import type { Entry } from '../archive/archive-row';
import type { Cells } from '../platform/ports';
import type { AnyOperation } from '../providers/all';
import type { Json, Learnt, RequestInput } from '../providers/operation';
import type { Columns } from '../recipe/columns';
import type { Recipe } from '../recipe/recipe';
import { inputText } from '../sheet/cell-value';
import { nearestHint } from '../text/nearest';
import { hasOwn } from '../text/own';
import { exportPlan } from './export-plan';
import { mayReuse } from './known';
import type { Request, Table } from './table';
import { keptCells, type LeftOut, outputColumns, takenRows } from './take-rows';

/** The latest that the archive knows of an input, with the outcome derived for this recipe. */
export type Knowledge = { entry: Entry; outcome: 'found' | 'no match' | 'failed' | 'check' | 'not run' };

export type PlanFrom = {
  recipe: Recipe;
  operation: AnyOperation;
  settings: unknown;
  learnt: Learnt;
  columns: Columns;
  cells: Cells;
  table: Table;
  known: ReadonlyMap<string, Knowledge>;
  /** Fingerprints that an open run of this document has planned, in the air or in check. */
  busy: ReadonlySet<string>;
  /** Rows that the sheet's filter hides; null where it has none. */
  hidden: ReadonlySet<number> | null;
  nowMs: number;
};

/** A request, and its rows that are taken. */
export type PlannedRequest = { request: Request; taken: number[] };

export type Plan = {
  /** To be bought, in sheet order, with the input as it will be sent. */
  buy: (PlannedRequest & { sent: { [parameter: string]: Json } })[];
  /** Filled from the archive at no cost. */
  reused: (PlannedRequest & { outcome: 'found' | 'no match' })[];
  /** Refused before sending: a text that cannot be what the parameter wants. */
  refused: (PlannedRequest & { reason: string })[];
  requests: number;
  rows: number;
  incompleteRows: number;
  /** Rows with a blank output that are left out because of what is recorded of their input. */
  leftOut: LeftOut;
  /** Rows left out because another run has them. */
  busyRows: number;
  /** Cells of rows taken that a person has filled: they stay. */
  keptCells: number;
  batches: number;
  /** Credits; null where unknown. The minimum is 0 where misses may be free. */
  price: { min: number; max: number } | null;
};

export function makePlan(from: PlanFrom): Plan | { problem: string } {
  const taken = takenRows(from);
  if ('problem' in taken) return taken;
  const plan: Plan = {
    buy: [],
    reused: [],
    refused: [],
    requests: 0,
    rows: 0,
    incompleteRows: from.table.incompleteRows,
    leftOut: taken.leftOut,
    busyRows: taken.busyRows,
    keptCells: 0,
    batches: 0,
    price: { min: 0, max: 0 },
  };
  if (from.operation.brings) return exportPlan(plan, from);
  const columns = outputColumns(from);
  for (const request of from.table.requests.values()) {
    const rows = taken.byFingerprint.get(request.fingerprint);
    if (!rows) continue;
    plan.requests++;
    plan.rows += rows.length;
    plan.keptCells += keptCells(from, rows, columns);
    const known = from.known.get(request.fingerprint);
    if (known && (known.outcome === 'found' || known.outcome === 'no match') && reuses(from, known)) {
      plan.reused.push({ request, taken: rows, outcome: known.outcome });
      continue;
    }
    const sent = toSend(from, request);
    if ('problem' in sent) plan.refused.push({ request, taken: rows, reason: sent.problem });
    else plan.buy.push({ request, taken: rows, sent: sent.values });
  }
  price(from, plan);
  plan.batches = batchesOf(from, plan.buy);
  const tooDear = from.recipe.cap.credits !== undefined && plan.price === null;
  return tooDear
    ? {
        problem: `The recipe caps its credits, but the price of ${from.operation.id} with these settings is not known. Cap its "requests" instead.`,
      }
    : plan;
}

function reuses({ recipe, nowMs }: PlanFrom, known: Knowledge): boolean {
  if (recipe.rows === 'errors' || recipe.rows === 'check') return false;
  return mayReuse(known.entry, recipe, nowMs);
}

/** A request's texts as they are sent, or why they cannot be. */
export function toSend(
  { operation, learnt, settings }: Pick<PlanFrom, 'operation' | 'learnt' | 'settings'>,
  request: Request,
): { values: { [parameter: string]: Json } } | { problem: string } {
  if (request.rival !== undefined) return { problem: `row ${request.rival} is the same there, with other values` };
  const values: { [parameter: string]: Json } = {};
  for (const [parameter, text] of Object.entries(request.texts)) {
    const converted = operation.convert(parameter, text, learnt, { texts: request.texts, settings });
    if ('problem' in converted) return { problem: `${parameter}: ${converted.problem}` };
    values[parameter] = converted.value;
  }
  return { values };
}

export function requestInput(request: Request, sent: { [parameter: string]: Json }): RequestInput {
  return { canonical: Object.fromEntries(JSON.parse(request.canonical) as [string, string][]), sent };
}

function price(from: PlanFrom, plan: Plan): void {
  let min = 0;
  let max = 0;
  for (const { request, sent } of plan.buy) {
    const one = from.operation.priceOf(requestInput(request, sent), from.settings, from.learnt);
    if (one === 'unknown') {
      plan.price = null;
      return;
    }
    min += one.min;
    max += one.max;
  }
  plan.price = { min: roundCredits(min), max: roundCredits(max) };
}

/** Sums of decimal prices without the dust of binary fractions. */
export function roundCredits(credits: number): number {
  return Math.round(credits * 1e6) / 1e6;
}

function batchesOf({ operation, settings }: PlanFrom, buy: Plan['buy']): number {
  const { trialRequests, requestsPerBatch } = operation.limits(settings);
  const byGroup = new Map<string, number>();
  for (const { request, sent } of buy) {
    const group = operation.groupOf?.(requestInput(request, sent), settings) ?? '';
    byGroup.set(group, (byGroup.get(group) ?? 0) + 1);
  }
  let batches = 0;
  let trial = trialRequests;
  for (const requests of byGroup.values()) {
    const first = Math.min(trial, requests);
    batches += (first > 0 ? 1 : 0) + Math.ceil((requests - first) / requestsPerBatch);
    trial = 0;
  }
  return batches;
}

/** Problems that concern the whole recipe: parameters that the catalogue does not know or misses, constants that do not fit. */
export function mappingProblem({
  recipe,
  operation,
  settings,
  learnt,
}: Pick<PlanFrom, 'recipe' | 'operation' | 'settings' | 'learnt'>): string | null {
  const parameters = operation.parameters(settings, learnt);
  const names = parameters?.map((one) => one.name) ?? [];
  const constants: Record<string, string> = Object.create(null);
  for (const [parameter, from] of Object.entries(recipe.inputs))
    if (typeof from !== 'string') constants[parameter] = inputText(from.value, String);
  for (const parameter of Object.keys(recipe.inputs)) {
    if (parameters && !names.includes(parameter))
      return `${operation.id} has no parameter "${parameter}" with these settings.${nearestHint(parameter, names)}`;
    const text = constants[parameter];
    if (text === undefined) continue;
    if (text === '') {
      // Without a catalogue every mapped parameter is required; an optional one that is blank is not sent.
      const isRequired = parameters?.find((one) => one.name === parameter)?.required ?? true;
      if (isRequired) return `${parameter} is required, but its constant is empty.`;
      continue;
    }
    const converted = operation.convert(parameter, text, learnt, { texts: constants, settings });
    if ('problem' in converted) return `The constant for "${parameter}" does not fit: ${converted.problem}`;
  }
  for (const one of parameters ?? []) {
    if (one.required && !hasOwn(recipe.inputs, one.name))
      return `"${one.name}" (${one.label}) is required. Map it to a column, or give it a constant.`;
  }
  for (const path of Object.keys(recipe.outputs)) {
    const said = operation.outputProblem?.(path, settings, learnt);
    if (said) return said;
  }
  return null;
}
