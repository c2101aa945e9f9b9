// Which path and method is which call. Answers nothing.

export type EnrichablCall =
  | 'pipelines'
  | 'upload'
  | 'leads'
  | 'columns'
  | 'templates'
  | 'start'
  | 'progress'
  | 'job'
  | 'cancel';

export type Route = {
  call: EnrichablCall;
  method: 'GET' | 'POST';
  path: RegExp;
};

// The 19 endpoints of the page. None ends in a slash.
const ROUTES: Route[] = [
  { call: 'pipelines', method: 'GET', path: /^\/v1\/pipelines$/ },
  { call: 'pipelines', method: 'POST', path: /^\/v1\/pipelines$/ },
  { call: 'pipelines', method: 'GET', path: /^\/v1\/pipelines\/(?<id>[^/]+)$/ },
  { call: 'upload', method: 'POST', path: /^\/v1\/pipelines\/(?<id>[^/]+)\/leads$/ },
  { call: 'leads', method: 'GET', path: /^\/v1\/pipelines\/(?<id>[^/]+)\/leads$/ },
  { call: 'columns', method: 'POST', path: /^\/v1\/pipelines\/(?<id>[^/]+)\/columns$/ },
  { call: 'templates', method: 'GET', path: /^\/v1\/columns\/(?<kind>ai|multi-ai|firecrawl)-templates$/ },
  { call: 'templates', method: 'POST', path: /^\/v1\/columns\/(?<kind>ai|multi-ai|firecrawl)-templates$/ },
  { call: 'start', method: 'POST', path: /^\/v1\/(?<family>enrichment|validation)\/start$/ },
  { call: 'job', method: 'GET', path: /^\/v1\/(?<family>enrichment)\/jobs\/(?<id>[^/]+)$/ },
  { call: 'progress', method: 'GET', path: /^\/v1\/(?<family>enrichment|validation)\/jobs\/(?<id>[^/]+)\/progress$/ },
  { call: 'cancel', method: 'POST', path: /^\/v1\/(?<family>enrichment|validation)\/jobs\/(?<id>[^/]+)\/cancel$/ },
];

export type Parts = { id?: string; kind?: string; family?: string };
export type Target =
  | { is: 'call'; call: EnrichablCall; method: 'GET' | 'POST'; parts: Parts }
  | { is: 'elsewhere'; path: string }
  | { is: 'wrong-method'; allow: string }
  | { is: 'unknown' };

export function targetOf(method: string, path: string): Target {
  const onPath = ROUTES.filter((route) => route.path.test(path));
  const route = onPath.find((one) => one.method === method.toUpperCase());
  if (route) return { is: 'call', call: route.call, method: route.method, parts: { ...route.path.exec(path)!.groups } };
  if (onPath.length > 0) return { is: 'wrong-method', allow: onPath.map((one) => one.method).join(', ') };
  const without = path.endsWith('/') ? path.slice(0, -1) : path;
  const isKnown = without !== path && ROUTES.some((one) => one.path.test(without));
  return isKnown ? { is: 'elsewhere', path: without } : { is: 'unknown' };
}
