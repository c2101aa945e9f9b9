// What `backfill providers` does: serves the simulated providers until it is stopped. The command line itself is in command-line.ts.

import { randomUUID } from 'node:crypto';
import { createSimulators } from './all';
import { type Served, serveProviders } from './serve';

export type RunProvidersOptions = { port: number; realDelays?: boolean; say?: (line: string) => void };

/** Prints where they are and how to use them. Rejects with one clear line when the port is taken. */
export async function runProviders({ port, realDelays, say = console.log }: RunProvidersOptions): Promise<Served> {
  // A task id of an earlier process must not name a task of this one.
  const simulators = createSimulators({}, randomUUID());
  let served: Served;
  try {
    served = await serveProviders({ port, simulators, now: Date.now, realDelays });
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw new Error(taken ? `Port ${port} is taken. Choose another one with --port.` : (error as Error).message);
  }
  const routes = simulators.map((simulator) => `--route ${simulator.origin}=${served.origin}`).join(' ');
  say(
    `Simulated providers at ${served.origin} (any key works; Enrichabl's begins with eab_live_). Use them with: ${routes}`,
  );
  return served;
}
