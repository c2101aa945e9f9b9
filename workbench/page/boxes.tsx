// What a script puts in front of the sheet: an alert with its buttons, and a dialog with a page of the add-on in it. Knows nothing of either's text.
import { useState } from 'preact/hooks';
import { AddOnFrame, type Framing } from './add-on-frame';
import type { Connection } from './connection';
import type { ToPage } from './messages';
import { ownKeys } from './own-keys';
import { useMessages } from './use-messages';

type Alert = Extract<ToPage, { kind: 'alert' }>;
type Dialog = Extract<ToPage, { kind: 'dialog' }>;

/** Google's own sizes, where the script gives none (assumed: they are not documented). */
const USUAL = { width: 600, height: 400 };
const WORDS: Record<string, string> = { OK: 'OK', CANCEL: 'Cancel', YES: 'Yes', NO: 'No' };

export function AlertBox({ connection }: { connection: Connection }) {
  const [alerts, setAlerts] = useState<Alert[]>([]);
  useMessages(connection, (message) => {
    if (message.kind === 'alert') setAlerts((all) => [...all, message]);
  });
  const alert = alerts[0];
  if (!alert) return null;
  const answer = (button: string) => {
    connection.send({ kind: 'answer', id: alert.id, button });
    setAlerts((all) => all.slice(1));
  };
  return (
    <dialog
      class="chrome alert"
      key={alert.id}
      ref={(box) => {
        ownKeys(box);
        if (box && !box.open) box.showModal();
      }}
      onCancel={() => answer('CLOSE')}
      aria-label="Backfill"
    >
      <p>{alert.message}</p>
      {alert.buttons.map((button) => (
        <button type="button" key={button} onClick={() => answer(button)}>
          {WORDS[button] ?? button}
        </button>
      ))}
    </dialog>
  );
}

export function DialogBox({ connection, origin, focusSheet }: Framing) {
  const [shown, setShown] = useState<Dialog | null>(null);
  useMessages(connection, (message) => {
    if (message.kind === 'dialog') setShown(message);
  });
  if (!shown) return null;
  const { title, path, modal } = shown;
  const close = () => setShown(null);
  return (
    <dialog
      class="chrome alert"
      key={path}
      ref={(box) => {
        ownKeys(box);
        if (box && !box.open) modal ? box.showModal() : box.show();
      }}
      onCancel={close}
      aria-label={title}
    >
      <div class="sidebar-head">
        <h2>{title}</h2>
        <button type="button" aria-label="Close the dialog" onClick={close}>
          ×
        </button>
      </div>
      <div
        class="dialog-page"
        style={{ width: `${shown.width ?? USUAL.width}px`, height: `${shown.height ?? USUAL.height}px` }}
      >
        <AddOnFrame
          title={title}
          src={origin + path}
          connection={connection}
          close={close}
          focusSheet={focusSheet}
          resize={(size) => setShown((now) => now && { ...now, ...size })}
        />
      </div>
    </dialog>
  );
}
