// Looks up an output's path in one result. Own properties only: a provider's `__proto__` is a name like any other.
import { hasOwn } from './own';

/** The path of a result as a whole, where the result has no such name itself. */
export const WHOLE = '$';

/**
 * The value at a path: the longest literal key first, then split on dots, `[0]` for lists.
 * @returns undefined where the path leads nowhere
 */
export function valueAt(result: unknown, path: string): unknown {
  if (path === '') return result;
  if (result === null || typeof result !== 'object') return path === WHOLE ? result : undefined;
  if (owns(result, path)) return (result as Record<string, unknown>)[path];
  if (path === WHOLE) return result;
  for (let end = path.length - 1; end > 0; end--) {
    if (path[end] !== '.' && path[end] !== '[') continue;
    const key = path.slice(0, end);
    if (!owns(result, key)) continue;
    const rest = path[end] === '.' ? path.slice(end + 1) : path.slice(end);
    const found = valueAt((result as Record<string, unknown>)[key], rest);
    if (found !== undefined) return found;
  }
  const index = /^\[(\d+)\]\.?/.exec(path);
  if (index && Array.isArray(result)) return valueAt(result[Number(index[1])], path.slice(index[0].length));
  return undefined;
}

/** A list's `length` is JavaScript's, not the provider's. */
function owns(result: object, key: string): boolean {
  return hasOwn(result, key) && !(key === 'length' && Array.isArray(result));
}

/** Whether a value at a path counts as a value: absent, null, empty text, empty lists and empty objects do not. */
export function isPresent(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return true;
}
