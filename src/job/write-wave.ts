// Writes a wave: one read pass, contiguous blocks of our own cells, then a check; what landed wrong because a person moved rows in
// between is put back, and the wave is made again. Knows nothing of why the cells are written.
import type { CellValue, Platform } from '../platform/ports';
import { type Block, halves, toBlocks } from '../sheet/blocks';
import { verify } from './moved';
import type { Pass } from './slice';
import type { CellWrite, Wave } from './wave';

/** How often rows may move under our hands before the wave is left for a later slice. */
const TRIES = 3;

export type Lost = { problem: string; sheetGone: boolean };

/**
 * written: `pass` is the sheet as the check saw it. dependent: an input changes with our output. lost: tab or columns are gone.
 * moving: rows moved at every try; nothing of ours is left in a wrong place.
 */
export type Written =
  | { kind: 'written'; pass: Pass; refused: CellWrite[]; wave: Wave }
  | { kind: 'dependent'; pass: Pass; row: number }
  | { kind: 'lost'; lost: Lost }
  | { kind: 'moving' };

/**
 * Under the document lock.
 * @param read one read pass of the tab
 * @param make the wave for a pass
 * @param announce called before the first cell of a wave is written
 */
export function writeWave(
  platform: Platform,
  tabId: number,
  read: () => Pass | Lost,
  make: (pass: Pass) => Wave,
  announce: (wave: Wave) => void,
): Written {
  for (let tries = 0; tries < TRIES; tries++) {
    const pass = read();
    if ('problem' in pass) return { kind: 'lost', lost: pass };
    const wave = make(pass);
    if (wave.writes.length === 0) return { kind: 'written', pass, refused: [], wave };
    announce(wave);
    const refused = writeCells(platform, tabId, wave.writes);
    const after = read();
    if ('problem' in after) return { kind: 'lost', lost: after };
    const verdict = verify(
      pass,
      after,
      wave.writes.filter((write) => !refused.has(write)),
    );
    if (verdict.kind === 'in place') return { kind: 'written', pass: after, refused: [...refused], wave };
    if (verdict.kind === 'dependent') return { kind: 'dependent', pass: after, row: verdict.row };
    for (const { row, column, value } of verdict.putBack) platform.spreadsheet.write(tabId, row, column, [[value]]);
    platform.spreadsheet.flush();
  }
  return { kind: 'moving' };
}

/** @returns writes that Sheets refused: found by writing block by block, and halving the one that fails down to the cell */
function writeCells(platform: Platform, tabId: number, writes: CellWrite[]): Set<CellWrite> {
  const byCell = new Map(writes.map((write) => [`${write.row},${write.column}`, write]));
  const blocks = toBlocks(rowsByColumn(writes));
  const put = (block: Block): void =>
    platform.spreadsheet.write(tabId, block.row, block.column, cellsOf(block, byCell));
  try {
    for (const block of blocks) put(block);
    platform.spreadsheet.flush();
    return new Set();
  } catch (error) {
    if (isFinal(error)) throw error;
  }
  const refused = new Set<CellWrite>();
  const narrow = (block: Block): void => {
    try {
      put(block);
      platform.spreadsheet.flush();
    } catch (error) {
      if (isFinal(error)) throw error;
      const parts = halves(block);
      if (parts.length === 0) refused.add(byCell.get(`${block.row},${block.column}`)!);
      for (const part of parts) narrow(part);
    }
  };
  for (const block of blocks) narrow(block);
  return refused;
}

/** Time is over: halving would not help. */
function isFinal(error: unknown): boolean {
  return /exceeded maximum execution time/i.test(String(error));
}

function rowsByColumn(writes: CellWrite[]): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const { row, column } of writes) {
    const list = rows.get(column);
    if (list) list.push(row);
    else rows.set(column, [row]);
  }
  for (const list of rows.values()) list.sort((a, b) => a - b);
  return rows;
}

function cellsOf(block: Block, byCell: ReadonlyMap<string, CellWrite>): CellValue[][] {
  const cells: CellValue[][] = [];
  for (let row = block.row; row < block.row + block.rows; row++) {
    const line: CellValue[] = [];
    for (let column = block.column; column < block.column + block.columns; column++)
      line.push(byCell.get(`${row},${column}`)!.writing.entered);
    cells.push(line);
  }
  return cells;
}
