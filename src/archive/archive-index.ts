// The archive's index: which rows know something of an input. Looks up, and follows what is written; does not read results or write.
import type { Entry } from './archive-row';

export type Index = {
  tabId: number | null;
  /** Last row of the archive tab, 1 where it only has its headers, 0 where there is no archive yet. */
  lastRow: number;
  entries: Entry[];
  byKey: Map<string, Entry[]>;
  /** The seal that describes exactly these entries ('' where there is neither archive nor seal); null where none is known to. */
  sealed: string | null;
};

export const NO_ARCHIVE: Readonly<Index> = { tabId: null, lastRow: 0, entries: [], byKey: new Map(), sealed: '' };

export function indexOf(tabId: number | null, lastRow: number, entries: Entry[]): Index {
  const index: Index = { tabId, lastRow, entries: [], byKey: new Map(), sealed: null };
  for (const entry of entries) addEntry(index, entry);
  return index;
}

export function addEntry(index: Index, entry: Entry): void {
  index.entries.push(entry);
  const known = index.byKey.get(entry.key);
  if (known) known.push(entry);
  else index.byKey.set(entry.key, [entry]);
}

/** What was said last about an input, by any run; null where nothing was. Stubs say nothing. */
export function latest(index: Index, key: string): Entry | null {
  let best: Entry | null = null;
  for (const entry of index.byKey.get(key) ?? []) {
    if (entry.kind !== 'stub' && (best === null || entry.whenMs >= best.whenMs)) best = entry;
  }
  return best;
}

/** This run's own row for an input: its stub, or its answer. */
export function ownEntry(index: Index, key: string, job: string): Entry | null {
  let own: Entry | null = null;
  for (const entry of index.byKey.get(key) ?? [])
    if (entry.job === job && (own === null || own.kind === 'stub')) own = entry;
  return own;
}
