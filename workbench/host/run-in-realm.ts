// Runs one function of the bundle in a fresh V8 context, in this thread. Knows nothing of the host but the function that answers calls.
import { createContext, Script } from 'node:vm';
import type { Invocation, Outcome } from './realm/entry';
import type { Compiled } from './sources';

export type Answering = (op: string, json: string) => string;
/** Told when the script goes out to a service and when it is back. */
export type Watch = (isOut: boolean) => void;

/** A loop that makes no service call never sees the virtual clock: it is cut in real time. */
const LONGEST_REAL_MS = 120_000;
const RUN = 'backfillLocalHostRun';
const callScript = new Script(`globalThis.${RUN}()`, { filename: 'call.js' });

function isTimeout(error: unknown): boolean {
  return (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

function described(error: unknown): string {
  const { name, message } = error as Error;
  return name === 'Error' || name === 'Exception' ? message : `${name}: ${message}`;
}

/** `timedOut` when the script never came back by itself. */
export function runInRealm(
  scripts: Compiled,
  answering: Answering,
  invocation: Invocation,
  realMs = LONGEST_REAL_MS,
  watch?: Watch,
): Outcome & { timedOut?: boolean } {
  const context = createContext({});
  const install = scripts.realm.runInContext(context) as (
    outside: Answering,
    seed: number,
    watch?: Watch,
  ) => (json: string) => string;
  const invoke = install(answering, invocation.seed, watch);
  try {
    scripts.bundle.runInContext(context, { timeout: realMs });
    let outcome = '{}';
    const global = context as Record<string, unknown>;
    global[RUN] = () => {
      delete global[RUN];
      outcome = invoke(JSON.stringify(invocation));
    };
    callScript.runInContext(context, { timeout: realMs });
    return JSON.parse(outcome);
  } catch (error) {
    return { error: described(error), stack: (error as Error).stack ?? '', timedOut: isTimeout(error) };
  }
}
