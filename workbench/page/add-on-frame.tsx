// The frame of a sidebar or dialog: its HTML comes from an origin of its own; its calls go through here to the workbench. Shows nothing itself.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Connection } from './connection';
import type { ClockNews } from './messages';
import { useMessages } from './use-messages';

/** developers.google.com/apps-script/guides/html/restrictions */
const SANDBOX =
  'allow-same-origin allow-forms allow-scripts allow-popups allow-downloads allow-modals allow-popups-to-escape-sandbox';

let lastCall = 0;

/** What everything that frames a page of the add-on is given. `origin`: where the add-on's pages come from. */
export type Framing = { connection: Connection; origin: string; focusSheet: () => void };

type Props = Omit<Framing, 'origin'> & {
  title: string;
  src: string;
  close: () => void;
  /** A dialog may change its size; a sidebar may not. */
  resize?: (size: { width?: number; height?: number }) => void;
};

export function AddOnFrame({ title, src, connection, close, focusSheet, resize }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const own = useRef(new Map<number, number>());
  /** Of the newest clock, and when it was heard. A frame that is still loading hears nothing: it is told once it is ready. */
  const clock = useRef<(ClockNews & { heardMs: number }) | null>(null);
  const isReady = useRef(false);
  const { origin } = new URL(src);
  const post = (message: object) => frame.current?.contentWindow?.postMessage({ backfill: message }, origin);
  const tellClock = () => {
    if (!isReady.current || !clock.current) return;
    const { nowMs, speed, heardMs } = clock.current;
    post({ kind: 'clock', nowMs: nowMs + (performance.now() - heardMs) * speed, speed });
  };
  const onFrame = useRef((_event: MessageEvent) => {});
  onFrame.current = (event) => {
    if (event.source !== frame.current?.contentWindow || event.origin !== origin) return;
    const message = event.data?.backfill;
    if (message?.kind === 'ready') {
      isReady.current = true;
      tellClock();
    }
    if (message?.kind === 'close') close();
    if (message?.kind === 'focus') focusSheet();
    if (message?.kind === 'size') {
      const { kind: _, ...size } = message;
      resize?.(size);
    }
    if (message?.kind !== 'call') return;
    own.current.set(++lastCall, message.id);
    connection.send({ kind: 'call', id: lastCall, fn: String(message.fn), args: String(message.args) });
  };
  // Before the frame can load: its first call may come before this page paints, and a panel whose first call is lost stays empty.
  useLayoutEffect(() => {
    const hear = (event: MessageEvent) => onFrame.current(event);
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);
  useMessages(connection, (message) => {
    if (message.kind === 'clock' || message.kind === 'news') {
      const { nowMs, speed } = message.kind === 'clock' ? message.clock : message.news;
      clock.current = { nowMs, speed, heardMs: performance.now() };
      tellClock();
    }
    if (message.kind !== 'returned') return;
    const id = own.current.get(message.id);
    if (id === undefined) return;
    own.current.delete(message.id);
    post({ ...message, id });
  });
  return <iframe ref={frame} title={title} src={src} sandbox={SANDBOX} />;
}
