// Hears the workbench's messages as long as a part of the page is shown. Knows no meaning of them.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Connection } from './connection';
import type { ToPage } from './messages';

/** From the moment it stands on the page: an effect would wait for a paint, and a busy page is told much before it has painted. */
export function useMessages(connection: Connection, hear: (message: ToPage) => void): void {
  const newest = useRef(hear);
  newest.current = hear;
  useLayoutEffect(() => connection.onMessage((message) => newest.current(message)), [connection]);
}
