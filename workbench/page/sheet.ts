// The sheet's place on the page: opens the replica, and carries changes between it and the workbench. What it draws is in replica.ts, a bundle of its own.
import type { Connection } from './connection';
import type { Mutation, Snapshot, ToPage } from './messages';
import type { openReplica, Replica } from './replica';

declare const replica: { openReplica: typeof openReplica };

export type OpenSheet = { hear(message: ToPage): void; replica: Replica; reset(snapshot: Snapshot): void };

function open(place: HTMLElement, first: Snapshot, connection: Connection): OpenSheet {
  let seen = first.seq;
  let waiting: Mutation[] = [];
  const sendWaiting = () => {
    connection.send({ kind: 'mutations', base: seen, mutations: waiting });
    waiting = [];
  };
  const shown = replica.openReplica(place, first, {
    mutation(mutation) {
      // One command of a person is several mutations: they travel together.
      if (waiting.length === 0) queueMicrotask(sendWaiting);
      waiting.push(structuredClone(mutation));
    },
    selected(selected) {
      place.dataset.tab = selected.tab;
      connection.send({ kind: 'select', ...selected });
    },
    drawn: () => {
      performance.mark('sheet drawn');
    },
    ready: () => {
      place.dataset.ready = 'true';
    },
  });
  const reset = (snapshot: Snapshot) => {
    seen = snapshot.seq;
    shown.reset(snapshot);
  };
  return {
    replica: shown,
    reset,
    hear(message) {
      if (message.kind === 'snapshot') reset(message.grid);
      if (message.kind !== 'mutations') return;
      shown.apply(message.mutations);
      seen = message.seq;
    },
  };
}

/** After the connection was lost, the sheet that is open gets what is there now. */
export function showSheet(
  place: HTMLElement,
  opened: OpenSheet | null,
  snapshot: Snapshot,
  connection: Connection,
): OpenSheet {
  if (opened) {
    opened.reset(snapshot);
    return opened;
  }
  const sheet = open(place, snapshot, connection);
  // For the browser's console, and for tests.
  Object.assign(window, { sheet: sheet.replica });
  return sheet;
}
