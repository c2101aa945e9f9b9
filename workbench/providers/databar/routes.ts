// The calls that the simulated Databar knows, slashes included. Answers nothing.
import { type Route, type Target, targetIn } from '../target';

const TABLE_CALLS = [
  'tables',
  'create-table',
  'rename-table',
  'delete-table',
  'columns',
  'create-column',
  'rename-column',
  'delete-column',
  'rows',
  'insert-rows',
  'patch-rows',
  'upsert-rows',
  'delete-rows',
  'table-enrichments',
  'table-waterfalls',
  'add-enrichment',
  'add-waterfall',
  'run-enrichment',
] as const;

export type DatabarCall =
  | 'health'
  | 'balance'
  | 'catalogue'
  | 'details'
  | 'choices'
  | 'waterfalls'
  | 'waterfall'
  | 'submit'
  | 'poll'
  | 'cancel'
  | TableCall;

export type TableCall = (typeof TABLE_CALLS)[number];

export function isTableCall(call: DatabarCall): call is TableCall {
  return (TABLE_CALLS as readonly string[]).includes(call);
}

/** `/v1/table`: singular, and with a slash only where all are listed. */
function table(rest: string): RegExp {
  return new RegExp(`^/v1/table/(?<table>[^/]+)${rest}$`);
}

// The exact forms matter: the server redirects any other, and a key should not travel through a redirect.
const ROUTES: Route<DatabarCall>[] = [
  { call: 'health', method: 'GET', path: /^\/health$/ },
  { call: 'balance', method: 'GET', path: /^\/v1\/user\/me$/ },
  { call: 'catalogue', method: 'GET', path: /^\/v1\/enrichments\/$/ },
  { call: 'details', method: 'GET', path: /^\/v1\/enrichments\/(?<id>[^/]+)$/ },
  { call: 'choices', method: 'GET', path: /^\/v1\/enrichments\/(?<id>[^/]+)\/params\/(?<slug>[^/]+)\/choices$/ },
  { call: 'submit', method: 'POST', path: /^\/v1\/enrichments\/(?<id>[^/]+)\/(?<how>run|bulk-run)$/ },
  { call: 'waterfalls', method: 'GET', path: /^\/v1\/waterfalls\/$/ },
  { call: 'waterfall', method: 'GET', path: /^\/v1\/waterfalls\/(?<waterfall>[^/]+)$/ },
  { call: 'submit', method: 'POST', path: /^\/v1\/waterfalls\/(?<waterfall>[^/]+)\/(?<how>run|bulk-run)$/ },
  { call: 'poll', method: 'GET', path: /^\/v1\/tasks\/(?<id>[^/]+)$/ },
  { call: 'cancel', method: 'POST', path: /^\/v1\/tasks\/(?<id>[^/]+)\/cancel$/ },
  { call: 'tables', method: 'GET', path: /^\/v1\/table\/$/ },
  { call: 'create-table', method: 'POST', path: /^\/v1\/table\/create$/ },
  { call: 'rename-table', method: 'PATCH', path: table('') },
  { call: 'delete-table', method: 'DELETE', path: table('') },
  { call: 'columns', method: 'GET', path: table('/columns') },
  { call: 'create-column', method: 'POST', path: table('/columns') },
  { call: 'rename-column', method: 'PATCH', path: table('/columns/(?<column>[^/]+)') },
  { call: 'delete-column', method: 'DELETE', path: table('/columns/(?<column>[^/]+)') },
  { call: 'rows', method: 'GET', path: table('/rows') },
  { call: 'insert-rows', method: 'POST', path: table('/rows') },
  { call: 'patch-rows', method: 'PATCH', path: table('/rows') },
  { call: 'upsert-rows', method: 'POST', path: table('/rows/upsert') },
  { call: 'delete-rows', method: 'POST', path: table('/rows/delete') },
  { call: 'table-enrichments', method: 'GET', path: table('/enrichments') },
  { call: 'table-waterfalls', method: 'GET', path: table('/waterfalls') },
  { call: 'add-enrichment', method: 'POST', path: table('/add-enrichment') },
  { call: 'add-waterfall', method: 'POST', path: table('/add-waterfall') },
  { call: 'run-enrichment', method: 'POST', path: table('/run-enrichment/(?<enrichment>[^/]+)') },
];

export function targetOf(method: string, path: string): Target<DatabarCall> {
  const target = targetIn(ROUTES, method, path, path.endsWith('/') ? path.slice(0, -1) : `${path}/`);
  return target.is === 'call' ? { ...target, parts: decoded(target.parts) } : target;
}

function decoded(parts: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts)) {
    try {
      found[name] = decodeURIComponent(value);
    } catch {
      found[name] = value;
    }
  }
  return found;
}
