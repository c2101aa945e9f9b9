// Reads and writes the archive's hidden tab. Every writer holds the document lock.
import type { CellValue, Platform } from '../platform/ports';
import { toBlocks } from '../sheet/blocks';
import { type Index, indexOf, NO_ARCHIVE } from './archive-index';
import {
  ANSWER,
  answerCells,
  DETAIL,
  type Entry,
  type EntryKind,
  HEADERS,
  INDEX,
  INPUTS,
  readAnswer,
  STUB,
  type Stored,
  type Stub,
  stubCells,
} from './archive-row';
import { sealBefore } from './seal';

export const MARK = 'archive';
const NAME = 'Backfill archive';
/** Rows between two wanted ones that are read along rather than paying for another call. */
const GAP_ROWS = 200;

const KINDS: ReadonlySet<string> = new Set(['stub', 'run', 'wave', 'found', 'no match', 'failed', 'not run', 'check']);

/** The index as it stands now: two service calls, three where it must be found first. */
export function readIndex(platform: Platform): Index {
  const tab = platform.spreadsheet.tabWithMark(MARK);
  if (!tab) return NO_ARCHIVE;
  const lastRow = platform.spreadsheet.lastRow(tab.id);
  if (lastRow < 2) return indexOf(tab.id, Math.max(1, lastRow), []);
  const cells = platform.spreadsheet.readValues(tab.id, {
    row: 2,
    column: INDEX.column,
    rows: lastRow - 1,
    columns: INDEX.width,
  });
  return indexOf(tab.id, lastRow, entriesOf(cells));
}

/** The index's cells, from row 2 on, as entries. */
export function entriesOf(cells: CellValue[][]): Entry[] {
  const entries: Entry[] = [];
  cells.forEach(([key, job, kind, when], i) => {
    // Rows that a person typed, emptied or broke are no entries.
    if (typeof key !== 'string' || key === '' || !KINDS.has(String(kind))) return;
    entries.push({ row: i + 2, key, job: String(job), kind: String(kind) as EntryKind, whenMs: Number(when) || 0 });
  });
  return entries;
}

/** Makes the hidden tab where there is none. */
function archiveTab(platform: Platform, index: Index): number {
  if (index.tabId !== null) return index.tabId;
  const tab = platform.spreadsheet.addHiddenTab(NAME);
  platform.spreadsheet.markTab(tab.id, MARK);
  platform.spreadsheet.write(tab.id, 1, 1, [HEADERS]);
  return tab.id;
}

/** Appends stubs, flushed: they must stand before a charge goes out. Returns the index with them. */
export function appendStubs(platform: Platform, index: Index, stubs: Stub[]): Index {
  const tabId = archiveTab(platform, index);
  const first = Math.max(1, index.lastRow) + 1;
  const added = stubs.map(
    (stub, i): Entry => ({ row: first + i, key: stub.key, job: stub.job, kind: 'stub', whenMs: 0 }),
  );
  sealBefore(platform, index, [], added);
  platform.spreadsheet.write(tabId, first, STUB.column, stubs.map(stubCells));
  platform.spreadsheet.flush();
  return indexOf(tabId, first + stubs.length - 1, [...index.entries, ...added]);
}

/** Writes answers into the rows of their stubs, in as few blocks as their rows allow, flushed. */
export function writeAnswers(platform: Platform, index: Index, answers: { entry: Entry; stored: Stored }[]): Index {
  if (answers.length === 0 || index.tabId === null) return index;
  const byRow = new Map(answers.map(({ entry, stored }) => [entry.row, stored]));
  const rows = [...byRow.keys()].sort((a, b) => a - b);
  const after = index.entries.map((entry) => {
    const stored = byRow.get(entry.row);
    return stored ? { ...entry, kind: stored.outcome, whenMs: stored.whenMs } : entry;
  });
  sealBefore(
    platform,
    index,
    answers.map((one) => one.entry),
    after.filter((entry) => byRow.has(entry.row)),
  );
  for (const block of toBlocks(new Map([[ANSWER.column, rows]]))) {
    const cells = [];
    for (let row = block.row; row < block.row + block.rows; row++) cells.push(answerCells(byRow.get(row)!));
    platform.spreadsheet.write(index.tabId, block.row, ANSWER.column, cells);
  }
  platform.spreadsheet.flush();
  return indexOf(index.tabId, index.lastRow, after);
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
): Index {
  const tabId = archiveTab(platform, index);
  const row = Math.max(1, index.lastRow) + 1;
  const entry: Entry = { row, key: record.key, job: record.job, kind: record.kind, whenMs: record.whenMs };
  sealBefore(platform, index, [], [entry]);
  const stub = stubCells({
    operation: '',
    by: record.by,
    sent: '',
    canonical: '',
    key: record.key,
    job: record.job,
  }).slice(0, -1);
  const stored: Stored = {
    outcome: record.kind,
    whenMs: record.whenMs,
    batch: '',
    credits: null,
    detail: record.detail,
    reduced: { cells: record.cells },
  };
  platform.spreadsheet.write(tabId, row, 1, [[...stub, ...answerCells(stored)]]);
  platform.spreadsheet.flush();
  return indexOf(tabId, row, [...index.entries, entry]);
}

/** Full rows of answers, by archive row. Neighbouring rows are read together. */
export function readAnswers(platform: Platform, index: Index, entries: Entry[]): Map<number, Stored> {
  const found = new Map<number, Stored>();
  readRows(platform, index, entries, ANSWER, (row, cells) => found.set(row, readAnswer(cells)));
  return found;
}

/** Answers without their results. */
export function readDetails(platform: Platform, index: Index, entries: Entry[]): Map<number, Stored> {
  const found = new Map<number, Stored>();
  readRows(platform, index, entries, DETAIL, (row, cells) => found.set(row, readAnswer(cells)));
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
  const rows = [...new Set(entries.map((entry) => entry.row))].sort((a, b) => a - b);
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
    for (; i <= last; i++) take(rows[i]!, cells[rows[i]! - from]!);
  }
}
