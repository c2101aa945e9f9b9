// What was paid and called so far, for tests and curious people: one line for every input and everybody who was paid for it. Changes nothing.

import type { BilledInput, Ledger } from '../simulator';
import type { Charge } from './cascade';
import { type Lookup, worstOf } from './lookup';
import type { DatabarState, Params } from './state';
import type { DatabarSwitches } from './switches';

/** `enrichment` is who was paid: a waterfall has a line for each provider that was asked, and one for the verifier. */
export type DatabarBilled = BilledInput & {
  waterfall?: string;
  verifier?: true;
  /** For a row of a table; `task` is then the run, which no answer names. */
  table?: string;
  row?: string;
};
export type DatabarLedger = Omit<Ledger, 'billed'> & { billed: DatabarBilled[] };

/** Until a row is over its lines are all that it can cost; then they are those that it did cost. */
export function ledgerOf(state: DatabarState, switches: DatabarSwitches): DatabarLedger {
  const billed = Object.values(state.tasks).flatMap((task) =>
    task.params.flatMap((params, row) => {
      const charges = task.charged?.[row] ?? worstOf(task, params, switches);
      return linesOf(task, params, charges, { task: task.id, atMs: task.createdMs });
    }),
  );
  const inTables = Object.values(state.tableRuns).flatMap((run) =>
    run.rows.flatMap(({ row, params, worst }, n) =>
      linesOf(run.lookup, params, run.landed[n] ?? worst, { task: run.id, atMs: run.createdMs, table: run.table, row }),
    ),
  );
  return { billed: [...billed, ...inTables], acceptedPosts: state.acceptedPosts, calls: { ...state.calls } };
}

function linesOf(
  lookup: Lookup,
  params: Params,
  charges: Charge[],
  more: { task: string; atMs: number; table?: string; row?: string },
): DatabarBilled[] {
  const by = lookup.cascade ? { waterfall: lookup.cascade.waterfall } : {};
  return charges.map((charge) => ({ ...charge, ...more, ...by, params }));
}
