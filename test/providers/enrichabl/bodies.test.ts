// What is sent to Enrichabl, word for word as its page shows it (enrichabl.com/docs/api).
import { describe, expect, test } from 'vitest';
import { enrichablEnrichment } from '../../../src/providers/enrichabl/enrichment';
import type { LeadRow } from '../../../src/providers/enrichabl/known-leads';
import { createPipeline } from '../../../src/providers/enrichabl/pipelines';
import { askPreparation, stateOf } from '../../../src/providers/enrichabl/preparation';
import {
  type EnrichmentSettings,
  enrichmentSettings,
  validationSettings,
} from '../../../src/providers/enrichabl/settings';
import { createTemplate, listTemplates, templateColumns } from '../../../src/providers/enrichabl/templates';
import { enrichablValidation } from '../../../src/providers/enrichabl/validation';
import type { Json, RequestInput } from '../../../src/providers/operation';
import { FACTS } from '../run-facts';

const PROMPT = 'For {{company}}, return JSON.';
const AI = { type: 'AI_COLUMN', template: { name: 'Summary', prompt: PROMPT, model: 'gpt-4o-mini', maxTokens: 200 } };
const MULTI = {
  type: 'MULTI_AI_COLUMN',
  template: { name: 'Profile', prompt: PROMPT, model: 'gpt-4o', maxTokens: 300, fields: ['city', 'year'] },
};
const FIRECRAWL = {
  type: 'FIRECRAWL_EXTRACT',
  template: { name: 'WebExtract' },
  firecrawl: { urlColumn: 'company_website', prompt: 'Extract the tagline.', fields: ['tagline', 'main_product'] },
};

const settings = (some: object): EnrichmentSettings => enrichmentSettings.parse({ pipeline: 'p', ...some });
/** As it goes over the wire: what is undefined is not there. */
const wire = (body: unknown): unknown => JSON.parse(JSON.stringify(body));

describe('a new pipeline', () => {
  test('has its name, and its description and color where the recipe gives them', () => {
    const create = { name: 'Q3 outbound', description: 'SaaS leads', color: '#8B5CF6' };
    expect(createPipeline({ create })).toEqual({
      effect: 'create',
      method: 'POST',
      path: '/v1/pipelines',
      body: { pipeline_name: 'Q3 outbound', pipeline_description: 'SaaS leads', pipeline_color: '#8B5CF6' },
    });
    expect(wire(createPipeline({ create: { name: 'Q3' } }).body)).toEqual({ pipeline_name: 'Q3' });
  });
});

describe('a new template', () => {
  test.each<[object, string, object]>([
    [
      AI,
      '/v1/columns/ai-templates',
      { name: 'Summary', prompt_template: PROMPT, model: 'gpt-4o-mini', max_tokens: 200 },
    ],
    [
      MULTI,
      '/v1/columns/multi-ai-templates',
      { name: 'Profile', output_fields: ['city', 'year'], prompt_template: PROMPT, model: 'gpt-4o', max_tokens: 300 },
    ],
    [
      FIRECRAWL,
      '/v1/columns/firecrawl-templates',
      {
        name: 'WebExtract',
        url_column: 'company_website',
        prompt: 'Extract the tagline.',
        output_fields: ['tagline', 'main_product'],
      },
    ],
  ])('by its own endpoint: %o', (some, path, body) => {
    const call = createTemplate(settings(some), 'p', true);
    expect([call.effect, call.method, call.path, wire(call.body)]).toEqual(['create', 'POST', path, body]);
    expect(listTemplates(settings(some))).toEqual({ effect: 'read', method: 'GET', path });
  });

  test('of an AI column goes inline with its column, in one call; the others do not', () => {
    const call = createTemplate(settings(AI), 'p', false);
    expect([call.path, wire(call.body)]).toEqual([
      '/v1/pipelines/p/columns',
      {
        type: 'ai',
        template: { name: 'Summary', prompt_template: PROMPT, model: 'gpt-4o-mini', max_tokens: 200 },
      },
    ]);
    for (const some of [MULTI, FIRECRAWL])
      expect(createTemplate(settings(some), 'p', false).path).toMatch(/^\/v1\/columns\//);
  });

  test('on a host of one’s own names it', () => {
    const template = { name: 'Own', prompt: PROMPT, model: 'llama', endpointUrl: 'https://models.example/v1' };
    expect(wire(createTemplate(settings({ ...AI, template }), 'p', true).body)).toMatchObject({
      model: 'llama',
      endpoint_url: 'https://models.example/v1',
    });
  });
});

describe('columns', () => {
  const template = (fields: string[]) => ({ id: 't1', name: 'T', fields });

  test.each<[object, string[], Json[]]>([
    [AI, [], [{ type: 'ai', template_id: 't1' }]],
    [
      MULTI,
      ['city', 'year'],
      [
        { type: 'multi_ai', template_id: 't1', field: 'city' },
        { type: 'multi_ai', template_id: 't1', field: 'year' },
      ],
    ],
    [FIRECRAWL, ['tagline'], [{ type: 'firecrawl', template_id: 't1', field: 'tagline' }]],
  ])('of %o: one an output field', (some, fields, columns) => {
    expect(templateColumns(settings(some), template(fields))).toEqual(columns);
  });

  test('of the lead’s own fields go by their key', () => {
    const state = {
      ...stateOf(undefined),
      step: 'columns' as const,
      pipeline: 'p',
      columns: [{ type: 'base', key: 'industry' }],
    };
    const leads = { pipeline: 'p', columns: ['industry' as const] };
    expect(askPreparation(state, { settings: leads, inputs: [] })).toEqual([
      { effect: 'create', method: 'POST', path: '/v1/pipelines/p/columns', body: { type: 'base', key: 'industry' } },
    ]);
  });
});

describe('a start', () => {
  const emails = ['ada@example.com', 'alan@example.com'];
  const inputs = emails.map((email): RequestInput => ({ canonical: { email }, sent: { email } }));
  const row = (email: string): LeadRow => ({
    leadId: `lead of ${email}`,
    rowId: `row of ${email}`,
    pipeline: 'p',
    stage: '',
    validation: '',
    enrichment: '',
    lead: {},
  });
  const ready = (refusedIds: string | null = null): Json =>
    ({
      ...stateOf(undefined),
      pipeline: 'p',
      template: { id: 't1', name: 'T', fields: [] },
      scan: { likely: 'p', queue: [], found: Object.fromEntries(emails.map((email) => [email, [row(email)]])) },
      refusedIds,
    }) as unknown as Json;
  const ticket = { stage: 'start', pipeline: 'p', marks: '  ' };
  const config = {
    url_column: 'company_website',
    prompt: 'Extract the tagline.',
    output_fields: ['tagline', 'main_product'],
  };
  const WORK: [string, object, object][] = [
    ['AI', AI, { enrichment_type: 'AI_COLUMN', ai_template_id: 't1' }],
    ['multi-AI', MULTI, { enrichment_type: 'MULTI_AI_COLUMN', multi_ai_template_id: 't1' }],
    ['Firecrawl', FIRECRAWL, { enrichment_type: 'FIRECRAWL_EXTRACT', firecrawl_extract_config: config }],
  ];
  const TARGETS: [string, Json, object][] = [
    ['the rows', 'rows', { lead_ids: emails.map((email) => `lead of ${email}`) }],
    ['the newest n', { newest: 100 }, { pipeline_id: 'p', limit: 100 }],
    ['the whole pipeline', 'pipeline', { pipeline_id: 'p' }],
  ];

  for (const [target, setting, aim] of TARGETS) {
    test.each(WORK)(`of an enrichment for ${target}: %s`, (_kind, some, work) => {
      const calls = enrichablEnrichment.ask(ticket, inputs, settings({ ...some, target: setting }), ready(), FACTS);
      expect(calls).toEqual([
        { effect: 'charge', method: 'POST', path: '/v1/enrichment/start', body: { ...aim, ...work } },
      ]);
    });

    test.each(['BOUNCEBAN', 'MAILVERI', 'HYBRID'])(`of a validation for ${target}: %s`, (service) => {
      const chosen = validationSettings.parse({ pipeline: 'p', service, target: setting });
      expect(enrichablValidation.ask(ticket, inputs, chosen, ready(), FACTS)).toEqual([
        { effect: 'charge', method: 'POST', path: '/v1/validation/start', body: { ...aim, service } },
      ]);
    });
  }

  test('that was refused with the ids of the leads names those of their rows', () => {
    const [call] = enrichablEnrichment.ask(ticket, inputs, settings(AI), ready('no leads'), FACTS);
    expect(call!.body).toMatchObject({ lead_ids: emails.map((email) => `row of ${email}`) });
  });

  test('is followed by its job’s progress, and cancelled by its job’s own endpoint', () => {
    const poll = { stage: 'poll', pipeline: 'p', marks: '  ', job: 'j 1' };
    const chosen = validationSettings.parse({ pipeline: 'p', service: 'HYBRID' });
    expect(enrichablEnrichment.ask(poll, inputs, settings(AI), undefined, FACTS)).toEqual([
      { effect: 'read', method: 'GET', path: '/v1/enrichment/jobs/j%201/progress' },
    ]);
    expect(enrichablValidation.ask(poll, inputs, chosen, undefined, FACTS)[0]!.path).toBe(
      '/v1/validation/jobs/j%201/progress',
    );
    expect(enrichablEnrichment.cancel!(poll, settings(AI))).toEqual({
      effect: 'repeatable',
      method: 'POST',
      path: '/v1/enrichment/jobs/j%201/cancel',
    });
    expect(enrichablValidation.cancel!(poll, chosen)!.path).toBe('/v1/validation/jobs/j%201/cancel');
    for (const stage of ['prepare', 'start', 'search', 'read'])
      expect(enrichablEnrichment.cancel!({ ...poll, stage }, settings(AI))).toBeNull();
  });
});

test('a job is looked at every 5 seconds at most, and its results are kept for a day', () => {
  const { pollSeconds, resultHours } = enrichablEnrichment.limits(settings(AI));
  expect([pollSeconds, resultHours]).toEqual([5, 24]);
});

test.each([
  ['BOUNCEBAN', /UNKNOWN for Gmail and Yahoo; HYBRID asks Mailveri/],
  ['HYBRID', /keys of both BounceBan and Mailveri/],
  ['MAILVERI', /^$/],
])('each service says what to know of it: %s', (service, hint) => {
  const chosen = validationSettings.parse({ pipeline: 'p', service });
  expect(enrichablValidation.warnings!(chosen, {}).join(' ')).toMatch(hint);
});

describe('more than the rows', () => {
  const learnt = { emails: 2, leads: 500, inPipeline: 40, fresh: 0 };

  test.each([
    ['pipeline', 'every lead of the pipeline (40 leads now)'],
    [{ newest: 3 }, 'the 3 newest leads of the pipeline (40 leads now)'],
  ])('%o is warned of in the plan of both kinds of job', (target, said) => {
    const chosen = validationSettings.parse({ pipeline: 'p', service: 'MAILVERI', target });
    for (const warnings of [
      enrichablEnrichment.warnings!(settings({ ...AI, target }), learnt),
      enrichablValidation.warnings!(chosen, learnt),
    ])
      expect(warnings.join(' ')).toContain(said);
  });

  test('is never taken by itself', () => {
    expect(settings(AI).target).toBe('rows');
    expect(enrichablEnrichment.warnings!(settings(AI), learnt)).toEqual([]);
  });
});
