// The page's socket to the workbench: sends, hears, and opens itself again when the workbench was restarted. Knows no meaning of the messages.
import type { FromPage, ToPage } from './messages';

const AGAIN_MS = 1_000;

export type Connection = {
  send(message: FromPage): void;
  /** Gives what stops it. */
  onMessage(hear: (message: ToPage) => void): () => void;
};

export function connect(hello: FromPage, onState: (connected: boolean) => void): Connection {
  const listeners = new Set<(message: ToPage) => void>();
  let socket: WebSocket;
  const open = () => {
    socket = new WebSocket(`ws://${location.host}/live`);
    socket.onopen = () => {
      onState(true);
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data) as ToPage;
      for (const hear of listeners) hear(message);
    };
    socket.onclose = () => {
      onState(false);
      setTimeout(open, AGAIN_MS);
    };
  };
  open();
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
}
