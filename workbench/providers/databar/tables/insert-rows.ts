// Inserting rows into a table, with the two options that may or may not work. Changes no row that is there.

import * as z from 'zod/mini';
import { type FetchRequest, type HttpReply, jsonReply } from '../../http';
import type { Json } from '../../simulator';
import type { Scene } from '../state';
import { cellOf, columnNamed } from './cells';
import { addColumn, addRow, type Row, type Table } from './table';
import { readAs } from './table-refusal';
import { cellsOf, countRefusal } from './write-check';
import { FIELDS, sameText, shown, touch } from './write-row';

const DEDUPE = z.object({ enabled: z._default(z.boolean(), false), keys: z._default(z.array(z.string()), []) });
const INSERT = z.object({
  rows: z.array(z.object({ fields: FIELDS })),
  options: z.nullish(z.object({ allow_new_columns: z.optional(z.boolean()), dedupe: z.nullish(DEDUPE) })),
  return_rows: z._default(z.boolean(), false),
});
export function insertRows(request: FetchRequest, table: Table, scene: Scene): HttpReply {
  const { state, switches } = scene;
  const body = readAs(request, INSERT, switches);
  if ('status' in body) return body;
  const { rows, options, return_rows } = body.value;
  const refusal = countRefusal(rows.length, 'rows', switches);
  if (refusal) return refusal;
  const isHonoured = switches.insertOptions === 'honoured';
  if (isHonoured && options?.allow_new_columns) {
    for (const name of new Set(rows.flatMap((row) => Object.keys(row.fields)))) {
      if (!columnNamed(table, name, switches.writeKeys)) addColumn(table, { name, type: 'text' }, state);
    }
  }
  // A new column's written name is not the name that was sent: it is looked up by either.
  const naming = isHonoured && options?.allow_new_columns ? { ...switches, writeKeys: 'either' as const } : switches;
  const read = cellsOf(
    table,
    rows.map((row) => row.fields),
    naming,
  );
  if ('status' in read) return read;
  const keys = isHonoured && options?.dedupe?.enabled ? options.dedupe.keys : [];
  const results = read.cells.map((cells, index) => {
    const twin = keys.length > 0 ? twinOf(table, cells, keys, scene) : undefined;
    const row = twin ?? addRow(table, cells, state);
    const action = twin ? 'skipped_duplicate' : 'created';
    return { index, id: row.id, action, ...shown(table, row.id, return_rows, scene) };
  });
  const made = results.filter((one) => one.action === 'created').map((one) => one.id);
  touch(table, new Map(made.map((id) => [id, Object.keys(table.rows[id]!.cells)])), scene);
  return jsonReply(200, { results });
}

function twinOf(table: Table, cells: Record<string, Json>, keys: string[], { switches }: Scene): Row | undefined {
  const columns = keys.flatMap((key) => columnNamed(table, key, switches.writeKeys) ?? []);
  if (columns.length === 0) return undefined;
  return Object.values(table.rows).find((row) =>
    columns.every((column) => sameText(cellOf(table, row, column, switches), cells[column.identifier])),
  );
}
