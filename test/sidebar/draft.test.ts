// What is set up in the panel and the recipe that it stands for: both ways, for all eight operations, against the add-on's own check.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { draftOf, newDraft, recipeOf } from '../../sidebar/draft';
import { columnProblems, setupProblems } from '../../sidebar/draft-problems';
import { fieldsOf } from '../../sidebar/operation-fields';
import { OFFERS, OPERATIONS, shapeOf } from '../../sidebar/operations';
import { stepsOf } from '../../sidebar/steps';
import { readRecipe } from '../../src/recipe/recipe';
import type { TabView } from '../../src/sidebar-calls';

const samples = readdirSync('workbench/samples')
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, JSON.parse(readFileSync(`workbench/samples/${name}`, 'utf8'))] as const)
  .filter(([, recipe]) => shapeOf(recipe.operation));

describe('a recipe', () => {
  it.each(samples)('of %s goes into the panel and comes out as the same recipe', (_, raw) => {
    const before = readRecipe(raw);
    const after = readRecipe(recipeOf(draftOf(raw)));
    expect('problem' in before ? before.problem : before.recipe).toEqual(
      'problem' in after ? after.problem : after.recipe,
    );
  });

  it('never holds what was left blank', () => {
    const draft = newDraft(
      'enrichabl.enrichment',
      { type: 'AI_COLUMN', pipeline: { create: { name: 'Q3', color: '' } }, target: '' },
      'x',
    );
    expect(
      recipeOf({ ...draft, inputs: { email: { header: 'E' }, company: { header: null }, tier: { value: '' } } }),
    ).toMatchObject({
      settings: { type: 'AI_COLUMN', pipeline: { create: { name: 'Q3' } } },
      inputs: { email: 'E' },
    });
  });

  it('of an export has no inputs and no rows', () => {
    const recipe = recipeOf(newDraft('enrichabl.export', { pipeline: 'p1' }, 'Export'));
    expect(Object.keys(recipe)).not.toEqual(expect.arrayContaining(['inputs']));
    expect(Object.keys(recipe)).not.toEqual(expect.arrayContaining(['rows']));
  });
});

describe('the table of operations', () => {
  it('has the eight of the contract, and every offer is one of them', () => {
    expect(OPERATIONS.map((shape) => shape.id)).toEqual([
      'databar.enrichment',
      'databar.waterfall',
      'databar.table',
      'influencers.batch',
      'enrichabl.leads',
      'enrichabl.enrichment',
      'enrichabl.validation',
      'enrichabl.export',
    ]);
    for (const offer of OFFERS) expect(shapeOf(offer.operation), offer.title).not.toBeNull();
  });

  it('asks for what a new pipeline or template needs only while one is being made', () => {
    const shape = shapeOf('enrichabl.enrichment')!;
    const settings = (pipeline: unknown) => ({ type: 'AI_COLUMN', pipeline });
    const names = (pipeline: unknown) => fieldsOf(shape, settings(pipeline)).map((field) => field.setting);
    expect(names('p1')).not.toContain('pipeline.create.name');
    expect(names({ create: { name: '' } })).toContain('pipeline.create.name');
    expect(names('p1')).not.toContain('firecrawl.prompt');
  });

  it('names settings that the add-on takes: what is set up completely passes its check', () => {
    const draft = {
      ...newDraft(
        'influencers.batch',
        {
          mode: 'full',
          platform: 'instagram',
          emailRequired: 'must_have',
          includeLookalikes: true,
          includeAudienceData: false,
        },
        'Creators',
      ),
      inputs: { handle: { header: 'Creator' } },
      outputs: [{ path: 'email', label: 'E-mail', header: 'E-mail', on: true }],
    };
    expect(setupProblems(draft)).toEqual({});
    expect(readRecipe(recipeOf(draft))).toHaveProperty('recipe');
  });
});

const TAB: TabView = {
  tab: { id: 1, name: 'Leads' },
  headerRow: 1,
  rows: 3,
  columns: [
    { header: 'Email', samples: [], gaps: true },
    { header: 'Name', samples: [], gaps: true },
  ],
  selection: null,
  filtered: false,
};

describe('problems stand where they are', () => {
  const described = {
    parameters: [{ name: 'email', label: 'Email', required: true, type: 'text' as const, choices: null }],
    results: [],
    price: null,
    balance: null,
    notes: [],
  };
  const output = (path: string, header: string) => ({ path, label: path, header, on: true });
  const draft = { ...newDraft('databar.enrichment', { enrichment: 1 }, 'Mine'), described };

  it('a needed input, a missing result', () => {
    expect(Object.keys(columnProblems({ ...draft, inputs: { email: { header: null } } }, TAB)).sort()).toEqual([
      'input:email',
      'inputs',
      'outputs',
    ]);
  });

  it('a column that is read and written, two results for one column, a status name that is taken', () => {
    const inputs = { email: { header: 'Email' } };
    const outputs = [output('a', 'Email'), output('b', 'New'), output('c', ' New ')];
    expect(Object.keys(columnProblems({ ...draft, inputs, outputs, status: 'New' }, TAB)).sort()).toEqual([
      'output:a',
      'output:c',
      'status',
    ]);
  });

  it('a column that is not in the sheet any more', () => {
    const problems = columnProblems(
      { ...draft, inputs: { email: { header: 'Gone' } }, outputs: [output('a', 'A')] },
      TAB,
    );
    expect(problems).toEqual({ 'input:email': 'There is no column "Gone" in Leads.' });
  });

  it('a number that is none of those allowed', () => {
    expect(setupProblems({ ...draft, settings: { enrichment: 1, pages: 101 } })).toEqual({
      pages: 'A whole number from 1 to 100.',
    });
  });
});

it('an export skips the rows, and a card of the catalogue its set-up', () => {
  expect(stepsOf(newDraft('enrichabl.export', {}, 'x'), 'what')).toEqual(['what', 'setup', 'columns', 'check']);
  const picked = { ...newDraft('databar.enrichment', { enrichment: 1 }, 'x'), picked: { enrichment: 'Emails' } };
  expect(stepsOf(picked, 'columns')).toEqual(['what', 'columns', 'rows', 'check']);
});
