// Reads and writes one setting by its dotted path, e.g. `pipeline.create.name`. Never changes what it is given.
export type Json = { [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function at(settings: Json, path: string): unknown {
  let value: unknown = settings;
  for (const part of path.split('.'))
    value = isObject(value) && Object.keys(value).includes(part) ? value[part] : undefined;
  return value;
}

/** `undefined` takes the setting away, and what is empty after that. A text in the way of an object gives way to it. */
export function withSetting(settings: Json, path: string, value: unknown): Json {
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  const { [first]: before, ...next } = settings;
  let inner = value;
  if (rest.length > 0) {
    const made = withSetting(isObject(before) ? before : {}, rest.join('.'), value);
    inner = Object.keys(made).length > 0 ? made : undefined;
  }
  return inner === undefined ? next : { ...next, [first]: inner };
}
