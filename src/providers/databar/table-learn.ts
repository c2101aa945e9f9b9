// What is known of a table before anything is written or paid: columns, what is attached, the balance. All of it optional.
import { nearestHint } from '../../text/nearest';
import { field, isObject } from '../answer';
import type { Answer, Call, Json, Learning, Learnt, Wanted } from '../operation';
import { asList, bodyOf, numberOf, priceFrom, read, unreadable } from './catalogue-answer';
import { accountFailure } from './refusal';
import type { TableSettings } from './settings';
import { type Column, columnsOf, readColumns } from './table-columns';

/** Room for columns in what a job keeps; of a wider table only those that matter to the recipe are kept. */
const COLUMNS_BYTES = 16_000;

export function tableCalls({ table }: TableSettings, learnt: Learnt): Call[] {
  const calls: Call[] = [];
  const path = `/v1/table/${table}`;
  if (learnt.balance === undefined) calls.push(read('/v1/user/me'));
  if (learnt.columns === undefined) calls.push(read(`${path}/columns`));
  if (learnt.enrichments === undefined) calls.push(read(`${path}/enrichments`));
  if (learnt.waterfalls === undefined) calls.push(read(`${path}/waterfalls`));
  // Without the list of columns, whether the table is there at all shows only in its rows.
  if (learnt.columns === null && learnt.rows === undefined) calls.push(read(`${path}/rows?page=1&per_page=1`));
  if (typeof learnt.search === 'string') {
    calls.push(read(`/v1/enrichments/?q=${encodeURIComponent(learnt.search)}&authorized_only=false`));
  }
  return calls;
}

export function learnTable(
  settings: TableSettings,
  wanted: Wanted,
  learnt: Learnt,
  calls: Call[],
  answers: Answer[],
): Learning {
  let known = learnt;
  for (const [i, call] of calls.entries()) {
    const answer = answers[i]!;
    const account = accountFailure(answer);
    if (account?.kind === 'pause') return { learnt: known, failure: account };
    const body = bodyOf(answer);
    if (body === undefined) return { learnt: known, failure: { kind: 'again', reason: unreadable(answer) } };
    known = learnOne(settings, wanted, known, call.path, body);
  }
  const problem = problemOf(settings, known);
  if (problem) return { learnt: known, failure: { kind: 'pause', why: 'refused', reason: problem } };
  return { learnt: withSearch(settings, known) };
}

function learnOne(settings: TableSettings, wanted: Wanted, known: Learnt, path: string, body: Json): Learnt {
  if (path === '/v1/user/me') return { ...known, balance: numberOf(field(body, 'balance')) };
  if (path.endsWith('/columns')) {
    const columns = body === null ? null : readColumns(body, settings.enrichment);
    return { ...known, columns: columns && (fewer(columns, wanted) as unknown as Json) };
  }
  if (path.endsWith('/enrichments')) return { ...known, enrichments: body === null ? null : attachedIn(body) };
  if (path.endsWith('/waterfalls')) return { ...known, waterfalls: body === null ? null : attachedIn(body) };
  if (path.includes('/rows?')) return { ...known, rows: body !== null };
  const { search, ...rest } = known;
  return { ...rest, each: priceNamed(body, String(search)) };
}

function fewer(columns: Column[], wanted: Wanted): Column[] {
  if (JSON.stringify(columns).length <= COLUMNS_BYTES) return columns;
  let room = COLUMNS_BYTES;
  const matters = (column: Column): boolean => column.by === 1 || wanted[column.name] !== undefined;
  return [...columns.filter(matters), ...columns.filter((column) => !matters(column))].filter((column) => {
    room -= JSON.stringify(column).length + 1;
    return room >= 0;
  });
}

/** Ids as text: the description says whole number, its examples text. Waterfalls have another word for the name. */
export function attachedIn(body: Json): { [id: string]: Json } {
  const list = asList(Array.isArray(body) ? body : (field(body, 'items') ?? field(body, 'results')));
  const names: { [id: string]: Json } = Object.create(null);
  for (const item of list.slice(0, 60)) {
    const id = field(item, 'id');
    if (typeof id !== 'string' && typeof id !== 'number') continue;
    const name = field(item, 'name') ?? field(item, 'enrichment_name') ?? field(item, 'waterfall_name');
    names[String(id)] = typeof name === 'string' ? name.slice(0, 80) : String(id);
  }
  return { ...names };
}

function problemOf({ table, enrichment, key }: TableSettings, learnt: Learnt): string | null {
  if (learnt.columns === null && learnt.rows === false) return `Databar does not know the table ${table}.`;
  const byHand = columnsOf(learnt).filter((column) => column.by === 0);
  const names = byHand.map((column) => column.name);
  if (byHand.length > 0 && !names.includes(key))
    return `The table has no column "${key}" to know its rows by.${nearestHint(key, names)}`;
  if (!isObject(learnt.enrichments) || !isObject(learnt.waterfalls)) return null;
  const attached = { ...learnt.waterfalls, ...learnt.enrichments };
  if (attached[String(enrichment)] !== undefined) return null;
  const offered = Object.entries(attached).map(([id, name]) => `${id} (${name})`);
  if (offered.length === 0)
    return 'Nothing is attached to the table yet. Add an enrichment or a waterfall to it at Databar.';
  return `Nothing with the id ${enrichment} is attached to the table. It has ${offered.join(', ')}. These ids are the table's own, not the catalogue's.`;
}

/** The catalogue is asked by name what a row costs, only to notice when credits run out: a table never says so. */
function withSearch({ enrichment }: TableSettings, learnt: Learnt): Learnt {
  if (learnt.each !== undefined || learnt.search !== undefined) return learnt;
  const name = field(learnt.enrichments, String(enrichment));
  return typeof name === 'string' && name.length >= 3 ? { ...learnt, search: name } : { ...learnt, each: null };
}

function priceNamed(body: Json, name: string): number | null {
  const list = asList(Array.isArray(body) ? body : (field(body, 'items') ?? field(body, 'results')));
  const named = list.filter((item) => field(item, 'name') === name);
  return named.length === 1 ? priceFrom(field(named[0], 'price')) : null;
}
