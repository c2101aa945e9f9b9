// Upserting rows by one key column: what is found is updated, what is not is created, what is there twice is left alone. Deletes nothing.

import * as z from 'zod/mini';
import { type FetchRequest, type HttpReply, jsonReply } from '../../http';
import type { Scene } from '../state';
import { cellOf, columnNamed, isBlank } from './cells';
import { addRow, type Table } from './table';
import { readAs } from './table-refusal';
import { cellsOf, countRefusal } from './write-check';
import { FIELDS, put, shown, touch } from './write-row';

const UPSERT = z.object({
  rows: z.array(
    z.object({
      key: FIELDS.check(z.refine((key) => Object.keys(key).length === 1, 'Exactly one key is needed')),
      fields: FIELDS,
    }),
  ),
  return_rows: z._default(z.boolean(), false),
});
export function upsertRows(request: FetchRequest, table: Table, scene: Scene): HttpReply {
  const { state, switches } = scene;
  const body = readAs(request, UPSERT, switches);
  if ('status' in body) return body;
  const { rows, return_rows } = body.value;
  const refusal = countRefusal(rows.length, 'rows', switches);
  if (refusal) return refusal;
  const read = cellsOf(
    table,
    rows.map((row) => ({ ...row.fields, ...row.key })),
    switches,
  );
  if ('status' in read) return read;
  const changed = new Map<string, string[]>();
  const matches = matcher(table, scene);
  const results = rows.map((row, index) => {
    const [name, value] = Object.entries(row.key)[0]!;
    if (isBlank(value)) return { index, ok: false, error: { code: 'INVALID_DATA' } };
    const found = matches(name, value);
    if (found.length > 1) return { index, ok: false, error: { code: 'AMBIGUOUS_MATCH' } };
    const cells = read.cells[index]!;
    const [id = addRow(table, cells, state).id] = found;
    const action = found.length > 0 ? 'updated' : 'created';
    if (found.length === 0) found.push(id);
    changed.set(id, action === 'created' ? Object.keys(cells) : put(table, id, cells, true, scene));
    const place = action === 'created' || switches.upsertIndex === 'always' ? { index } : {};
    return { ...place, id, action, ok: true, ...shown(table, id, return_rows, scene) };
  });
  touch(table, changed, scene);
  return jsonReply(200, { results });
}

/** The rows that have a key: a list that the caller may add to. Each key column is read once in a call. */
function matcher(table: Table, { switches }: Scene): (name: string, value: unknown) => string[] {
  const byColumn = new Map<string, Map<string, string[]>>();
  return (name, value) => {
    const column = columnNamed(table, name, switches.writeKeys);
    if (!column) return [];
    let byText = byColumn.get(name);
    if (!byText) {
      byText = new Map();
      for (const row of Object.values(table.rows)) {
        const text = String(cellOf(table, row, column, switches));
        const ids = byText.get(text);
        if (ids) ids.push(row.id);
        else byText.set(text, [row.id]);
      }
      byColumn.set(name, byText);
    }
    const ids = byText.get(String(value)) ?? [];
    byText.set(String(value), ids);
    return ids;
  };
}
