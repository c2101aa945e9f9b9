// Adds the columns of a run that are missing, checked as every write into a sheet is: who moves columns meanwhile loses no header.
import type { Cells, Platform } from '../platform/ports';
import { type Columns, headerTexts } from '../recipe/columns';
import { textWriting } from '../sheet/cell-value';
import { blindPass } from './moved';
import { agrees, type Pass } from './pass';
import type { CellWrite } from './wave';
import { type Read, writeWave } from './write-wave';

/** How often the sheet is read where its columns move between the two calls of a read. */
const READS = 3;

/**
 * Output and status columns at the right, in the recipe's order, status last. Returns the columns with them; null where a person changed
 * the columns meanwhile: then nothing is added, and a header that was written over has its text again.
 */
export function addMissingColumns(platform: Platform, tabId: number, columns: Columns, cells: Cells): Columns | null {
  const { spreadsheet } = platform;
  const { headerRow, missing } = columns;
  if (missing.length === 0) return columns;
  const isBlank = cells.values.every((row) => row.every((value) => value === ''));
  const first = isBlank ? 1 : 1 + cells.values[0]!.length;
  if (spreadsheet.extent(tabId).columns !== cells.values[0]!.length) return null;
  const before: Pass = { ...blindPass({ cells, columns }, cells, {}), columns };
  const writes = missing.map(
    (header, i): CellWrite => ({ row: headerRow, column: first + i, writing: textWriting(header) }),
  );
  let tries = 0;
  const read: Read = ({ onlyValues = false } = {}) => {
    if (tries === 0) return before;
    let now = spreadsheet.read(tabId, onlyValues);
    for (let reads = 1; !onlyValues && !agrees(now) && reads < READS; reads++) now = spreadsheet.read(tabId);
    return readBlind(now, before);
  };
  const written = writeWave(
    platform,
    tabId,
    read,
    () => ({ writes: tries++ === 0 ? writes : [], masks: new Map(), kept: 0 }),
    () => {},
  );
  if (written.kind !== 'written' || written.wave.writes.length === 0) return null;
  // What Sheets refuses is told in its own words.
  for (const { row, column, writing } of written.refused) spreadsheet.write(tabId, row, column, [[writing.entered]]);
  const byHeader: Record<string, number> = Object.assign(Object.create(null), columns.byHeader);
  for (const [i, header] of missing.entries()) byHeader[header] = first + i;
  return { headerRow, byHeader, missing: [] };
}

/** A pass by the headers alone: the new columns have no marks yet. */
function readBlind(cells: Cells, before: Pass): Pass {
  const byHeader: Record<string, number> = Object.create(null);
  const pass = blindPass(before, cells, byHeader);
  const texts = headerTexts(cells.values[pass.columns.headerRow - 1]);
  for (const header of Object.keys(before.columns.byHeader))
    if (texts.includes(header)) byHeader[header] = texts.indexOf(header) + 1;
  return pass;
}
