// What is known of a table before anything is written or paid: columns, what is attached, the balance. All of it optional.
import { nearestHint } from '../../text/nearest';
import { amountIn, field, isObject, listIn, textField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Json, Learning, Learnt, Wanted } from '../operation';
import { pause } from '../refusal';
import { learnEach, readsMissing } from './catalogue-answer';
import { attachedName } from './lists';
import { unknownTable } from './refusal';
import type { TableSettings } from './settings';
import { byHand, type Column, columnsOf, readColumns } from './table-columns';

/** Room for columns in what a job keeps; of a wider table only those that matter to the recipe are kept. */
const COLUMNS_BYTES = 16_000;

export function tableCalls({ table }: TableSettings, _wanted: Wanted, learnt: Learnt): Call[] {
  const path = `/v1/table/${table}`;
  const calls = readsMissing(learnt, {
    columns: `${path}/columns`,
    enrichments: `${path}/enrichments`,
    waterfalls: `${path}/waterfalls`,
    // Without the list of columns, whether the table is there at all shows only in its rows.
    ...(learnt.columns === null && { rows: `${path}/rows?page=1&per_page=1` }),
  });
  if (typeof learnt.search === 'string')
    calls.push(read(`/v1/enrichments/?q=${encodeURIComponent(learnt.search)}&authorized_only=false`));
  return calls;
}

export function learnTable(
  settings: TableSettings,
  wanted: Wanted,
  learnt: Learnt,
  calls: Call[],
  answers: Answer[],
): Learning {
  const learning = learnEach(learnt, calls, answers, (known, path, body) => ({
    learnt: learnOne(settings, wanted, known, path, body),
  }));
  const { learnt: known } = learning;
  const problem = problemOf(settings, known);
  if (learning.failure || problem) return { learnt: known, failure: learning.failure ?? pause('refused', problem) };
  return { learnt: withSearch(settings, known) };
}

function learnOne(settings: TableSettings, wanted: Wanted, known: Learnt, path: string, body: Json): Learnt {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.startsWith('rows?')) return { ...known, rows: body !== null };
  if (name.startsWith('?q=')) {
    const { search, ...rest } = known;
    return { ...rest, each: priceNamed(body, search!) };
  }
  if (body === null) return { ...known, [name]: null };
  if (name !== 'columns') return { ...known, [name]: attachedIn(body) };
  const all = readColumns(body, settings.enrichment);
  const columns = fewer(all, wanted);
  return { ...known, columns: columns as unknown as Json, ...(columns.length < all.length && { cut: true }) };
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

/** Ids as text: the description says whole number, its examples text. */
export function attachedIn(body: Json): { [id: string]: Json } {
  const names: { [id: string]: Json } = Object.create(null);
  for (const item of listIn(body).slice(0, 60)) {
    const id = textField(item, 'id');
    if (id !== '') names[id] = (attachedName(item) || id).slice(0, 80);
  }
  return { ...names };
}

/** What is wrong with the settings, '' for nothing. */
function problemOf({ table, enrichment, key }: TableSettings, learnt: Learnt): string {
  if (learnt.columns === null && learnt.rows === false) return unknownTable(table);
  const names = byHand(columnsOf(learnt)).map((column) => column.name);
  if (names.length > 0 && !names.includes(key))
    return `The table has no column "${key}" to know its rows by.${nearestHint(key, names)}`;
  if (!isObject(learnt.enrichments) || !isObject(learnt.waterfalls)) return '';
  const attached = { ...learnt.waterfalls, ...learnt.enrichments };
  if (attached[String(enrichment)] !== undefined) return '';
  const offered = Object.entries(attached).map(([id, name]) => `${id} (${name})`);
  return offered.length === 0
    ? 'Nothing is attached to the table yet. Add an enrichment or a waterfall to it at Databar.'
    : `Nothing with the id ${enrichment} is attached to the table. It has ${offered.join(', ')}. These ids are the table's own, not the catalogue's.`;
}

/** The catalogue is asked by name what a row costs, only to notice when credits run out: a table never says so. */
function withSearch({ enrichment }: TableSettings, learnt: Learnt): Learnt {
  if (learnt.each !== undefined || learnt.search !== undefined) return learnt;
  const name = textField(learnt.enrichments, String(enrichment));
  return { ...learnt, ...(name.length >= 3 ? { search: name } : { each: null }) };
}

function priceNamed(body: Json, name: Json): number | null {
  const named = listIn(body).filter((item) => field(item, 'name') === name);
  return named.length === 1 ? amountIn(named[0], 'price') : null;
}
