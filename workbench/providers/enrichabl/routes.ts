// The calls that the simulated Enrichabl knows. Answers nothing.
import { type Route, type Target, targetIn } from '../target';

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

// The 19 endpoints of the page. None ends in a slash.
const ROUTES: Route<EnrichablCall>[] = [
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

export function targetOf(method: string, path: string): Target<EnrichablCall> {
  return targetIn(ROUTES, method, path, path.replace(/\/$/, ''));
}
