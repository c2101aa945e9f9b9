// A simulated Databar with one table of leads, and short ways to talk to it. No rules are tested here.

import type { DatabarSwitches } from '../../../../../workbench/providers/databar/switches';
import { scene } from '../ask';

export const MAPPING = { first_name: 'First name', company: 'Company' };

export function tableScene(switches: Partial<DatabarSwitches> = {}, columns = ['First name', 'Company', 'Key']) {
  const at = scene(switches);
  const table: string = at.json('POST', '/v1/table/create', { name: 'Leads', columns }).identifier;
  const path = (rest: string) => `/v1/table/${table}${rest}`;
  const mapped = Object.entries(MAPPING).map(([slug, value]) => [slug, { type: 'mapping', value }]);
  const self = {
    ...at,
    table,
    path,
    get: (rest: string) => at.json('GET', path(rest)),
    post: (rest: string, body?: unknown) => at.http('POST', path(rest), body),
    /** One row for each name; their ids. */
    insert: (names: string[]): string[] => {
      const rows = names.map((first_name, n) => ({ fields: { first_name, company: 'Sample Works', key: `k${n}` } }));
      return at.json('POST', path('/rows'), { rows }).results.map((one: { id: string }) => one.id);
    },
    rows: (query = '') => at.json('GET', path(`/rows${query}`)).data,
    emails: () => self.rows().map((row: Record<string, unknown>) => row['Work email']),
    attach: (more: object = {}): string =>
      String(
        at.json('POST', path('/add-enrichment'), { enrichment: 833, mapping: Object.fromEntries(mapped), ...more }).id,
      ),
    run: (id: string, body?: unknown) => at.http('POST', path(`/run-enrichment/${id}`), body),
    /** What was paid, line by line. */
    paid: () => at.databar.ledger.billed.map((one) => one.credits),
    spent: () => Math.round((5000 - at.balance()) * 1e6) / 1e6,
  };
  return self;
}
