// "Freeze formulas to values": the selection's own formulas become what they show, with all the cells that they fill. No other formula.
import type { Platform } from '../platform/ports';
import { askedCells } from '../recipe/formula-rows';
import { type CellRows, toBlocks } from '../sheet/blocks';

/** Without a lock: no run writes into a cell with a formula. */
export function freezeSelection(platform: Platform): void {
  platform.spreadsheet.toast(freeze(platform));
}

/** @returns what was done, for the person */
function freeze(platform: Platform): string {
  const selected = platform.spreadsheet.selection();
  if (!selected) return 'Select the formulas first.';
  const { tab } = selected;
  const isIn = (at: number, from: number, count: number): boolean => at >= from && at < from + count;
  const inside = askedCells(platform, tab).filter(
    ({ row, column }) => isIn(row, selected.row, selected.rows) && isIn(column, selected.column, selected.columns),
  );
  const cells = new Map<number, Set<number>>();
  let left = 0;
  for (const one of inside) {
    if (!one.call.alone) {
      left++;
      continue;
    }
    const ask = 'ask' in one ? one.ask : null;
    const rows = ask ? ask.rows.length + (ask.named ? 1 : 0) : 1;
    const columns = ask && one.call.name !== 'BACKFILL_STATUS' ? ask.paths.length : 1;
    for (let column = one.column; column < one.column + columns; column++) {
      const list = cells.get(column) ?? new Set();
      cells.set(column, list);
      for (let row = one.row; row < one.row + rows; row++) list.add(row);
    }
  }
  const byColumn: CellRows = new Map([...cells].map(([column, rows]) => [column, [...rows].sort((a, b) => a - b)]));
  for (const block of toBlocks(byColumn)) platform.spreadsheet.pasteValues(tab.id, block);
  const rest = left > 0 ? ` Left, inside other functions: ${left}.` : '';
  return `Formulas frozen: ${inside.length - left}.${rest}`;
}
