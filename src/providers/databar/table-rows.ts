// Reads a table's rows page by page until the wanted ones are seen: which pages next, and what a page says. Does not know what for.
import { field, isObject, readJson } from '../answer';
import type { Answer, Call, Failure, Json } from '../operation';
import { numberOf } from './catalogue-answer';
import { errorText } from './error-text';
import { accountFailure } from './refusal';
import type { TableSettings } from './settings';
import type { Row } from './table-columns';

/** The documentation says 1000; more than 500 is refused by the server (Databar's Python client, 2.3.0). */
const ROWS_PER_PAGE = 500;
const FEWER_ROWS = 100;
/** Pages read at once: half a megabyte each is usual, and all of them are in memory together. */
const PAGES_AT_ONCE = 8;
/** A million rows. A total beyond that is no total. */
const MOST_PAGES = 2000;

/** How far a reading has come. `left`: pages still to read, in this order. `kept`: rows of interest by their place in the batch; `held`: pages that had some. */
export type Reading = {
  left: number[];
  asked: number[];
  seen: number[];
  held: number[];
  small: boolean;
  kept: { [index: string]: Kept };
};

/** A row of interest. `twice`: another one answers to the same description. `otherKey`: it has the id, but not the key. */
export type Kept = { id: string; row: Row; twice?: boolean; otherKey?: boolean };

export type Page = { rows: { id: string; row: Row }[]; total: number | null; more: boolean };

export function startReading(pages: number[], small: boolean): Reading {
  const first = pages.length > 0 ? pages : [1];
  return {
    left: first.slice(PAGES_AT_ONCE),
    asked: first.slice(0, PAGES_AT_ONCE),
    seen: [],
    held: [],
    small,
    kept: {},
  };
}

export function pageCalls({ table }: TableSettings, { asked, small }: Reading): Call[] {
  const perPage = small ? FEWER_ROWS : ROWS_PER_PAGE;
  return asked.map((page) => ({
    effect: 'read',
    method: 'GET',
    path: `/v1/table/${table}/rows?page=${page}&per_page=${perPage}`,
  }));
}

/** The pages, or why they could not be read. `small`: the server wants smaller pages. */
export function readPages(
  answers: Answer[],
  small: boolean,
): { pages: Page[] } | { failure: Failure } | { small: true } {
  const pages: Page[] = [];
  for (const answer of answers) {
    if ('fault' in answer) return { failure: { kind: 'again', reason: answer.fault } };
    const account = accountFailure(answer);
    if (account) return { failure: account };
    if (answer.status === 404 || answer.status === 410)
      return { failure: { kind: 'lost', reason: 'the table is no longer there' } };
    if (answer.status >= 400 && answer.status < 500 && !small && /per_?page/i.test(answer.text)) return { small: true };
    const page = answer.status >= 200 && answer.status < 300 ? pageOf(answer.text) : null;
    if (!page) {
      const said = errorText(answer.text);
      return {
        failure: { kind: 'again', reason: `HTTP ${answer.status}${said ? `: ${said}` : ''} for the table's rows` },
      };
    }
    pages.push(page);
  }
  return { pages };
}

/** `{data:[{…, id}]}`, or the old `{result:[{id, data:{…}}]}`. Null where it is neither, or a row has no id. */
function pageOf(text: string): Page | null {
  const body = readJson(text);
  const list = field(body, 'data') ?? field(body, 'result');
  if (!Array.isArray(list)) return null;
  const rows: Page['rows'] = [];
  for (const item of list) {
    const id = field(item, 'id');
    if (!isObject(item) || (typeof id !== 'string' && typeof id !== 'number')) return null;
    const inner = field(item, 'data');
    const { id: _id, ...row } = isObject(inner) && field(body, 'data') === undefined ? { ...inner, id } : item;
    rows.push({ id: String(id), row });
  }
  const total = numberOf(field(body, 'total_count'));
  const next = field(body, 'has_next_page');
  const more = next === true || next === 'true';
  return { rows, total: total !== null && total >= 0 ? total : null, more };
}

/** The reading after these pages, or null where there is nothing more to read. */
export function readOn(reading: Reading, pages: Page[]): Reading | null {
  const seen = [...reading.seen, ...reading.asked];
  const known = new Set(seen);
  const left = reading.left.filter((page) => !known.has(page));
  if (left.length === 0) left.push(...unread(reading, pages, known));
  if (left.length === 0) return null;
  return { ...reading, seen, asked: left.slice(0, PAGES_AT_ONCE), left: left.slice(PAGES_AT_ONCE) };
}

/** All other pages, the last first: rows that were just made are likely there. Without a total, one after the other. */
function unread({ small, asked }: Reading, pages: Page[], known: Set<number>): number[] {
  const last = pages[pages.length - 1];
  if (!last) return [];
  const full = pages.find((page) => page.more && page.rows.length > 0);
  const perPage = full ? full.rows.length : small ? FEWER_ROWS : ROWS_PER_PAGE;
  const total = pages.find((page) => page.total !== null)?.total ?? null;
  const next = asked[asked.length - 1]! + 1;
  if (total === null) return last.more && last.rows.length > 0 && !known.has(next) ? [next] : [];
  const wanted: number[] = [];
  for (let page = Math.min(MOST_PAGES, Math.ceil(total / perPage)); page >= 1; page--)
    if (!known.has(page)) wanted.push(page);
  return wanted;
}

export function jsonOf(reading: Reading): { [key: string]: Json } {
  return reading as unknown as { [key: string]: Json };
}
