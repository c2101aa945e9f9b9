// A document with a list of leads before the simulated Enrichabl, for its story tests. Asserts nothing itself.
import { createEnrichabl } from '../../workbench/providers/enrichabl/enrichabl';
import type { EnrichablSwitches } from '../../workbench/providers/enrichabl/switches';
import { mount } from '../../workbench/providers/mount';
import { type JobView, letters, type Recipe, scene } from './scene';

const KEY = 'eab_live_token-for-tests';
const HEADERS = ['Email', 'Company', 'Website', 'Notes'];
const PIPELINE = { create: { name: 'Q3 outbound' } };

export const UPLOAD: Recipe = {
  version: 1,
  sheet: 'Leads',
  name: 'Upload',
  operation: 'enrichabl.leads',
  settings: { pipeline: PIPELINE, columns: ['industry', 'company'] },
  inputs: { email: 'Email', company: 'Company', company_website: 'Website' },
  outputs: { lead_id: 'Lead', stage: 'Stage' },
};

export const SUMMARY: Recipe = {
  version: 1,
  sheet: 'Leads',
  name: 'Summary',
  operation: 'enrichabl.enrichment',
  settings: {
    pipeline: PIPELINE,
    type: 'AI_COLUMN',
    template: { name: 'Company summary', prompt: 'Summarize {{company}} in one sentence.', model: 'gpt-4o-mini' },
  },
  inputs: { email: 'Email', company: 'Company' },
  outputs: { value: 'Summary' },
};

export const PROFILE: Recipe = {
  ...SUMMARY,
  name: 'Profile',
  settings: {
    pipeline: PIPELINE,
    type: 'MULTI_AI_COLUMN',
    template: { name: 'Profile', prompt: 'City and year of {{company}}.', model: 'gpt-4o', fields: ['city', 'year'] },
  },
  outputs: { city: 'City', year: 'Year' },
};

export const TAGLINE: Recipe = {
  ...SUMMARY,
  name: 'Tagline',
  settings: {
    pipeline: PIPELINE,
    type: 'FIRECRAWL_EXTRACT',
    firecrawl: { urlColumn: 'company_website', prompt: 'Extract the tagline.', fields: ['tagline'] },
  },
  inputs: { email: 'Email', company_website: 'Website' },
  outputs: { tagline: 'Tagline' },
};

export const VALIDATE: Recipe = {
  version: 1,
  sheet: 'Leads',
  name: 'Validate',
  operation: 'enrichabl.validation',
  settings: { pipeline: PIPELINE, service: 'HYBRID' },
  inputs: { email: 'Email' },
  outputs: { status: 'Verdict' },
};

/** Every lead is another person; no text in it holds a magic word. */
export function people(count: number, from = 0): string[][] {
  return Array.from({ length: count }, (_, i) => {
    const name = letters(from + i);
    return [`${name}@example.com`, `Company ${name}`, `https://${name}.example`, `note ${i}`];
  });
}

export type LeadOptions = { rows?: string[][]; switches?: Partial<EnrichablSwitches> };

export function leadScene({ rows = people(8), switches = {} }: LeadOptions = {}) {
  const enrichabl = createEnrichabl({ switches, seed: 'story' });
  /** Uploads by call: more than one in an element went out at once. */
  const uploads: { leads: number; bytes: number }[][] = [];
  const at = scene({
    rows,
    headers: HEADERS,
    host: {
      fetch: (requests, nowMs) => {
        const sent = requests.filter((one) => /\/leads$/.test(one.url) && one.body !== null);
        if (sent.length > 0)
          uploads.push(sent.map(({ body }) => ({ leads: JSON.parse(body!).length, bytes: Buffer.byteLength(body!) })));
        return mount({ simulators: [enrichabl as never] })(requests, nowMs);
      },
    },
  });
  const giveKey = (key = KEY): void => {
    at.call('saveKey', { provider: 'enrichabl', key, test: false });
  };
  giveKey();

  const resume = (jobId: string): JobView => {
    at.call('resume', { jobId });
    at.drive();
    return at.view(jobId);
  };

  /** A call to Enrichabl as another program would make it. */
  const direct = <T>(method: string, path: string, body?: object): T => {
    const reply = enrichabl.answer(
      {
        method,
        url: `https://api.enrichabl.com/v1/${path}`,
        headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        timeoutMs: 60_000,
      },
      at.host.clock.now(),
    );
    if ('fault' in reply || reply.status >= 300) throw new Error(JSON.stringify(reply));
    return JSON.parse(reply.body) as T;
  };

  /** Leads in a pipeline of their own, as another program would have left them. @returns the pipeline's id */
  const elsewhere = (leads: object[]): string => {
    const { pipeline_id } = direct<{ pipeline_id: string }>('POST', 'pipelines', { pipeline_name: 'Elsewhere' });
    direct('POST', `pipelines/${pipeline_id}/leads`, leads);
    return pipeline_id;
  };

  const posts = (part: string): { url: string; status: number | null; atMs: number }[] =>
    at.host.http.filter((one) => one.method.toUpperCase() === 'POST' && one.url.includes(part)) as never;

  return {
    ...at,
    enrichabl,
    uploads,
    giveKey,
    resume,
    direct,
    elsewhere,
    posts,
    run: (recipe: Recipe) => at.run(recipe),
  };
}

export type LeadScene = ReturnType<typeof leadScene>;

type Held = {
  leads: Record<string, { email: string }>;
  pipelines: Record<string, { name: string; columns: { key: string }[]; rows: string[] }>;
  templates: Record<string, { name: string }>;
};

/** What the account holds: straight from the simulator. */
export function held({ enrichabl }: Pick<LeadScene, 'enrichabl'>) {
  const state = enrichabl.save() as unknown as Held;
  const pipelines = Object.values(state.pipelines);
  return {
    emails: Object.values(state.leads).map((lead) => lead.email),
    pipelines: pipelines.map(({ name }) => name),
    columns: pipelines.flatMap(({ columns }) => columns.map(({ key }) => key)),
    templates: Object.values(state.templates).map(({ name }) => name),
  };
}

/** Every charge of a third party, as text; a repeat here is a double purchase. */
export function charged({ enrichabl }: Pick<LeadScene, 'enrichabl'>): string[] {
  return enrichabl.ledger.billed.flatMap((one) => Array<string>(one.credits).fill(JSON.stringify(one.params)));
}

/** All that must not happen twice: charges, and whatever was made. */
export function done(at: Pick<LeadScene, 'enrichabl'>): string[] {
  const { emails, pipelines, columns, templates } = held(at);
  const named = (kind: string, names: string[]): string[] => names.map((name) => `${kind} ${name}`);
  return [
    ...charged(at),
    ...named('lead', emails),
    ...named('pipeline', pipelines),
    ...named('column', columns),
    ...named('template', templates),
  ];
}
