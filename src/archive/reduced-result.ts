// One result as JSON over at most three cells. What a recipe maps always stays; bulk that nobody mapped goes first, with a flag.
import type { Json } from '../providers/operation';
import { cutText } from '../sheet/cell-value';
import { valueAt } from '../text/result-path';

/** Below the 50,000 characters of a cell, with room for an apostrophe. */
const CELL_CHARACTERS = 45_000;
const CELLS = 3;
const LEFT_OUT = '(left out by Backfill)';

export type Reduced = { cells: string[] };

/**
 * @param result what the provider returned for one request
 * @param paths the paths that the recipe maps: their values are kept (cut like the cells they go to)
 */
export function packResult(result: Json, paths: readonly string[]): Reduced {
  const mapped = new Set(paths.flatMap((path) => [path, path.split(/[.[]/)[0]!]));
  let json = JSON.stringify(result);
  if (json.length > CELL_CHARACTERS) json = JSON.stringify(cutTexts(result));
  if (json.length > CELL_CHARACTERS * CELLS) json = JSON.stringify(leaveOutBulk(cutTexts(result), mapped));
  if (json.length > CELL_CHARACTERS * CELLS) json = JSON.stringify(onlyPaths(result, paths));
  const cells: string[] = [];
  for (let at = 0; at < json.length; at += CELL_CHARACTERS) cells.push(json.slice(at, at + CELL_CHARACTERS));
  return { cells };
}

/** The last resort: the mapped values alone, each under its whole path, which is looked up as a literal key first. */
function onlyPaths(result: Json, paths: readonly string[]): Json {
  const kept: { [path: string]: Json } = Object.create(null);
  let room = CELL_CHARACTERS * CELLS - 2000;
  for (const path of paths) {
    const value = cutTexts((valueAt(result, path) ?? null) as Json);
    const size = JSON.stringify([path, value]).length;
    kept[path] = size <= room ? value : LEFT_OUT;
    if (size <= room) room -= size;
  }
  return kept;
}

export function unpackResult(reduced: Reduced): unknown {
  const json = reduced.cells.join('');
  if (json === '') return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A text longer than a cell is cut here exactly as it will be cut there, so that the archive says what was written. */
function cutTexts(value: Json): Json {
  if (typeof value === 'string') return cutText(value);
  if (Array.isArray(value)) return value.map(cutTexts);
  if (value === null || typeof value !== 'object') return value;
  const copy: { [key: string]: Json } = Object.create(null);
  for (const [name, inner] of Object.entries(value)) copy[name] = cutTexts(inner);
  return copy;
}

/** Drops unmapped properties, largest first, until the rest fits. */
function leaveOutBulk(result: Json, mapped: ReadonlySet<string>): Json {
  if (result === null || typeof result !== 'object' || Array.isArray(result)) return result;
  const copy: { [key: string]: Json } = Object.assign(Object.create(null), result);
  const sizes = Object.entries(copy).map(([name, value]) => ({ name, size: JSON.stringify(value).length }));
  let total = sizes.reduce((sum, one) => sum + one.size + one.name.length + 4, 2);
  for (const { name, size } of sizes.filter((one) => !mapped.has(one.name)).sort((a, b) => b.size - a.size)) {
    if (total <= CELL_CHARACTERS * CELLS) break;
    copy[name] = LEFT_OUT;
    total -= size - LEFT_OUT.length;
  }
  return copy;
}
