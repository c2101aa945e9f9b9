import { describe, expect, test } from 'vitest';
import { enrichablAccount } from '../../../src/providers/enrichabl/account';
import { enrichablEnrichment } from '../../../src/providers/enrichabl/enrichment';
import { enrichablLeads } from '../../../src/providers/enrichabl/leads';
import { enrichablLists } from '../../../src/providers/enrichabl/lists';
import { enrichablValidation } from '../../../src/providers/enrichabl/validation';
import type { Answer, Json } from '../../../src/providers/operation';
import { answer } from './answers';

const [pipelines, templates] = enrichablLists;
const ask = (more: object = {}) => ({ within: '', search: '', page: 1, ...more });

const Q3 = {
  pipeline_id: 'p1',
  pipeline_name: 'Q3 outbound',
  total_leads: 412,
  imported_leads: 400,
  validated_leads: 120,
  enriched_leads: 40,
  valid_emails: 88,
};
const EMPTY = { pipeline_id: 'p2', pipeline_name: ' Empty ', total_leads: 0 };

function read(list: typeof pipelines, answers: Answer[], more: object = {}) {
  const page = list!.read(ask(more), answers);
  if ('problem' in page) throw new Error(page.problem);
  return page;
}

describe('the list of pipelines', () => {
  test('is one free read, and tells the numbers that Enrichabl gives with each', () => {
    expect(pipelines!.calls(ask())).toEqual([{ effect: 'read', method: 'GET', path: '/v1/pipelines' }]);
    expect(read(pipelines, [answer(200, { data: [Q3, EMPTY] })]).items).toEqual([
      {
        id: 'p1',
        name: 'Q3 outbound',
        detail: '412 leads · 400 imported · 40 enriched · 120 validated · 88 valid e-mails',
        source: null,
        price: null,
        settings: { pipeline: 'p1' },
      },
      expect.objectContaining({ id: 'p2', name: 'Empty', detail: '0 leads', settings: { pipeline: 'p2' } }),
    ]);
  });

  test.each<[string, Json]>([
    ['bare', [Q3]],
    ['under data', { data: [Q3] }],
    ['under its own name', { pipelines: [Q3] }],
    ['with an id and a name of other keys', [{ id: 'p1', name: 'Q3 outbound' }]],
  ])('is read %s', (_shape, body) => {
    expect(read(pipelines, [answer(200, body)]).items).toMatchObject([{ id: 'p1', name: 'Q3 outbound' }]);
  });

  test('is searched in names and ids, in any case, and paged', () => {
    const many = Array.from({ length: 250 }, (_, i) => ({ pipeline_id: `p${i}`, pipeline_name: `List ${i}` }));
    const body = answer(200, many);
    expect(read(pipelines, [body], { search: 'LIST 24' }).items.map((one) => one.name)).toEqual([
      'List 24',
      ...Array.from({ length: 10 }, (_, i) => `List 24${i}`),
    ]);
    const pages = [1, 2, 3].map((page) => read(pipelines, [body], { page }));
    expect(pages.map((one) => [one.items.length, one.nextPage])).toEqual([
      [100, 2],
      [100, 3],
      [50, null],
    ]);
    expect(new Set(pages.flatMap((one) => one.items.map((item) => item.id))).size).toBe(250);
  });

  test('of an account without any is empty; a rejected key says so; nonsense is a problem, not a list', () => {
    expect(read(pipelines, [answer(200, { data: [] })])).toEqual({ items: [], nextPage: null });
    expect(pipelines!.read(ask(), [answer(401, { error: 'Invalid token' })])).toMatchObject({ rejected: true });
    const garbled = pipelines!.read(ask(), [answer(200, '<html>')]);
    expect(garbled).toHaveProperty('problem');
    expect(garbled).not.toHaveProperty('rejected');
  });
});

describe('the list of templates', () => {
  const ai = {
    ai_column_template_id: 't1',
    name: 'Summary',
    prompt_template: 'Summarize {{company}}.',
    model: 'gpt-4o-mini',
  };
  const multi = { multi_ai_id: 't2', name: 'Profile', output_fields: ['city', 'year'], model: 'gpt-4o' };
  const firecrawl = {
    firecrawl_id: 't3',
    name: 'WebExtract',
    url_column: 'company_website',
    prompt: 'Extract the tagline.',
    output_fields: ['tagline'],
  };

  test('reads the three kinds at once, or the one that is asked for', () => {
    expect(templates!.calls(ask()).map((call) => call.path)).toEqual([
      '/v1/columns/ai-templates',
      '/v1/columns/multi-ai-templates',
      '/v1/columns/firecrawl-templates',
    ]);
    expect(templates!.calls(ask({ within: 'MULTI_AI_COLUMN' })).map((call) => call.path)).toEqual([
      '/v1/columns/multi-ai-templates',
    ]);
    expect(templates!.calls(ask({ within: 'ELSE' }))).toEqual([]);
    expect(read(templates, [], { within: 'ELSE' }).items).toEqual([]);
  });

  test('gives settings that the operation takes as they are', () => {
    const { items } = read(
      templates,
      [ai, multi, firecrawl].map((one) => answer(200, { data: [one] })),
    );
    expect(items.map(({ name, detail, source }) => [name, detail, source])).toEqual([
      ['Summary', 'AI · Summarize {{company}}.', 'gpt-4o-mini'],
      ['Profile', 'Multi-AI · city, year', 'gpt-4o'],
      ['WebExtract', 'Firecrawl · tagline', null],
    ]);
    expect(items.map(({ settings }) => settings)).toEqual([
      { type: 'AI_COLUMN', template: 't1' },
      { type: 'MULTI_AI_COLUMN', template: 't2' },
      {
        type: 'FIRECRAWL_EXTRACT',
        template: 't3',
        firecrawl: { urlColumn: 'company_website', prompt: 'Extract the tagline.', fields: ['tagline'] },
      },
    ]);
    for (const { settings } of items)
      expect(enrichablEnrichment.settings.safeParse({ ...settings, pipeline: 'p' }).success).toBe(true);
  });
});

describe('the account', () => {
  test('tells its pipelines and leads; a name and a balance it has none', () => {
    expect(enrichablAccount.calls()).toEqual([{ effect: 'read', method: 'GET', path: '/v1/pipelines' }]);
    expect(enrichablAccount.read([answer(200, { data: [Q3, EMPTY] })])).toEqual({
      name: null,
      balance: null,
      figures: [
        { label: 'pipelines', value: '2' },
        { label: 'leads', value: '412' },
      ],
    });
  });

  test('tells the lead quota where the answer does', () => {
    const body = { data: [Q3], current_count: 87, quota_limit: 100 };
    expect(enrichablAccount.read([answer(200, body)])).toMatchObject({
      figures: [expect.anything(), { label: 'leads', value: '87 of 100' }],
    });
  });

  test('of a rejected key is a problem that rejects it; one that cannot be reached is not', () => {
    expect(enrichablAccount.read([answer(401, { error: 'x' })])).toMatchObject({ rejected: true });
    expect(enrichablAccount.read([{ fault: 'Timeout', sent: true }])).not.toHaveProperty('rejected');
  });
});

describe('result paths', () => {
  const paths = (some: { path: string }[] | undefined): string[] | undefined => some?.map((one) => one.path);
  const pipeline = 'p';

  test('of an upload are the contract’s four', () => {
    expect(paths(enrichablLeads.results?.({ pipeline, columns: [] }, {}))).toEqual([
      'lead_id',
      'stage',
      'enrichment_status',
      'validation_status',
    ]);
  });

  test('of a validation: the status', () => {
    expect(paths(enrichablValidation.results?.({ pipeline, service: 'HYBRID', target: 'rows' }, {}))).toEqual([
      'status',
    ]);
  });

  test.each([
    [{ type: 'AI_COLUMN', template: { name: 'Summary' } }, {}, ['value']],
    [{ type: 'MULTI_AI_COLUMN', template: 't2' }, { template: { name: 'Profile', fields: ['city'] } }, ['city']],
    [{ type: 'MULTI_AI_COLUMN', template: { name: 'P', fields: ['year'] } }, {}, ['year']],
    [
      { type: 'FIRECRAWL_EXTRACT', firecrawl: { urlColumn: 'company_website', prompt: 'x', fields: ['tagline'] } },
      {},
      ['tagline'],
    ],
  ])('of the enrichment %o are the template’s fields', (settings, learnt, expected) => {
    expect(paths(enrichablEnrichment.results?.({ pipeline, target: 'rows', ...settings } as never, learnt))).toEqual(
      expected,
    );
  });
});
