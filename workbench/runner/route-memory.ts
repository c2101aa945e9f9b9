// Remembers which providers a state's runs talk to through --route, so that a run begun with a real server is never gone on with by the
// simulator: its answers would fill the file with made-up values. Sends nothing.
import { Complaint } from './complaint';
import { PROVIDERS, type ProviderName } from './provider-table';
import type { Session } from './session';

/** `open`: the providers of runs that are still to be moved. */
export function checkRoutes({ state, flags }: Session, open: ProviderName[]): void {
  for (const name of open) {
    const { origin } = PROVIDERS[name];
    if (state.routed?.includes(origin) && !flags.routes[origin])
      throw new Complaint(`This run talks to ${origin} through --route; give it again.`);
  }
}

/** The loopback addresses are not kept: a server may be at another port the next time. */
export function rememberRoutes({ state, flags }: Session, used: ProviderName[]): void {
  const routed = new Set(state.routed ?? []);
  for (const name of used) {
    const { origin } = PROVIDERS[name];
    if (flags.routes[origin]) routed.add(origin);
    else routed.delete(origin);
  }
  state.routed = [...routed];
}
