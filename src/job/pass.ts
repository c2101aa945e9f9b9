// One read pass over a run's tab: its cells, where its columns are now, and which request each row is. Reads only.
import type { Cells, Platform } from '../platform/ports';
import type { AnyOperation } from '../providers/all';
import type { Learnt } from '../providers/operation';
import type { Columns } from '../recipe/columns';
import type { Job } from './job';
import { resolveColumns } from './own-columns';
import { readTable, requiredParameters, type Table } from './table';

/** The sheet as one read pass saw it. */
export type Pass = { cells: Cells; columns: Columns; table: Table };

/** Why there is no pass: the tab or a column is gone. */
export type Lost = { problem: string; sheetGone: boolean };

/** Values, formulas and columns are three calls: where somebody moves columns in between they disagree, and are read again. */
const TRIES = 3;

export function readTab(
  platform: Platform,
  job: Job,
  operation: AnyOperation,
  settings: unknown,
  learnt: Learnt,
): Pass | Lost {
  let lost: Lost = { problem: `"${job.tab.name}" changes too fast to be read.`, sheetGone: false };
  for (let tries = 0; tries < TRIES; tries++) {
    if (!platform.spreadsheet.tabs().some((tab) => tab.id === job.tab.id)) {
      return { problem: `The sheet "${job.tab.name}" was deleted.`, sheetGone: true };
    }
    const cells = platform.spreadsheet.read(job.tab.id);
    if (!agrees(cells)) continue;
    const columns = resolveColumns(platform, job, cells.values);
    if ('problem' in columns) {
      lost = { problem: columns.problem, sheetGone: false };
      continue;
    }
    const required = requiredParameters(operation, settings, learnt);
    const isoDate = (date: Date): string => platform.spreadsheet.isoDate(date);
    return {
      cells,
      columns,
      table: readTable({ recipe: job.recipe, operation, settings, required, isoDate }, columns, cells),
    };
  }
  return lost;
}

function agrees({ values, formulas }: Cells): boolean {
  return values.length === formulas.length && values[0]?.length === formulas[0]?.length;
}
