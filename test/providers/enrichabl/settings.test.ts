import { describe, expect, test } from 'vitest';
import { enrichablEnrichment } from '../../../src/providers/enrichabl/enrichment';
import { MODELS } from '../../../src/providers/enrichabl/settings';
import { readRecipe } from '../../../src/recipe/recipe';

const AI = { pipeline: 'p', type: 'AI_COLUMN', template: { name: 'S', prompt: 'Say {{company}}', model: 'gpt-4o' } };
const FIRECRAWL = {
  pipeline: 'p',
  type: 'FIRECRAWL_EXTRACT',
  firecrawl: { urlColumn: 'company_website', prompt: 'x', fields: ['tagline'] },
};

function problem(operation: string, settings: object): string | null {
  const read = readRecipe({
    version: 1,
    name: 'R',
    operation,
    settings,
    inputs: { email: 'Email' },
    outputs: { value: 'V' },
  });
  return 'problem' in read ? read.problem : null;
}

test.each<[string, object]>([
  ['enrichabl.leads', { pipeline: 'p' }],
  [
    'enrichabl.leads',
    { pipeline: { create: { name: 'x', description: 'y', color: '#8B5CF6' } }, columns: ['industry'] },
  ],
  ['enrichabl.validation', { pipeline: 'p', service: 'BOUNCEBAN', target: { newest: 50 } }],
  ['enrichabl.enrichment', AI],
  ['enrichabl.enrichment', { ...AI, template: 'an id', target: 'pipeline' }],
  ['enrichabl.enrichment', FIRECRAWL],
  ['enrichabl.enrichment', { ...AI, type: 'MULTI_AI_COLUMN', template: { name: 'S' } }],
])('%s takes %o', (operation, settings) => {
  expect(problem(operation, settings)).toBeNull();
});

describe('settings that do not fit are refused with what would', () => {
  test.each<[string, object, RegExp]>([
    ['enrichabl.leads', {}, /pipeline/],
    ['enrichabl.leads', { pipeline: 'p', columns: ['revenue'] }, /columns/],
    ['enrichabl.validation', { pipeline: 'p', service: 'bounceban' }, /"BOUNCEBAN" or "MAILVERI" or "HYBRID"/],
    ['enrichabl.validation', { pipeline: 'p', service: 'HYBRID', target: { newest: 0 } }, /target/],
    ['enrichabl.enrichment', { ...AI, type: 'ai_column' }, /AI_COLUMN/],
    ['enrichabl.enrichment', { pipeline: 'p', type: 'AI_COLUMN' }, /need a "template"/],
    [
      'enrichabl.enrichment',
      { ...AI, template: { ...AI.template, model: 'gemini-2.0-flash-exp' } },
      /"gemini-2.0-flash-exp".*gemini-2.0-flash/,
    ],
    ['enrichabl.enrichment', { ...AI, template: { ...AI.template, fields: ['a'] } }, /only MULTI_AI_COLUMN has/],
    ['enrichabl.enrichment', { ...AI, type: 'MULTI_AI_COLUMN' }, /need "fields"/],
    [
      'enrichabl.enrichment',
      { ...AI, type: 'MULTI_AI_COLUMN', template: { name: 'Firecrawl', fields: ['a'] } },
      /Firecrawl/,
    ],
    ['enrichabl.enrichment', { ...AI, firecrawl: FIRECRAWL.firecrawl }, /goes with FIRECRAWL_EXTRACT only/],
    ['enrichabl.enrichment', { pipeline: 'p', type: 'FIRECRAWL_EXTRACT' }, /need "firecrawl"/],
    [
      'enrichabl.enrichment',
      { ...FIRECRAWL, firecrawl: { ...FIRECRAWL.firecrawl, urlColumn: 'lead_company_website' } },
      /"company_website"/,
    ],
  ])('%s %o', (operation, settings, said) => {
    expect(problem(operation, settings)).toMatch(said);
  });
});

test('every model of the allow-list is taken, and any with an endpoint of its own', () => {
  expect(MODELS).toHaveLength(19);
  for (const model of MODELS)
    expect(problem('enrichabl.enrichment', { ...AI, template: { ...AI.template, model } })).toBeNull();
  const own = { ...AI.template, model: 'my-model', endpointUrl: 'https://models.example/v1' };
  expect(problem('enrichabl.enrichment', { ...AI, template: own })).toBeNull();
});

test('what is bought is the template and its configuration, not the pipeline that it stands in', () => {
  const identity = (settings: object): string => enrichablEnrichment.identity({ target: 'rows', ...settings } as never);
  expect(identity({ ...AI, pipeline: 'other' })).toBe(identity(AI));
  expect(identity({ ...AI, template: { ...AI.template, prompt: 'other' } })).not.toBe(identity(AI));
  expect(identity({ ...FIRECRAWL, firecrawl: { ...FIRECRAWL.firecrawl, fields: ['other'] } })).not.toBe(
    identity(FIRECRAWL),
  );
});
