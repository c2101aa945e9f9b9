// Reads and writes the archive's hidden tab. Every writer holds the document lock.
import type { CellValue, Platform, SpreadsheetPort } from '../platform/ports';
import { toBlocks } from '../sheet/blocks';
import { addEntry, type Index, indexOf, NO_ARCHIVE } from './archive-index';
import {
  ANSWER,
  answerCells,
  type Entry,
  HEADERS,
  INDEX,
  INPUTS,
  KEYS,
  readAnswer,
  readEntry,
  type Stored,
  type Stub,
  stubCells,
  text,
} from './archive-row';
import { isSealed, SEAL, sealBefore, sealedTab } from './seal';

export const MARK = 'archive';
const NAME = 'Backfill archive';
/** Rows between two wanted ones that are read along rather than paying for another call. */
const GAP_ROWS = 200;

const KINDS: ReadonlySet<string> = new Set(['stub', 'run', 'wave', 'found', 'no match', 'failed', 'not run', 'check']);

/** Where the seal says that it is, which costs nothing to look at; else looked for by its mark. */
export function archiveTabId(
  spreadsheet: Pick<SpreadsheetPort, 'id' | 'tabs' | 'tabWithMark'>,
  seal: string | null,
): number | undefined {
  const sealed = sealedTab(seal, spreadsheet.id());
  const known = sealed !== null && spreadsheet.tabs().some((tab) => tab.id === sealed);
  return known ? sealed : spreadsheet.tabWithMark(MARK)?.id;
}

/**
 * The index as it stands now: one service call where the seal says which tab it is.
 * @param sealText where the properties were read already: the seal among them
 */
export function readIndex(platform: Platform, sealText?: string | null): Index {
  const seal = sealText === undefined ? platform.documentStore.get(SEAL) : sealText;
  const { spreadsheet } = platform;
  const tabId = archiveTabId(spreadsheet, seal);
  if (tabId === undefined) return { ...NO_ARCHIVE, byKey: new Map(), entries: [], sealed: seal ? null : '' };
  const lastRow = spreadsheet.lastRow(tabId);
  const area = { row: 2, column: INDEX.column, rows: lastRow - 1, columns: INDEX.width };
  const index = indexOf(tabId, Math.max(1, lastRow), lastRow > 1 ? entriesOf(spreadsheet.readValues(tabId, area)) : []);
  if (isSealed(seal, spreadsheet.id(), index)) index.sealed = seal!;
  return index;
}

/** The index's cells, from row 2 on, as entries. */
export function entriesOf(cells: CellValue[][]): Entry[] {
  const entries: Entry[] = [];
  let row = 1;
  for (const line of cells) {
    row++;
    // Rows that a person typed, emptied or broke are no entries.
    if (typeof line[0] === 'string' && line[0] !== '' && KINDS.has(String(line[2]))) entries.push(readEntry(line, row));
  }
  return entries;
}

/**
 * The index under the document lock: `before`, where nobody has sealed anything since it was read, else read anew.
 * @param rewritten entries whose rows are about to be written: they are looked at, since a person may have sorted the archive by hand
 */
export function indexAgain(platform: Platform, before: Index, rewritten: Entry[] = []): Index {
  const seal = platform.documentStore.get(SEAL);
  let same = before.sealed !== null && before.sealed === (seal ?? '');
  if (same) {
    const byRow = new Map(rewritten.map((entry) => [entry.row, entry]));
    readRows(platform, before, rewritten, KEYS, (row, [key, job]) => {
      same &&= key === byRow.get(row)!.key && job === byRow.get(row)!.job;
    });
  }
  return same ? before : readIndex(platform, seal);
}

/** Makes the hidden tab where there is none. */
function archiveTab(platform: Platform, index: Index): number {
  if (index.tabId !== null) return index.tabId;
  const tab = platform.spreadsheet.addHiddenTab(NAME);
  platform.spreadsheet.markTab(tab.id, MARK);
  platform.spreadsheet.write(tab.id, 1, 1, [HEADERS]);
  index.lastRow = 1;
  index.tabId = tab.id;
  return tab.id;
}

/** Appends rows, flushed, and enters them into the index. */
function append(platform: Platform, index: Index, added: Entry[], cells: CellValue[][]): void {
  const tabId = archiveTab(platform, index);
  added.forEach((entry, i) => {
    entry.row = index.lastRow + 1 + i;
  });
  sealBefore(platform, index, [], added);
  platform.spreadsheet.write(tabId, index.lastRow + 1, 1, cells);
  platform.spreadsheet.flush();
  for (const entry of added) addEntry(index, entry);
  index.lastRow += added.length;
}

/** Appends stubs: they must stand before a charge goes out. */
export function appendStubs(platform: Platform, index: Index, stubs: Stub[]): void {
  append(
    platform,
    index,
    stubs.map(({ key, job }): Entry => ({ row: 0, key, job, kind: 'stub', whenMs: 0 })),
    stubs.map(stubCells),
  );
}

/** `job`: the run that the row belongs to from now on, where it is another one. */
export type Answering = { entry: Entry; stored: Stored; job?: string };

/** Writes answers into the rows of their stubs, in as few blocks as their rows allow, flushed. */
export function writeAnswers(platform: Platform, index: Index, answers: Answering[]): void {
  if (answers.length === 0 || index.tabId === null) return;
  const byRow = new Map(answers.map((answer) => [answer.entry.row, answer]));
  const last = [...byRow.values()];
  const after = last.map(
    ({ entry, stored, job = entry.job }): Entry => ({ ...entry, job, kind: stored.outcome, whenMs: stored.whenMs }),
  );
  sealBefore(
    platform,
    index,
    last.map((one) => one.entry),
    after,
  );
  const rows = [...byRow.keys()].sort((a, b) => a - b);
  for (const block of toBlocks(new Map([[KEYS.column, rows]]))) {
    const cells = [];
    for (let row = block.row; row < block.row + block.rows; row++) {
      const { entry, stored, job = entry.job } = byRow.get(row)!;
      cells.push([text(entry.key), text(job), ...answerCells(stored)]);
    }
    platform.spreadsheet.write(index.tabId, block.row, KEYS.column, cells);
  }
  platform.spreadsheet.flush();
  last.forEach(({ entry }, i) => {
    Object.assign(entry, after[i]);
  });
}

/** Appends one record of a run (its history, or the log of a write wave) behind the requests. */
export function appendRecord(
  platform: Platform,
  index: Index,
  record: {
    kind: 'run' | 'wave';
    key: string;
    job: string;
    by: string;
    whenMs: number;
    detail: string;
    cells: string[];
  },
): void {
  const { kind, key, job, by, whenMs, detail } = record;
  const stub = stubCells({ operation: '', by, sent: '', canonical: '', key, job }).slice(0, -1);
  const stored = { outcome: kind, whenMs, batch: '', credits: null, detail, reduced: { cells: record.cells } };
  append(platform, index, [{ row: 0, key, job, kind, whenMs }], [[...stub, ...answerCells(stored)]]);
}

/** Tells full rows of answers one by one, for what needs no more than a word of each. Neighbouring rows are read together. */
export function eachAnswer(
  platform: Platform,
  index: Index,
  entries: Entry[],
  take: (row: number, stored: Stored) => void,
): void {
  readRows(platform, index, entries, ANSWER, (row, cells) => take(row, readAnswer(cells)));
}

/**
 * Rows of answers, by archive row.
 * @param area `DETAIL`: without their results
 */
export function readAnswers(platform: Platform, index: Index, entries: Entry[], area = ANSWER): Map<number, Stored> {
  const found = new Map<number, Stored>();
  readRows(platform, index, entries, area, (row, cells) => found.set(row, readAnswer(cells)));
  return found;
}

/** Blanks whole rows, which then say nothing of any input. Sealed and flushed block by block, so that a kill leaves no wrong seal. */
export function clearEntries(platform: Platform, index: Index, entries: Entry[]): void {
  const gone = new Map(entries.map((entry) => [entry.row, entry]));
  const rows = [...gone.keys()].sort((a, b) => a - b);
  let left = index;
  for (const block of toBlocks(new Map([[1, rows]]))) {
    const isIn = ({ row }: Entry): boolean => row >= block.row && row < block.row + block.rows;
    sealBefore(platform, left, entries.filter(isIn), []);
    const blank = HEADERS.map((): CellValue => '');
    platform.spreadsheet.write(index.tabId!, block.row, 1, Array(block.rows).fill(blank));
    platform.spreadsheet.flush();
    left = indexOf(
      index.tabId!,
      index.lastRow,
      left.entries.filter((entry) => !isIn(entry)),
    );
  }
}

/** What was sent and the canonical input, by archive row. */
export function readInputs(
  platform: Platform,
  index: Index,
  entries: Entry[],
): Map<number, { sent: string; canonical: string }> {
  const found = new Map<number, { sent: string; canonical: string }>();
  readRows(platform, index, entries, INPUTS, (row, cells) =>
    found.set(row, { sent: String(cells[0]), canonical: String(cells[1]) }),
  );
  return found;
}

function readRows(
  platform: Platform,
  index: Index,
  entries: Entry[],
  area: { column: number; width: number },
  take: (row: number, cells: CellValue[]) => void,
): void {
  if (index.tabId === null) return;
  const rows = Uint32Array.from(entries.map((entry) => entry.row)).sort();
  for (let i = 0; i < rows.length; ) {
    let last = i;
    while (last + 1 < rows.length && rows[last + 1]! - rows[last]! <= GAP_ROWS) last++;
    const from = rows[i]!;
    const cells = platform.spreadsheet.readValues(index.tabId, {
      row: from,
      column: area.column,
      rows: rows[last]! - from + 1,
      columns: area.width,
    });
    for (; i <= last; i++) if (rows[i] !== rows[i - 1]) take(rows[i]!, cells[rows[i]! - from]!);
  }
}
