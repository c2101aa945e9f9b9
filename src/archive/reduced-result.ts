// One result as JSON over at most three cells. What a recipe maps always stays; bulk that nobody mapped goes first, with a flag.
import type { Json } from '../providers/operation';
import { CUT_MARK, cutText } from '../sheet/cell-value';
import { firstCharacters } from '../text/cut';
import { valueAt } from '../text/result-path';
import { shallow } from '../text/shallow';

/** Below the 50,000 characters of a cell, with room for an apostrophe. */
const CELL_CHARACTERS = 45_000;
const CELLS = 3;
/** A cell may end one character early, so as not to end inside a surrogate pair. */
const ROOM = (CELL_CHARACTERS - 1) * CELLS;
const LEFT_OUT = '(left out by Backfill)';

export type Reduced = { cells: string[] };

/**
 * @param result what the provider returned for one request
 * @param paths the paths that the recipe maps: their values are kept (cut like the cells they go to)
 */
export function packResult(result: Json, paths: readonly string[]): Reduced {
  const whole = shallow(result);
  let json = JSON.stringify(whole);
  if (json.length > CELL_CHARACTERS) {
    const cut = cutTexts(whole);
    json = JSON.stringify(cut);
    if (json.length > ROOM) json = JSON.stringify(leaveOutBulk(cut, paths));
    if (json.length > ROOM) json = JSON.stringify(onlyPaths(cut, paths));
  }
  return { cells: split(json) };
}

function split(json: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at < json.length; at += cells[cells.length - 1]!.length)
    cells.push(firstCharacters(json.slice(at, at + CELL_CHARACTERS + 1), CELL_CHARACTERS));
  return cells;
}

export function unpackResult(reduced: Reduced): unknown {
  const json = reduced.cells.reduce((whole, cell) => whole + cell, '');
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
function leaveOutBulk(result: Json, paths: readonly string[]): Json {
  if (result === null || typeof result !== 'object' || Array.isArray(result)) return result;
  const copy: { [key: string]: Json } = Object.assign(Object.create(null), result);
  const sizes = Object.entries(copy).map(([name, value]) => ({ name, size: jsonLength(value) }));
  let total = sizes.reduce((sum, one) => sum + one.size + jsonLength(one.name) + 2, 2);
  for (const { name, size } of sizes.filter((one) => !isMapped(one.name, paths)).sort((a, b) => b.size - a.size)) {
    if (total <= ROOM) break;
    copy[name] = LEFT_OUT;
    total -= size - jsonLength(LEFT_OUT);
  }
  return copy;
}

/** Whether a path may lead through the property: names may hold dots and brackets themselves. */
function isMapped(name: string, paths: readonly string[]): boolean {
  return paths.some((path) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
}

/**
 * The last resort: the mapped values alone, each under its whole path, which is looked up as a literal key first. Values within an
 * equal share of the room stay whole, whatever stands beside them; larger ones share what is left in the recipe's order.
 */
function onlyPaths(result: Json, paths: readonly string[]): Json {
  if (typeof result === 'string') return fitted(result, ROOM);
  const kept: { [path: string]: Json } = Object.create(null);
  let room = ROOM - 2;
  for (const path of paths) {
    kept[path] = LEFT_OUT;
    room -= jsonLength(path) + jsonLength(LEFT_OUT) + 2;
  }
  const share = room / paths.length;
  const values = paths.map((path) => ({ path, value: (valueAt(result, path) ?? null) as Json }));
  const sized = values.map((one) => ({ ...one, size: jsonLength(one.value) - jsonLength(LEFT_OUT) }));
  for (const { path, value, size } of [...sized.filter((one) => one.size <= share), ...sized]) {
    if (kept[path] !== LEFT_OUT) continue;
    const allowed = room + jsonLength(LEFT_OUT);
    kept[path] = size <= room ? value : fitted(shownText(value), allowed);
    room -= jsonLength(kept[path]) - jsonLength(LEFT_OUT);
  }
  return kept;
}

/** What a cell shows of a value that is too large for it: of lists and objects the beginning of their JSON. */
function shownText(value: Json): string {
  return cutText(typeof value === 'string' ? value : JSON.stringify(value));
}

/** As much of a text as takes no more than `room` characters of JSON, with the mark of a cut; in the least room just the flag. */
function fitted(text: string, room: number): string {
  if (jsonLength(text) <= room) return text;
  let fits = 0;
  let most = text.length;
  while (fits < most) {
    const middle = Math.ceil((fits + most) / 2);
    if (jsonLength(firstCharacters(text, middle) + CUT_MARK) <= room) fits = middle;
    else most = middle - 1;
  }
  return fits === 0 ? LEFT_OUT : firstCharacters(text, fits) + CUT_MARK;
}

function jsonLength(value: Json): number {
  return JSON.stringify(value).length;
}
