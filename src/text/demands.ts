// What settings and arguments have to be, and what people are told where they are not. Not what any of them means.
// In place of zod's own checks, of its integers and of its records: those tell codes apart that nobody here asks for, in 7,000 bytes.
import * as z from 'zod/mini';

const WHOLE = 'must be a whole number';

/** A check for a schema, in words that follow the property's name. */
export function must<T>(message: string, holds: (value: T) => boolean): (payload: z.core.ParsePayload<T>) => void {
  return ({ value, issues }) => {
    // Of a union's choices the one is meant whose failures let it go on.
    if (!holds(value)) issues.push({ code: 'custom', message, input: value, continue: true });
  };
}

export const notEmpty = must<string | unknown[]>('must not be empty', (value) => value.length > 0);

export function atLeast(least: number): ReturnType<typeof must<number>> {
  return must(`must be at least ${least}`, (value) => value >= least);
}

/** A text of one to so many characters. */
export function text(most: number): z.ZodMiniString {
  return z.string().check(
    notEmpty,
    must(`must be at most ${most} characters`, (value) => [...value].length <= most),
  );
}

export function list<S extends z.ZodMiniType>(of: S, most: number): z.ZodMiniArray<S> {
  return z.array(of).check(
    notEmpty,
    must(`must have at most ${most} entries`, (value) => value.length <= most),
  );
}

export function whole(least: number, most = Number.MAX_SAFE_INTEGER): z.ZodMiniNumber {
  return z.number({ error: WHOLE }).check(
    must(WHOLE, Number.isSafeInteger),
    atLeast(least),
    must(`must be at most ${most}`, (value) => value <= most),
  );
}

/** An object whose property names are free. */
export function keyed<S extends z.ZodMiniType>(of: S): z.ZodMiniType<Record<string, z.infer<S>>> {
  return new z.ZodMiniObject({ type: 'object', shape: {}, catchall: of }) as never;
}
