// Is what is to be written into rows fit for the table: how many rows, which columns, which kinds of value? Writes nothing.

import type { HttpReply } from '../../http';
import type { Json } from '../../simulator';
import { unprocessable } from '../body';
import type { DatabarSwitches } from '../switches';
import { columnNamed } from './cells';
import type { Column, Table } from './table';
import { coded } from './table-refusal';

/** 1 to 50 rows; null where that is so. */
export function countRefusal(count: number, member: string, switches: DatabarSwitches): HttpReply | null {
  const most = switches.maxWriteRows;
  const loc = ['body', member];
  if (count === 0) {
    return unprocessable([{ type: 'too_short', loc, msg: 'List should have at least 1 item after validation, not 0' }]);
  }
  if (count <= most) return null;
  if (switches.tooManyWriteRowsAs === 'code') return coded('BATCH_TOO_LARGE', `At most ${most} rows.`, switches);
  const msg = `List should have at most ${most} items after validation, not ${count}`;
  return unprocessable([{ type: 'too_long', loc, msg }]);
}

/** All rows by column identifier, or the refusal of the whole batch. */
export function cellsOf(
  table: Table,
  rows: Record<string, unknown>[],
  switches: DatabarSwitches,
): { cells: Record<string, Json>[] } | HttpReply {
  const columns = new Map<string, Column | undefined>();
  for (const name of rows.flatMap(Object.keys)) {
    if (!columns.has(name)) columns.set(name, columnNamed(table, name, switches.writeKeys));
  }
  const unknown = [...columns].filter(([, column]) => !column).map(([name]) => name);
  if (unknown.length > 0 && switches.unknownColumns === 'refused') {
    return coded('UNKNOWN_COLUMNS', `Unknown columns: ${unknown.join(', ')}.`, switches);
  }
  const cells: Record<string, Json>[] = [];
  for (const row of rows) {
    const own: Record<string, Json> = {};
    for (const [name, value] of Object.entries(row)) {
      const column = columns.get(name);
      if (!column) continue;
      if (!fits(column, value)) {
        return coded('INVALID_DATA', `${JSON.stringify(value)} does not fit column ${name}.`, switches);
      }
      own[column.identifier] = value as Json;
    }
    cells.push(own);
  }
  return { cells };
}

function fits(column: Column, value: unknown): boolean {
  if (value === null || value === '') return true;
  if (typeof value === 'object') return false;
  if (column.filledBy) return true;
  if (column.type === 'number' || column.type === 'integer') return Number.isFinite(Number(value));
  return true;
}
