// The only way out of the realm: one function that takes and gives strings. Not known to the add-on's code.
// Everything under realm/ runs inside the V8 context of an execution and may use nothing but ECMAScript.

type Outside = (op: string, json: string) => string;

/** Told when the script goes out and when it is back with what it asked for, so that its own work can be timed. */
type Watch = (isOut: boolean) => void;

let outside: Outside = () => 'Uunset';
let watch: Watch | undefined;
const { parse, stringify } = JSON;
export const RealDate = Date;

export function connect(to: Outside, watchedBy?: Watch): void {
  outside = to;
  watch = watchedBy;
}

export class Exception extends Error {
  override name = 'Exception';
}

// biome-ignore lint/suspicious/noExplicitAny: what crosses is JSON of many shapes; each class knows its own.
type Json = any;

/** Makes dates of `{ $d: ms }`, in place. */
export function revived(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$d === 'number') return new RealDate(value.$d);
  for (const key of Object.keys(value)) {
    if (typeof value[key] === 'object') value[key] = revived(value[key]);
  }
  return value;
}

export function ask(op: string, args: unknown = null): Json {
  watch?.(true);
  try {
    return asked(op, args);
  } finally {
    watch?.(false);
  }
}

function asked(op: string, args: unknown): Json {
  const answer = outside(op, stringify(args));
  const kind = answer[0];
  if (kind === 'J') return parse(answer.slice(1));
  if (kind === 'U') return undefined;
  if (kind === 'D') return revived(parse(answer.slice(1)));
  throw new Exception(answer.slice(1));
}

/** Dates cross as data; they are looked for here because JSON would turn them into texts. */
export function cellOut(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return typeof value === 'number' && !Number.isFinite(value) ? '#NUM!' : value;
  }
  if (value === null || value === undefined) return null;
  if (value instanceof RealDate) return { $d: value.getTime() };
  return String(value);
}

/** The V8 runtime keeps `undefined` out of the data that a service gets. */
export function defined<T extends object>(value: T): T {
  return parse(stringify(value));
}
