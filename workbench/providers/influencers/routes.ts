// Which path and method is which call. Answers nothing.

export type InfluencersCall = 'create' | 'status' | 'resume' | 'download' | 'presigned' | 'credits' | 'file';

type Route = { call: InfluencersCall; method: 'GET' | 'POST'; path: RegExp };

// Every path of the service ends in a slash; without it the server redirects and the body is lost.
const ROUTES: Route[] = [
  { call: 'create', method: 'POST', path: /^\/public\/v1\/enrichment\/batch\/$/ },
  { call: 'status', method: 'GET', path: /^\/public\/v1\/enrichment\/batch\/([A-Za-z0-9_-]+)\/status\/$/ },
  { call: 'resume', method: 'POST', path: /^\/public\/v1\/enrichment\/batch\/([A-Za-z0-9_-]+)\/resume\/$/ },
  { call: 'presigned', method: 'GET', path: /^\/public\/v1\/enrichment\/batch\/([A-Za-z0-9_-]+)\/download\/$/ },
  { call: 'download', method: 'GET', path: /^\/public\/v1\/enrichment\/batch\/([A-Za-z0-9_-]+)\/$/ },
  { call: 'credits', method: 'GET', path: /^\/public\/v1\/accounts\/credits\/$/ },
  { call: 'file', method: 'GET', path: /^\/batch-results\/([A-Za-z0-9_-]+)\.csv$/ },
];

export type Target =
  | { is: 'call'; call: InfluencersCall; id: string }
  | { is: 'elsewhere'; path: string }
  | { is: 'wrong-method'; allow: string }
  | { is: 'unknown' };

export function targetOf(method: string, path: string): Target {
  const onPath = ROUTES.find((route) => route.path.test(path));
  if (onPath) {
    if (onPath.method !== method.toUpperCase()) return { is: 'wrong-method', allow: onPath.method };
    return { is: 'call', call: onPath.call, id: onPath.path.exec(path)?.[1] ?? '' };
  }
  const withSlash = `${path}/`;
  return ROUTES.some((one) => one.path.test(withSlash)) ? { is: 'elsewhere', path: withSlash } : { is: 'unknown' };
}
