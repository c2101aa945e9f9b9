// The shortest that the cost model allows for the same work under the same safety rule. Arithmetic only; runs nothing.
import type { Costs } from '../workbench/host/cost-model';
import type { IdealPart } from './over-ideal';

/** What has to be moved for one row: cells read, cells written before the charge (stub), after it (answer), and into the sheet. */
export type RowCells = { read: number; stub: number; answer: number; output: number };

export type Shape = { rows: number; batch: number; submitMs: number; readyMs: number; cells: RowCells };

/** Rows that one commit of stubs or answers covers at least. */
export const WAVE_ROWS = 2000;

/** One read pass; for each batch save, fetch, save; the wait for the first results; stubs, answers and cells in large commits. By parts. */
export function idealParts(costs: Costs, { rows, batch, submitMs, readyMs, cells }: Shape): Record<IdealPart, number> {
  const batches = Math.ceil(rows / batch);
  const waves = Math.ceil(rows / WAVE_ROWS);
  const commits = [cells.stub, cells.answer, cells.output];
  return {
    read: costs.readMs + costs.readCellMs * rows * cells.read,
    charge: batches * (costs.fetchMs + submitMs),
    save: batches * 2 * costs.propertiesSetMs,
    commit: commits.reduce((all, each) => all + waves * costs.commitMs + rows * each * costs.commitCellMs, 0),
    wait: readyMs,
  };
}

/** The sum of its parts. */
export function idealMs(costs: Costs, shape: Shape): number {
  return Object.values(idealParts(costs, shape)).reduce((all, ms) => all + ms, 0);
}

/** The same without the rule that charges go one at a time behind a saved record: twenty submits in one fetchAll. */
export function unsafeMs(costs: Costs, shape: Shape, together = 20): number {
  const waves = Math.ceil(shape.rows / shape.batch / together);
  const waveMs =
    costs.propertiesSetMs +
    costs.fetchAllMs +
    shape.submitMs * Math.ceil(together / costs.fetchLanes) +
    costs.propertiesSetMs;
  const { read, commit, wait } = idealParts(costs, shape);
  return read + commit + waves * waveMs + wait;
}
