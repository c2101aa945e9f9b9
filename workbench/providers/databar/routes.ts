// Which path and method is which call, slashes included. Answers nothing.

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
  | 'cancel';

type Route = { call: DatabarCall; method: 'GET' | 'POST'; path: RegExp };

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
