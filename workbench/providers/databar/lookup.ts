// What a row is put through, an enrichment or a waterfall, under one set of questions: price, verdict, charges, result. Tasks and tables ask; nothing is kept here.

import { attempts, type Cascade, type Charge, cascadeVerdict, chargesOf, worstCharges } from './cascade';
import { type CatalogueEntry, entryOf } from './catalogue';
import { expectedResult, type ResultValue, resultPages, verdictOn } from './result';
import type { Params } from './state';
import type { DatabarSwitches } from './switches';
import { cascadeElement } from './waterfall-element';

/** With a cascade it is a waterfall's, and `enrichment` is the first provider's id. */
export type Lookup = { enrichment: number; pages: number; cascade?: Cascade };
export type Verdict = 'found' | 'miss' | 'failed';

export function worstOf(lookup: Lookup, params: Params, switches: DatabarSwitches): Charge[] {
  if (lookup.cascade) return worstCharges(lookup.cascade, switches);
  return [{ enrichment: lookup.enrichment, credits: rowPrice(entryOf(lookup.enrichment)!, params, lookup.pages) }];
}

export function verdictBy(lookup: Lookup, params: Params, switches: DatabarSwitches): Verdict {
  return lookup.cascade ? cascadeVerdict(attempts(lookup.cascade, params, switches)) : verdictOn(params);
}

/** What a row that ran does cost, by whom it is paid to. */
export function chargesBy(lookup: Lookup, params: Params, switches: DatabarSwitches): Charge[] {
  if (lookup.cascade) return chargesOf(lookup.cascade, attempts(lookup.cascade, params, switches), switches);
  const [most] = worstOf(lookup, params, switches) as [Charge];
  const verdict = verdictOn(params);
  const isFree =
    (verdict === 'miss' && switches.misses === 'free') || (verdict === 'failed' && switches.failures === 'free');
  return [{ ...most, credits: isFree ? 0 : most.credits }];
}

/** The row's element in a task's data; null where there is nothing. */
export function elementBy(lookup: Lookup, params: Params, switches: DatabarSwitches): ResultValue {
  if (lookup.cascade) return cascadeElement(lookup.cascade, params, switches);
  const found = expectedResult(lookup.enrichment, params, lookup.pages);
  if (!Array.isArray(found) || switches.listElement === 'array') return found;
  return switches.listElement === 'object'
    ? { results: found, total: found.length }
    : resultPages(params, lookup.pages);
}

/** Price of one row, all its pages, when it is charged. */
export function rowPrice(entry: CatalogueEntry, params: Params, pages: number): number {
  const slug = entry.pricing?.type === 'per_parameter' ? entry.pricing.parameter : undefined;
  const factor = slug === undefined ? 1 : Number(params[slug] ?? 1);
  return credits(entry.price * (Number.isFinite(factor) ? factor : 1) * pages);
}

export function total(charges: Charge[]): number {
  return sum(charges.map((charge) => charge.credits));
}

export function sum(numbers: number[]): number {
  return credits(numbers.reduce((before, number) => before + number, 0));
}

/** Credits have decimals; sums of doubles must not show 0.30000000000000004. */
export function credits(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
