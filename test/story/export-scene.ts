// A sheet that a pipeline of the simulated Enrichabl is exported into, for story tests. Asserts nothing itself.
import { createEnrichabl } from '../../workbench/providers/enrichabl/enrichabl';
import type { EnrichablState } from '../../workbench/providers/enrichabl/state';
import type { EnrichablSwitches } from '../../workbench/providers/enrichabl/switches';
import { mount } from '../../workbench/providers/mount';
import type { Json } from '../../workbench/providers/simulator';
import { letters, type Recipe, scene } from './scene';

const KEY = 'eab_live_token-for-tests';

export type Lead = Record<string, unknown> & { email: string };

export const OUTPUTS = {
  email: 'Email',
  first_name: 'First name',
  company: 'Company',
  'custom_fields.tier': 'Tier',
};

export function lead(n: number, more: object = {}): Lead {
  const name = letters(n);
  return {
    email: `${name}@example.com`,
    first_name: `Person ${name}`,
    company: `Company ${name}`,
    custom_fields: { tier: `T${n % 3}` },
    ...more,
  };
}

export const leads = (count: number, from = 0): Lead[] => Array.from({ length: count }, (_, i) => lead(from + i));

/** A lead as its row in the sheet. */
export const rowOf = ({ email, first_name, company, custom_fields }: Lead, status = 'found'): unknown[] => [
  email,
  first_name,
  company,
  (custom_fields as { tier: string }).tier,
  status,
];

export type ExportOptions = {
  leads?: Lead[];
  /** The tab before the export; none: blank. */
  sheet?: string[][];
  switches?: Partial<EnrichablSwitches>;
  /** Called before each page of leads is read, with its number from 1 on. */
  beforePage?: (n: number) => void;
};

export function exportScene({ leads: given = leads(6), sheet = [], switches = {}, beforePage }: ExportOptions = {}) {
  const usual = { leadQuota: 100_000, knownLead: 'attached-and-updated', ...switches } as const;
  let enrichabl = createEnrichabl({ switches: usual, seed: 'story' });
  let pages = 0;
  const at = scene({
    rows: [],
    host: {
      fetch: (requests, nowMs) => {
        for (const { url } of requests) if (/\/leads\?/.test(url)) beforePage?.(++pages);
        return mount({ simulators: [enrichabl as never] })(requests, nowMs);
      },
    },
  });
  at.leads.load(sheet);
  at.call('saveKey', { provider: 'enrichabl', key: KEY });

  /** A call to Enrichabl as another program would make it. */
  const direct = <T>(path: string, body: object): T => {
    const url = `https://api.enrichabl.com/v1/${path}`;
    const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
    const request = { method: 'POST', url, headers, body: JSON.stringify(body), timeoutMs: 60_000 };
    const reply = enrichabl.answer(request, at.host.clock.now());
    if ('fault' in reply || reply.status >= 300) throw new Error(JSON.stringify(reply));
    return JSON.parse(reply.body) as T;
  };
  const { pipeline_id: pipeline } = direct<{ pipeline_id: string }>('pipelines', { pipeline_name: 'Out' });

  /** Later uploads are newer, so they stand before the others in the list. */
  const upload = (more: Lead[]): void => {
    for (let from = 0; from < more.length; from += 4000) {
      at.host.clock.advance(5000);
      direct(`pipelines/${pipeline}/leads`, more.slice(from, from + 4000));
    }
    at.host.clock.advance(5000);
  };
  upload(given);

  /** As a person deletes leads at Enrichabl, which has no call for it. */
  const remove = (emails: string[]): void => {
    const state = enrichabl.save() as unknown as EnrichablState;
    const own = state.pipelines[pipeline]!;
    own.rows = own.rows.filter((id) => !emails.includes(state.leads[state.rows[id]!.lead]!.email));
    enrichabl = createEnrichabl({ switches: usual, seed: 'story', state: state as unknown as Json });
  };

  const recipe: Recipe = {
    version: 1,
    name: 'Export',
    operation: 'enrichabl.export',
    settings: { pipeline },
    sheet: 'Leads',
    outputs: OUTPUTS,
  };

  /** The rows of the sheet in the order of their addresses. */
  const sorted = (): unknown[][] => at.sheet().sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  const archiveRows = (): number => {
    const tab = at.host.world.grid.tabs().find(({ name }) => name === 'Backfill archive')!;
    return at.host.world.grid.lastRow(tab.id);
  };

  return {
    ...at,
    get switches() {
      return enrichabl.switches;
    },
    pipeline,
    recipe,
    upload,
    remove,
    sorted,
    archiveRows,
    run: (own: Recipe = recipe) => at.run(own),
    start: (own: Recipe = recipe) => at.start(own),
  };
}

export type ExportScene = ReturnType<typeof exportScene>;
