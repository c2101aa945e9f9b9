// A list, and a table at the simulated Databar made through its API as a person would make it there. For story tests; asserts nothing.
import type { DatabarSwitches } from '../../workbench/providers/databar/switches';
import type { FetchRequest } from '../../workbench/providers/http';
import { mount } from '../../workbench/providers/mount';
import { HEADERS, leads, type Recipe, SAMPLE_KEY, type Scene, scene } from './scene';

export const STATUS = 'Work emails status';

// biome-ignore lint/suspicious/noExplicitAny: bodies of every call, read by tests that know which one they made
type Body = any;

export type TableScene = Scene & {
  table: string;
  enrichment: number | string;
  /** Every request that the add-on made. */
  sent: FetchRequest[];
  api(method: string, path: string, body?: unknown): Body;
  /** The table's rows as they stand at Databar. */
  rows(): Body[];
  /** The sheet as it was before the run. */
  blank(): void;
};

type Options = {
  rows?: string[][];
  attach?: 'enrichment' | 'waterfall';
  switches?: Partial<DatabarSwitches>;
  numbers?: string[];
};

/** Readings that would stand in the way of whoever makes the table. */
const AFTERWARDS = [
  'faults',
  'tableColumns',
  'attachedLists',
  'rowsShape',
  'rowKeys',
  'maxRowsPerPage',
  'maxWriteRows',
];

export function openTable({
  rows = leads(8),
  attach = 'enrichment',
  switches = {},
  numbers = [],
}: Options): TableScene {
  const early = Object.entries(switches).filter(([name]) => !AFTERWARDS.includes(name));
  const sent: FetchRequest[] = [];
  const s: Scene = scene({
    rows,
    switches: Object.fromEntries(early),
    host: {
      fetch: (requests, nowMs) => {
        sent.push(...requests);
        return mount({ simulators: [s.databar] })(requests, nowMs);
      },
    },
  });
  s.giveKey();
  const api = (method: string, path: string, body?: unknown): Body => {
    const headers = { 'x-apikey': SAMPLE_KEY, 'content-type': 'application/json' };
    const url = `https://api.databar.ai/v1/table/${path}`;
    const text = body === undefined ? null : JSON.stringify(body);
    const reply = s.databar.answer({ method, url, headers, body: text, timeoutMs: 60_000 }, s.host.clock.now());
    if ('fault' in reply || reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`);
    return reply.body === '' ? null : JSON.parse(reply.body);
  };
  const table: string = api('POST', 'create', {
    name: 'People',
    columns: ['Full Name', 'Company', 'Notes'],
  }).identifier;
  for (const name of numbers) api('POST', `${table}/columns`, { name, type: 'number' });
  const enrichment = attached(api, table, attach);
  Object.assign(s.databar.switches, switches);
  const all = (): Body[] => {
    const { rowsShape, rowKeys, maxRowsPerPage } = s.databar.switches;
    Object.assign(s.databar.switches, { rowsShape: 'data', rowKeys: 'name', maxRowsPerPage: 5000 });
    const { data } = api('GET', `${table}/rows?page=1&per_page=5000`);
    Object.assign(s.databar.switches, { rowsShape, rowKeys, maxRowsPerPage });
    return data;
  };
  return Object.assign(s, { table, enrichment, sent, api, rows: all, blank: () => s.leads.load([HEADERS, ...rows]) });
}

function attached(api: TableScene['api'], table: string, attach: 'enrichment' | 'waterfall'): number | string {
  const columns: { name: string; identifier: string }[] = api('GET', `${table}/columns`);
  const column = (name: string): string => columns.find((one) => one.name === name)!.identifier;
  const mapping = { first_name: column('Full Name'), company: column('Company') };
  if (attach === 'waterfall') {
    const body = {
      waterfall: 'email_getter',
      enrichments: [833, 966],
      mapping: { ...mapping, last_name: column('Full Name') },
    };
    return api('POST', `${table}/add-waterfall`, body).id;
  }
  const typed = Object.fromEntries(Object.entries(mapping).map(([name, value]) => [name, { type: 'mapping', value }]));
  return api('POST', `${table}/add-enrichment`, { enrichment: 833, mapping: typed }).id;
}

export function recipeFor({ table, enrichment }: Pick<TableScene, 'table' | 'enrichment'>, more: object = {}): Recipe {
  return {
    version: 1,
    name: 'Work emails',
    operation: 'databar.table',
    settings: { table, enrichment, key: 'Full Name' },
    sheet: 'Leads',
    inputs: { 'Full Name': 'First name', Company: 'Company' },
    outputs: { 'Work email': 'Work email', Confidence: 'Confidence' },
    ...more,
  };
}

/** Every row that was billed, by what it was run with, once for each run: a repeat is a double purchase. */
export function billedRows({ databar }: Scene): string[] {
  const lines = databar.ledger.billed.map((one) => JSON.stringify([one.task, one.row, one.params]));
  return [...new Set(lines)].map((line) => JSON.stringify(JSON.parse(line).slice(1)));
}
