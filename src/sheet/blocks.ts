// Groups single cells into the fewest rectangles that hold no other cell: a write per rectangle instead of a write per cell.

/** A rectangle of `rows` × `columns` cells at a 1-based position. */
export type Block = { row: number; column: number; rows: number; columns: number };

/** Cells to write, per column: ascending row numbers. */
export type CellRows = Map<number, number[]>;

/** Runs of consecutive rows, joined over neighbouring columns where the runs are the same. */
export function toBlocks(cells: CellRows): Block[] {
  const blocks: Block[] = [];
  let open: Block[] = [];
  let lastColumn = Number.NaN;
  for (const column of [...cells.keys()].sort((a, b) => a - b)) {
    const runs = runsOf(cells.get(column)!);
    const neighbours =
      column === lastColumn + 1 ? new Map(open.map((block) => [`${block.row}+${block.rows}`, block])) : null;
    open = runs.map((run) => {
      const left = neighbours?.get(`${run.row}+${run.rows}`);
      if (left) {
        left.columns++;
        return left;
      }
      const block = { row: run.row, column, rows: run.rows, columns: 1 };
      blocks.push(block);
      return block;
    });
    lastColumn = column;
  }
  return blocks;
}

function runsOf(rows: number[]): { row: number; rows: number }[] {
  const runs: { row: number; rows: number }[] = [];
  for (const row of rows) {
    const last = runs[runs.length - 1];
    if (last && row === last.row + last.rows) last.rows++;
    else runs.push({ row, rows: 1 });
  }
  return runs;
}

/** A block in halves, rows first: how a block that Sheets refuses is narrowed down to the cell that it refuses. */
export function halves(block: Block): Block[] {
  const { row, column, rows, columns } = block;
  if (rows > 1) {
    const top = rows >> 1;
    return [
      { row, column, rows: top, columns },
      { row: row + top, column, rows: rows - top, columns },
    ];
  }
  if (columns === 1) return [];
  const left = columns >> 1;
  return [
    { row, column, rows, columns: left },
    { row, column: column + left, rows, columns: columns - left },
  ];
}
