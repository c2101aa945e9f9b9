// Makes whatever a class does not implement an error that says so, instead of `undefined is not a function`. Costs known methods nothing.

/** Names that the language itself looks up. */
const LANGUAGE = ['then', 'toJSON', 'constructor', 'nodeType', 'asymmetricMatch', 'inspect'];

function refusing(name: string, base: object): object {
  return new Proxy(base, {
    get(target, key, receiver) {
      if (typeof key !== 'string' || key in target || LANGUAGE.includes(key)) return Reflect.get(target, key, receiver);
      throw new Error(`not supported by the local host: ${name}.${key}`);
    },
  });
}

/** Google's objects print as their class's name. */
export function refuseUnknown(type: { prototype: object }, name: string): void {
  Object.defineProperty(type.prototype, 'toString', { value: () => name, enumerable: false });
  Object.setPrototypeOf(type.prototype, refusing(name, Object.prototype));
}

/** One of the global services: the given methods and nothing else. */
export function service<T extends object>(name: string, members: T): T {
  const object = Object.create(refusing(name, Object.prototype));
  for (const [key, value] of Object.entries(members)) Object.defineProperty(object, key, { value, enumerable: true });
  Object.defineProperty(object, 'toString', { value: () => name });
  return object;
}
