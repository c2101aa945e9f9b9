// What a person may look up at a provider without buying anything: the account behind the key, and lists to pick from. Types only;
// each provider implements them as pure functions, and the wizard's part carries, pages and caches them.
import type { Answer, Call, Failure } from './operation';

/** What can be picked from a list instead of being pasted as an id. */
export type ListName =
  | 'databar.enrichments'
  | 'databar.waterfalls'
  | 'databar.tables'
  | 'databar.tableEnrichments'
  | 'databar.tableColumns'
  | 'enrichabl.pipelines'
  | 'enrichabl.templates';

export type ListItem = {
  id: string;
  name: string;
  detail: string;
  /** Where the data come from, e.g. the data provider of an enrichment. */
  source: string | null;
  /** Credits for one request; null where unknown. */
  price: { min: number; max: number } | null;
  /** Recipe settings that this choice stands for, e.g. `{ "enrichment": 833 }`. */
  settings: { [key: string]: unknown };
};

export type ListPage = { items: ListItem[]; nextPage: number | null };

/** What the account says of itself; null where the provider does not tell it. */
export type Account = {
  name: string | null;
  /** Credits that are left. */
  balance: number | null;
  /** Further figures as people read them, e.g. `leads` · `87 of 100`. */
  figures: { label: string; value: string }[];
};

/** `within`: what the list belongs to, e.g. the table of a list of columns. `page` counts from 1. */
export type ListAsk = { within: string; search: string; page: number };

/** `rejected`: the provider refused the key itself, so it is not worth keeping. */
export type ReadProblem = { problem: string; rejected?: boolean };

export interface ListReading {
  of: ListName;
  /** Free reads only; all of them can be made at once. */
  calls(ask: ListAsk): Call[];
  read(ask: ListAsk, answers: Answer[]): ListPage | ReadProblem;
}

export interface AccountReading {
  calls(): Call[];
  read(answers: Answer[]): Account | ReadProblem;
}

/** A provider's own words for a failure that its operations know already. */
export function problemOf(failure: Failure): ReadProblem {
  const reason = 'reason' in failure ? failure.reason : 'The provider asks for some patience. Try again in a minute.';
  return failure.kind === 'pause' && failure.why === 'key rejected'
    ? { problem: reason, rejected: true }
    : { problem: reason };
}
