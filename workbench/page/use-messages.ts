// Hears the workbench's messages as long as a part of the page is shown. Knows no meaning of them.
import { useEffect, useRef } from 'preact/hooks';
import type { Connection } from './connection';
import type { ToPage } from './messages';

export function useMessages(connection: Connection, hear: (message: ToPage) => void): void {
  const newest = useRef(hear);
  newest.current = hear;
  useEffect(() => connection.onMessage((message) => newest.current(message)), [connection]);
}
