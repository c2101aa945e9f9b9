// "Freeze formulas to values": the selection's own formulas become what they show, with all the cells that they fill. No other formula.
import type { Platform } from '../platform/ports';
import { askedCells } from '../recipe/formula-rows';
import { type CellRows, toBlocks } from '../sheet/blocks';

const LOCK_WAIT_MS = 10_000;

export function freezeSelection(platform: Platform): void {
  const { spreadsheet, documentLock } = platform;
  if (!documentLock.take(LOCK_WAIT_MS)) {
    spreadsheet.toast('A run is writing to this document just now. Try again in a minute.');
    return;
  }
  try {
    spreadsheet.toast(freeze(platform));
  } finally {
    spreadsheet.flush();
    documentLock.release();
  }
}

/** @returns what was done, for the person */
function freeze({ spreadsheet, documentStore }: Platform): string {
  const selected = spreadsheet.selection();
  if (!selected) return 'Select the cells with the formulas first.';
  const { tab } = selected;
  const inside = askedCells({ spreadsheet, documentStore }, tab).filter(
    ({ row, column }) =>
      row >= selected.row &&
      row < selected.row + selected.rows &&
      column >= selected.column &&
      column < selected.column + selected.columns,
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
  for (const block of toBlocks(byColumn)) spreadsheet.pasteValues(tab.id, block);
  const frozen = inside.length - left;
  const rest = left > 0 ? ` ${left} that stand inside other functions were left as they are.` : '';
  return `${frozen} formula${frozen === 1 ? '' : 's'} of Backfill in the selection now hold${frozen === 1 ? 's its' : ' their'} values.${rest}`;
}
