// How calls on tables are refused: codes in the shape that the switch says, missing tables, issues of a body. Refuses nothing itself.

import * as z from 'zod/mini';
import { type FetchRequest, type HttpReply, jsonReply } from '../../http';
import { type Issue, readJson, unprocessable } from '../body';
import type { DatabarSwitches } from '../switches';

export type Code = 'BATCH_TOO_LARGE' | 'UNKNOWN_COLUMNS' | 'INVALID_DATA' | 'PER_PAGE_TOO_LARGE';

export function coded(code: Code, message: string, switches: DatabarSwitches): HttpReply {
  if (switches.tableErrors === 'error-object') return jsonReply(400, { error: { code, message } });
  if (switches.tableErrors === 'detail-text') return jsonReply(400, { detail: `${code}: ${message}` });
  return jsonReply(400, { detail: { code, message } });
}

export function notFound(): HttpReply {
  return jsonReply(404, { detail: 'Not found' });
}

/** The body as the schema has it, or the 422. */
export function readAs<T extends z.core.$ZodType>(
  request: FetchRequest,
  schema: T,
  switches: DatabarSwitches,
): { value: z.output<T> } | HttpReply {
  const body = readJson(request, switches);
  if ('status' in body) return body;
  const parsed = z.safeParse(schema, body.value);
  if (parsed.success) return { value: parsed.data };
  return unprocessable(parsed.error.issues.map((issue) => issueOf(issue, body.value)));
}

function issueOf(issue: z.core.$ZodIssue, body: unknown): Issue {
  const loc = ['body', ...(issue.path as (string | number)[])];
  let at: unknown = body;
  for (const key of issue.path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key];
  if (at === undefined) return { type: 'missing', loc, msg: 'Field required' };
  return { type: issue.code, loc, msg: issue.message };
}
