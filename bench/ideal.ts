// The shortest that the cost model allows for the same work under the same safety rule. Arithmetic only; runs nothing.
import type { Costs } from '../workbench/host/cost-model';

/** What has to be moved for one row: cells read, cells written before the charge (stub), after it (answer), and into the sheet. */
export type RowCells = { read: number; stub: number; answer: number; output: number };

export type Shape = { rows: number; batch: number; submitMs: number; readyMs: number; cells: RowCells };

/** Rows that one commit of stubs or answers covers at least. */
export const WAVE_ROWS = 2000;

function sheetMs(costs: Costs, { rows, cells }: Shape): number {
  const waves = Math.ceil(rows / WAVE_ROWS);
  const readMs = costs.readMs + costs.readCellMs * rows * cells.read;
  const commits = [cells.stub, cells.answer, cells.output];
  const commitMs = commits.reduce(
    (total, each) => total + waves * costs.commitMs + rows * each * costs.commitCellMs,
    0,
  );
  return readMs + commitMs;
}

/** One read pass; for each batch save, fetch, save; the wait for the first results; stubs, answers and cells in large commits. */
export function idealMs(costs: Costs, shape: Shape): number {
  const batches = Math.ceil(shape.rows / shape.batch);
  const chargeMs = costs.propertiesSetMs + costs.fetchMs + shape.submitMs + costs.propertiesSetMs;
  return sheetMs(costs, shape) + batches * chargeMs + shape.readyMs;
}

/** The same without the rule that charges go one at a time behind a saved record: twenty submits in one fetchAll. */
export function unsafeMs(costs: Costs, shape: Shape, together = 20): number {
  const waves = Math.ceil(shape.rows / shape.batch / together);
  const waveMs =
    costs.propertiesSetMs +
    costs.fetchAllMs +
    shape.submitMs * Math.ceil(together / costs.fetchLanes) +
    costs.propertiesSetMs;
  return sheetMs(costs, shape) + waves * waveMs + shape.readyMs;
}
