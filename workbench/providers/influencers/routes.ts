// The calls that the simulated Influencers.club knows. Answers nothing.
import { type Route, type Target, targetIn } from '../target';

export type InfluencersCall = 'create' | 'status' | 'resume' | 'download' | 'presigned' | 'credits' | 'file';

// Every path of the service ends in a slash; without it the server redirects and the body is lost.
const ROUTES: Route<InfluencersCall>[] = [
  { call: 'create', method: 'POST', path: /^\/public\/v1\/enrichment\/batch\/$/ },
  { call: 'status', method: 'GET', path: /^\/public\/v1\/enrichment\/batch\/(?<id>[A-Za-z0-9_-]+)\/status\/$/ },
  { call: 'resume', method: 'POST', path: /^\/public\/v1\/enrichment\/batch\/(?<id>[A-Za-z0-9_-]+)\/resume\/$/ },
  { call: 'presigned', method: 'GET', path: /^\/public\/v1\/enrichment\/batch\/(?<id>[A-Za-z0-9_-]+)\/download\/$/ },
  { call: 'download', method: 'GET', path: /^\/public\/v1\/enrichment\/batch\/(?<id>[A-Za-z0-9_-]+)\/$/ },
  { call: 'credits', method: 'GET', path: /^\/public\/v1\/accounts\/credits\/$/ },
  { call: 'file', method: 'GET', path: /^\/batch-results\/(?<id>[A-Za-z0-9_-]+)\.csv$/ },
];

export function targetOf(method: string, path: string): Target<InfluencersCall> {
  return targetIn(ROUTES, method, path, `${path}/`);
}
