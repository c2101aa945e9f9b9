// What the archive has answered, for formulas: which row knows an input comes from the document's cache, so that cells are read once.
import type { CellValue, FormulaPlatform } from '../platform/ports';
import { ALPHABET } from '../text/bytes';
import { type Entry, INDEX, readAnswer, type Stored } from './archive-row';
import { archiveTabId, entriesOf } from './archive-tab';
import { markOf, SEAL, sealedMarks } from './seal';

/** Fingerprint → row. A part of the archive, by the fingerprint's first letter: Google takes 100 KB a value, some 3,000 rows. */
type Part = Record<string, number>;

/** Google's longest (developers.google.com/apps-script/reference/cache/cache). The key names the archive's state, so nothing is out of date. */
const SECONDS = 21_600;
/** To read an archive of so many rows whole takes less time than to write the cache. */
const SHORT_ROWS = 1_000;
/** From the index to the last cell of a result. */
const WIDTH = 10;
const RANK: Partial<Record<Entry['kind'], number>> = { found: 2, 'no match': 2, failed: 1, check: 1, stub: 1 };

/** The answers to these inputs, by fingerprint: the newest that was bought, else the newest of all. */
export function bought(platform: FormulaPlatform, fingerprints: readonly string[]): Map<string, Stored> {
  const found = new Map<string, Stored>();
  if (fingerprints.length === 0) return found;
  const text = platform.documentStore.get(SEAL);
  const tabId = archiveTabId(platform.spreadsheet, text);
  if (tabId === undefined) return found;
  const read = (row: number, last: number): CellValue[][] =>
    platform.spreadsheet.readValues(tabId, { row, column: INDEX.column, rows: last - row + 1, columns: WIDTH });
  const take = (rows: Part, cells: CellValue[][], first: number): boolean =>
    fingerprints.every((fingerprint) => {
      const row = rows[fingerprint];
      if (row === undefined) return true;
      const line = cells[row - first];
      if (line?.[0] !== fingerprint) return false;
      found.set(fingerprint, readAnswer(line.slice(2)));
      return true;
    });
  const seal = sealedMarks(text);
  const isShort = seal !== null && seal.next.rows <= SHORT_ROWS;
  const keyOf = (letter: string): string =>
    `bf.bought.${seal ? seal.next.rows : ''}.${seal ? seal.next.sum : ''}.${letter}`;
  const keys = isShort ? [] : [...new Set(fingerprints.map((one) => keyOf(one[0]!)))];
  const cached = isShort ? {} : platform.documentCache.get(keys);
  if (!isShort && keys.every((key) => cached[key])) {
    const rows: Part = Object.assign({}, ...keys.map((key) => JSON.parse(cached[key]!)));
    const known = fingerprints.flatMap((one) => rows[one] ?? []);
    const first = Math.min(...known);
    // Somebody who sorts the archive by hand changes no sum: then it is read anew.
    if (known.length === 0 || take(rows, read(first, Math.max(...known)), first)) return found;
  }
  const last = platform.spreadsheet.lastRow(tabId);
  const cells = last < 2 ? [] : read(2, last);
  const entries = entriesOf(cells);
  const parts = partsOf(entries);
  // Before the write that the seal announces the archive is what it was: then nothing may be kept under the new name.
  const isBehind = seal && seal.now.sum !== seal.next.sum && markOf(entries).sum === seal.now.sum;
  const texts = Object.keys(parts).map((letter) => [keyOf(letter), JSON.stringify(parts[letter])]);
  if (!isBehind && !isShort) platform.documentCache.setAll(Object.fromEntries(texts), SECONDS);
  take(Object.assign({}, ...Object.values(parts)), cells, 2);
  return found;
}

function partsOf(entries: Entry[]): Record<string, Part> {
  const parts = Object.fromEntries([...ALPHABET].map((letter) => [letter, {} as Part]));
  const best = new Map<string, Entry>();
  for (const entry of entries) {
    const part = parts[entry.key[0]!];
    const rank = RANK[entry.kind];
    if (!part || !rank) continue;
    const before = best.get(entry.key);
    const over = before ? rank - RANK[before.kind]! : 1;
    if (over < 0 || (over === 0 && entry.whenMs < before!.whenMs)) continue;
    best.set(entry.key, entry);
    part[entry.key] = entry.row;
  }
  return parts;
}
