// Rectangles of cells to write: exactly those cells, in few pieces.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, halves, toBlocks } from '../../src/sheet/blocks';
import { SEEDED } from '../text/seed';

function cellsOf(blocks: Block[]): string[] {
  const cells: string[] = [];
  for (const { row, column, rows, columns } of blocks) {
    for (let r = row; r < row + rows; r++) for (let c = column; c < column + columns; c++) cells.push(`${r},${c}`);
  }
  return cells.sort();
}

const rowSets = fc.dictionary(
  fc.integer({ min: 1, max: 8 }).map(String),
  fc.uniqueArray(fc.integer({ min: 2, max: 30 }), { maxLength: 25 }).map((rows) => rows.sort((a, b) => a - b)),
);

function cellRows(dictionary: Record<string, number[]>): Map<number, number[]> {
  return new Map(Object.entries(dictionary).map(([column, rows]) => [Number(column), rows]));
}

const block = fc.record({
  row: fc.integer({ min: 1, max: 9 }),
  column: fc.integer({ min: 1, max: 9 }),
  rows: fc.integer({ min: 1, max: 9 }),
  columns: fc.integer({ min: 1, max: 9 }),
});

describe('blocks', () => {
  test('cover exactly the cells, each once, and no other', () => {
    fc.assert(
      fc.property(rowSets, (dictionary) => {
        const wanted = Object.entries(dictionary).flatMap(([column, rows]) => rows.map((row) => `${row},${column}`));
        expect(cellsOf(toBlocks(cellRows(dictionary)))).toEqual(wanted.sort());
      }),
      SEEDED,
    );
  });

  test('are never more than the runs of consecutive rows', () => {
    fc.assert(
      fc.property(rowSets, (dictionary) => {
        const runs = Object.values(dictionary).flatMap((rows) =>
          rows.filter((row, i) => rows[i - 1] !== row - 1),
        ).length;
        expect(toBlocks(cellRows(dictionary)).length).toBeLessThanOrEqual(runs);
      }),
      SEEDED,
    );
  });

  test('a full rectangle is one, however its columns are listed', () => {
    const rows = [2, 3, 4, 5];
    expect(
      toBlocks(
        new Map([
          [4, rows],
          [2, rows],
          [3, rows],
        ]),
      ),
    ).toEqual([{ row: 2, column: 2, rows: 4, columns: 3 }]);
  });

  test('three neighbouring columns with the same two runs are two', () => {
    const rows = [2, 3, 7];
    expect(
      toBlocks(
        new Map([
          [2, rows],
          [3, rows],
          [4, rows],
        ]),
      ),
    ).toHaveLength(2);
  });

  test('columns that are not neighbours are not joined over what lies between', () => {
    expect(
      toBlocks(
        new Map([
          [2, [2]],
          [4, [2]],
        ]),
      ),
    ).toHaveLength(2);
  });

  test('nothing to write is no block', () => {
    expect(toBlocks(new Map())).toEqual([]);
    expect(toBlocks(new Map([[2, []]]))).toEqual([]);
  });
});

describe('halves', () => {
  test('cover what was halved, and each is smaller', () => {
    fc.assert(
      fc.property(block, (whole) => {
        const parts = halves(whole);
        if (whole.rows * whole.columns === 1) expect(parts).toEqual([]);
        else {
          expect(parts).toHaveLength(2);
          expect(cellsOf(parts)).toEqual(cellsOf([whole]));
          for (const part of parts) expect(part.rows * part.columns).toBeGreaterThan(0);
        }
      }),
      SEEDED,
    );
  });

  test('end at the cell', () => {
    expect(halves({ row: 3, column: 4, rows: 1, columns: 1 })).toEqual([]);
  });
});
