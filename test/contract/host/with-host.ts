// A host around a small hand-written script, for the contract tests. Not the add-on's bundle.
import { createHost, type Execution, type Host, type HostOptions, type RunAs } from '../../../workbench/host/host';

export const OWNER = 'owner@example.com';
export const GUEST = 'guest@example.com';

let makeGrid: HostOptions['makeGrid'];

/** Which grid every host of the tests that follow gets; without one, the memory grid. */
export function takeGrid(made: HostOptions['makeGrid']): void {
  makeGrid = made;
}

/** A host on the grid in use. */
export function hostOf(options: HostOptions): Host {
  return createHost(makeGrid ? { makeGrid, ...options } : options);
}

/** `body` becomes the body of `main`; whatever stands before it at top level is given as `above`. */
export function hostFor(body: string, options: Partial<HostOptions> = {}, above = ''): Host {
  const code = `${above}\nfunction main(a, b) {\n${body}\n}`;
  return hostOf({ users: [OWNER, GUEST], ...options, code });
}

export function runIn(host: Host, as: RunAs = 'sidebar', user = OWNER, args: unknown[] = []): Execution {
  return host.run({ user, fn: 'main', args, as });
}

/** The value of `body`, run once in a fresh host. */
export function resultOf(body: string, options: Partial<HostOptions> = {}): unknown {
  const execution = runIn(hostFor(body, options));
  if (!execution.ok) throw new Error(`${execution.error}\n${execution.stack ?? ''}`);
  return execution.value;
}

/** The message with which `body` fails. */
export function errorOf(body: string, options: Partial<HostOptions> = {}, as: RunAs = 'sidebar', user = OWNER): string {
  return runIn(hostFor(body, options), as, user).error ?? 'no error';
}

/** Virtual seconds that `body` takes, measured inside it. */
export function secondsOf(body: string, options: Partial<HostOptions> = {}): number {
  return Number(resultOf(`const from = Date.now(); ${body}; return (Date.now() - from) / 1000;`, options));
}

export const SHEET = 'const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheets()[0];';
