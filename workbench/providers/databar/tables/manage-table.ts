// Tables and columns themselves: list, create, rename, delete. What is in the rows is not read here.

import * as z from 'zod/mini';
import { emptyReply, type FetchRequest, type HttpReply, jsonReply } from '../../http';
import type { Scene } from '../state';
import { sampleTable } from './sample-table';
import { addColumn, addRow, type Column, madeId, type Table } from './table';
import { notFound, readAs } from './table-refusal';

const NEW_TABLE = z.object({
  name: z._default(z.string(), 'New empty table'),
  columns: z._default(z.array(z.string()), ['column1', 'column2', 'column3']),
  rows: z._default(z.int().check(z.minimum(0)), 0),
});
const NAME = z.object({ name: z.string() });
const NEW_COLUMN = z.object({
  name: z.string(),
  type: z._default(z.string(), 'text'),
  config: z.optional(z.record(z.string(), z.unknown())),
});

export function listTables(account: string, scene: Scene): HttpReply {
  const { state } = scene;
  sampleTable(account, scene);
  const own = Object.values(state.tables).filter((table) => table.account === account);
  return jsonReply(200, own.map(tableBody));
}

export function createTable(request: FetchRequest, account: string, scene: Scene): HttpReply {
  const { state, switches, nowMs } = scene;
  const body = readAs(request, NEW_TABLE, switches);
  if ('status' in body) return body;
  const { name, columns, rows } = body.value;
  const times = { createdMs: nowMs, updatedMs: nowMs };
  const table: Table = { id: madeId(state, 'table'), account, name, ...times, columns: [], rows: {}, attached: [] };
  for (const column of columns) addColumn(table, { name: column, type: 'text' }, state);
  for (let n = 0; n < rows; n++) addRow(table, {}, state);
  state.tables[table.id] = table;
  return jsonReply(200, tableBody(table));
}

export function renameTable(request: FetchRequest, table: Table, { switches, nowMs }: Scene): HttpReply {
  const body = readAs(request, NAME, switches);
  if ('status' in body) return body;
  table.name = body.value.name;
  table.updatedMs = nowMs;
  return jsonReply(200, tableBody(table));
}

/** Rows that are running go on, and are paid: their results have nowhere to land. */
export function deleteTable(table: Table, { state }: Scene): HttpReply {
  delete state.tables[table.id];
  return emptyReply(204);
}

function tableBody(table: Table) {
  return {
    identifier: table.shownId ?? table.id,
    name: table.name,
    created_at: new Date(table.createdMs).toISOString(),
    updated_at: new Date(table.updatedMs).toISOString(),
    workspace_identifier: null,
    table_url: `https://tables.databar.example/${table.shownId ?? table.id}`,
  };
}

export function listColumns(table: Table): HttpReply {
  return jsonReply(
    200,
    table.columns.map((column) => ({
      identifier: column.identifier,
      internal_name: column.internal,
      additional_intenal_name: column.additional,
      name: column.name,
      type_of_value: column.type,
      data_processor_id: column.filledBy?.attached ?? null,
    })),
  );
}

export function createColumn(request: FetchRequest, table: Table, { state, switches }: Scene): HttpReply {
  const body = readAs(request, NEW_COLUMN, switches);
  if ('status' in body) return body;
  return jsonReply(200, columnBody(addColumn(table, body.value, state)));
}

export function renameColumn(request: FetchRequest, table: Table, id: string, { switches }: Scene): HttpReply {
  const body = readAs(request, NAME, switches);
  if ('status' in body) return body;
  const column = table.columns.find((one) => one.identifier === id);
  if (!column) return notFound();
  const renamed = { ...column, name: body.value.name };
  table.columns = table.columns.map((one) => (one === column ? renamed : one));
  return jsonReply(200, columnBody(renamed));
}

export function deleteColumn(table: Table, id: string): HttpReply {
  if (!table.columns.some((one) => one.identifier === id)) return notFound();
  table.columns = table.columns.filter((one) => one.identifier !== id);
  return emptyReply(204);
}

function columnBody(column: Column) {
  return { identifier: column.identifier, name: column.name, type_of_value: column.type };
}
