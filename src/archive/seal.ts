// Count and running sum of the archive's index in a property: whether a person changed the archive by hand since we wrote it.
// The sum does not depend on the order of rows, so sorting the archive is no change.

import { readRecord } from '../engine/records';
import type { Platform } from '../platform/ports';
import { asciiJson } from '../text/ascii-json';
import type { Index } from './archive-index';
import type { Entry } from './archive-row';

export const SEAL = 'bf.archive';

/** Both the state before a write and the one after it are good, since an execution may die between the property and the cells. */
type Seal = { v: 1; spreadsheet: string; tab?: number; now: Mark; next: Mark };
export type Mark = { rows: number; results: number; sum: number };

export function markOf(entries: Entry[]): Mark {
  let sum = 0;
  let results = 0;
  for (const entry of entries) {
    sum = (sum + hash(entry)) % 2 ** 52;
    if (isResult(entry)) results++;
  }
  return { rows: entries.length, results, sum };
}

function isResult(entry: Entry): boolean {
  return entry.kind === 'found' || entry.kind === 'no match';
}

const PRIME = 0x01000193;

function fnv(text: string, start: number): number {
  let h = start;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), PRIME);
  return h;
}

/** Words that thousands of rows share, hashed once an execution: an archive is added up at each reading. */
const shared = new Map<string, number>();

function sharedHash(word: string): number {
  const known = shared.get(word);
  if (known !== undefined) return known;
  const hashed = fnv(word, 0x811c9dc5);
  shared.set(word, hashed);
  return hashed;
}

/** FNV-1a over what the index says of one row. */
function hash({ key, job, kind, whenMs }: Entry): number {
  const said = Math.imul(sharedHash(job), PRIME) ^ sharedHash(kind);
  return fnv(key, Math.imul(said, PRIME) ^ whenMs ^ (whenMs / 2 ** 32)) >>> 0;
}

/** Saves what the archive is about to be. `removed` and `added` are the entries that the write replaces and brings. */
export function sealBefore(platform: Platform, index: Index, removed: Entry[], added: Entry[]): void {
  // What was sealed last is where this write begins, so that a long archive is not added up at every write.
  const now = (index.sealed ? readSeal(index.sealed, platform.spreadsheet.id())?.next : null) ?? markOf(index.entries);
  const next = { ...now };
  for (const entry of removed) {
    next.rows--;
    next.sum = (next.sum - hash(entry) + 2 ** 52) % 2 ** 52;
    if (isResult(entry)) next.results--;
  }
  for (const entry of added) {
    next.rows++;
    next.sum = (next.sum + hash(entry)) % 2 ** 52;
    if (isResult(entry)) next.results++;
  }
  const seal: Seal = { v: 1, spreadsheet: platform.spreadsheet.id(), tab: index.tabId ?? 0, now, next };
  index.sealed = asciiJson(seal);
  platform.documentStore.set({ [SEAL]: index.sealed });
}

/** Null where there is none, it cannot be read, or it is of the document that this one was copied from. */
function readSeal(text: string | null | undefined, spreadsheet: string): Seal | null {
  const seal = readRecord<Seal>(text);
  return seal?.v === 1 && seal.spreadsheet === spreadsheet ? seal : null;
}

/** Where the archive was when it was sealed; null where that is not known. */
export function sealedTab(text: string | null | undefined, spreadsheet: string): number | null {
  return readSeal(text, spreadsheet)?.tab ?? null;
}

function isSame(a: Mark, b: Mark): boolean {
  return a.rows === b.rows && a.sum === b.sum;
}

/** Whether the seal describes these entries as they are once its write is through: only then it says by itself that nothing changed. */
export function isSealed(text: string | null | undefined, spreadsheet: string, index: Index): boolean {
  const seal = readSeal(text, spreadsheet);
  return seal !== null && isSame(seal.next, markOf(index.entries));
}

/** The archive before and after the last write; null where none is sealed. */
export function sealedMarks(sealText: string | null): { now: Mark; next: Mark } | null {
  const seal = readRecord<Seal>(sealText);
  return seal?.v === 1 ? seal : null;
}

/** How many results are missing from the archive by what was sealed: null where it is as we left it. */
export function brokenSeal(
  sealText: string | null | undefined,
  spreadsheet: string,
  index: Index,
): { missing: number } | null {
  const seal = readSeal(sealText, spreadsheet);
  if (!seal || index.sealed === sealText) return null;
  const is = markOf(index.entries);
  if (isSame(seal.now, is) || isSame(seal.next, is)) return null;
  return { missing: Math.max(0, seal.next.results - is.results) };
}
