// What all writes of rows share: putting cells into a row, saying that columns changed, showing a row. Reads no body.

import * as z from 'zod/mini';
import type { Json } from '../../simulator';
import type { Scene } from '../state';
import { cellOf, isBlank, rowData } from './cells';
import type { Table } from './table';
import { runOnUpdate } from './table-run';

export const FIELDS = z.record(z.string(), z.unknown());

/** The columns that changed. */
export function put(
  table: Table,
  id: string,
  cells: Record<string, Json>,
  overwrite: boolean,
  { switches }: Scene,
): string[] {
  const row = table.rows[id]!;
  const taken = Object.entries(cells).filter(([identifier, value]) => {
    const column = table.columns.find((one) => one.identifier === identifier)!;
    const before = cellOf(table, row, column, switches);
    return !sameText(before, value) && (overwrite || isBlank(before));
  });
  if (taken.length > 0) table.rows[id] = { ...row, cells: { ...row.cells, ...Object.fromEntries(taken) } };
  return taken.map(([identifier]) => identifier);
}

/** By row, the columns that changed. */
export function touch(table: Table, changed: Map<string, string[]>, scene: Scene): void {
  table.updatedMs = scene.nowMs;
  runOnUpdate(table, changed, scene);
}

export function shown(table: Table, id: string, wanted: boolean, { switches }: Scene): object {
  return wanted ? { row_data: rowData(table, table.rows[id]!, switches) } : {};
}

export function sameText(one: unknown, other: unknown): boolean {
  return isBlank(one) ? isBlank(other) : !isBlank(other) && String(one) === String(other);
}
