// What can be picked at Databar, and the account behind a key: free reads for the wizard. How lists are read: ../free-reads.ts.
import { encoded } from '../../text/cut';
import type { ListAsk, ListItem } from '../account-reads';
import { amountIn, field, numberField, textField } from '../answer';
import { accountReading, ITEMS_PER_PAGE, type ListOf, listReading } from '../free-reads';
import type { Json } from '../operation';
import { ME } from './catalogue-answer';
import { DATABAR } from './refusal';
import { readColumn } from './table-columns';
import { defaultsOf, LIST } from './waterfall-catalogue';

/** Shorter texts have been refused by the server: they are looked for in what was read. */
const SHORTEST_SEARCH = 3;

export function inTable(table: string, rest: string): string {
  return `/v1/table/${encoded(table)}/${rest}`;
}

/** The lists of what is attached to a table: enrichments, then waterfalls. */
export function attachedPaths(table: string): string[] {
  return [inTable(table, 'enrichments'), inTable(table, 'waterfalls')];
}

export function attachedItem(table: string, id: string, name: string, isWaterfall: boolean): ListItem {
  const detail = isWaterfall ? 'waterfall' : 'enrichment';
  return { id, name, detail, source: null, price: null, settings: { table, enrichment: id } };
}

/** Its name within a table, for which waterfalls have another word. */
export function attachedName(json: Json): string {
  return textField(json, 'name') || textField(json, 'enrichment_name') || textField(json, 'waterfall_name');
}

const isSearched = ({ search }: ListAsk): boolean => search.trim().length >= SHORTEST_SEARCH;

const upTo = (max: number | null): ListItem['price'] => (max === null ? null : { min: 0, max });

const LISTS: ListOf[] = [
  {
    of: 'databar.enrichments',
    searched: isSearched,
    // Those that need a key of one's own are shown too; their price tells.
    paths: (ask) => [
      `/v1/enrichments/?page=${ask.page}&limit=${ITEMS_PER_PAGE}&authorized_only=false${
        isSearched(ask) ? `&q=${encoded(ask.search.trim())}` : ''
      }`,
    ],
    item(json) {
      const id = numberField(json, 'id');
      if (id === null) return null;
      const rule = field(field(json, 'pricing'), 'type') ?? 'fixed';
      return {
        id: String(id),
        name: textField(json, 'name'),
        detail: textField(json, 'description'),
        source: textField(json, 'data_source') || null,
        price: rule === 'fixed' ? upTo(amountIn(json, 'price')) : null,
        settings: { enrichment: id },
      };
    },
  },
  {
    of: 'databar.waterfalls',
    paths: () => [LIST],
    item(json) {
      const id = textField(json, 'identifier');
      const { most, names } = defaultsOf(json);
      const [name, detail] = [textField(json, 'name'), textField(json, 'description')];
      return id ? { id, name, detail, source: names || null, price: upTo(most), settings: { waterfall: id } } : null;
    },
  },
  {
    of: 'databar.tables',
    paths: () => ['/v1/table/'],
    item(json) {
      const id = textField(json, 'identifier');
      const changed = (textField(json, 'updated_at') || textField(json, 'created_at')).slice(0, 10);
      return id ? { id, name: textField(json, 'name'), detail: changed, settings: { table: id } } : null;
    },
  },
  {
    of: 'databar.tableEnrichments',
    paths: ({ within }) => attachedPaths(within),
    item(json, { within }, nth) {
      const id = textField(json, 'id');
      return id ? attachedItem(within, id, attachedName(json), nth > 0) : null;
    },
  },
  {
    of: 'databar.tableColumns',
    paths: ({ within }) => [inTable(within, 'columns')],
    item(json) {
      const column = readColumn(json, '');
      if (!column) return null;
      const { name, type, by } = column;
      const id = textField(json, 'identifier') || name;
      // Only what people fill can say which row is which.
      return by > 0
        ? { id, name, detail: `${type}, filled by an enrichment`, settings: {} }
        : { id, name, detail: type, settings: { key: name } };
    },
  },
];

export const databarLists = LISTS.map((list) => listReading(DATABAR, list));

export const databarAccount = accountReading(DATABAR, ME, (body) => ({
  name: textField(body, 'first_name') || textField(body, 'email') || null,
  balance: numberField(body, 'balance'),
  figures: [
    ['Plan', 'plan'],
    ['E-mail', 'email'],
  ].flatMap(([label, name]) => {
    const value = textField(body, name!);
    return value ? [{ label: label!, value }] : [];
  }),
}));
