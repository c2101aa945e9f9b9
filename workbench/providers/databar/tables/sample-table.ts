// A table that every account has from the start, under an id that a sample recipe can name. Made when it is first asked for.

import type { Scene } from '../state';
import { addOutputs } from './attach';
import { type Attached, addColumn, type Table } from './table';

export const SAMPLE_TABLE = '5a3b1e00-0000-4000-8000-000000000001';
/** Below every id that is given out. */
export const SAMPLE_ATTACHED = 70_000;

export function sampleTable(account: string, { state, switches, nowMs }: Scene): Table {
  const id = `sample ${account}`;
  const made = state.tables[id];
  if (made) return made;
  const times = { createdMs: nowMs, updatedMs: nowMs };
  const table: Table = {
    id,
    shownId: SAMPLE_TABLE,
    account,
    name: 'People',
    ...times,
    columns: [],
    rows: {},
    attached: [],
  };
  const [person, company] = ['Full name', 'Company', 'Notes'].map(
    (name) => addColumn(table, { name, type: 'text' }, state).identifier,
  );
  const mapping: Attached['mapping'] = {
    first_name: { type: 'mapping', column: person! },
    company: { type: 'mapping', column: company! },
  };
  const lookup = { enrichment: 833, pages: 1 };
  const attached: Attached = { id: SAMPLE_ATTACHED, name: 'Find work email', lookup, mapping, launch: 'run_on_click' };
  table.attached = [attached];
  if (switches.outputColumns === 'at-add') addOutputs(table, attached, { state, switches });
  state.tables[id] = table;
  return table;
}
