// Is the body of a run shaped as its schema says? Answers as FastAPI would, with 422 and a list. Does not look into the params.

import { type FetchRequest, type HttpReply, headerOf, jsonReply } from '../http';
import type { Params } from './state';
import type { DatabarSwitches } from './switches';

export type RunBody = { params: Params[]; pages: number };
export type Issue = { type: string; loc: (string | number)[]; msg: string };

export function readBody(request: FetchRequest, single: boolean, switches: DatabarSwitches): RunBody | HttpReply {
  const body = readJsonObject(request, switches);
  if ('status' in body) return body;
  const read = readParams(body.value, single);
  const issues = [...read.issues, ...pagesIssues(body.value.pagination)];
  if (issues.length > 0) return unprocessable(issues);
  const pagination = body.value.pagination as { pages?: number } | null | undefined;
  return { params: read.params, pages: Number(pagination?.pages ?? 1) };
}

/** The body as an object, or the 422. */
export function readJsonObject(
  request: FetchRequest,
  switches: DatabarSwitches,
): { value: Record<string, unknown> } | HttpReply {
  const body = readJson(request, switches);
  if ('status' in body) return body;
  return isObject(body.value) ? { value: body.value } : unprocessable([notAnObject(['body'])]);
}

/** The body as JSON of any kind, or the 422. */
export function readJson(request: FetchRequest, switches: DatabarSwitches): { value: unknown } | HttpReply {
  const isJson = /^application\/(.*\+)?json\b/i.test(headerOf(request, 'content-type'));
  if (request.body === null || request.body === '') return unprocessable([missing(['body'])]);
  if (switches.contentType === 'needed' && !isJson) return unprocessable([notAnObject(['body'])]);
  let value: unknown;
  try {
    value = JSON.parse(request.body);
  } catch {
    return unprocessable([{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error' }]);
  }
  return { value };
}

/** The rows; one for a single run. They count only where there are no issues. */
export function readParams(body: Record<string, unknown>, single: boolean): { params: Params[]; issues: Issue[] } {
  const issues = paramsIssues(body.params, single);
  return { params: issues.length > 0 ? [] : ((single ? [body.params] : body.params) as Params[]), issues };
}

function paramsIssues(params: unknown, single: boolean): Issue[] {
  const loc = ['body', 'params'];
  if (params === undefined) return [missing(loc)];
  if (single) return isObject(params) ? [] : [notAnObject(loc)];
  if (!Array.isArray(params)) return [{ type: 'list_type', loc, msg: 'Input should be a valid list' }];
  return params.flatMap((row, n) => (isObject(row) ? [] : [notAnObject([...loc, n])]));
}

function pagesIssues(pagination: unknown): Issue[] {
  const loc = ['body', 'pagination'];
  if (pagination === undefined || pagination === null) return [];
  if (!isObject(pagination)) return [notAnObject(loc)];
  const pages = pagination.pages ?? 1;
  return integerIssues(pages, [...loc, 'pages'], 1, 100);
}

export function integerIssues(value: unknown, loc: (string | number)[], least: number, most: number): Issue[] {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    return [{ type: 'int_parsing', loc, msg: 'Input should be a valid integer, unable to parse string as an integer' }];
  }
  if (number < least) {
    return [{ type: 'greater_than_equal', loc, msg: `Input should be greater than or equal to ${least}` }];
  }
  return number > most ? [{ type: 'less_than_equal', loc, msg: `Input should be less than or equal to ${most}` }] : [];
}

export function unprocessable(issues: Issue[]): HttpReply {
  return jsonReply(422, { detail: issues });
}

function missing(loc: (string | number)[]): Issue {
  return { type: 'missing', loc, msg: 'Field required' };
}

function notAnObject(loc: (string | number)[]): Issue {
  return { type: 'dict_type', loc, msg: 'Input should be a valid dictionary' };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
