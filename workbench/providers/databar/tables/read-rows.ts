// Reading a table's rows, page by page, in the current shape or the old one. Changes nothing.

import { type HttpReply, jsonReply } from '../../http';
import { integerIssues, unprocessable } from '../body';
import type { Scene } from '../state';
import type { DatabarSwitches } from '../switches';
import { rowData } from './cells';
import { filtered } from './row-filter';
import type { Row, Table } from './table';
import { coded } from './table-refusal';

/** What the documentation says, whatever the server then allows. */
const DOCUMENTED_PER_PAGE = 1000;

export function readRows(table: Table, query: URLSearchParams, { switches }: Scene): HttpReply {
  const most = switches.maxRowsPerPage;
  const asked = { page: query.get('page') ?? '1', perPage: query.get('per_page') };
  const perPageText = asked.perPage ?? String(Math.min(DOCUMENTED_PER_PAGE, most));
  const issues = [
    ...integerIssues(asked.page, ['query', 'page'], 1, Number.MAX_SAFE_INTEGER),
    ...integerIssues(perPageText, ['query', 'per_page'], 1, Number.MAX_SAFE_INTEGER),
  ];
  if (issues.length > 0) return unprocessable(issues);
  const page = Number(asked.page);
  const perPage = Number(perPageText);
  if (perPage > most) return coded('PER_PAGE_TOO_LARGE', `per_page may be at most ${most}.`, switches);
  const rows = filtered(table, Object.values(table.rows), query.get('filter'), switches);
  if ('status' in rows) return rows;
  if (switches.rowOrder === 'by-id') rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  const end = page * perPage;
  const onPage = rows.slice(end - perPage, end);
  const counts = { has_next_page: end < rows.length, total_count: rows.length };
  if (switches.rowsShape === 'data') {
    return jsonReply(200, { data: onPage.map((row) => rowData(table, row, switches)), ...counts, page });
  }
  const result = onPage.map((row) => oldRow(table, row, switches));
  // The old example has a text here.
  return jsonReply(200, { has_next_page: String(counts.has_next_page), total_count: rows.length, result });
}

function oldRow(table: Table, row: Row, switches: DatabarSwitches) {
  const { id, ...data } = rowData(table, row, switches);
  const status = oldStatus(row);
  return { id, parent: null, data: { ...data, status }, status };
}

/** The words are not known; these stand for them. */
function oldStatus(row: Row): string {
  if (row.waiting.length > 0) return 'processing';
  return Object.values(row.results).some((result) => result.verdict === 'failed') ? 'error' : 'completed';
}
