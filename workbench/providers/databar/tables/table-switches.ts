// Every point where the behaviour of Databar's tables is not known for certain, as one switch with the likeliest reading as its default. Decides nothing itself.

import type { Endpoint } from '../switches';

export type TableSwitches = {
  // ── calls ──
  /** All calls under /v1/table. */
  tables: Endpoint;
  tableColumns: Endpoint;
  /** The lists of what is attached. */
  attachedLists: Endpoint;
  /** A table of another account: "Not allowed", or as if it were not there. */
  otherTable: '403' | '404';
  tableNotFound: 'Not found' | 'Table not found';
  /** Around the codes of the 400s (BATCH_TOO_LARGE …), whose JSON no page shows. */
  tableErrors: 'detail-object' | 'error-object' | 'detail-text';

  // ── names ──
  /** Do all columns have an `additional_intenal_name`? It may be null, and such a column cannot be written. */
  additionalNames: 'all' | 'not-outputs';
  /** Names of the columns that an enrichment adds: its own labels, or with its name before them. */
  outputNames: 'plain' | 'prefixed';
  /** When those columns come into being. */
  outputColumns: 'at-add' | 'at-first-result';
  /** Names in the rows that are read. */
  rowKeys: 'name' | 'additional_intenal_name' | 'internal_name';
  /** Names in the rows that are written: the documentation says what people see, a client's fix says otherwise. */
  writeKeys: 'additional_intenal_name' | 'name' | 'either';
  filterKeys: 'additional_intenal_name' | 'name' | 'either';
  /** Columns in a mapping: names too, or only UUIDs? */
  mappingBy: 'name-or-uuid' | 'uuid';
  /** A write with an unknown column: refused, or that cell is dropped and a key never matches. */
  unknownColumns: 'refused' | 'ignored';

  // ── rows ──
  /** 500 at the real API, 1000 in its documentation. */
  maxRowsPerPage: number;
  /** `{data, page}`, or the old `{result:[{id, data}]}` with has_next_page as text. */
  rowsShape: 'data' | 'result';
  /** No order is promised. */
  rowOrder: 'as-inserted' | 'by-id';
  emptyCells: 'null' | 'empty-text' | 'absent';
  /** Objects and lists in a cell. */
  nestedCells: 'text' | 'raw';
  /** Most rows of one write, and how more are refused. */
  maxWriteRows: number;
  tooManyWriteRowsAs: 'code' | '422';
  /** `allow_new_columns` and `dedupe` are documented, and were removed from a client as not working. */
  insertOptions: 'ignored' | 'honoured';
  /** Is `index` told for updated rows too? The example has none. */
  upsertIndex: 'created-only' | 'always';

  // ── runs ──
  /** Answer of add-enrichment and add-waterfall: the page says both. */
  addAnswer: 'id' | 'empty';
  attachedId: 'number' | 'text';
  /** Are waterfalls in the list of enrichments too? */
  enrichmentsList: 'enrichments-only' | 'with-waterfalls';
  processingRows: 'counted' | 'null';
  /** Which rows `run_empty` takes: those without a value (misses again and again), or those that never ran. */
  runEmpty: 'empty-outputs' | 'never-ran';
  /** Rows that are running already. */
  rowsInFlight: 'skipped' | 'run-again';
  /** Rows for which the credits do not last: left without a word, or the whole call is 406 (which is not declared). */
  tableShortfall: 'silent' | '406';
  /** Virtual time until a row has its result. */
  tableMs: number;
  tableMsPerRow: number;
};

export function defaultTableSwitches(): TableSwitches {
  return {
    tables: 'works',
    tableColumns: 'works',
    attachedLists: 'works',
    otherTable: '403',
    tableNotFound: 'Not found',
    tableErrors: 'detail-object',
    additionalNames: 'all',
    outputNames: 'plain',
    outputColumns: 'at-add',
    rowKeys: 'name',
    writeKeys: 'additional_intenal_name',
    filterKeys: 'additional_intenal_name',
    mappingBy: 'name-or-uuid',
    unknownColumns: 'refused',
    maxRowsPerPage: 500,
    rowsShape: 'data',
    rowOrder: 'as-inserted',
    emptyCells: 'null',
    nestedCells: 'text',
    maxWriteRows: 50,
    tooManyWriteRowsAs: 'code',
    insertOptions: 'ignored',
    upsertIndex: 'created-only',
    addAnswer: 'id',
    attachedId: 'number',
    enrichmentsList: 'enrichments-only',
    processingRows: 'counted',
    runEmpty: 'empty-outputs',
    rowsInFlight: 'skipped',
    tableShortfall: 'silent',
    tableMs: 4000,
    tableMsPerRow: 50,
  };
}
