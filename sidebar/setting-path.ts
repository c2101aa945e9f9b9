// Reads and writes one setting by its dotted path, e.g. `pipeline.create.name`. Never changes what it is given.
type Settings = { [setting: string]: unknown };

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function at(settings: Settings, path: string): unknown {
  let value: unknown = settings;
  for (const part of path.split('.')) value = isObject(value) && Object.prototype.hasOwnProperty.call(value, part) ? value[part] : undefined;
  return value;
}

/** `undefined` takes the setting away, and what is empty after that. A text in the way of an object gives way to it. */
export function withSetting(settings: Settings, path: string, value: unknown): Settings {
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  const next = { ...settings };
  let inner = value;
  if (rest.length > 0) {
    const before = isObject(next[first]) ? (next[first] as Settings) : {};
    inner = withSetting(before, rest.join('.'), value);
    if (Object.keys(inner as Settings).length === 0) inner = undefined;
  }
  if (inner === undefined) delete next[first];
  else next[first] = inner;
  return next;
}
