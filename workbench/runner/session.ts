// One command's host: the built add-on over the saved spreadsheet, simulators or routes behind it, and the state on disk before and after
// every charge. What a command does with it is in run.ts and verbs.ts.
import { createHost, type Host } from '../host/host';
import { createSimulators, saveSimulators } from '../providers/all';
import type { Fetch } from '../providers/http';
import { mount } from '../providers/mount';
import type { BuiltAddOn } from './built-add-on';
import { Complaint } from './complaint';
import { type Flags, keyFor } from './flags';
import { listenForNews, type News } from './news';
import type { ProviderName } from './provider-table';
import type { Pace } from './real-pace';
import { keyEraser, messageEraser } from './secrets';
import { type CallAddon, callerOf, USER } from './sidebar-calls';
import { NO_STATE, readState, type StateFile, writeState } from './state-file';

export type Session = {
  flags: Flags;
  host: Host;
  call: CallAddon;
  state: StateFile;
  news: News;
  started: Pace;
  /** When the last news came, by both clocks. */
  newsByBoth: Pace;
  eraseKeys: (text: string) => string;
  eraseInMessages: (text: string) => string;
  /** Why the state could not be saved; nothing more is paid for then. */
  trouble: string | null;
  saveState(): void;
};

/** Saves around each fetch that is no GET, and once more when its ticket is stored: a runner killed right there then forgets nothing. */
function savingHooks(save: () => boolean) {
  let ticketIsDue = false;
  return {
    around(fetch: Fetch): Fetch {
      return (requests, nowMs) => {
        if (requests.every((request) => request.method.toUpperCase() === 'GET')) return fetch(requests, nowMs);
        // What cannot be written down may not be paid for. The words are those of an exception that proves that nothing left.
        if (!save()) return requests.map((request) => ({ fault: `DNS error: ${request.url}`, tookMs: 0 }));
        const replies = fetch(requests, nowMs);
        save();
        ticketIsDue = true;
        return replies;
      };
    },
    hook(call: { name: string }, phase: 'before' | 'after'): void {
      if (!ticketIsDue || phase !== 'after' || !/^Properties\.set/.test(call.name)) return;
      ticketIsDue = false;
      save();
    },
  };
}

export type Rehearsal = { rehearsal: boolean };

/** Opens the saved spreadsheet. A rehearsal never writes its state: it only finds out whether a command would be refused. */
export function openSession(flags: Flags, addOn: BuiltAddOn, { rehearsal }: Rehearsal = { rehearsal: false }): Session {
  const read = flags.fresh ? null : readState(flags.state);
  const state: StateFile = structuredClone(read ?? NO_STATE);
  const simulators = createSimulators(state.simulators);
  const eraseKeys = keyEraser(Object.values(flags.keys));
  const saveState = () => {
    if (rehearsal) return;
    const saved = { ...state.simulators, ...saveSimulators(simulators) };
    writeState(flags.state, { ...state, savedAtMs: Date.now(), host: host.save(), simulators: saved }, eraseKeys);
  };
  const trySave = () => {
    try {
      saveState();
      return true;
    } catch (error) {
      session.trouble = `the state cannot be written: ${(error as Error).message}`;
      return false;
    }
  };
  const saving = savingHooks(trySave);
  const news = listenForNews(mount({ simulators, routes: flags.routes }), Date.now);
  const host: Host = createHost({
    ...addOn,
    users: [USER],
    ...(state.host ? { state: state.host } : { startMs: Date.now() }),
    fetch: saving.around(news.fetch),
    hook: saving.hook,
    realTime: flags.clock === 'real',
  });
  const started = { realMs: Date.now(), virtualMs: host.clock.now() };
  const call = callerOf(host);
  const session: Session = {
    flags,
    host,
    call,
    state,
    news,
    started,
    newsByBoth: started,
    eraseKeys,
    eraseInMessages: messageEraser(Object.values(flags.keys)),
    trouble: null,
    saveState,
  };
  return session;
}

/** Virtual time stood still since the state was saved; beside real servers it may not fall behind real time. Fires what fell due meanwhile. */
export function catchUp(session: Session): void {
  const { host, state, flags } = session;
  if (flags.clock !== 'virtual' || Object.keys(flags.routes).length === 0 || !state.host) return;
  host.clock.advanceTo(state.host.clockMs + Math.max(0, Date.now() - state.savedAtMs));
  session.started = { realMs: Date.now(), virtualMs: host.clock.now() };
  session.newsByBoth = session.started;
}

/** Gives the add-on the keys that this command needs. The first call of the run tries them: no request is spent on a test. */
export function giveKeys(session: Session, providers: ProviderName[]): void {
  for (const provider of new Set(providers)) {
    const reply = session.call('saveKey', { provider, key: keyFor(provider, session.flags), test: false });
    if (!reply.ok) throw new Complaint(`${provider}: ${reply.error.message}`);
  }
}
