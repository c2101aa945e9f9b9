// Reads Databar's error bodies: `detail` as text, list of texts, FastAPI list, per-row list or object. One screen on purpose.
import { field, isObject, readJson } from '../answer';
import type { Json } from '../operation';

/** Deeper than any error is meant to be read. */
const LEVELS = 20;

/** What an error body says, as one text; '' where it says nothing readable. */
export function errorText(body: string): string {
  const json = readJson(body);
  if (json === undefined) return '';
  return (
    saidIn(field(json, 'detail')) || saidIn(field(json, 'error')) || saidIn(field(json, 'message')) || saidIn(json)
  );
}

/** The texts in an error of any shape, each once; '' where there are none. */
export function saidIn(detail: Json | undefined, levels = LEVELS): string {
  if (typeof detail === 'string') return detail;
  if (levels === 0) return '';
  if (Array.isArray(detail)) return unique(detail.map((item) => saidIn(item, levels - 1))).join('; ');
  if (!isObject(detail)) return '';
  const message = field(detail, 'msg');
  if (typeof message === 'string') return `${locationOf(detail)}${message}`;
  const named = Object.entries(detail).map(([name, inner]) => {
    const said = saidIn(inner, levels - 1);
    return said === '' ? '' : `${name}: ${said}`;
  });
  return unique(named).join('; ');
}

function locationOf(detail: Json): string {
  const loc = field(detail, 'loc');
  if (!Array.isArray(loc)) return '';
  const names = loc.filter((part): part is string => typeof part === 'string' && part !== 'body' && part !== 'params');
  return names.length === 0 ? '' : `${names.pop()}: `;
}

function unique(texts: string[]): string[] {
  return [...new Set(texts.filter((text) => text !== ''))];
}

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
