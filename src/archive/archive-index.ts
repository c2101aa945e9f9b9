// The archive's index: which rows know something of an input. Looks up; does not read results or write.
import type { Entry } from './archive-row';

export type Index = {
  tabId: number | null;
  /** Last row of the archive tab, 1 where it only has its headers, 0 where there is no archive yet. */
  lastRow: number;
  entries: Entry[];
  byKey: Map<string, Entry[]>;
};

export const NO_ARCHIVE: Index = { tabId: null, lastRow: 0, entries: [], byKey: new Map() };

export function indexOf(tabId: number, lastRow: number, entries: Entry[]): Index {
  const byKey = new Map<string, Entry[]>();
  for (const entry of entries) {
    const known = byKey.get(entry.key);
    if (known) known.push(entry);
    else byKey.set(entry.key, [entry]);
  }
  return { tabId, lastRow, entries, byKey };
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
