// Which path and method is which call, by a provider's table of routes. Answers nothing.

/** Named groups of the path are the call's parts. */
export type Route<Call extends string> = { call: Call; method: string; path: RegExp };

export type Target<Call extends string> =
  | { is: 'call'; call: Call; method: string; parts: Record<string, string> }
  | { is: 'elsewhere'; path: string }
  | { is: 'wrong-method'; allow: string }
  | { is: 'unknown' };

/** `otherPath`: the same path with a slash at its end or without, where the provider knows that and moves callers to it. */
export function targetIn<Call extends string>(
  routes: Route<Call>[],
  method: string,
  path: string,
  otherPath: string,
): Target<Call> {
  const onPath = routes.filter((route) => route.path.test(path));
  const route = onPath.find((one) => one.method === method.toUpperCase());
  if (route) {
    const parts = { ...route.path.exec(path)?.groups } as Record<string, string>;
    return { is: 'call', call: route.call, method: route.method, parts };
  }
  if (onPath.length > 0) return { is: 'wrong-method', allow: onPath.map((one) => one.method).join(', ') };
  const isKnown = routes.some((one) => one.path.test(otherPath));
  return isKnown ? { is: 'elsewhere', path: otherPath } : { is: 'unknown' };
}
