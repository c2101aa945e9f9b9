// JSON whose characters are bytes: what counts against Google's property limits can be read off its length.

/** JSON in ASCII: every other character as \uXXXX. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
