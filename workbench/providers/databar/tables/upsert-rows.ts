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
  const matches = matcher(
    table,
    rows.map((row) => row.key),
    scene,
  );
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

/** The rows that have a key: a list that the caller may add to. The table is read once for each key column, and only what is asked for is kept. */
function matcher(table: Table, keys: Record<string, unknown>[], { switches }: Scene) {
  const wanted = new Map<string, Map<string, string[]>>();
  for (const key of keys) {
    const [name, value] = Object.entries(key)[0]!;
    const byText = wanted.get(name) ?? new Map<string, string[]>();
    wanted.set(name, byText.set(String(value), []));
  }
  for (const [name, byText] of wanted) {
    const column = columnNamed(table, name, switches.writeKeys);
    // A name that is no column, where that is not refused: it never matches, not even a row of this call.
    if (!column) wanted.delete(name);
    else for (const id in table.rows) byText.get(keyText(cellOf(table, table.rows[id]!, column, switches)))?.push(id);
  }
  return (name: string, value: unknown): string[] => wanted.get(name)?.get(String(value)) ?? [];
}

/** An empty cell is not the text "null". */
function keyText(value: unknown): string {
  return isBlank(value) ? '' : String(value);
}
