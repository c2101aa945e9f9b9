// Changing and deleting rows by their ids. A row that is not there is told in its result under HTTP 200. Makes no row.

import * as z from 'zod/mini';
import { emptyReply, type FetchRequest, type HttpReply, jsonReply } from '../../http';
import type { Scene } from '../state';
import type { Table } from './table';
import { readAs } from './table-refusal';
import { cellsOf, countRefusal } from './write-check';
import { FIELDS, put, shown, touch } from './write-row';

const PATCH = z.object({
  rows: z.array(z.object({ id: z.string(), fields: FIELDS })),
  overwrite: z._default(z.boolean(), true),
  return_rows: z._default(z.boolean(), false),
});
const DELETE = z.object({ row_ids: z.array(z.uuid()) });

export function patchRows(request: FetchRequest, table: Table, scene: Scene): HttpReply {
  const { switches } = scene;
  const body = readAs(request, PATCH, switches);
  if ('status' in body) return body;
  const { rows, overwrite, return_rows } = body.value;
  const refusal = countRefusal(rows.length, 'rows', switches);
  if (refusal) return refusal;
  const read = cellsOf(
    table,
    rows.map((row) => row.fields),
    switches,
  );
  if ('status' in read) return read;
  const changed = new Map<string, string[]>();
  const results = rows.map(({ id }, n) => {
    if (!table.rows[id]) return { id, ok: false, error: { code: 'ROW_NOT_FOUND' } };
    changed.set(id, [...(changed.get(id) ?? []), ...put(table, id, read.cells[n]!, overwrite, scene)]);
    return { id, ok: true, ...shown(table, id, return_rows, scene) };
  });
  touch(table, changed, scene);
  return jsonReply(200, { results });
}

export function deleteRows(request: FetchRequest, table: Table, scene: Scene): HttpReply {
  const body = readAs(request, DELETE, scene.switches);
  if ('status' in body) return body;
  for (const id of body.value.row_ids) delete table.rows[id];
  table.updatedMs = scene.nowMs;
  return emptyReply(204);
}
