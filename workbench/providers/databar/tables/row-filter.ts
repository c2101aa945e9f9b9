// The `filter` of a table's rows: JSON, one operator for a column, all must hold. Pages and answers are in read-rows.ts.

import * as z from 'zod/mini';
import type { HttpReply } from '../../http';
import type { DatabarSwitches } from '../switches';
import { cellOf, columnNamed, isBlank } from './cells';
import type { Column, Row, Table } from './table';
import { coded } from './table-refusal';

const SCALAR = z.union([z.string(), z.number(), z.boolean()]);
const CONDITION = z.union([
  z.strictObject({ equals: SCALAR }),
  z.strictObject({ not_equals: SCALAR }),
  z.strictObject({ contains: z.string() }),
  z.strictObject({ is_empty: z.literal(true) }),
  z.strictObject({ is_not_empty: z.literal(true) }),
]);
const FILTER = z.record(z.string(), CONDITION);
type Condition = z.output<typeof CONDITION>;

export function filtered(table: Table, rows: Row[], filter: string | null, switches: DatabarSwitches) {
  if (filter === null || filter === '') return rows;
  const conditions = readFilter(table, filter, switches);
  if ('status' in conditions) return conditions;
  return rows.filter((row) =>
    conditions.all.every(([column, condition]) => holds(condition, cellOf(table, row, column, switches))),
  );
}

function readFilter(
  table: Table,
  filter: string,
  switches: DatabarSwitches,
): { all: [Column, Condition][] } | HttpReply {
  let value: unknown;
  try {
    value = JSON.parse(filter);
  } catch {
    return coded('INVALID_DATA', 'The filter is not JSON.', switches);
  }
  const parsed = z.safeParse(FILTER, value);
  if (!parsed.success) return coded('INVALID_DATA', 'The filter needs one known operator for each column.', switches);
  const all: [Column, Condition][] = [];
  for (const [name, condition] of Object.entries(parsed.data)) {
    const column = columnNamed(table, name, switches.filterKeys);
    if (!column) return coded('UNKNOWN_COLUMNS', `There is no column ${name}.`, switches);
    all.push([column, condition]);
  }
  return { all };
}

function holds(condition: Condition, value: unknown): boolean {
  const text = isBlank(value) ? '' : String(value);
  if ('equals' in condition) return text === String(condition.equals);
  if ('not_equals' in condition) return text !== String(condition.not_equals);
  if ('contains' in condition) return text.toLowerCase().includes(condition.contains.toLowerCase());
  return isBlank(value) === 'is_empty' in condition;
}
