// What the archive has answered, for formulas: through the document's cache, and with at most one read of cells. Reads only.
import type { FormulaPlatform } from '../platform/ports';
import { asciiJson } from '../text/ascii-json';
import { type Entry, INDEX, readAnswer, type Stored } from './archive-row';
import { entriesOf, MARK } from './archive-tab';
import { type Mark, markOf, sealedMarks } from './seal';

/** A part of the archive, by the first letter of the fingerprint: an answer, or its row where the part would be too large. */
type Part = Record<string, Packed | number>;
type Packed = [kind: string, whenMs: number, detail: string, ...cells: string[]];

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
/** Google takes values of 100 KB (developers.google.com/apps-script/reference/cache/cache). */
const PART_BYTES = 90_000;
/** Google's longest. The key names the archive's state, so an entry is never out of date. */
const SECONDS = 21_600;
/** From the index to the last cell of a result. */
const WIDTH = 10;

/** The answers to these inputs, by fingerprint: the newest that was bought, else the newest of all. */
export function bought(platform: FormulaPlatform, fingerprints: Iterable<string>): Map<string, Stored> {
  const wanted = [...new Set(fingerprints)];
  const letters = [...new Set(wanted.map((one) => one[0]!))];
  if (letters.length === 0) return new Map();
  const seal = sealedMarks(platform.documentStore.get('bf.archive'));
  const keys = letters.map((letter) => cacheKey(seal?.next ?? null, letter));
  const cached = platform.documentCache.get(keys);
  const whole = keys.every((key) => cached[key] !== undefined);
  const parts = whole ? keys.map((key) => JSON.parse(cached[key]!) as Part) : [readAll(platform, seal)];
  const found = new Map<string, Stored>();
  const rows = new Map<string, number>();
  for (const part of parts)
    for (const fingerprint of wanted) {
      const packed = part[fingerprint];
      if (typeof packed === 'number') rows.set(fingerprint, packed);
      else if (packed) found.set(fingerprint, unpacked(packed));
    }
  for (const [fingerprint, stored] of readRows(platform, rows)) found.set(fingerprint, stored);
  return found;
}

function cacheKey(mark: Mark | null, letter: string): string {
  return `bf.bought.${mark ? `${mark.rows}.${mark.sum}` : ''}.${letter}`;
}

function unpacked([outcome, whenMs, detail, ...cells]: Packed): Stored {
  return { outcome: outcome as Stored['outcome'], whenMs, batch: '', credits: null, detail, reduced: { cells } };
}

/** One read of the whole archive, which is then kept in the cache part by part. */
function readAll(platform: FormulaPlatform, seal: { now: Mark; next: Mark } | null): Part {
  const all: Part = Object.create(null);
  const tab = platform.spreadsheet.tabWithMark(MARK);
  const lastRow = tab ? platform.spreadsheet.lastRow(tab.id) : 0;
  const cells = lastRow < 2 ? [] : readFrom(platform, tab!.id, 2, lastRow);
  const entries = entriesOf(cells);
  const best = new Map<string, Entry>();
  for (const entry of entries) {
    const before = best.get(entry.key);
    if (RANK[entry.kind] && (!before || isBetter(entry, before))) best.set(entry.key, entry);
  }
  for (const [fingerprint, entry] of best) all[fingerprint] = packedRow(cells[entry.row - 2]!);
  // Before the write that the seal announces the archive is what it was: then nothing may be kept under the new name.
  const is = markOf(entries);
  const isBehind = seal !== null && seal.now.sum !== seal.next.sum && is.sum === seal.now.sum;
  if (!isBehind) keep(platform, seal?.next ?? null, all, best);
  return all;
}

const RANK: Partial<Record<Entry['kind'], number>> = { found: 2, 'no match': 2, failed: 1, check: 1, stub: 1 };

function isBetter(one: Entry, other: Entry): boolean {
  const ranks = RANK[one.kind]! - RANK[other.kind]!;
  return ranks === 0 ? one.whenMs >= other.whenMs : ranks > 0;
}

function readFrom(
  platform: FormulaPlatform,
  tabId: number,
  row: number,
  lastRow: number,
): ReturnType<FormulaPlatform['spreadsheet']['readValues']> {
  return platform.spreadsheet.readValues(tabId, { row, column: INDEX.column, rows: lastRow - row + 1, columns: WIDTH });
}

function packedRow(cells: readonly unknown[]): Packed {
  const stored = readAnswer(cells.slice(2) as Parameters<typeof readAnswer>[0]);
  const { length } = stored.reduced.cells.join('').trimEnd();
  return [
    stored.outcome,
    stored.whenMs,
    stored.detail,
    ...(length > 0 ? stored.reduced.cells.filter((cell) => cell !== '') : []),
  ];
}

function keep(platform: FormulaPlatform, mark: Mark | null, all: Part, best: ReadonlyMap<string, Entry>): void {
  const parts = new Map(LETTERS.map((letter) => [letter, [] as { key: string; bytes: number }[]]));
  for (const key of Object.keys(all))
    parts.get(key[0]!)?.push({ key, bytes: asciiJson(all[key]).length + key.length + 4 });
  const entries: Record<string, string> = {};
  for (const [letter, members] of parts) {
    let bytes = members.reduce((sum, one) => sum + one.bytes, 2);
    const part: Part = {};
    for (const one of members.sort((a, b) => b.bytes - a.bytes)) {
      const isLarge = bytes > PART_BYTES;
      part[one.key] = isLarge ? best.get(one.key)!.row : all[one.key]!;
      if (isLarge) bytes -= one.bytes - one.key.length - 11;
    }
    if (bytes <= PART_BYTES) entries[cacheKey(mark, letter)] = asciiJson(part);
  }
  platform.documentCache.setAll(entries, SECONDS);
}

/** One read from the first to the last of these rows. A row that another input stands in by now is left out. */
function readRows(platform: FormulaPlatform, rows: ReadonlyMap<string, number>): Map<string, Stored> {
  const found = new Map<string, Stored>();
  const tab = rows.size > 0 ? platform.spreadsheet.tabWithMark(MARK) : null;
  if (!tab) return found;
  const first = Math.min(...rows.values());
  const cells = readFrom(platform, tab.id, first, Math.max(...rows.values()));
  for (const [fingerprint, row] of rows) {
    const line = cells[row - first]!;
    if (line[0] === fingerprint) found.set(fingerprint, unpacked(packedRow(line)));
  }
  return found;
}
