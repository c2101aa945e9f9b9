// Pipelines, templates and columns: made, listed, refused, in every shape that they may have.

import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../../workbench/providers/enrichabl/models';
import { AI, errorOf, FIRECRAWL, lead, MULTI, scene } from './ask';

const PIPELINES = '/v1/pipelines';

describe('pipelines', () => {
  test('what is made comes back whole, with its id', () => {
    const sent = { pipeline_name: 'Q3', pipeline_description: 'From a list', pipeline_color: '#8B5CF6' };
    const at = scene();
    const made = at.json('POST', PIPELINES, sent);
    expect(made).toMatchObject({ ...sent, pipeline_id: expect.stringMatching(/^[0-9a-f-]{36}$/), total_leads: 0 });
    expect(at.json('GET', `${PIPELINES}/${made.pipeline_id}`)).toEqual(made);
  });

  test('the list has the numbers of each', () => {
    const at = scene();
    const id = at.filled([lead('ada'), lead('fail')]);
    const job = at.aiJob(id);
    at.validation({ pipeline_id: id, limit: 1, service: 'MAILVERI' });
    at.pass(60_000);
    expect(at.progress(job).status).toBe('COMPLETED');
    const [stats] = at.json('GET', PIPELINES).data;
    expect(stats).toMatchObject({ total_leads: 2, imported_leads: 2, validated_leads: 1, enriched_leads: 1 });
    expect(stats.valid_emails).toBeLessThanOrEqual(1);
  });

  test.each([
    ['data', (list: { data: object[] }) => list.data],
    ['array', (list: object[]) => list],
    ['named', (list: { pipelines: object[] }) => list.pipelines],
  ] as const)('the list can stand as %s', (listShape, inside) => {
    const at = scene({ listShape });
    at.pipeline();
    expect(inside(at.json('GET', PIPELINES))).toHaveLength(1);
  });

  test('what is made can stand under data, and be 200', () => {
    const reply = scene({ madeShape: 'data', madeAs: 200 }).http('POST', PIPELINES, { pipeline_name: 'a' });
    expect([reply.status, JSON.parse(reply.body).data.pipeline_name]).toEqual([200, 'a']);
    expect(scene().http('POST', PIPELINES, { pipeline_name: 'a' }).status).toBe(201);
  });

  test('an unknown one is 404', () => {
    expect(errorOf(scene().http('GET', `${PIPELINES}/none`))).toEqual([404, 'Pipeline not found']);
    expect(scene().http('GET', `${PIPELINES}/constructor`).status).toBe(404);
    expect(scene().http('POST', `${PIPELINES}/none/leads`, [lead('a')]).status).toBe(404);
  });
});

describe('templates', () => {
  test.each([
    ['ai', AI, 'ai_column_template_id'],
    ['multi-ai', MULTI, 'multi_ai_id'],
    ['firecrawl', FIRECRAWL, 'firecrawl_id'],
  ] as const)('%s: made, with an id of its own name, and listed', (kind, body, idName) => {
    const at = scene();
    const made = at.json('POST', `/v1/columns/${kind}-templates`, body);
    expect(made).toMatchObject({ ...body, [idName]: expect.any(String) });
    expect(at.json('GET', `/v1/columns/${kind}-templates`).data).toEqual([made]);
  });

  test.each(['ai_template_id', 'ai_id', 'template_id', 'id'] as const)(
    'the id of an AI template can be %s',
    (aiTemplateId) => {
      expect(scene({ aiTemplateId }).json('POST', '/v1/columns/ai-templates', AI)).toHaveProperty(aiTemplateId);
    },
  );

  test('the kinds are listed apart, and a list can stand under "templates"', () => {
    const at = scene({ listShape: 'named' });
    at.template('ai', AI);
    expect(at.json('GET', '/v1/columns/multi-ai-templates').templates).toEqual([]);
  });

  test('the same name makes a second one', () => {
    const at = scene();
    expect(at.template('ai', AI)).not.toBe(at.template('ai', AI));
  });

  test.each([
    ['ai', { ...AI, name: '' }, 'name is required'],
    ['ai', { ...AI, prompt_template: undefined }, 'prompt_template is required'],
    ['ai', { ...AI, model: undefined }, 'model is required'],
    ['ai', { ...AI, model: 'gemini-2.0-flash-exp' }, 'unsupported model: gemini-2.0-flash-exp'],
    ['ai', { ...AI, max_tokens: 0 }, 'max_tokens must be a positive integer'],
    ['multi-ai', { ...MULTI, output_fields: [] }, 'output_fields must be a non-empty array of strings'],
    ['multi-ai', { ...MULTI, output_fields: 'city' }, 'output_fields must be a non-empty array of strings'],
    ['firecrawl', { ...FIRECRAWL, url_column: undefined }, 'url_column is required'],
    ['firecrawl', { ...FIRECRAWL, prompt: '' }, 'prompt is required'],
  ])('%s: %o is refused', (kind, body, error) => {
    expect(errorOf(scene().http('POST', `/v1/columns/${kind}-templates`, body))).toEqual([400, error]);
  });

  test.each(Object.values(MODELS).flat())('the model %s is allowed', (model) => {
    expect(scene().http('POST', '/v1/columns/ai-templates', { ...AI, model }).status).toBe(201);
  });

  test('a host of one’s own may have any model', () => {
    const own = { ...AI, model: 'llama', endpoint_url: 'https://models.example/v1' };
    expect(scene({ providerKeys: [] }).http('POST', '/v1/columns/ai-templates', own).status).toBe(201);
  });
});

describe('columns', () => {
  const add = (at: ReturnType<typeof scene>, body: object, pipeline = at.pipeline()) =>
    at.http('POST', `${PIPELINES}/${pipeline}/columns`, body);

  test('a base column by its key, an unknown key is refused', () => {
    const at = scene();
    expect(JSON.parse(add(at, { type: 'base', key: 'industry' }).body)).toMatchObject({
      type: 'base',
      key: 'industry',
    });
    expect(errorOf(add(at, { type: 'base', key: 'mood' }))[0]).toBe(400);
    expect(errorOf(add(at, { type: 'base' }))).toEqual([400, 'key is required']);
  });

  test('an AI column inline makes its template, each time anew', () => {
    const at = scene();
    const id = at.pipeline();
    add(at, { type: 'ai', template: AI }, id);
    add(at, { type: 'ai', template: AI }, id);
    expect(at.json('GET', '/v1/columns/ai-templates').data).toHaveLength(2);
    expect(errorOf(add(at, { type: 'ai', template: { ...AI, model: 'none' } }, id))[0]).toBe(400);
  });

  test('the key of a column says where its values will land', () => {
    const at = scene();
    const key = (body: object) => JSON.parse(add(at, body).body).key;
    expect(key({ type: 'ai', template_id: at.template('ai', AI) })).toBe('Summary');
    expect(key({ type: 'multi_ai', template_id: at.template('multi-ai', MULTI), field: 'city' })).toBe('Profile: city');
    const firecrawl = at.template('firecrawl', FIRECRAWL);
    expect(key({ type: 'firecrawl', template_id: firecrawl, field: 'tagline' })).toBe('Firecrawl: tagline');
  });

  test.each([
    ['an unknown type', { type: 'AI' }, [400, 'invalid column type']],
    ['no template', { type: 'ai' }, [400, 'template_id is required']],
    ['an unknown template', { type: 'ai', template_id: 'none' }, [404, 'Template not found']],
    [
      'an inline template that is not AI',
      { type: 'multi_ai', template: MULTI },
      [400, expect.stringContaining('inline')],
    ],
  ] as const)('%s is refused', (_title, body, error) => {
    expect(errorOf(add(scene(), body))).toEqual(error);
  });

  test('a template of another kind, or a field that it does not have, is refused', () => {
    const at = scene();
    const template_id = at.template('multi-ai', MULTI);
    expect(errorOf(add(at, { type: 'ai', template_id }))[0]).toBe(404);
    expect(errorOf(add(at, { type: 'multi_ai', template_id, field: 'mood' }))[0]).toBe(400);
    expect(errorOf(add(at, { type: 'multi_ai', template_id }))[0]).toBe(400);
  });

  test('a column that is there already is the same one, 409, or there twice', () => {
    const twice = (reattach: 'same' | '409' | 'twice') => {
      const at = scene({ reattach });
      const id = at.pipeline();
      const body = { type: 'base', key: 'industry' };
      const first = JSON.parse(add(at, body, id).body);
      const second = add(at, body, id);
      return [second.status, JSON.parse(second.body).column_id === first.column_id];
    };
    expect([twice('same'), twice('409'), twice('twice')]).toEqual([
      [201, true],
      [409, false],
      [201, false],
    ]);
  });

  test('the answer can be empty', () => {
    const reply = add(scene({ columnAnswer: 'empty' }), { type: 'base', key: 'title' });
    expect([reply.status, reply.body]).toEqual([201, '']);
  });
});
