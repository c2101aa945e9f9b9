// Which part answers a call on tables, after the questions that all of them share: does it exist here, and whose is the table?

import { type FetchReply, type FetchRequest, type HttpReply, jsonReply } from '../../http';
import { unprocessable } from '../body';
import { missingEndpoint } from '../listing';
import type { TableCall } from '../routes';
import type { Scene } from '../state';
import { addEnrichment, addWaterfall, listEnrichments, listTableWaterfalls } from './attach';
import { deleteRows, patchRows } from './change-rows';
import { insertRows } from './insert-rows';
import {
  createColumn,
  createTable,
  deleteColumn,
  deleteTable,
  listColumns,
  listTables,
  renameColumn,
  renameTable,
} from './manage-table';
import { readRows } from './read-rows';
import { SAMPLE_TABLE, sampleTable } from './sample-table';
import type { Table } from './table';
import { runEnrichment } from './table-run';
import { upsertRows } from './upsert-rows';

type Asked = { call: TableCall; parts: Record<string, string>; account: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function answerTable(request: FetchRequest, url: URL, asked: Asked, scene: Scene): FetchReply {
  const { call, parts, account } = asked;
  const missing = missingEndpoint(scene.switches.tables);
  if (missing) return missing;
  if (call === 'tables') return listTables(account, scene);
  if (call === 'create-table') return createTable(request, account, scene);
  const table = tableOf(parts.table!, account, scene);
  return 'status' in table ? table : answerIn(table, request, url, asked, scene);
}

function tableOf(id: string, account: string, scene: Scene): Table | HttpReply {
  const { state, switches } = scene;
  if (!UUID.test(id)) {
    const msg = 'Input should be a valid UUID';
    return unprocessable([{ type: 'uuid_parsing', loc: ['path', 'table_uuid'], msg }]);
  }
  const table = id.toLowerCase() === SAMPLE_TABLE ? sampleTable(account, scene) : state.tables[id.toLowerCase()];
  if (table?.account === account) return table;
  if (table && switches.otherTable === '403') return jsonReply(403, { detail: 'Not allowed' });
  return jsonReply(404, { detail: switches.tableNotFound });
}

function answerIn(table: Table, request: FetchRequest, url: URL, { call, parts }: Asked, scene: Scene): FetchReply {
  const { switches } = scene;
  switch (call) {
    case 'rename-table':
      return renameTable(request, table, scene);
    case 'delete-table':
      return deleteTable(table, scene);
    case 'columns':
      return missingEndpoint(switches.tableColumns) ?? listColumns(table);
    case 'create-column':
      return missingEndpoint(switches.tableColumns) ?? createColumn(request, table, scene);
    case 'rename-column':
      return renameColumn(request, table, parts.column!, scene);
    case 'delete-column':
      return deleteColumn(table, parts.column!);
    case 'rows':
      return readRows(table, url.searchParams, scene);
    case 'insert-rows':
      return insertRows(request, table, scene);
    case 'patch-rows':
      return patchRows(request, table, scene);
    case 'upsert-rows':
      return upsertRows(request, table, scene);
    case 'delete-rows':
      return deleteRows(request, table, scene);
    case 'table-enrichments':
      return missingEndpoint(switches.attachedLists) ?? listEnrichments(table, scene);
    case 'table-waterfalls':
      return missingEndpoint(switches.attachedLists) ?? listTableWaterfalls(table, scene);
    case 'add-enrichment':
      return addEnrichment(request, table, scene);
    case 'add-waterfall':
      return addWaterfall(request, table, scene);
    case 'run-enrichment':
      return runEnrichment(request, table, parts.enrichment!, scene);
    default:
      throw new Error(`Call ${call} is not one on a table.`);
  }
}
