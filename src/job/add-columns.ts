// Adds the columns of a run that are missing, checked as every write into a sheet is: who moves columns meanwhile loses no header.
import type { Cells, Platform } from '../platform/ports';
import { type Columns, headerTexts } from '../recipe/columns';
import { textWriting } from '../sheet/cell-value';
import { blindPass } from './moved';
import { agrees, type Pass } from './pass';
import type { CellWrite } from './wave';
import { checkWave } from './write-wave';

/** How often the sheet is read where its columns move between the two calls of a read. */
const READS = 3;

/**
 * Output and status columns at the right, in the recipe's order, status last. Returns the columns with them; null where a person changed
 * the headers meanwhile: then nothing is added, and a header that was written over has its text again.
 */
export function addMissingColumns(platform: Platform, tabId: number, columns: Columns, cells: Cells): Columns | null {
  const { spreadsheet } = platform;
  const { headerRow, missing } = columns;
  if (missing.length === 0) return columns;
  const isBlank = cells.values.every((row) => row.every((value) => value === ''));
  const first = isBlank ? 1 : 1 + cells.values[0]!.length;
  const before = (cells.values[headerRow - 1] ?? []).slice(0, first - 1);
  if (spreadsheet.extent(tabId).columns !== cells.values[0]!.length) return null;
  const writes = missing.map(
    (header, i): CellWrite => ({ row: headerRow, column: first + i, writing: textWriting(header) }),
  );
  spreadsheet.write(tabId, headerRow, first, [writes.map(({ writing }) => writing.entered)]);
  const area = { row: headerRow, column: 1, rows: 1, columns: first - 1 + missing.length };
  if (JSON.stringify(spreadsheet.readValues(tabId, area)[0]) !== JSON.stringify([...before, ...missing])) {
    takeBack(platform, tabId, { columns, cells }, writes);
    return null;
  }
  const byHeader: Record<string, number> = Object.assign(Object.create(null), columns.byHeader);
  for (const [i, header] of missing.entries()) byHeader[header] = first + i;
  return { headerRow, byHeader, missing: [] };
}

/** Our headers may stand over others by now. */
function takeBack(platform: Platform, tabId: number, { columns, cells }: SeenCells, writes: CellWrite[]): void {
  const before: Pass = { ...blindPass({ columns, cells }, cells, {}), columns };
  checkWave(
    platform,
    tabId,
    ({ onlyValues = false } = {}) => {
      let now = platform.spreadsheet.read(tabId, onlyValues);
      for (let reads = 1; !onlyValues && !agrees(now) && reads < READS; reads++) now = platform.spreadsheet.read(tabId);
      return readBlind(now, before);
    },
    before,
    writes,
  );
}

type SeenCells = Pick<Pass, 'columns' | 'cells'>;

/** A pass by the headers alone: the new columns have no marks yet. */
function readBlind(cells: Cells, before: Pass): Pass {
  const byHeader: Record<string, number> = Object.create(null);
  const pass = blindPass(before, cells, byHeader);
  const texts = headerTexts(cells.values[pass.columns.headerRow - 1]);
  for (const header of Object.keys(before.columns.byHeader))
    if (texts.includes(header)) byHeader[header] = texts.indexOf(header) + 1;
  return pass;
}
