// The free reads of the catalogue: list, details, choices, and the account's own data. No task is touched here.

import { emptyReply, type HttpReply, htmlReply, jsonReply } from '../http';
import { integerIssues, unprocessable } from './body';
import { CATALOGUE, type CatalogueEntry, type CatalogueParam, entryOf } from './catalogue';
import type { DatabarSwitches } from './switches';

export function listEntries(query: URLSearchParams, switches: DatabarSwitches): HttpReply {
  const search = query.get('q');
  if (search !== null && search.length < switches.shortestQuery) {
    const msg = `String should have at least ${switches.shortestQuery} characters`;
    return unprocessable([{ type: 'string_too_short', loc: ['query', 'q'], msg }]);
  }
  const category = query.get('category');
  const ownKeysToo = query.get('authorized_only') === 'false';
  const found = CATALOGUE.filter(
    (entry) =>
      (ownKeysToo || entry.auth_method !== 'user') &&
      (search === null || `${entry.name} ${entry.description}`.toLowerCase().includes(search.toLowerCase())) &&
      (category === null || entry.category?.some((one) => one.name === category)),
  );
  const withMeta = query.get('include_search_meta') === 'true';
  const items = found.map((entry, n) => ({
    ...summaryOf(entry),
    ...(withMeta ? { rank: n + 1, search_keywords: entry.name.toLowerCase().split(' ') } : {}),
  }));
  if (query.get('page') === null) return jsonReply(200, inShape(items, switches.listShape));
  const page = pageOf(items, query);
  if ('status' in page) return page;
  return jsonReply(200, switches.listShape === 'documented' ? page : inShape(page.items, switches.listShape));
}

function inShape(items: object[], shape: DatabarSwitches['listShape']): unknown {
  return shape === 'items' || shape === 'results' ? { [shape]: items } : items;
}

function summaryOf(entry: CatalogueEntry) {
  const { id, name, description, data_source, price, auth_method, pricing, category } = entry;
  return { id, name, description, data_source, price, auth_method, pricing, category };
}

export function describeEntry(id: number): HttpReply {
  const entry = entryOf(id);
  if (!entry) return jsonReply(404, { detail: 'Not found' });
  const { params, response_fields, pagination } = entry;
  const described = params.map((param) => describeParam(entry, param));
  return jsonReply(200, { ...summaryOf(entry), params: described, response_fields, pagination });
}

function describeParam(entry: CatalogueEntry, param: CatalogueParam) {
  const { name, is_required, type_field, description } = param;
  const endpoint = `/v1/enrichments/${entry.id}/params/${name}/choices`;
  let choices: object | null = null;
  if (param.choices?.mode === 'inline') choices = { mode: 'inline', items: param.choices.items };
  if (param.choices?.mode === 'remote') choices = { mode: 'remote', endpoint };
  return { name, is_required, type_field, description, choices };
}

export function listChoices(id: number, slug: string, query: URLSearchParams, switches: DatabarSwitches): HttpReply {
  const choices = entryOf(id)?.params.find((param) => param.name === slug)?.choices;
  if (!choices) return jsonReply(404, { detail: 'Not found' });
  const search = (query.get('q') ?? '').toLowerCase();
  const page = pageOf(
    choices.items.filter((choice) => choice.name.toLowerCase().includes(search)),
    query,
  );
  if ('status' in page) {
    return switches.choicesOutOfRangeAs === '500-html' ? htmlReply(500, 'Internal Server Error') : page;
  }
  return jsonReply(200, page);
}

type Page = { items: object[]; page: number; limit: number; has_next_page: boolean; total_count: number };

function pageOf(items: object[], query: URLSearchParams): Page | HttpReply {
  const wanted = { page: query.get('page') ?? '1', limit: query.get('limit') ?? '50' };
  const issues = [
    ...integerIssues(wanted.page, ['query', 'page'], 1, Number.MAX_SAFE_INTEGER),
    ...integerIssues(wanted.limit, ['query', 'limit'], 1, 500),
  ];
  if (issues.length > 0) return unprocessable(issues);
  const page = Number(wanted.page);
  const limit = Number(wanted.limit);
  const end = page * limit;
  return {
    items: items.slice(end - limit, end),
    page,
    limit,
    has_next_page: end < items.length,
    total_count: items.length,
  };
}

export function describeUser(tag: string, balance: number): HttpReply {
  return jsonReply(200, {
    first_name: null,
    email: 'sample@workspace.example',
    balance,
    plan: 'Pro',
    workspace: `00000000-0000-4000-8000-${tag.padEnd(12, '0').slice(0, 12)}`,
  });
}

/** A call that this server does not offer, or that is broken; null where it works. */
export function missingEndpoint(state: 'works' | '404' | '501' | '500-html'): HttpReply | null {
  if (state === '404') return emptyReply(404);
  if (state === '501') return jsonReply(501, { detail: 'Not Implemented' });
  return state === '500-html' ? htmlReply(500, 'Internal Server Error') : null;
}
