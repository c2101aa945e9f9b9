// A pipeline with leads that every account has under an id that a sample recipe can name. Made when it is first asked for.

import { type Custom, type Lead, newId, type Pipeline, type Scene, type ValidationWord } from './state';

export const SAMPLE_PIPELINE = '5a3b1e00-0000-4000-8000-000000000002';

type Sample = [name: string, company: string, title: string, custom: Custom, word: ValidationWord | null];

const SAMPLES: Sample[] = [
  ['Amara Okonkwo', 'Bluebird Bakery', 'Owner', { tier: 'A', employees: 12 }, 'VALID'],
  ['Søren Kjær', 'Fjord & Sons', 'Director', { tier: 'A', employees: 80 }, 'VALID'],
  ['Mina Park', 'Lumen Labs', 'Head of Growth', { tier: 'B', employees: 45 }, 'RISKY'],
  ['Zoë Müller', 'Käsehaus Müller', 'Geschäftsführerin', { tier: 'B', phone_code: '0049' }, 'VALID'],
  ['Dev Rao', 'Copper & Pine', '', { tier: 'C' }, 'UNKNOWN'],
  ['Lucía Ortega', '=SUM(A1:A9) Ltd', 'CEO', { tier: 'C', note: '+1 on the list' }, 'INVALID'],
  ['Tom Quist', '007 Security', 'Agent', { tier: 'A', since: '1/2/2024' }, null],
  ['Ines Faria', 'Atlas Freight', 'Buyer', {}, null],
];

export function samplePipeline(account: string, { state, nowMs }: Scene): Pipeline {
  const key = `sample ${account}`;
  const made = state.pipelines[key];
  if (made) return made;
  const pipeline: Pipeline = {
    id: SAMPLE_PIPELINE,
    account,
    name: 'Sample leads',
    description: 'Invented people',
    color: null,
    createdMs: nowMs,
    columns: [],
    rows: [],
  };
  SAMPLES.forEach(([name, company, title, custom, validation], n) => {
    const [first = '', last = ''] = name.split(' ');
    const email = `${first.normalize('NFD').replace(/[^a-z]/gi, '')}@sample${n}.example`.toLowerCase();
    const fields = { first_name: first, last_name: last, company, title };
    const isDone = validation === 'VALID';
    const results: Custom = isDone ? { 'Company summary': `${company} is a company.` } : {};
    const lead: Lead = {
      id: newId(state, 'lead'),
      account,
      email,
      fields,
      custom,
      results,
      enrichment: isDone ? 'ENRICHED' : null,
    };
    const id = newId(state, 'row');
    state.leads[lead.id] = lead;
    state.rows[id] = { id, pipeline: SAMPLE_PIPELINE, lead: lead.id, validation, createdMs: nowMs - n * 60_000 };
    pipeline.rows.push(id);
  });
  state.pipelines[key] = pipeline;
  return pipeline;
}
