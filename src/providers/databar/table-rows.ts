// Reads a table's rows page by page until the wanted ones are seen: which pages next, and what a page says. Does not know what for.
import { bodyOf, field, isObject, numberField, textField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Failure, Heard, Json, Learnt, Ticket } from '../operation';
import { again, readFailure } from '../refusal';
import { DATABAR } from './refusal';
import type { TableSettings } from './settings';
import { asPeopleSee, columnsOf, type Row } from './table-columns';

/** The documentation says 1000; more than 500 is refused by the server (Databar's Python client, 2.3.0). */
const ROWS_PER_PAGE = 500;
const FEWER_ROWS = 100;
/** Pages read at once: half a megabyte each is usual, and all of them are in memory together. */
const PAGES_AT_ONCE = 8;
/** A million rows. A total beyond that is no total. */
const MOST_PAGES = 2000;
/** Pages remembered from one look to the next. */
const PAGES_KEPT = 6;

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
  return { ...portion(first), seen: [], held: [], small, kept: {} };
}

function portion(pages: number[]): Pick<Reading, 'asked' | 'left'> {
  return { asked: pages.slice(0, PAGES_AT_ONCE), left: pages.slice(PAGES_AT_ONCE) };
}

export function pageCalls({ table }: TableSettings, { asked, small }: Reading): Call[] {
  return asked.map((page) => read(`/v1/table/${table}/rows?page=${page}&per_page=${perPage(small)}`));
}

function perPage(small: boolean): number {
  return small ? FEWER_ROWS : ROWS_PER_PAGE;
}

/** The pages, or why they could not be read. `small`: the server wants smaller pages. */
export function readPages(
  answers: Answer[],
  small: boolean,
): { pages: Page[] } | { failure: Failure } | { small: true } {
  const pages: Page[] = [];
  for (const answer of answers) {
    const failure = readFailure(DATABAR, answer, 'the table is no longer there');
    if (failure) return { failure };
    const page = pageOf(bodyOf(answer));
    if (page) pages.push(page);
    else if (
      !small &&
      'text' in answer &&
      answer.status >= 400 &&
      answer.status < 500 &&
      /per_?page/i.test(answer.text)
    )
      return { small: true };
    else return { failure: again(DATABAR, answer) };
  }
  return { pages };
}

/** `{data:[{…, id}]}`, or the old `{result:[{id, data:{…}}]}`. Null where it is neither, or a row has no id. */
function pageOf(body: Json | undefined): Page | null {
  const list = field(body, 'data') ?? field(body, 'result');
  if (!Array.isArray(list)) return null;
  const rows: Page['rows'] = [];
  for (const item of list) {
    const id = textField(item, 'id');
    if (!isObject(item) || id === '') return null;
    const inner = field(item, 'data');
    const { id: _id, ...row } = isObject(inner) && field(body, 'data') === undefined ? { ...inner, id } : item;
    rows.push({ id, row });
  }
  const total = numberField(body, 'total_count');
  const next = field(body, 'has_next_page');
  return { rows, total: total !== null && total >= 0 ? total : null, more: next === true || next === 'true' };
}

/** The reading after these pages, or null where there is nothing more to read. */
export function readOn(reading: Reading, pages: Page[]): Reading | null {
  const seen = [...reading.seen, ...reading.asked];
  const known = new Set(seen);
  const left = reading.left.filter((page) => !known.has(page));
  if (left.length === 0) left.push(...unread(reading, pages, known));
  if (left.length === 0) return null;
  return { ...reading, seen, ...portion(left) };
}

/** All other pages, the last first: rows that were just made are likely there. Without a total, one after the other. */
function unread({ small, asked }: Reading, pages: Page[], known: Set<number>): number[] {
  const last = pages[pages.length - 1]!;
  const most = pages.find((page) => page.more && page.rows.length > 0)?.rows.length ?? perPage(small);
  const total = pages.find((page) => page.total !== null)?.total ?? null;
  const next = asked[asked.length - 1]! + 1;
  if (total === null) return last.more && last.rows.length > 0 && !known.has(next) ? [next] : [];
  const wanted: number[] = [];
  for (let page = Math.min(MOST_PAGES, Math.ceil(total / most)); page >= 1; page--)
    if (!known.has(page)) wanted.push(page);
  return wanted;
}

/** What is read and what these pages add to it, with the ticket that remembers where it was found; else what the engine is to hear. */
export function readRows(
  ticket: Ticket,
  answers: Answer[],
  scratch: Json | undefined,
  learnt: Learnt,
  keep: (kept: Reading['kept'], id: string, seen: () => Row) => boolean,
  isEnough: (kept: Reading['kept']) => boolean,
): { kept: Reading['kept']; ticket: Ticket } | Heard {
  const reading = readingOf(ticket, scratch);
  const read = readPages(answers, reading.small);
  if ('small' in read) return { ticket: { ...ticket, small: true, pages: '' }, soon: true };
  if ('failure' in read) return read;
  const columns = columnsOf(learnt);
  const kept = { ...reading.kept };
  const held = new Set(reading.held);
  for (const [n, { rows }] of read.pages.entries())
    for (const { id, row } of rows) if (keep(kept, id, () => asPeopleSee(row, columns))) held.add(reading.asked[n]!);
  const now = { ...ticket, pages: [...held].slice(0, PAGES_KEPT).join(',') };
  const next = isEnough(kept) ? null : readOn({ ...reading, kept, held: [...held] }, read.pages);
  return next ? { ticket: now, scratch: { reading: next as unknown as Json }, soon: true } : { kept, ticket: now };
}

export function readingOf(ticket: Ticket, scratch: Json | undefined): Reading {
  const reading = field(scratch, 'reading');
  if (isObject(reading)) return reading as unknown as Reading;
  return startReading(textField(ticket, 'pages').split(',').map(Number).filter(Boolean), ticket.small === true);
}
