// What stands in a row's cells: typed in, or computed from what an enrichment found. And a row as it travels. Writes nothing.

import { attempts, outputsOf } from '../cascade';
import { expectedResult, type Result, type ResultValue } from '../result';
import type { DatabarSwitches } from '../switches';
import type { Attached, Column, Row, RowResult, Table } from './table';

/** A result is a function of its input, so it is not kept; a filter over many rows should still not compute it for each cell. */
const computed = new WeakMap<RowResult, Result | null>();

export function cellOf(table: Table, row: Row, column: Column, switches: DatabarSwitches): ResultValue {
  const own = row.cells[column.identifier];
  if (own !== undefined) return own;
  if (!column.filledBy) return null;
  const { attached: id, field } = column.filledBy;
  const attached = table.attached.find((one) => one.id === id);
  const result = row.results[id];
  if (!attached || result?.verdict !== 'found') return null;
  const value = foundBy(attached, result, switches)?.[field] ?? null;
  return typeof value === 'object' && value !== null && switches.nestedCells === 'text' ? JSON.stringify(value) : value;
}

function foundBy({ lookup }: Attached, result: RowResult, switches: DatabarSwitches): Result | null {
  const known = computed.get(result);
  if (known !== undefined) return known;
  const found = lookup.cascade
    ? outputsOf(lookup.cascade, attempts(lookup.cascade, result.params, switches))
    : (expectedResult(lookup.enrichment, result.params) as Result | null);
  computed.set(result, found);
  return found;
}

export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

export function outputColumns(table: Table, attached: number): Column[] {
  return table.columns.filter((column) => column.filledBy?.attached === attached);
}

/** As it stands in an answer: by column, and its id. */
export function rowData(table: Table, row: Row, switches: DatabarSwitches): Result {
  const data: Result = {};
  for (const column of table.columns) {
    const value = cellOf(table, row, column, switches);
    if (!isBlank(value)) data[keyOf(column, switches)] = value;
    else if (switches.emptyCells !== 'absent')
      data[keyOf(column, switches)] = switches.emptyCells === 'null' ? null : '';
  }
  return { ...data, id: row.id };
}

function keyOf(column: Column, switches: DatabarSwitches): string {
  if (switches.rowKeys === 'internal_name') return column.internal;
  return switches.rowKeys === 'name' ? column.name : (column.additional ?? column.name);
}

type Naming = DatabarSwitches['writeKeys'];

/** The column that a write or a filter names. */
export function columnNamed(table: Table, name: string, naming: Naming): Column | undefined {
  return table.columns.find(
    (column) =>
      (naming !== 'name' && column.additional === name) ||
      (naming !== 'additional_intenal_name' && column.name === name),
  );
}
