// Keeps JSON from being nested so deep that reading or writing it overflows the stack: V8 parses what it then cannot write.

/** No provider's data come near; far below the thousands of levels at which JSON.stringify gives up. */
const LEVELS = 100;
const TOO_DEEP = '(nested too deep)';

/** The same JSON value, or a copy in which every list or object below 100 levels is a note. */
export function shallow<T>(value: T): T {
  return isDeeper(value, LEVELS) ? (cutBelow(value, LEVELS) as T) : value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) if (isDeeper(inner, levels - 1)) return true;
  return false;
}

function cutBelow(value: unknown, levels: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (levels === 0) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((inner) => cutBelow(inner, levels - 1));
  const copy: Record<string, unknown> = Object.create(null);
  for (const [name, inner] of Object.entries(value)) copy[name] = cutBelow(inner, levels - 1);
  return copy;
}
