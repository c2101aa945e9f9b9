// The operation databar.table before a table of the simulated Databar with an enrichment attached. No rules are tested here.
import { databarTable } from '../../../src/providers/databar/table';
import type { Call, Json, Learnt } from '../../../src/providers/operation';
import { createDatabar, type Databar } from '../../../workbench/providers/databar/databar';
import { leads, pretendDatabar } from './databar-subject';
import type { Subject } from './subject';

/** The same each time, ids included: they depend on the simulator's seed only. */
function withTable(): { databar: Databar; table: string; enrichment: number } {
  const databar = createDatabar({ switches: {} });
  const { answer } = pretendDatabar(databar);
  const call = (method: Call['method'], path: string, body?: Json): Record<string, Json> & Record<string, Json>[] => {
    const said = answer({ effect: 'repeatable', method, path: `/v1/table/${path}`, ...(body ? { body } : {}) });
    return JSON.parse('text' in said ? said.text : '');
  };
  const table = String(call('POST', 'create', { name: 'Leads', columns: ['first_name', 'company'] }).identifier);
  const columns = call('GET', `${table}/columns`);
  const mapped = (name: string): Json => ({
    type: 'mapping',
    value: columns.find((one) => one.name === name)!.identifier!,
  });
  const mapping = { first_name: mapped('first_name'), company: mapped('company') };
  const added = call('POST', `${table}/add-enrichment`, { enrichment: 833, mapping });
  return { databar, table, enrichment: Number(added.id) };
}

const { databar, table, enrichment } = withTable();
const settings = { table, enrichment, key: 'first_name' };

function learnt(): Learnt {
  const { answer } = pretendDatabar(databar);
  let known: Learnt = {};
  for (let calls = databarTable.toLearn(settings, {}, known); calls.length > 0; ) {
    known = databarTable.learn(settings, {}, known, calls, calls.map(answer)).learnt;
    calls = databarTable.toLearn(settings, {}, known);
  }
  return known;
}

export const tableSubject: Subject = {
  operation: databarTable,
  settings,
  otherSettings: { ...settings, enrichment: enrichment + 1 },
  inputs: (count) => leads(count, { company: 'Sample Works' }),
  provider: () => pretendDatabar(withTable().databar),
  facts: { learnt: learnt(), outputs: ['Work email'] },
  hasNoPrice: true,
};
