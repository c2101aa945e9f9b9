// Writes a wave: one read pass, contiguous blocks of our own cells, then a check; what landed wrong because a person moved rows in
// between is put back, checked as well, and the wave is made again. Knows nothing of why the cells are written.
import type { CellValue, Platform } from '../platform/ports';
import { type Block, halves, toBlocks } from '../sheet/blocks';
import { blindPass, type Correction, type Ours, verify, type WrittenCell } from './moved';
import type { Lost, Pass, PassOptions } from './pass';
import type { CellWrite, Wave } from './wave';

/** How often rows may move under our hands before the wave is left for a later slice. */
const TRIES = 3;
/** How often the correction of a wave may itself be overtaken. */
const STEPS = 8;

/**
 * written: `pass` is the sheet as the check saw it. dependent: an input changes with our output. lost: tab or columns are gone.
 * moving: rows moved at every try. `astray`: they moved so often that something of ours may stand in a wrong place; else nothing does.
 */
export type Written =
  | { kind: 'written'; pass: Pass; refused: CellWrite[]; wave: Wave }
  | { kind: 'dependent'; pass: Pass; row: number }
  | { kind: 'lost'; lost: Lost; astray?: boolean }
  | { kind: 'moving'; astray?: boolean };

export type Read = (options?: PassOptions) => Pass | Lost;

/**
 * Under the document lock.
 * @param read one read pass of the tab; given columns, it may believe that they are there still when all their headers are
 * @param make the wave for a pass
 * @param announce called before the first cell of a wave is written
 */
export function writeWave(
  platform: Platform,
  tabId: number,
  read: Read,
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
    const checked = checkWave(
      platform,
      tabId,
      read,
      pass,
      wave.writes.filter((write) => !refused.has(write)),
    );
    if (checked.kind === 'written') return { ...checked, refused: [...refused], wave };
    if (checked.kind !== 'put back') return checked;
  }
  return { kind: 'moving' };
}

type Checked = { kind: 'written'; pass: Pass } | { kind: 'put back' } | Exclude<Written, { kind: 'written' }>;

/** Reads what was written; where rows or columns had moved, puts back what landed wrong, and checks that in the same way. */
export function checkWave(platform: Platform, tabId: number, read: Read, pass: Pass, writes: CellWrite[]): Checked {
  let last = pass;
  let written: WrittenCell[] = writes.map(({ row, column, writing }) => ({ row, column, shown: writing.shown }));
  let open: Correction[] = [];
  let lost: Lost | null = null;
  const ours: Ours = { shown: new Set(), columns: new Set(), stays: [] };
  // Where a column was deleted meanwhile, its neighbours have moved: what landed in them is put back all the same.
  const look = (options?: PassOptions): Pass | null => {
    const pass = read(options);
    lost = 'problem' in pass ? pass : null;
    if (!('problem' in pass)) return pass;
    return pass.seen ? blindPass(last, pass.seen.cells, pass.seen.byHeader) : null;
  };
  for (let step = 0; step < STEPS; step++) {
    // Where all is in place, the formulas of now say nothing more; and most often it is.
    const isQuick = step === 0 && !last.added;
    let next = look({ columns: last.columns, onlyValues: isQuick });
    if (!next) break;
    let verdict = verify(last, next, written, open, ours);
    if (isQuick && verdict.kind !== 'in place') {
      next = look({ columns: last.columns });
      if (!next) break;
      verdict = verify(last, next, written, open, ours);
    }
    // A row is gone, or the read was cut off by rows inserted during it: two reads that agree tell which.
    for (let reads = 0; verdict.kind === 'moved' && verdict.missing && reads < STEPS; reads++) {
      const again = look();
      if (!again) break;
      const isSteady = verify(next, again, [], []).kind === 'in place';
      next = again;
      verdict = verify(last, next, written, open, ours);
      if (isSteady) break;
    }
    if (verdict.kind === 'in place') {
      if (lost) return { kind: 'lost', lost };
      return step === 0 ? { kind: 'written', pass: next } : { kind: 'put back' };
    }
    if (verdict.kind === 'dependent') return { kind: 'dependent', pass: next, row: verdict.row };
    const { corrections, stays } = verdict;
    if (corrections.length === 0) return lost ? { kind: 'lost', lost } : { kind: 'put back' };
    const refused = writeCells(
      platform,
      tabId,
      corrections.map(({ row, column, value }) => ({ row, column, writing: { entered: value } })),
    );
    if (refused.size > 0) break;
    ours.stays = stays;
    [last, written, open] = [next, corrections, corrections];
  }
  return lost ? { kind: 'lost', lost, astray: !(lost as Lost).sheetGone } : { kind: 'moving', astray: true };
}

type Entering = { row: number; column: number; writing: { entered: CellValue } };

/** @returns writes that Sheets refused: found by writing block by block, and halving the one that fails down to the cell */
function writeCells<One extends Entering>(platform: Platform, tabId: number, writes: One[]): Set<One> {
  const grid = gridOf(writes);
  // A list with gaps is walked from its lowest index up: so rows come in order.
  const blocks = toBlocks(new Map([...grid].map(([column, cells]) => [column, cells.flatMap((_, row) => row)])));
  const put = (block: Block): void => platform.spreadsheet.write(tabId, block.row, block.column, cellsOf(block, grid));
  try {
    for (const block of blocks) put(block);
    platform.spreadsheet.flush();
    return new Set();
  } catch (error) {
    if (isFinal(error)) throw error;
  }
  const refused = new Set<One>();
  const narrow = (block: Block): void => {
    try {
      put(block);
      platform.spreadsheet.flush();
    } catch (error) {
      if (isFinal(error)) throw error;
      const parts = halves(block);
      if (parts.length === 0) refused.add(grid.get(block.column)![block.row]!);
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

/** By column, each write at the index that is its row's number. */
function gridOf<One extends Entering>(writes: One[]): Map<number, One[]> {
  const grid = new Map<number, One[]>();
  for (const write of writes) {
    const cells = grid.get(write.column) ?? [];
    cells[write.row] = write;
    grid.set(write.column, cells);
  }
  return grid;
}

function cellsOf(block: Block, grid: ReadonlyMap<number, Entering[]>): CellValue[][] {
  const columns = Array.from({ length: block.columns }, (_, i) => grid.get(block.column + i)!);
  const cells: CellValue[][] = [];
  for (let row = block.row; row < block.row + block.rows; row++)
    cells.push(columns.map((writes) => writes[row]!.writing.entered));
  return cells;
}
