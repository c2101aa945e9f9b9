// What a person may look up at a provider without buying anything: the account behind the key, and lists to pick from: the shape, and what all providers share;
// each provider implements them as pure functions, and the wizard's part carries and caches them.
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

const ITEMS_A_PAGE = 100;

/** A page of what was read whole, searched in names, details and ids. For providers that neither page nor search a list. */
export function pageOf(items: ListItem[], { search, page }: ListAsk): ListPage {
  const words = search.trim().toLowerCase();
  const hits = items.filter((one) => `${one.name}\n${one.detail}\n${one.id}`.toLowerCase().includes(words));
  const to = page * ITEMS_A_PAGE;
  return { items: hits.slice(to - ITEMS_A_PAGE, to), nextPage: to < hits.length ? page + 1 : null };
}

/** A provider's own words for a failure that its operations know already. */
export function problemOf(failure: Failure): ReadProblem {
  const reason = 'reason' in failure ? failure.reason : 'The provider asks for some patience. Try again in a minute.';
  return failure.kind === 'pause' && failure.why === 'key rejected'
    ? { problem: reason, rejected: true }
    : { problem: reason };
}
