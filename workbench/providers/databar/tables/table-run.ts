// Running what is attached to a table: which rows, their credits, and the moment at which each result lands in its row. There is no task: nobody is told of the end.

import * as z from 'zod/mini';
import { type FetchReply, type FetchRequest, jsonReply } from '../../http';
import { neverRan } from '../account';
import type { Charge } from '../cascade';
import { chargesBy, credits, total, verdictBy, worstOf } from '../lookup';
import { magicIn } from '../magic';
import { idOf, type Scene } from '../state';
import { notAcceptable, SLOW_TASK_MS, troubled } from '../submit';
import { addOutputs } from './attach';
import { cellOf, isBlank, outputColumns } from './cells';
import { paramsFor } from './row-params';
import type { Attached, Row, RunRow, Table, TableRun } from './table';
import { notFound, readAs } from './table-refusal';

const RUN = z.nullable(
  z.object({
    run_strategy: z._default(z.enum(['run_all', 'run_empty', 'run_errors']), 'run_all'),
    row_ids: z.nullish(z.array(z.uuid())),
  }),
);
type Strategy = 'run_all' | 'run_empty' | 'run_errors';

/** The body may be null, or not there at all: then every row is run and paid. */
export function runEnrichment(request: FetchRequest, table: Table, id: string, scene: Scene): FetchReply {
  const { state, switches } = scene;
  const body = request.body ? readAs(request, RUN, switches) : { value: null };
  if ('status' in body) return body;
  const attached = table.attached.find((one) => String(one.id) === id);
  if (!attached) return notFound();
  const strategy = body.value?.run_strategy ?? 'run_all';
  const wanted = body.value?.row_ids ? new Set(body.value.row_ids) : null;
  const rows = Object.values(table.rows).filter(
    (row) => (wanted === null || wanted.has(row.id)) && isTaken(table, row, attached, strategy, scene),
  );
  const asked = rows.map((row) => runRow(table, row, attached, scene));
  const worst = total(asked.flatMap((one) => one.worst));
  const cannotPay = switches.planForbidsRuns || state.accounts[table.account]!.balance < worst;
  if (cannotPay && switches.tableShortfall === '406') return notAcceptable(switches);
  return troubled(
    request,
    asked.map((one) => one.params),
    state,
    () => {
      queue(table, attached, asked, scene);
      const processing_rows = switches.processingRows === 'counted' ? rows.length : null;
      return jsonReply(200, { status: 'queued', processing_rows });
    },
  );
}

function isTaken(table: Table, row: Row, attached: Attached, strategy: Strategy, { switches }: Scene): boolean {
  if (switches.rowsInFlight === 'skipped' && row.waiting.includes(attached.id)) return false;
  const result = row.results[attached.id];
  if (strategy === 'run_all') return true;
  if (strategy === 'run_errors') return result?.verdict === 'failed';
  if (switches.runEmpty === 'never-ran') return result === undefined;
  return outputColumns(table, attached.id).every((column) => isBlank(cellOf(table, row, column, switches)));
}

/** Attached with run_on_update: whenever a mapped cell changes, unasked, and for money. */
export function runOnUpdate(table: Table, changed: Map<string, string[]>, scene: Scene): void {
  for (const attached of table.attached) {
    if (attached.launch !== 'run_on_update') continue;
    const mapped = new Set(
      Object.values(attached.mapping).flatMap((one) => (one.type === 'mapping' ? one.column : [])),
    );
    const ids = [...changed].filter(([, columns]) => columns.some((column) => mapped.has(column))).map(([id]) => id);
    const rows = ids.map((id) => runRow(table, table.rows[id]!, attached, scene));
    if (rows.length > 0) queue(table, attached, rows, scene);
  }
}

function runRow(table: Table, row: Row, attached: Attached, scene: Scene): RunRow {
  const { params, isBad } = paramsFor(table, row, attached, scene.switches);
  const worst = isBad ? [neverRan(attached.lookup)] : worstOf(attached.lookup, params, scene.switches);
  return { row: row.id, params, isBad, worst, dueMs: 0 };
}

/** Takes the credits row by row; where they do not last, rows are left as they are and nobody is told. */
function queue(table: Table, attached: Attached, asked: RunRow[], { state, switches, nowMs }: Scene): void {
  state.acceptedPosts++;
  const account = state.accounts[table.account]!;
  const isReserved = switches.reserve === 'at-submit';
  const rows: RunRow[] = [];
  for (const one of asked) {
    const most = total(one.worst);
    if (most > 0 && (switches.planForbidsRuns || account.balance < most)) continue;
    if (isReserved) account.balance = credits(account.balance - most);
    const tookMs = switches.tableMs + switches.tableMsPerRow * (rows.length + 1);
    const isSlow = magicIn(one.params, 'slow') !== null;
    rows.push({ ...one, dueMs: nowMs + (isSlow ? Math.max(SLOW_TASK_MS, tookMs) : tookMs) });
    const row = table.rows[one.row]!;
    table.rows[one.row] = { ...row, waiting: [...row.waiting, attached.id] };
  }
  rows.sort((a, b) => a.dueMs - b.dueMs);
  const id = idOf(state, `run ${state.acceptedPosts}`);
  const { lookup } = attached;
  const run = { id, account: table.account, table: table.id, attached: attached.id, lookup, createdMs: nowMs };
  state.tableRuns[id] = { ...run, rows, isReserved, landed: [] };
  state.openRuns.push(id);
}

/** Puts every result that is due into its row. */
export function landDue(scene: Scene): void {
  const { state, nowMs } = scene;
  for (const id of [...state.openRuns]) {
    const run = state.tableRuns[id]!;
    while (run.landed.length < run.rows.length && run.rows[run.landed.length]!.dueMs <= nowMs) land(run, scene);
    if (run.landed.length === run.rows.length) state.openRuns = state.openRuns.filter((one) => one !== id);
  }
}

function land(run: TableRun, scene: Scene): void {
  const { state, switches } = scene;
  const one = run.rows[run.landed.length]!;
  const account = state.accounts[run.account]!;
  const charges = one.isBad ? one.worst : chargesBy(run.lookup, one.params, switches);
  const isLeft = !run.isReserved && account.balance < total(charges);
  const paid: Charge[] = isLeft ? [] : charges;
  const reserved = run.isReserved ? total(one.worst) : 0;
  account.balance = credits(account.balance + reserved - total(paid));
  run.landed.push(paid);
  const table = state.tables[run.table];
  const row = table?.rows[one.row];
  const attached = table?.attached.find((each) => each.id === run.attached);
  if (!table || !row || !attached) return;
  // One at a time: a row may have been run twice.
  const at = row.waiting.indexOf(run.attached);
  const waiting = row.waiting.filter((_id, n) => n !== at);
  if (isLeft) {
    table.rows[row.id] = { ...row, waiting };
    return;
  }
  addOutputs(table, attached, scene);
  const verdict = one.isBad ? 'failed' : verdictBy(run.lookup, one.params, switches);
  const cells = { ...row.cells };
  for (const column of outputColumns(table, run.attached)) delete cells[column.identifier];
  const results = { ...row.results, [run.attached]: { verdict, params: one.params } };
  table.rows[row.id] = { ...row, cells, results, waiting };
}
