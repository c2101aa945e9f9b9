// Which path and method is which call, slashes included. Answers nothing.

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

type Route = { call: DatabarCall; method: 'GET' | 'POST' | 'PATCH' | 'DELETE'; path: RegExp };

export function isTableCall(call: DatabarCall): call is TableCall {
  return (TABLE_CALLS as readonly string[]).includes(call);
}

/** `/v1/table`: singular, and with a slash only where all are listed. */
function table(rest: string): RegExp {
  return new RegExp(`^/v1/table/(?<table>[^/]+)${rest}$`);
}

// The exact forms matter: the server redirects any other, and a key should not travel through a redirect.
const ROUTES: Route[] = [
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

export type Target =
  | { is: 'call'; call: DatabarCall; parts: Record<string, string> }
  | { is: 'elsewhere'; path: string }
  | { is: 'wrong-method'; allow: string }
  | { is: 'unknown' };

export function targetOf(method: string, path: string): Target {
  const onPath = ROUTES.filter((route) => route.path.test(path));
  const route = onPath.find((one) => one.method === method.toUpperCase());
  if (route) return { is: 'call', call: route.call, parts: partsOf(route.path, path) };
  if (onPath.length > 0) return { is: 'wrong-method', allow: onPath.map((one) => one.method).join(', ') };
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  return ROUTES.some((one) => one.path.test(other)) ? { is: 'elsewhere', path: other } : { is: 'unknown' };
}

function partsOf(pattern: RegExp, path: string): Record<string, string> {
  const parts: Record<string, string> = {};
  for (const [name, value] of Object.entries(pattern.exec(path)?.groups ?? {})) {
    try {
      parts[name] = decodeURIComponent(value);
    } catch {
      parts[name] = value;
    }
  }
  return parts;
}
