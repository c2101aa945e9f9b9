// Own properties only: names that come from sheets and providers may be `__proto__` or `constructor`.

/** Object.hasOwn is younger than ES2020. */
export function hasOwn(object: object, name: string): boolean {
  // biome-ignore lint/suspicious/noPrototypeBuiltins: the reason is above
  return Object.prototype.hasOwnProperty.call(object, name);
}
