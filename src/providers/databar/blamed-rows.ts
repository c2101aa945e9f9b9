// Which rows of a batch a 400 or 422 of Databar blames: per-row lists and FastAPI's places. Not what it says (../refusal.ts).
import { field, isObject, readJson } from '../answer';
import type { Json } from '../operation';
import { saidIn } from '../refusal';

/**
 * Which rows of a batch a 400 or 422 blames.
 * @returns rows where the body names them; `perRow` where it speaks of rows without saying which; null where it speaks of none
 */
export function blamedRows(body: string, sent: number): { index: number; reason: string }[] | 'perRow' | null {
  const detail = field(readJson(body), 'detail');
  if (!Array.isArray(detail) || detail.length === 0) return null;
  if (detail.every((item) => Array.isArray(field(item, 'loc')))) return rowsByLocation(detail, sent);
  if (!detail.every((item) => item === null || isObject(item))) return null;
  if (detail.length !== sent) return 'perRow';
  const rows = detail.map((item, index) => ({ index, reason: saidIn(item) })).filter((row) => row.reason !== '');
  return rows.length > 0 ? rows : 'perRow';
}

/** FastAPI's `loc` is a path into the request: ["body", "params", 3, "email"] blames the row with index 3. */
function rowsByLocation(detail: Json[], sent: number): { index: number; reason: string }[] | null {
  const reasons = new Map<number, string[]>();
  for (const item of detail) {
    const loc = field(item, 'loc') as Json[];
    const index = loc[loc.indexOf('params') + 1];
    const isRow = typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < sent;
    if (!loc.includes('params') || !isRow) return null;
    reasons.set(index, [...(reasons.get(index) ?? []), saidIn(item)]);
  }
  return [...reasons].map(([index, texts]) => ({ index, reason: texts.join('; ') }));
}
