// Reads lists and accounts, the same way for all providers: lists of every shape, by pages, searched here where the provider does not.
// What is read where, and what an item means, each provider says itself.
import { firstCharacters } from '../text/cut';
import type {
  Account,
  AccountReading,
  ListAsk,
  ListItem,
  ListName,
  ListPage,
  ListReading,
  ReadProblem,
} from './account-reads';
import { problemOf } from './account-reads';
import { bodyOf, field, isMissing, listOf } from './answer';
import type { Answer, Call, Json } from './operation';
import { accountFailure, again, type Refusals } from './refusal';

/** Items on a page of a list that comes whole: a panel shows no more, and a cache entry holds them. */
export const ITEMS_PER_PAGE = 50;

type Shown = Pick<ListItem, 'id' | 'settings'> & Partial<ListItem>;

export type ListOf = {
  of: ListName;
  paths(ask: ListAsk): string[];
  /** One item of the answer to the nth path; null where it cannot be picked. Absent texts are ''; texts are cut here. */
  item(json: Json, ask: ListAsk, nth: number): Shown | null;
  /** Whether the provider has searched. Absent: never. */
  searched?(ask: ListAsk): boolean;
};

export function read(path: string): Call {
  return { effect: 'read', method: 'GET', path };
}

export function listReading(provider: Refusals, list: ListOf): ListReading {
  return {
    of: list.of,
    calls: (ask) => list.paths(ask).map(read),
    read: (ask, answers) => pageOf(provider, list, ask, answers),
  };
}

function pageOf(provider: Refusals, list: ListOf, ask: ListAsk, answers: Answer[]): ListPage | ReadProblem {
  const items: ListItem[] = [];
  const unread: Answer[] = [];
  let isPaged = false;
  let hasMore = false;
  for (const [n, answer] of answers.entries()) {
    const body = bodyOf(answer);
    const inner = listOf(body);
    if (!inner) unread.push(answer);
    const next = field(body, 'has_next_page');
    if (next !== undefined) isPaged = true;
    if (String(next) === 'true') hasMore = true;
    for (const json of inner ?? []) {
      const shown = list.item(json, ask, n);
      if (shown && !items.some((one) => one.id === shown.id)) items.push(itemOf(shown));
    }
  }
  // One of several lists may be missing at this provider; and a page past the last one has been seen to answer 500.
  if (unread.length === answers.length && unread[0] && ask.page === 1) return unreadProblem(provider, ask, unread);
  const words = list.searched?.(ask) ? '' : ask.search.trim().toLowerCase();
  const hits = items.filter(({ id, name, detail, source }) =>
    `${id} ${name} ${detail} ${source ?? ''}`.toLowerCase().includes(words),
  );
  const end = ask.page * ITEMS_PER_PAGE;
  const start = end - ITEMS_PER_PAGE;
  const nextPage = ask.page + 1;
  if (isPaged) return { items: hits, nextPage: hasMore ? nextPage : null };
  // Not said to be a page, but no longer than one where a later one was asked for: it is that page.
  if (ask.page > 1 && items.length <= start) return { items: hits, nextPage: null };
  return { items: hits.slice(start, end), nextPage: hits.length > end ? nextPage : null };
}

function itemOf(shown: Shown): ListItem {
  const { id, name = '', detail = '', source = null, price = null, settings } = shown;
  return {
    id,
    name: firstCharacters(name || id, 120),
    detail: firstCharacters(detail, 240),
    source: source && firstCharacters(source, 120),
    price,
    settings,
  };
}

function unreadProblem(provider: Refusals, { within }: ListAsk, answers: Answer[]): ReadProblem {
  for (const answer of answers) {
    const failure = accountFailure(provider, answer);
    if (failure) return problemOf(failure);
  }
  const answer = answers[0]!;
  if (!isMissing(answer)) return problemOf(again(provider, answer));
  const what = within ? `does not know "${firstCharacters(within, 80)}"` : 'does not offer this list';
  return { problem: `${provider.name} ${what}. Enter the id by hand.` };
}

/** @param read the account in a body; `null` where the provider does not offer the call: the key may be good all the same */
export function accountReading(provider: Refusals, path: string, readBody: (body: Json) => Account): AccountReading {
  return {
    calls: () => [read(path)],
    read([answer]) {
      const failure = accountFailure(provider, answer!);
      if (failure) return problemOf(failure);
      const body = isMissing(answer!) ? null : bodyOf(answer!);
      return body === undefined ? problemOf(again(provider, answer!)) : readBody(body);
    },
  };
}
